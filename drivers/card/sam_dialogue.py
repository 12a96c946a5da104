"""Reading an identity card with SAM frames: find, select, read, all three each time.

No I/O and no clock, so that serial, USB and escape transports share it::

    dialogue = SamDialogue()
    while dialogue.outcome is None:
        write(dialogue.to_send())  # empty while an answer is under way
        dialogue.feed(read())      # whatever came; when nothing comes in time, give up

After a read the card must leave the field, until then find says "no card". Source: as for
``sam_frames``.
"""

from __future__ import annotations

import struct
import unicodedata
from dataclasses import dataclass, field
from enum import Enum, unique

from drivers.card.identity_record import PADDING
from drivers.card.sam_frames import (
    BrokenFrame,
    FrameParser,
    Reply,
    SamCommand,
    SamStatus,
    encode,
)
from drivers.card.sam_pages import BLOCK_LENGTH, PHOTO_LENGTH, TEXT_LENGTH, SamBlock

ADDRESS_LENGTH = 70
"""Bytes of the newest address: 35 characters in UTF-16LE."""
FINGERPRINT_LENGTHS = frozenset({0, 512, 1024})
"""Bytes of no, one and two fingerprints."""
SHORT_LIMIT, LONG_LIMIT = 1.0, 2.0
"""Seconds of silence after which published host programs give up: find, select and the short
questions; reading the card."""
_LENGTHS = struct.Struct(">HHH")


@unique
class SamRefusal(Enum):
    """Why a dialogue brought no identity block."""

    NO_CARD = "no_card"
    """Nothing in the field, or the card that was read already."""
    CARD_REFUSED = "card_refused"
    """Another kind of card, or one that was moved: worth one more try before saying so."""
    READ_FAILED = "read_failed"
    """An error on the way, or a reply that is broken or not of its kind: try again."""
    SAM_REFUSED = "sam_refused"
    """The SAM does no work: a matter for maintenance, not for the resident."""


@dataclass(frozen=True, slots=True)
class SamFailure:
    """The reason; the status of the last reply (None: a broken frame); the card's own SW if any."""

    reason: SamRefusal
    status: SamStatus | None = None
    card_sw: int | None = None


_REASONS = {
    SamStatus.NO_CARD: SamRefusal.NO_CARD,
    SamStatus.SELECT_FAILED: SamRefusal.CARD_REFUSED,
    SamStatus.CARD_REJECTS_SAM: SamRefusal.CARD_REFUSED,
    SamStatus.SAM_REJECTS_CARD: SamRefusal.CARD_REFUSED,
    SamStatus.VERIFICATION_FAILED: SamRefusal.CARD_REFUSED,
    SamStatus.WRONG_CARD: SamRefusal.CARD_REFUSED,
    SamStatus.BAD_COMMAND: SamRefusal.SAM_REFUSED,
    SamStatus.SELF_TEST_FAILED: SamRefusal.SAM_REFUSED,
    SamStatus.NOT_AUTHORISED: SamRefusal.SAM_REFUSED,
}


def reason_of(status: SamStatus) -> SamRefusal:
    """What a status means that is not the success of its request."""
    return _REASONS.get(status, SamRefusal.READ_FAILED)


@dataclass(frozen=True, slots=True)
class _Step:
    command: SamCommand
    success: SamStatus
    data_length: int
    limit: float


_PROCEDURE = (
    _Step(SamCommand.FIND, SamStatus.CARD_FOUND, 4, SHORT_LIMIT),
    _Step(SamCommand.SELECT, SamStatus.DONE, 8, SHORT_LIMIT),
    _Step(SamCommand.READ_TEXT_PHOTO, SamStatus.DONE, BLOCK_LENGTH, LONG_LIMIT),
)


class SamDialogue:
    """One try to read the card in the field; make a new one for the next try."""

    def __init__(self) -> None:
        self._parser = FrameParser()
        self._steps = iter(_PROCEDURE)
        self._step = next(self._steps)
        self._awaiting = False
        self._outcome: SamBlock | SamFailure | None = None

    @property
    def outcome(self) -> SamBlock | SamFailure | None:
        """The text and photo or the failure; None while the dialogue goes on."""
        return self._outcome

    @property
    def awaiting(self) -> bool:
        """Whether a request is out and its reply has not come."""
        return self._awaiting

    @property
    def limit(self) -> float:
        """Seconds of silence after which the awaited reply will not come any more."""
        return self._step.limit

    def to_send(self) -> bytes:
        """The next request, once; empty while its reply is awaited and when all is over."""
        if self._awaiting or self._outcome is not None:
            return b""
        self._awaiting = True
        return encode(self._step.command)

    def feed(self, data: bytes) -> None:
        """Take what the reader sent; bytes that no request asked for are dropped."""
        if not self._awaiting:
            return
        if found := self._parser.feed(data):
            self._parser.clear()
            self._awaiting = False
            self._take(found[0])

    def _take(self, answer: Reply | BrokenFrame) -> None:
        if isinstance(answer, BrokenFrame):
            self._outcome = SamFailure(SamRefusal.READ_FAILED)
            return
        step, status = self._step, answer.status
        if status is not step.success or len(answer.data) != step.data_length:
            reason = reason_of(status)
            self._outcome = SamFailure(reason, status, answer.card_sw)
        elif following := next(self._steps, None):
            self._step = following
        else:
            block = split_block(answer.data)
            self._outcome = block or SamFailure(SamRefusal.READ_FAILED, status)


@dataclass(frozen=True, slots=True)
class FingerprintBlock:
    """What ``READ_TEXT_PHOTO_FINGERPRINT`` brings; the templates stay opaque."""

    block: SamBlock
    fingerprint: bytes = field(repr=False)

    def to_bytes(self) -> bytes:
        """The data of the reply: three lengths, text, photo, fingerprint."""
        text, photo = self.block.text, self.block.photo
        lengths = _LENGTHS.pack(len(text), len(photo), len(self.fingerprint))
        return lengths + text + photo + self.fingerprint


def split_block(data: bytes) -> SamBlock | None:
    """The parts of ``READ_TEXT_PHOTO`` data, or None when a length is not as it must be."""
    text_end = BLOCK_LENGTH - PHOTO_LENGTH
    block = SamBlock(text=data[text_end - TEXT_LENGTH : text_end], photo=data[text_end:])
    return block if len(data) == BLOCK_LENGTH and block.to_bytes() == data else None


def split_fingerprint_block(data: bytes) -> FingerprintBlock | None:
    """The parts of text, photo and fingerprint data, or None when a length is wrong."""
    text_end = _LENGTHS.size + TEXT_LENGTH
    photo_end = text_end + PHOTO_LENGTH
    if len(data) - photo_end not in FINGERPRINT_LENGTHS:
        return None
    block = SamBlock(text=data[_LENGTHS.size : text_end], photo=data[text_end:photo_end])
    whole = FingerprintBlock(block, data[photo_end:])
    return whole if whole.to_bytes() == data else None


def newest_address(data: bytes) -> str | None:
    """The address in ``READ_NEWEST_ADDRESS`` data without its padding, or None if it is none."""
    if len(data) != ADDRESS_LENGTH:
        return None
    try:
        text = data.decode("utf-16-le").strip(PADDING)
    except UnicodeDecodeError:
        return None
    printable = not any(unicodedata.category(character) == "Cc" for character in text)
    return text if text and printable else None
