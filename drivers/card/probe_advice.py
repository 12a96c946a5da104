"""From what a probe found to the configuration that a technician should write (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum, unique

from drivers._config import CardProfile, CardReaderConfig
from drivers.card.probe_findings import Answer, CardFinding, ProbeReport, ReaderFinding

_USB_NUMBERS = re.compile(r"( [0-9A-F]{2}){2}$")
"""pcscd ends every name with the reader's number and slot, which change with the USB port."""


@unique
class Reason(StrEnum):
    """Why a configuration is recommended, strongest first."""

    IDENTITY_BLOCK = "identity_block"
    """The reader showed a real identity card."""
    SAM_AT_PORT = "sam_at_port"
    """A SAM answered at a serial port."""
    SAM_BEHIND_ESCAPE = "sam_behind_escape"
    """A SAM answered behind a PC/SC reader's control code."""
    OTHER_DOCUMENT = "other_document"
    """A social security card or travel document answers; an identity card was not tried."""
    NO_SAM = "no_sam"
    """A chip that looks like an identity card lies there, and the reader shows its serial only."""
    NOTHING_SHOWN = "nothing_shown"
    """A PC/SC reader is there, and no card told anything about it."""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What to configure, and how sure that is."""

    config: CardReaderConfig
    reason: Reason

    @property
    def proven(self) -> bool:
        """Whether identity cards are read this way for certain."""
        return self.reason in _PROVEN


_PROVEN = frozenset({Reason.IDENTITY_BLOCK, Reason.SAM_AT_PORT, Reason.SAM_BEHIND_ESCAPE})


def recommended(report: ProbeReport) -> CardReaderConfig | None:
    """The best configuration for what was found; None when no reader answered in any way."""
    best = recommendation(report)
    return None if best is None else best.config


def recommendation(report: ProbeReport) -> Recommendation | None:
    """The same with its reason."""
    order = list(Reason)
    return min(_candidates(report), key=lambda found: order.index(found.reason), default=None)


def _candidates(report: ProbeReport) -> Iterator[Recommendation]:
    for port in report.ports:
        if port.baud is not None:
            config = CardReaderConfig(CardProfile.SAM_SERIAL, serial_path=port.path, baud=port.baud)
            yield Recommendation(config, Reason.SAM_AT_PORT)
    for reader in report.readers:
        name = _lasting_name(reader, report)
        yield from _escapes(reader, name)
        profile, reason = _by_card(reader.card)
        yield Recommendation(CardReaderConfig(profile, name), reason)


def _escapes(reader: ReaderFinding, name: str) -> Iterator[Recommendation]:
    for escape in reader.escapes:
        if escape.sam.answers:
            config = CardReaderConfig(
                CardProfile.PCSC_SAM_ESCAPE, name, control_code=escape.control_code
            )
            yield Recommendation(config, Reason.SAM_BEHIND_ESCAPE)


def _by_card(card: CardFinding | None) -> tuple[CardProfile, Reason]:
    if card is None:
        return CardProfile.PCSC_SAM_READBINARY, Reason.NOTHING_SHOWN
    if card.identity_block.answer is Answer.YES:
        return CardProfile.PCSC_SAM_READBINARY, Reason.IDENTITY_BLOCK
    if Answer.YES in (card.social_security.answer, card.travel_document.answer):
        return CardProfile.PCSC_SAM_READBINARY, Reason.OTHER_DOCUMENT
    without_pages = card.identity_block.answer is Answer.NO
    if card.atr.resident_hint and without_pages and card.chip_serial.answer is Answer.YES:
        return CardProfile.PCSC_UID, Reason.NO_SAM
    return CardProfile.PCSC_SAM_READBINARY, Reason.NOTHING_SHOWN


def _lasting_name(reader: ReaderFinding, report: ProbeReport) -> str:
    """The name without its numbers, where no other reader's name contains that."""
    short = _USB_NUMBERS.sub("", reader.name)
    names = [*(other.name for other in report.readers), *report.not_asked]
    return short if sum(short in name for name in names) == 1 else reader.name
