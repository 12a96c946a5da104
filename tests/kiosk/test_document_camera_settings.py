"""The document camera in a profile: it may be there, as its own camera, and it is never a guess."""

from pathlib import Path

import pytest

from drivers import CameraConfig, CameraSource
from kiosk.config_files import ConfigError
from kiosk.parts import device_config
from kiosk.settings import load_settings

PROFILES = Path(__file__).parents[2] / "config" / "profiles"
HOME = {"HOME": "/home/kiosk"}
PAGES = "/dev/v4l/by-id/usb-Pages-video-index0"
SCANNER = "/dev/v4l/by-id/usb-Camera-video-index0"


def production(tmp_path: Path, *lines: str) -> Path:
    """The production profile with this document camera."""
    text = (PROFILES / "production.yaml").read_text("utf-8")
    section = "".join(f"    {line}\n" for line in lines)
    file = tmp_path / "profile.yaml"
    printer = "  printer:\n"
    assert printer in text
    file.write_text(text.replace(printer, f"  document_camera:\n{section}{printer}"), "utf-8")
    return file


def told(file: Path) -> str:
    with pytest.raises(ConfigError) as caught:
        load_settings(file, HOME)
    return str(caught.value)


def test_the_simulation_has_a_simulated_one_and_production_none_by_default():
    simulation = device_config(load_settings(PROFILES / "simulation.yaml", HOME))
    assert simulation.document_camera == CameraConfig()
    production = device_config(load_settings(PROFILES / "production.yaml", HOME))
    assert production.document_camera is None
    assert not production.simulated


def test_what_production_yaml_shows_in_comments_is_a_good_profile(tmp_path):
    text = (PROFILES / "production.yaml").read_text("utf-8")
    head, tail = text.split("  # document_camera:", 1)
    shown, rest = tail.split("  printer:", 1)
    section = "  document_camera:" + shown.replace("  #   ", "    ")
    file = tmp_path / "profile.yaml"
    file.write_text(f"{head}{section}  printer:{rest}", "utf-8")
    config = device_config(load_settings(file, HOME)).document_camera
    assert config is not None
    assert config.source is CameraSource.V4L2


def test_it_reaches_the_drivers_with_its_settings(tmp_path):
    file = production(tmp_path, "driver: v4l2", f"path: {PAGES}", "exposure: 120", "gain: 3")
    expected = CameraConfig(CameraSource.V4L2, PAGES, exposure=120, gain=3)
    assert device_config(load_settings(file, HOME)).document_camera == expected


@pytest.mark.parametrize(
    ("lines", "place", "words"),
    [
        (("driver: simulated",), "driver", "no simulated device; write v4l2"),
        (("driver: v4l2",), "", "driver v4l2 needs a path"),
        (("driver: v4l2", "path: video2"), "path", '"video2" is no absolute path'),
        (("driver: v4l2", "path: /dev/video2"), "path", "may be another camera"),
        (("driver: v4l2", f"path: {SCANNER}"), "path", "is the code scanner already"),
        (("driver: v4l2", f"path: {PAGES}", "gain: 999"), "gain", "255"),
        (("driver: webcam",), "driver", "v4l2"),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(tmp_path, lines, place, words):
    message = told(production(tmp_path, *lines))
    assert f"devices.document_camera{'.' if place else ''}{place}:" in message
    assert words in message


def test_a_simulated_one_has_no_use_for_settings(tmp_path):
    text = (PROFILES / "simulation.yaml").read_text("utf-8")
    section = "  document_camera:\n    driver: simulated\n"
    assert section in text
    file = tmp_path / "profile.yaml"
    file.write_text(text.replace(section, section + "    gain: 3\n"), "utf-8")
    assert "driver simulated has no use for gain" in told(file)
