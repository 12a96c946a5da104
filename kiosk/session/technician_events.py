"""What technicians do, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.session.data import ConfigurationCheck
from kiosk.session.notices import NoticeCode


@dataclass(frozen=True, slots=True)
class Knocked:
    """The technicians' hidden gesture."""


@dataclass(frozen=True, slots=True)
class PinEntered:
    """A PIN typed to its end."""

    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PinAccepted:
    """The PIN was right."""

    ticket: int


@dataclass(frozen=True, slots=True)
class PinRefused:
    """The PIN was wrong or the keypad is locked for ``locked_seconds``."""

    ticket: int
    locked_seconds: int


@dataclass(frozen=True, slots=True)
class StaffKnown:
    """A code of the staff opened, and who came in is written down."""

    ticket: int


@dataclass(frozen=True, slots=True)
class EnrolmentRead:
    """An enrolment code for this kiosk was opened; ``backend`` is the address that it names."""

    ticket: int
    backend: str


@dataclass(frozen=True, slots=True)
class EnrolPressed:
    """The technician wants this kiosk enrolled."""


@dataclass(frozen=True, slots=True)
class EnrolDeclined:
    """The technician does not."""


@dataclass(frozen=True, slots=True)
class Enrolled:
    """The backend knows this kiosk's key."""

    ticket: int


@dataclass(frozen=True, slots=True)
class ConfigurationChecked:
    """The configuration that a code named was compared with this kiosk's."""

    ticket: int
    check: ConfigurationCheck


@dataclass(frozen=True, slots=True)
class TestPrintPressed:
    """The technician wants a test slip."""


@dataclass(frozen=True, slots=True)
class TestPrintEnded:
    """The test slip's result."""

    ticket: int
    notice: NoticeCode
