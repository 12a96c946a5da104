"""A card reader that speaks SAM frames, over a serial port or inside PC/SC control commands.

A SAM finds a card that it has read only after that card has left the field (reader protocol papers
to GA/T 467). So a card that was read counts as gone although it may still lie there: nobody can
tell, it is not heard again before it was lifted, and another ``read`` of it ends as REMOVED.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from drivers._deadline import Deadline
from drivers._documents import (
    CardRead,
    DocumentKind,
    IdentityDocument,
    TravelKey,
)
from drivers._errors import DeadlineExceeded, TransportError
from drivers._status import CardReaderStatus, Online
from drivers.card.frame_line import FrameLine
from drivers.card.frame_outcomes import of_two_tries, refusal, unread
from drivers.card.identity_record import parse_record
from drivers.card.line_health import HEALTH, NO_ANSWER
from drivers.card.sam_dialogue import (
    SamDialogue,
    SamFailure,
    SamRefusal,
    newest_address,
    reason_of,
)
from drivers.card.sam_exchange import SamExchange
from drivers.card.sam_frames import SamCommand, SamId, SamStatus
from drivers.card.sam_pages import SamBlock
from drivers.card.transport import LineFault

STATUS_SECONDS = 2.0
"""For the three questions of ``status``, which a healthy reader answers in 0.1 s; one second is
what published host programs give each."""

FIND_SECONDS = 0.2
"""Between two FINDs: less than half of the 0.5 s in which a resident should see that her card was
noticed, and some 30 bytes a round on the line."""

ABSENT_FINDS = 2
"""So many FINDs in a row without a card mean that it is gone: a moved card is missed by one."""

_AGAIN = frozenset({SamRefusal.CARD_REFUSED, SamRefusal.READ_FAILED})
"""What a moved card looks like: worth a second try, and no third (vendors' protocol papers)."""


class FrameCardReader:
    """``CardReader`` over any line for SAM frames; finds a returning reader by itself.

    ``reset`` is the frame that a SAM out of order gets once: published papers have 10 FF, one
    vendor's kit 01 FF (``SamCommand.RESET_OLD``).
    """

    def __init__(self, line: FrameLine, reset: SamCommand = SamCommand.RESET) -> None:
        self._line = line
        self._exchange = SamExchange(line)
        self._reset = reset
        self._reset_tried = False

    def status(self, deadline: Deadline) -> CardReaderStatus:
        """See CardReader; takes two seconds at most, a silent reader is ``Unknown``.

        ``card_present`` is what FIND says: False for a card that was read and not lifted since.
        """
        deadline.check()
        try:
            return self._asked(deadline.within(STATUS_SECONDS))
        except TransportError as error:
            return CardReaderStatus(HEALTH[error.code], reader=self._line.name)
        except DeadlineExceeded:
            return CardReaderStatus(NO_ANSWER, reader=self._line.name)

    def wait_for_card(self, deadline: Deadline) -> bool:
        """See CardReader; asks the SAM five times a second. Raises TransportError and Cancelled."""
        return self._watched(deadline, lambda absences: absences == 0)

    def wait_for_removal(self, deadline: Deadline) -> bool:
        """See CardReader; a card that was read counts as removed after 0.2 s, lifted or not.

        Raises TransportError and Cancelled.
        """
        return self._watched(deadline, lambda absences: absences >= ABSENT_FINDS)

    def read(self, deadline: Deadline, key: TravelKey | None = None) -> CardRead:
        """See CardReader; ``key`` is not looked at: a SAM reads identity cards and permits only.

        A card that does not read is tried a second time. Raises TransportError, DeadlineExceeded
        and Cancelled.
        """
        del key
        deadline.check()
        outcome = self._tried(deadline)
        if isinstance(outcome, SamFailure) and outcome.reason in _AGAIN:
            self._exchange.quieten(deadline)
            outcome = of_two_tries(outcome, self._tried(deadline))
        if isinstance(outcome, SamFailure):
            return unread(outcome)
        return self._with_newest_address(parse_record(outcome.text, outcome.photo), deadline)

    def close(self) -> None:
        """See CardReader."""
        self._line.close()

    def _asked(self, deadline: Deadline) -> CardReaderStatus:
        self._revived(deadline)
        number = self._exchange.ask(SamCommand.READ_SAM_ID, deadline)
        sam = SamId.from_bytes(number.data) if number.status is SamStatus.DONE else None
        try:
            present = self._finds(deadline)
        except DeadlineExceeded:  # the SAM works, and its search takes longer than there is time
            present = False
        return CardReaderStatus(
            Online(), reader=self._line.name, card_present=present, sam=str(sam or "")
        )

    def _revived(self, deadline: Deadline) -> None:
        """Raise TransportError unless the SAM says that it works, if need be after a reset."""
        state = self._exchange.ask(SamCommand.STATUS, deadline)
        if reason_of(state.status) is SamRefusal.SAM_REFUSED and not self._reset_tried:
            self._reset_tried = True
            self._exchange.ask(self._reset, deadline)
            state = self._exchange.ask(SamCommand.STATUS, deadline)
        if state.status is not SamStatus.DONE:
            raise refusal(state)
        self._reset_tried = False

    def _finds(self, deadline: Deadline) -> bool:
        """Whether something lies in the field that the SAM has not read yet."""
        reply = self._exchange.ask(SamCommand.FIND, deadline)
        if reply.status is SamStatus.CARD_FOUND:
            return True
        match reason_of(reply.status):
            case SamRefusal.NO_CARD:
                return False
            case SamRefusal.CARD_REFUSED:
                return True
            case _:
                raise refusal(reply)

    def _watched(self, deadline: Deadline, reached: Callable[[int], bool]) -> bool:
        absences = 0
        try:
            while True:
                absences = 0 if self._finds(deadline) else absences + 1
                if reached(absences):
                    return True
                deadline.pause(FIND_SECONDS)
        except DeadlineExceeded:
            return False

    def _tried(self, deadline: Deadline) -> SamBlock | SamFailure:
        dialogue = SamDialogue()
        try:
            self._exchange.hold(dialogue, deadline)
        except TransportError as error:
            if error.code == LineFault.GARBLED:
                return SamFailure(SamRefusal.READ_FAILED)
            raise
        return dialogue.outcome or SamFailure(SamRefusal.READ_FAILED)

    def _with_newest_address(self, read: CardRead, deadline: Deadline) -> CardRead:
        """The document with the address that its holder has moved to, where the card tells one.

        The record is whole without it: neither a fault nor a pulled card can break it any more.
        """
        if not (isinstance(read, IdentityDocument) and read.kind is DocumentKind.RESIDENT):
            return read
        try:
            reply = self._exchange.ask(SamCommand.READ_NEWEST_ADDRESS, deadline)
        except (TransportError, DeadlineExceeded):
            return read
        address = newest_address(reply.data) if reply.status is SamStatus.DONE else None
        return replace(read, address=address) if address else read


def open_sam_serial_reader(
    path: str, baud: int, reset: SamCommand = SamCommand.RESET
) -> FrameCardReader:
    """Profile ``sam-serial``: the device file of the port and its speed.

    Opens nothing yet: an absent port is a status of the result. Raises ConfigurationError for a
    speed that serial ports do not have.
    """
    from drivers.card.serial_line import SerialLine  # noqa: PLC0415  loads pyserial

    return FrameCardReader(SerialLine(path, baud), reset)


def open_sam_escape_reader(
    reader_name: str, control_code: int, reset: SamCommand = SamCommand.RESET
) -> FrameCardReader:
    """Profile ``pcsc-sam-escape``: part of the PC/SC reader's name and the control code it takes.

    Opens nothing yet: an absent service or reader is a status of the result.
    """
    from drivers.card.escape_line import EscapeLine  # noqa: PLC0415  loads pyscard

    return FrameCardReader(EscapeLine(reader_name, control_code), reset)
