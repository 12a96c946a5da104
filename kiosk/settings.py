"""Frozen settings, read once from a profile file and passed down.

What a production profile may not contain is checked here, so that no simulator, embedded backend
or fixed PIN can reach a resident by a slip of configuration.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from kiosk.config_files import ConfigError, Finding, parse, read_document

Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Seconds = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Pixels = Annotated[int, Field(ge=320)]
HeadDots = Literal[384, 576, 832]
"""Width of a thermal head at 8 dots a millimetre: 58, 80 and 112 mm paper."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Site(_Part):
    """Where the machine stands; printed on every paper."""

    estate: Word
    place: Word
    kiosk_id: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}-[A-Z]{2}-[0-9]{3}$")]
    """District, estate and number, such as LH-YC-007."""
    district: Word
    phone: Annotated[str, StringConstraints(pattern=r"^[0-9][0-9-]{2,14}$")] = "12345"
    """Who is called for help at this place, day and night; 12345 is the city's hotline."""


class Screen(_Part):
    """The panel, in pixels."""

    width: Pixels
    height: Pixels


class Timing(_Part):
    """How long the machine waits, all in seconds."""

    idle_seconds: Seconds = 180
    """Without a touch, before "are you there?"."""
    presence_seconds: Seconds = 15
    """For an answer to that, before the visit is wiped."""
    done_seconds: Seconds = 30
    """On the last page, before the visit is wiped."""
    technician_idle_seconds: Seconds = 120
    card_read_seconds: Seconds = 10
    print_seconds: Seconds = 60
    backend_seconds: Seconds = 8


class CardReaderSettings(_Part):
    """Which reader profile, and what that profile needs; a key that it does not use is a mistake.

    ``pcsc-uid`` senses cards and identifies nobody: residents then use their phones.
    """

    driver: Literal[
        "simulated",
        "pcsc-sam-readbinary",
        "pcsc-sam-escape",
        "sam-serial",
        "pcsc-uid",
        "probe",
    ]
    reader_name: str = ""
    """Part of the PC/SC reader's name; empty takes any reader, first the one that has a card."""
    serial_path: str = ""
    """Device file of ``sam-serial``; with ``probe`` a port that may be asked too."""
    baud: Literal[9600, 19200, 38400, 57600, 115200] = 115200
    """Serial speed: the five that the readers' frame protocol knows."""
    control_code: Annotated[int, Field(ge=1, le=0xFFFFFFFF)] = 0x42000001
    """Control code of ``pcsc-sam-escape``, from the reader's manual; by default CCID's escape."""
    old_reset: bool = False
    """The SAM is reset by 01 FF, as one published header has it, and not by 10 FF."""
    csca_folder: Path | None = None
    """Certificates of the authorities that sign travel documents, DER or PEM; absolute."""


class CameraSettings(_Part):
    """Which camera, and how driver ``v4l2`` sets it; a key that a driver does not use is a mistake.

    What is not set the camera decides by itself.
    """

    driver: Literal["simulated", "v4l2"]
    path: str = ""
    """Device file; in production one that still names this camera after it was plugged anew."""
    exposure: Annotated[int, Field(ge=1, le=10_000)] | None = None
    """Time that a picture takes, in units of 100 microseconds (V4L2_CID_EXPOSURE_ABSOLUTE)."""
    gain: Annotated[int, Field(ge=0, le=255)] | None = None
    """In the camera's own units (V4L2_CID_GAIN)."""


class PrinterSettings(_Part):
    """``host`` and ``port``: the address of driver ``network`` (raw printing, port 9100)."""

    driver: Literal["simulated", "network"]
    host: str = ""
    port: Annotated[int, Field(ge=1, le=65535)] = 9100
    head_dots: HeadDots = 576


class DeviceSettings(_Part):
    """Which driver serves each device."""

    card_reader: CardReaderSettings
    code_scanner: CameraSettings
    document_camera: CameraSettings | None = None
    """Above the tray for pages and travel documents; None: the kiosk has none."""
    printer: PrinterSettings


class BackendSettings(_Part):
    """``url``: the address of mode ``remote``."""

    mode: Literal["embedded", "remote"]
    url: str = ""


class Settings(_Part):
    """Everything that differs between machines."""

    profile: Word
    production: bool
    site: Site
    screen: Screen
    timing: Timing = Timing()
    devices: DeviceSettings
    backend: BackendSettings
    state_dir: Path
    """Absolute once loaded; the only folder that the kiosk writes to."""
    dock: bool = False
    """A second window that steers the simulated devices."""
    technician_pin: Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")] | None = Field(
        default=None, repr=False
    )


def load_settings(path: Path, environment: Mapping[str, str] | None = None) -> Settings:
    """Read a profile. Blocks on the disk; raises ``ConfigError`` with every problem in it.

    ``state_dir`` may name environment variables as ``${NAME}`` or ``${NAME:-default}`` and start
    with ``~``; they are filled in from ``environment`` (by default the process's own).
    """
    document = read_document(path)
    settings = parse(document, Settings)
    folder = _expanded(str(settings.state_dir), os.environ if environment is None else environment)
    findings = [*_addresses(settings), *_state_dir(folder)]
    findings += _production(settings) if settings.production else []
    if findings:
        raise ConfigError([document.problem(finding) for finding in findings])
    return settings.model_copy(update={"state_dir": Path(folder)})


def _expanded(text: str, environment: Mapping[str, str]) -> str:
    def value(match: re.Match[str]) -> str:
        return environment.get(match["name"]) or match["default"] or match[0]

    filled = re.sub(r"\$\{(?P<name>\w+)(?::-(?P<default>[^}]*))?\}", value, text)
    home = environment.get("HOME")
    return f"{home}{filled[1:]}" if home and filled.startswith("~/") else filled


def _state_dir(folder: str) -> Iterator[Finding]:
    if "$" in folder:
        mend = "set the variable, or give a default: ${NAME:-/folder}"
        yield Finding(("state_dir",), f'"{folder}" names a variable without a value', mend)
    elif not Path(folder).is_absolute():
        yield Finding(("state_dir",), f'"{folder}" is no absolute path', "start it with / or ~/")


_READER_KEYS = {
    "reader_name": ("pcsc-sam-readbinary", "pcsc-sam-escape", "pcsc-uid", "probe"),
    "serial_path": ("sam-serial", "probe"),
    "baud": ("sam-serial", "probe"),
    "control_code": ("pcsc-sam-escape", "probe"),
    "old_reset": ("sam-serial", "pcsc-sam-escape", "probe"),
    "csca_folder": ("pcsc-sam-readbinary", "pcsc-sam-escape", "pcsc-uid", "probe", "simulated"),
}
"""The reader profiles that look at a key; over SAM frames no travel document can be read."""


_CAMERA_KEYS = {"path": ("v4l2",), "exposure": ("v4l2",), "gain": ("v4l2",)}

_LASTING_CAMERAS = ("/dev/v4l/by-id/", "/dev/v4l/by-path/")
"""Where udev names a camera by itself or by its socket; /dev/videoN counts as they come."""
_CAMERA_MEND = "write its file under /dev/v4l/by-id, or its socket's under /dev/v4l/by-path"


def _unused(
    at: tuple[str, ...],
    device: CardReaderSettings | CameraSettings,
    used_by: Mapping[str, tuple[str, ...]],
) -> Iterator[Finding]:
    for key, drivers in used_by.items():
        if key in device.model_fields_set and device.driver not in drivers:
            message = f"driver {device.driver} has no use for {key}"
            yield Finding((*at, key), message, f"remove it, or write driver: {drivers[0]}")


def _card_reader(reader: CardReaderSettings) -> Iterator[Finding]:
    at = ("devices", "card_reader")
    yield from _unused(at, reader, _READER_KEYS)
    if reader.driver == "sam-serial" and not reader.serial_path:
        mend = "add serial_path: the reader's device file, such as /dev/ttyUSB0"
        yield Finding(at, "driver sam-serial needs a serial_path", mend)
    if reader.serial_path and not Path(reader.serial_path).is_absolute():
        message = f'"{reader.serial_path}" is no absolute path'
        yield Finding((*at, "serial_path"), message, "write the device file, such as /dev/ttyUSB0")
    if reader.csca_folder is not None:
        yield from _csca_folder(reader.csca_folder)


def _csca_folder(folder: Path) -> Iterator[Finding]:
    at = ("devices", "card_reader", "csca_folder")
    if not folder.is_absolute():
        yield Finding(at, f'"{folder}" is no absolute path', "start it with /")
    elif not folder.is_dir():
        mend = "create it and put the authorities' certificates there, or remove the key"
        yield Finding(at, f'there is no folder "{folder}"', mend)


def _cameras(devices: DeviceSettings) -> dict[str, CameraSettings]:
    """The cameras that the machine has, by their keys."""
    cameras = {"code_scanner": devices.code_scanner, "document_camera": devices.document_camera}
    return {key: camera for key, camera in cameras.items() if camera is not None}


def _camera(key: str, camera: CameraSettings) -> Iterator[Finding]:
    at = ("devices", key)
    yield from _unused(at, camera, _CAMERA_KEYS)
    if camera.driver == "v4l2" and not camera.path:
        mend = "add path: the camera's file under /dev/v4l/by-id"
        yield Finding(at, "driver v4l2 needs a path", mend)
    if camera.path and not Path(camera.path).is_absolute():
        yield Finding((*at, "path"), f'"{camera.path}" is no absolute path', _CAMERA_MEND)


def _one_camera_twice(devices: DeviceSettings) -> Iterator[Finding]:
    page = devices.document_camera
    if page is not None and page.path and page.path == devices.code_scanner.path:
        message = f'"{page.path}" is the code scanner already'
        mend = "write the file of the camera above the tray"
        yield Finding(("devices", "document_camera", "path"), message, mend)


def _addresses(settings: Settings) -> Iterator[Finding]:
    yield from _card_reader(settings.devices.card_reader)
    for key, camera in _cameras(settings.devices).items():
        yield from _camera(key, camera)
    yield from _one_camera_twice(settings.devices)
    devices, backend = settings.devices, settings.backend
    if devices.printer.driver == "network" and not devices.printer.host:
        mend = "add host: the printer's address"
        yield Finding(("devices", "printer"), "driver network needs a host", mend)
    if backend.mode == "remote" and not backend.url.startswith(("http://", "https://")):
        mend = "add url: the address, starting with https://"
        yield Finding(("backend", "url"), "mode remote needs a url", mend)


def _production(settings: Settings) -> Iterator[Finding]:
    devices = settings.devices
    drivers = {
        "card_reader": (devices.card_reader.driver, "pcsc-sam-readbinary"),
        **{key: (camera.driver, "v4l2") for key, camera in _cameras(devices).items()},
        "printer": (devices.printer.driver, "network"),
    }
    for device, (driver, real) in drivers.items():
        if driver == "simulated":
            message = "a production profile has no simulated device"
            yield Finding(("devices", device, "driver"), message, f"write {real}")
    for key, camera in _cameras(devices).items():
        yield from _lasting_camera(key, camera.path)
    if settings.backend.mode == "embedded":
        message = "a production profile has no embedded backend"
        yield Finding(("backend", "mode"), message, "write remote, and the backend's url")
    elif not settings.backend.url.startswith("https://"):
        message = "a production profile talks to its backend over TLS only"
        yield Finding(("backend", "url"), message, "start the url with https://")
    if settings.dock:
        yield Finding(("dock",), "a production profile has no dock", "write false")
    if settings.technician_pin is not None:
        message = "a production profile holds no PIN: it would stand there in plain text"
        yield Finding(("technician_pin",), message, "remove the key and run: kiosk pin")


def _lasting_camera(key: str, path: str) -> Iterator[Finding]:
    if Path(path).is_absolute() and not path.startswith(_LASTING_CAMERAS):
        message = f'"{path}" may be another camera, or none, once this one was plugged anew'
        yield Finding(("devices", key, "path"), message, _CAMERA_MEND)
