"""The code scanner in a profile: a camera that is found again, and settings that it uses."""

from pathlib import Path

import pytest

from drivers import CameraConfig, CameraSource
from kiosk.parts import device_config
from kiosk.settings import load_settings
from tests.fixtures.profile_files import CAMERA, CAMERA_PATH, HOME, changed, line_of, told


def with_camera(tmp_path: Path, profile: str, *lines: str) -> Path:
    text = "".join(f"    {line}\n" for line in lines)
    if profile == "production":
        return changed(tmp_path, profile, ("    driver: v4l2\n", ""), (CAMERA_PATH, text))
    head = "  code_scanner:\n"
    return changed(tmp_path, profile, (f"{head}    driver: simulated\n", f"{head}{text}"))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([f"path: {CAMERA}"], CameraConfig(CameraSource.V4L2, CAMERA)),
        (
            ["path: /dev/v4l/by-path/pci-0000:00:14.0-usb-0:2:1.0-video-index0", "gain: 0"],
            CameraConfig(
                CameraSource.V4L2,
                "/dev/v4l/by-path/pci-0000:00:14.0-usb-0:2:1.0-video-index0",
                gain=0,
            ),
        ),
        (
            [f"path: {CAMERA}", "exposure: 10000", "gain: 255"],
            CameraConfig(CameraSource.V4L2, CAMERA, exposure=10000, gain=255),
        ),
    ],
)
def test_a_camera_reaches_the_drivers_with_its_settings(
    tmp_path: Path, lines: list[str], expected: CameraConfig
) -> None:
    file = with_camera(tmp_path, "production", "driver: v4l2", *lines)
    assert device_config(load_settings(file, HOME)).code_scanner == expected


def test_outside_production_any_camera_may_be_tried(tmp_path: Path) -> None:
    file = with_camera(tmp_path, "simulation", "driver: v4l2", "path: /dev/video0")
    config = device_config(load_settings(file, HOME)).code_scanner
    assert config == CameraConfig(CameraSource.V4L2, "/dev/video0")


ELSEWHERE = "write its file under /dev/v4l/by-id, or its socket's under /dev/v4l/by-path"


@pytest.mark.parametrize(
    ("lines", "wrong", "message"),
    [
        (
            ["driver: v4l2"],
            None,
            "driver v4l2 needs a path; add path: the camera's file under /dev/v4l/by-id",
        ),
        (
            ["driver: v4l2", "path: video0"],
            "path",
            f'"video0" is no absolute path; {ELSEWHERE}',
        ),
        (
            ["driver: v4l2", "path: /dev/video0"],
            "path",
            (
                '"/dev/video0" may be another camera, or none, once this one was plugged anew; '
                f"{ELSEWHERE}"
            ),
        ),
        (
            ["driver: v4l2", f"path: {CAMERA}", "exposure: 0"],
            "exposure",
            ("0 is not allowed here; write a whole number at least 1 and at most 10000"),
        ),
        (
            ["driver: v4l2", f"path: {CAMERA}", "gain: 256"],
            "gain",
            ("256 is not allowed here; write a whole number at least 0 and at most 255"),
        ),
    ],
)
def test_a_camera_refuses_what_does_not_fit_it(
    tmp_path: Path, lines: list[str], wrong: str | None, message: str
) -> None:
    file = with_camera(tmp_path, "production", *lines)
    place = f"devices.code_scanner.{wrong}" if wrong else "devices.code_scanner"
    bad = next((line for line in lines if wrong and line.startswith(wrong)), None)
    line = line_of(file, "  code_scanner:" if bad is None else f"    {bad}")
    assert told(file) == [f"{line}: {place}: {message}"]


@pytest.mark.parametrize("key", [f"path: {CAMERA}", "exposure: 100", "gain: 8"])
def test_a_simulated_camera_has_no_use_for_settings(tmp_path: Path, key: str) -> None:
    file = with_camera(tmp_path, "simulation", "driver: simulated", key)
    name = key.partition(":")[0]
    assert told(file) == [
        (
            f"{line_of(file, f'    {key}')}: devices.code_scanner.{name}: "
            f"driver simulated has no use for {name}; remove it, or write driver: v4l2"
        )
    ]
