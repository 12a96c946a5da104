"""Device health in the vocabulary of CEN/XFS, with an explicit unknown.

State names follow XFS4IoT ``CommonStatus.device`` and its error event's recommended actions; where
a device cannot tell, the state is ``Unknown`` and never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, unique


@unique
class DeviceKind(StrEnum):
    """The device kinds of a kiosk."""

    CARD_READER = "card_reader"
    CODE_SCANNER = "code_scanner"
    DOCUMENT_CAMERA = "document_camera"
    PRINTER = "printer"


@unique
class Action(StrEnum):
    """What a person should do about a fault (XFS recommended action, plus ``replenish``)."""

    NONE = "none"
    RESET = "reset"
    REPLENISH = "replenish"
    CLEAR = "clear"
    CONFIGURE = "configure"
    MAINTAIN = "maintain"


@unique
class FaultCode(StrEnum):
    """Every fault a driver can report; each has a resident's and a technician's text."""

    NOT_CONNECTED = "not_connected"
    SERVICE_DOWN = "service_down"
    IN_USE = "in_use"
    NO_ANSWER = "no_answer"
    GARBLED = "garbled"
    MISCONFIGURED = "misconfigured"
    SAM_REFUSED = "sam_refused"
    FRAME_STALE = "frame_stale"
    FRAME_DARK = "frame_dark"
    PAPER_OUT = "paper_out"
    PAPER_JAM = "paper_jam"
    COVER_OPEN = "cover_open"
    CUTTER = "cutter"
    OVERHEATED = "overheated"
    HARDWARE = "hardware"


@dataclass(frozen=True, slots=True)
class Fault:
    """A named fault and what to do about it."""

    code: FaultCode
    action: Action


@dataclass(frozen=True, slots=True)
class Online:
    """Ready for work."""


@dataclass(frozen=True, slots=True)
class Busy:
    """Working; will be ready by itself."""


@dataclass(frozen=True, slots=True)
class Offline:
    """Connected but not able to work until somebody acts (cover, paper, cutter)."""

    fault: Fault


@dataclass(frozen=True, slots=True)
class NoDevice:
    """Not found: unplugged, switched off or the service behind it is down."""

    fault: Fault


@dataclass(frozen=True, slots=True)
class HardwareError:
    """Answers, and says that it is broken."""

    fault: Fault


@dataclass(frozen=True, slots=True)
class Unknown:
    """Does not tell; nothing may be concluded."""

    fault: Fault


Health = Online | Busy | Offline | NoDevice | HardwareError | Unknown


@unique
class PaperLevel(StrEnum):
    """Paper supply (XFS printer paper states)."""

    FULL = "full"
    LOW = "low"
    OUT = "out"
    JAMMED = "jammed"
    UNKNOWN = "unknown"
    NOT_SUPPORTED = "not_supported"


@dataclass(frozen=True, slots=True)
class CardReaderStatus:
    """Health of a reader, its name for technicians, and whether a card lies in the field.

    ``sam`` is the number of the reader's SAM in its printed form, where the reader tells it.
    """

    health: Health
    reader: str = ""
    card_present: bool = False
    sam: str = ""


@dataclass(frozen=True, slots=True)
class CodeScannerStatus:
    """Health of a camera with its decoder; ``width`` x ``height`` in pixels, 0 while closed."""

    health: Health
    source: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """Health and supplies of a receipt printer."""

    health: Health
    paper: PaperLevel = PaperLevel.UNKNOWN
    cover_open: bool = False
    model: str = ""
    in_mouth: bool = False
    """A slip lies in the mouth of a printer that has a sensor there: somebody forgot it."""


DeviceStatus = CardReaderStatus | CodeScannerStatus | PrinterStatus


def usable(health: Health) -> bool:
    """Whether a call may be tried now."""
    return isinstance(health, Online | Busy)


def fault_of(health: Health) -> Fault | None:
    """The fault behind a health state, if there is one."""
    match health:
        case Online() | Busy():
            return None
        case Offline(fault) | NoDevice(fault) | HardwareError(fault) | Unknown(fault):
            return fault
