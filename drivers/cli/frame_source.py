"""Where ``--source`` points: a camera, a folder of pictures or a video, told by what it is."""

from __future__ import annotations

import argparse
import stat
from pathlib import Path

import cv2

from drivers._config import CameraConfig, CameraSource
from drivers.camera import open_source
from drivers.camera.capture import open_video
from drivers.camera.file_sources import PICTURES, ImageFolderSource, VideoFileSource
from drivers.camera.frames import FrameSource
from drivers.camera.nodes import video_nodes
from drivers.cli.values import UsageError
from drivers.sim.camera import SimFrameSource
from drivers.sim.world import World

DEFAULT_CAMERA = "/dev/video0"
DEFAULT_CODE = "SIMULATED-CODE"
_DEVICES = Path("/dev")


def camera_config(path: str) -> CameraConfig:
    """What the path is: a folder of pictures, a video file, or else a camera, there or not yet.

    Without a path the first camera that is connected. Raises UsageError for a path that is nothing
    of it and can never be.
    """
    # OpenCV tells the terminal what every failed attempt means for it; the faults say it better
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    place = Path(path or _first_camera())
    if place.is_dir():
        return CameraConfig(CameraSource.IMAGES, str(place))
    if place.is_file():
        return CameraConfig(_kind_of_file(place), str(place))
    device = place.is_symlink() or _DEVICES in place.parents
    if device or (place.exists() and stat.S_ISCHR(place.stat().st_mode)):
        return CameraConfig(CameraSource.V4L2, str(place))
    what = "不是摄像头、文件夹或视频文件" if place.exists() else "没有这个设备、文件夹或文件"
    message = f"--source：{what} {place}"
    raise UsageError(message)


def asked_source(asked: argparse.Namespace, *, once: bool = False) -> FrameSource:
    """The source of ``--source`` or of ``--simulated``; ``once``: files end instead of repeating.

    Raises UsageError.
    """
    if asked.simulated:
        if asked.source:
            message = "--source 不能和 --simulated 一起用"
            raise UsageError(message)
        return simulated_source(getattr(asked, "code", DEFAULT_CODE).encode())
    config = camera_config(asked.source)
    match config.source:
        case CameraSource.IMAGES:
            return ImageFolderSource(config.path, once=once)
        case CameraSource.VIDEO:
            return VideoFileSource(config.path, once=once)
        case _:
            return open_source(config)


def simulated_source(payload: bytes) -> FrameSource:
    """The simulated camera with a phone before it that shows this code."""
    world = World()
    world.show_code(payload)
    return SimFrameSource(world)


def _first_camera() -> str:
    return next((node.path for node in video_nodes() if node.gives_pictures), DEFAULT_CAMERA)


def _kind_of_file(place: Path) -> CameraSource:
    if place.suffix.lower() in PICTURES:
        message = f"--source：{place.name} 是一张图片，请给它所在的文件夹"
        raise UsageError(message)
    capture = open_video(str(place))
    if capture is None:
        message = f"--source：{place.name} 不是能播放的视频"
        raise UsageError(message)
    capture.release()
    return CameraSource.VIDEO
