"""What a probe finds out: answers, status words and lengths, never a byte of a card's content."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, unique

from drivers.card.probe_atr import AtrFinding


@unique
class Answer(StrEnum):
    """Whether something is there."""

    YES = "yes"
    NO = "no"
    """It was asked and is not there."""
    UNKNOWN = "unknown"
    """It was not asked, or the answer says nothing."""


CARD_REMOVED = "removed"
CARD_MUTE = "mute"
NOT_TRIED = "not_tried"
"""Words for ``StepFinding.fault`` beside those of ``LineFault``."""


@dataclass(frozen=True, slots=True)
class StepFinding:
    """One question to a card.

    ``sw`` is the answer's status word, ``length`` the number of its data bytes; ``fault`` is set
    when there was no answer at all.
    """

    answer: Answer
    sw: int | None = None
    length: int = 0
    fault: str = ""


@dataclass(frozen=True, slots=True)
class CardFinding:
    """The card in a PC/SC reader's field."""

    atr: AtrFinding
    identity_block: StepFinding
    """The reader's SAM shows the card as pages (FF B0)."""
    social_security: StepFinding
    """SELECT of the social security application."""
    travel_document: StepFinding
    """SELECT of the eMRTD application."""
    chip_serial: StepFinding
    """A radio chip with a serial number; ``length`` tells its bytes."""


@dataclass(frozen=True, slots=True)
class SamFinding:
    """A SAM that was asked for its status with a frame.

    ``answers``: a whole frame came back; ``fault`` is then empty or ``sam_refused``.
    """

    answers: bool
    sam: str = ""
    """The SAM's number as printed, where it tells it."""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class EscapeFinding:
    """SAM frames through SCardControl with one control code."""

    control_code: int
    sam: SamFinding


@dataclass(frozen=True, slots=True)
class ReaderFinding:
    """A PC/SC reader; ``card`` is None while its field is empty or its card was not asked."""

    name: str
    present: bool
    card: CardFinding | None = None
    escapes: tuple[EscapeFinding, ...] = ()


@dataclass(frozen=True, slots=True)
class PortFinding:
    """A serial port; ``baud`` is the speed at which ``sam`` answered, None when at none."""

    path: str
    baud: int | None
    sam: SamFinding


@dataclass(frozen=True, slots=True)
class ProbeReport:
    """All findings; ``service_fault`` says why PC/SC readers could not be listed."""

    readers: tuple[ReaderFinding, ...] = ()
    ports: tuple[PortFinding, ...] = ()
    service_fault: str = ""
    not_asked: tuple[str, ...] = ()
    """PC/SC readers whose names were not wanted."""
