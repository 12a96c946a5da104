"""Which driver serves each device, and where it finds it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum, unique
from pathlib import Path

SIMULATED = "simulated"

SAM_BAUD = 115200
"""Serial speed of SAM readers as delivered (reader protocol papers to GA/T 467)."""

CCID_ESCAPE = 0x42000001
"""SCARD_CTL_CODE(1) of pcsc-lite, which libccid passes to the reader as a CCID escape command."""


@unique
class CardProfile(StrEnum):
    """How a reader delivers the cards of residents."""

    SIMULATED = SIMULATED
    PCSC_SAM_READBINARY = "pcsc-sam-readbinary"
    """PC/SC; the reader's SAM shows the card as pages of READ BINARY (FF B0)."""
    PCSC_SAM_ESCAPE = "pcsc-sam-escape"
    """PC/SC; SAM frames inside escape commands (SCardControl)."""
    SAM_SERIAL = "sam-serial"
    """SAM frames over a serial port."""
    PCSC_UID = "pcsc-uid"
    """PC/SC without a SAM: resident cards give a serial number only, which names nobody."""
    PROBE = "probe"
    """Find out which of the others answers, and use that."""


@dataclass(frozen=True, slots=True)
class CardReaderConfig:
    """One reader: the profile and what that profile needs."""

    profile: CardProfile = CardProfile.SIMULATED
    reader_name: str = ""
    """Part of the PC/SC reader's name; empty: any reader, first the one that has a card."""
    serial_path: str = ""
    """Device file of ``sam-serial``; with ``probe``, a port that may be asked too."""
    baud: int = SAM_BAUD
    control_code: int = CCID_ESCAPE
    """Control code of ``pcsc-sam-escape``; vendors differ, the reader's manual tells it."""
    old_reset: bool = False
    """SAM frames: the reader resets its SAM by 01 FF, as one published header has it, not 10 FF."""
    csca_folder: Path | None = None
    """DER or PEM certificates of the country authorities that sign travel documents."""


@unique
class CameraSource(StrEnum):
    """Where frames come from."""

    SIMULATED = SIMULATED
    V4L2 = "v4l2"
    """A camera; ``path`` is its ``/dev/v4l/by-id/...-video-index0``, the same after a replug."""
    IMAGES = "images"
    """A folder of pictures, one a frame, at a camera's pace; for benches and tests."""
    VIDEO = "video"
    """A video file at its own pace, over and over; for benches and tests."""


@dataclass(frozen=True, slots=True)
class CameraConfig:
    """One camera and how it is set."""

    source: CameraSource = CameraSource.SIMULATED
    path: str = ""
    """Device file, folder or video file; unused by the simulated one."""
    exposure: int | None = None
    """V4L2 absolute exposure in units of 100 microseconds; None: the camera decides by itself."""
    gain: int | None = None
    """V4L2 gain in the camera's own units; None: the camera decides by itself."""


@unique
class PrinterLine(StrEnum):
    """How a printer is reached."""

    SIMULATED = SIMULATED
    NETWORK = "network"
    """Raw TCP, port 9100 by custom; a host name is looked up anew for every connection."""
    USB = "usb"
    """Bulk transfers through libusb; found by its ids, wherever it is plugged in."""
    SERIAL = "serial"
    FILE = "file"
    """A character device of the kernel, ``/dev/usb/lp0`` of usblp."""


@unique
class FlowControl(StrEnum):
    """How a serial printer says that its buffer is full; set by its DIP or memory switches."""

    NONE = "none"
    XON_XOFF = "xon_xoff"
    RTS_CTS = "rts_cts"
    DTR_DSR = "dtr_dsr"


@dataclass(frozen=True, slots=True)
class PrinterConfig:
    """One printer: its line and the profile of its model (``drivers.printer.profiles``)."""

    line: PrinterLine = PrinterLine.SIMULATED
    address: str = ""
    """Host; ``vendor:product`` or ``vendor:product:serial`` in hexadecimal, as ``lsusb`` has it
    (the serial number as printed); or a device file (for a serial port its
    ``/dev/serial/by-id/...``)."""
    port: int = 9100
    """TCP port of ``network``."""
    profile: str = "generic-80"
    baud: int = 115200
    """Speed of ``serial``; one that the printer does not have shows as garbled answers."""
    flow: FlowControl = FlowControl.DTR_DSR
    """Flow control of ``serial``; Epson printers leave the factory with DTR/DSR."""


@dataclass(frozen=True, slots=True)
class DeviceConfig:
    """All devices of a kiosk. Printer: ``simulated`` or ``network``."""

    card_reader: CardReaderConfig = field(default_factory=CardReaderConfig)
    code_scanner: CameraConfig = field(default_factory=CameraConfig)
    printer: str = SIMULATED
    printer_host: str = ""
    printer_port: int = 9100
    head_dots: int = 576
    hosted: bool = True
    """Whether drivers run in supervised processes of their own (``drivers.host``)."""
    document_camera: CameraConfig | None = None
    """None: the kiosk has none."""

    @property
    def simulated(self) -> bool:
        """Whether any device is a simulator."""
        cameras = {c.source for c in (self.code_scanner, self.document_camera) if c is not None}
        return SIMULATED in {self.card_reader.profile, self.printer, *cameras}
