"""Questions to the card in a PC/SC reader's field that change and count nothing on it.

READ BINARY of the reader's own class, SELECT of two applications by name and the chip's serial
number: no key, no PIN, no record is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from drivers._deadline import Deadline
from drivers._errors import DeadlineExceeded, TransportError
from drivers.card.apdu import Response, StatusWord
from drivers.card.chip_serial import GET_UID, RESIDENT_SERIAL, RESIDENT_SERIAL_LENGTH
from drivers.card.emrtd.commands import select_application as select_travel_document
from drivers.card.probe_atr import AtrKind, decode_atr
from drivers.card.probe_findings import (
    CARD_MUTE,
    CARD_REMOVED,
    NOT_TRIED,
    Answer,
    CardFinding,
    StepFinding,
)
from drivers.card.procedures import Transmit
from drivers.card.sam_pages import (
    PAGE_LENGTH,
    PHOTO_LENGTH,
    TEXT_LENGTH,
    SamBlock,
    page_command,
)
from drivers.card.ssc.commands import select_application as select_social_security
from drivers.card.transport import CardGone, CardMute, CardTransport, LineFault

STEP_SECONDS = 3.0
"""For one question, powering the card included; SAM readers take up to 2 s for the first page."""

_IDENTITY_HEAD = SamBlock(bytes(TEXT_LENGTH), bytes(PHOTO_LENGTH)).to_bytes()[:4]
"""The two lengths before every identity block."""

_MORE_DATA = 0x61
"""SW1: the answer waits to be fetched (ISO/IEC 7816-4, table 5)."""
_ABSENT = frozenset(
    {
        StatusWord.FUNCTION_NOT_SUPPORTED,
        StatusWord.FILE_NOT_FOUND,
        StatusWord.WRONG_P1_P2,
        StatusWord.INS_NOT_SUPPORTED,
        StatusWord.CLA_NOT_SUPPORTED,
        StatusWord.COMMAND_NOT_ALLOWED,
        StatusWord.WRONG_LENGTH,
        0x6A86,  # incorrect P1 P2
        0x6A88,  # referenced data not found
        0x6300,  # operation failed: what readers say for FF commands that the card cannot do
    }
)
"""ISO/IEC 7816-4, table 6, and PC/SC part 3: the card has no such thing."""

Step = Callable[[Transmit], StepFinding]


def ask_card(transport: CardTransport, atr: bytes, deadline: Deadline) -> CardFinding:
    """Put every question; each has its own connection and time, none ends the others.

    Raises Cancelled. Takes ``STEP_SECONDS`` for a question at most.
    """
    asked = partial(_asked, transport, deadline)
    decoded = decode_atr(atr)
    radio = decoded.kind is not AtrKind.CONTACT
    return CardFinding(
        decoded,
        identity_block=asked(identity_block),
        social_security=asked(social_security),
        travel_document=asked(travel_document),
        chip_serial=asked(chip_serial) if radio else StepFinding(Answer.NO),
    )


def identity_block(transmit: Transmit) -> StepFinding:
    """Whether the first page begins like an identity block; its content is not kept."""
    response = transmit(page_command(0))
    whole = len(response.data) == PAGE_LENGTH and response.data.startswith(_IDENTITY_HEAD)
    if response.ok:
        answer = Answer.YES if whole else Answer.NO
        return StepFinding(answer, response.sw, len(response.data))
    return _refused(response)


def social_security(transmit: Transmit) -> StepFinding:
    """Whether the card knows the social security application."""
    return _selected(transmit(select_social_security().to_bytes()))


def travel_document(transmit: Transmit) -> StepFinding:
    """Whether the card knows the eMRTD application."""
    return _selected(transmit(select_travel_document().to_bytes()))


def chip_serial(transmit: Transmit) -> StepFinding:
    """Whether the reader tells a serial number; a resident card is asked in its own way too."""
    response = transmit(GET_UID)
    if response.ok and any(response.data):
        return StepFinding(Answer.YES, response.sw, len(response.data))
    response = transmit(RESIDENT_SERIAL)
    if response.ok and len(response.data) == RESIDENT_SERIAL_LENGTH:
        return StepFinding(Answer.YES, response.sw, len(response.data))
    return _refused(response)


def _selected(response: Response) -> StepFinding:
    if response.ok or response.sw >> 8 == _MORE_DATA:
        return StepFinding(Answer.YES, response.sw, len(response.data))
    return _refused(response)


def _refused(response: Response) -> StepFinding:
    absent = response.sw in _ABSENT
    return StepFinding(
        Answer.NO if absent else Answer.UNKNOWN, response.sw, length=len(response.data)
    )


def _asked(transport: CardTransport, deadline: Deadline, step: Step) -> StepFinding:
    try:
        deadline.check()
    except DeadlineExceeded:
        return _broken(NOT_TRIED)
    own = deadline.within(STEP_SECONDS)
    try:
        with transport.connect(own) as link:
            return link.converse(step, own)
    except CardGone:
        return _broken(CARD_REMOVED)
    except CardMute:
        return _broken(CARD_MUTE)
    except DeadlineExceeded:
        return _broken(LineFault.NO_ANSWER)
    except TransportError as error:
        return _broken(error.code)


def _broken(fault: str) -> StepFinding:
    return StepFinding(Answer.UNKNOWN, fault=str(fault))
