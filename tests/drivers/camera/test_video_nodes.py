"""What the system knows about cameras without opening one: sysfs, stable links, USB descriptors."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import pytest

from drivers import FaultCode
from drivers.camera.nodes import refusal_of, video_nodes
from drivers.camera.usb_formats import UsbFormat, formats_in

STREAMING = struct.pack("<9B", 9, 4, 1, 0, 1, 0x0E, 0x02, 0, 0)
CONTROL = struct.pack("<9B", 9, 4, 0, 0, 1, 0x0E, 0x01, 0, 0)
AUDIO = struct.pack("<9B", 9, 4, 2, 0, 1, 0x01, 0x02, 0, 0)
DEVICE = struct.pack("<2B16x", 18, 1)
MJPEG = struct.pack("<11B", 11, 0x24, 6, 2, 1, 1, 1, 0, 0, 0, 0)
FPS_30, FPS_10, FPS_5 = 333_333, 1_000_000, 2_000_000


def uncompressed(letters: bytes) -> bytes:
    guid = letters + bytes.fromhex("00001000800000aa00389b71")
    return struct.pack("<5B16s6B", 27, 0x24, 4, 1, 2, guid, 16, 1, 0, 0, 0, 0)


def frame(subtype: int, width: int, height: int, default: int, *listed: int) -> bytes:
    """Uncompressed (5) and MJPEG (7) frame descriptor."""
    length = 26 + 4 * len(listed)
    head = struct.pack("<5BHH", length, 0x24, subtype, 1, 0, width, height)
    tail = struct.pack("<3IIB", 1, 1, 1, default, len(listed))
    return head + tail + struct.pack(f"<{len(listed)}I", *listed)


WEBCAM = (
    DEVICE
    + CONTROL
    + struct.pack("<13B", 13, 0x24, 1, *([0] * 10))
    + STREAMING
    + uncompressed(b"YUY2")
    + frame(5, 640, 480, FPS_30, FPS_30, FPS_10)
    + frame(5, 1280, 720, FPS_10, FPS_10, FPS_5)
    + MJPEG
    + frame(7, 1280, 720, FPS_30, FPS_30)
    + AUDIO
    + struct.pack("<30B", 30, 0x24, 7, *([9] * 27))
)
FORMATS = (
    UsbFormat("YUYV", 640, 480, 30.0),
    UsbFormat("YUYV", 1280, 720, 10.0),
    UsbFormat("MJPG", 1280, 720, 30.0),
)


def test_formats_stand_in_a_cameras_descriptors():
    assert formats_in(WEBCAM) == FORMATS


def test_the_fastest_rate_counts_not_the_usual_one():
    descriptors = STREAMING + MJPEG + frame(7, 640, 480, FPS_10, FPS_30, FPS_10)
    assert formats_in(descriptors) == (UsbFormat("MJPG", 640, 480, 30.0),)


def test_frame_based_formats_have_their_interval_elsewhere():
    guid = b"H264" + bytes(12)
    kind = struct.pack("<5B16s7B", 28, 0x24, 0x10, 3, 1, guid, 16, 1, 0, 0, 0, 0, 1)
    head = struct.pack("<5BHH", 30, 0x24, 0x11, 1, 0, 1920, 1080)
    body = struct.pack("<2IIBII", 1, 1, FPS_30, 1, 0, FPS_30)
    assert formats_in(STREAMING + kind + head + body) == (UsbFormat("H264", 1920, 1080, 30.0),)


@pytest.mark.parametrize("cut", range(0, len(WEBCAM), 7))
def test_damaged_descriptors_tell_what_they_can(cut):
    assert FORMATS[: len(formats_in(WEBCAM[:cut]))] == formats_in(WEBCAM[:cut])


@pytest.mark.parametrize("data", [b"", b"\0\0\0\0", b"\1\2", b"\xff" * 40])
def test_what_are_no_descriptors_promise_nothing(data):
    assert formats_in(data) == ()


@pytest.fixture
def system(tmp_path):
    """A camera with a picture and a metadata node (video0, 1), and one without a link."""
    usb = tmp_path / "devices" / "usb1" / "1-1"
    face = usb / "1-1:1.0"
    face.mkdir(parents=True)
    (usb / "descriptors").write_bytes(WEBCAM)
    known, links = tmp_path / "known", tmp_path / "by-id"
    links.mkdir()
    for number, name, index in ((10, "Built-in", 0), (0, "USB Camera", 0), (1, "USB Camera", 1)):
        node = known / f"video{number}"
        node.mkdir(parents=True)
        (node / "name").write_text(f"{name}\n")
        (node / "index").write_text(f"{index}\n")
        if number != 10:
            (node / "device").symlink_to(face)
            (links / f"usb-Cam-video-index{index}").symlink_to(f"/dev/video{number}")
    return links, known


def test_nodes_are_listed_by_their_stable_links(system):
    links, known = system
    first, second, third = video_nodes(links, known)
    assert first.path == str(links / "usb-Cam-video-index0")
    assert (first.name, first.device, first.gives_pictures) == ("USB Camera", "/dev/video0", True)
    assert first.formats == FORMATS
    assert (second.index, second.gives_pictures) == (1, False)
    assert (third.path, third.name, third.formats) == ("/dev/video10", "Built-in", ())


def test_without_a_camera_nothing_is_listed(tmp_path):
    assert video_nodes(tmp_path / "none", tmp_path / "none either") == ()


def test_a_metadata_node_is_told_from_a_camera_in_use(system, monkeypatch):
    _, known = system
    monkeypatch.setattr(
        "drivers.camera.nodes.VIDEO_MAJOR", os.major(Path("/dev/null").stat().st_rdev)
    )
    assert refusal_of("/dev/null", known) == (FaultCode.IN_USE, "")
    (known / "null").mkdir()
    (known / "null" / "index").write_text("1\n")
    code, detail = refusal_of("/dev/null", known)
    assert (code, "index0" in detail) == (FaultCode.MISCONFIGURED, True)
