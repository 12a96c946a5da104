"""What is said between a device's user and the process that hosts the device.

A call carries a request and its time; it is answered once, by what the request returned or by the
driver error that it raised. Another device kind adds its opening, requests and results to the three
unions. Nothing here shows a resident's data in its ``repr``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum, unique

from drivers._config import CameraConfig, CardReaderConfig
from drivers._documents import (
    CardUnread,
    ChipOnly,
    IdentityDocument,
    SocialSecurityCard,
    TravelDocument,
    TravelKey,
)
from drivers._pages import PagePicture, Retake, TravelKeyRead, ZoneUnread
from drivers._results import Scan
from drivers._status import CardReaderStatus, CodeScannerStatus, DeviceKind
from drivers.card.transport import Presence


@dataclass(frozen=True, slots=True)
class OpenCardReader:
    """First request of a host's life: become this reader."""

    config: CardReaderConfig
    field_path: str = ""
    """Simulated readers: the unix socket behind which their field is (``drivers.sim``)."""


@dataclass(frozen=True, slots=True)
class OpenCodeScanner:
    """First request of a host's life: become this scanner."""

    config: CameraConfig
    scene_path: str = ""
    """Simulated cameras: the unix socket behind which their world is (``drivers.sim``)."""
    preview: int | None = None
    """Descriptor of the ``PreviewMemory`` to write to, which the process has inherited."""


@dataclass(frozen=True, slots=True)
class OpenDocumentCamera:
    """First request of a host's life: become this document camera; the rest as for a scanner."""

    config: CameraConfig
    scene_path: str = ""
    preview: int | None = None


Opening = OpenCardReader | OpenCodeScanner | OpenDocumentCamera


@dataclass(frozen=True, slots=True)
class Opened:
    """The device is chosen and its libraries are loaded."""


@dataclass(frozen=True, slots=True)
class AskStatus:
    """A device's ``status``; answered by the status of its kind."""


@dataclass(frozen=True, slots=True)
class WaitForField:
    """Block until a card lies in the field, or none; answered by Reached."""

    present: bool


@dataclass(frozen=True, slots=True)
class Reached:
    """Whether it came to be before the deadline."""

    reached: bool


@dataclass(frozen=True, slots=True)
class ReadCard:
    """A card reader's ``read``; answered by a member of CardRead."""

    key: TravelKey | None = None


@dataclass(frozen=True, slots=True)
class ScanCodes:
    """A code scanner's ``scan``; answered by Scan."""


@dataclass(frozen=True, slots=True)
class WatchTray:
    """A document camera's ``watch``; answered by Watched."""


@dataclass(frozen=True, slots=True)
class Watched:
    """The time is over; the pictures went to the preview."""


@dataclass(frozen=True, slots=True)
class CapturePage:
    """A document camera's ``capture``; answered by a member of PageCapture."""


@dataclass(frozen=True, slots=True)
class ReadZone:
    """A document camera's ``read_zone``; answered by a member of ZoneReading."""


@dataclass(frozen=True, slots=True)
class Rest:
    """A camera's ``rest``; answered by Rested."""


@dataclass(frozen=True, slots=True)
class Rested:
    """The camera is closed, its light is out."""


@dataclass(frozen=True, slots=True)
class LookAtField:
    """A card transport's ``presence``; answered by Presence."""


@dataclass(frozen=True, slots=True)
class PowerCard:
    """A card transport's ``connect``; answered by Opened, and APDUs may follow on the line."""


@dataclass(frozen=True, slots=True)
class SendApdu:
    """One command for the powered card; answered by CardAnswer."""

    apdu: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class CardAnswer:
    """The response APDU, status word included."""

    response: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class LookAtWorld:
    """A simulated camera's question for the state of its world; answered by WorldSeen."""

    step: DeviceKind | None = None
    """Count a step of this device first, and answer with the trouble that strikes it."""


@dataclass(frozen=True, slots=True)
class WorldSeen:
    """A value of ``drivers.sim`` as JSON, which this package does not look into."""

    data: bytes = field(repr=False)


Request = (
    Opening
    | AskStatus
    | WaitForField
    | ReadCard
    | ScanCodes
    | WatchTray
    | CapturePage
    | ReadZone
    | Rest
    | LookAtField
    | PowerCard
    | SendApdu
    | LookAtWorld
)

Result = (
    Opened
    | CardReaderStatus
    | CodeScannerStatus
    | Reached
    | Scan
    | Watched
    | PagePicture
    | Retake
    | TravelKeyRead
    | ZoneUnread
    | Rested
    | IdentityDocument
    | SocialSecurityCard
    | TravelDocument
    | ChipOnly
    | CardUnread
    | Presence
    | CardAnswer
    | WorldSeen
)


@unique
class Problem(StrEnum):
    """Which expected error ended a call."""

    DEADLINE = "deadline"
    CANCELLED = "cancelled"
    TRANSPORT = "transport"
    CONFIGURATION = "configuration"
    CARD_GONE = "card_gone"
    CARD_MUTE = "card_mute"


@dataclass(frozen=True, slots=True)
class Call:
    """Do ``request`` within ``seconds`` of the arrival of this message."""

    number: int
    seconds: float
    request: Request


@dataclass(frozen=True, slots=True)
class Cancel:
    """End the call with this number soon; one that is over already is not minded."""

    number: int


@dataclass(frozen=True, slots=True)
class Returned:
    """The end of a call."""

    number: int
    result: Result


@dataclass(frozen=True, slots=True)
class Raised:
    """The end of a call by an error; ``code`` and ``detail`` as in TransportError."""

    number: int
    problem: Problem
    code: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Ping:
    """Are you there?"""


@dataclass(frozen=True, slots=True)
class Pong:
    """Answer of a process whose message loop runs; says nothing of its device."""


Message = Call | Cancel | Returned | Raised | Ping | Pong
