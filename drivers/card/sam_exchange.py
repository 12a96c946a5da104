"""SAM conversations over a line: who waits how long, and what becomes of late answers.

A call that is cancelled or runs out of time leaves a request behind that the reader still answers.
That answer is awaited before the next request, so it is never taken for another one's.
"""

from __future__ import annotations

from typing import Protocol

from drivers._deadline import Deadline
from drivers._errors import TransportError
from drivers.card.frame_line import FrameLine
from drivers.card.sam_dialogue import LONG_LIMIT, SHORT_LIMIT
from drivers.card.sam_frames import (
    LONGEST_FRAME,
    BrokenFrame,
    FrameParser,
    Reply,
    SamCommand,
    encode,
)
from drivers.card.transport import LineFault

MOST_BYTES = 4 * LONGEST_FRAME
"""More than this before an answer is complete is no reader; a SAM sends 1295 bytes at most here."""

QUIET_SECONDS = 0.05
"""A line that is silent for so long has ended its answer: 48 bytes at the slowest speed (9600)."""


class Conversation(Protocol):
    """Requests and replies, one after the other, without I/O (``SamDialogue``)."""

    @property
    def awaiting(self) -> bool:
        """Whether a request is out and its reply has not come."""
        ...

    @property
    def limit(self) -> float:
        """Seconds of silence after which the awaited reply will not come any more."""
        ...

    def to_send(self) -> bytes:
        """The next request, once; empty when there is none."""
        ...

    def feed(self, data: bytes) -> None:
        """Take what the reader sent."""
        ...


class SamQuestion:
    """One request and its reply."""

    limit = SHORT_LIMIT

    def __init__(self, command: SamCommand) -> None:
        self._parser = FrameParser()
        self._request = encode(command)
        self.awaiting = False
        self.answer: Reply | BrokenFrame | None = None

    def to_send(self) -> bytes:
        """See Conversation."""
        request, self._request = self._request, b""
        self.awaiting = bool(request)
        return request

    def feed(self, data: bytes) -> None:
        """See Conversation."""
        if self.awaiting and (found := self._parser.feed(data)):
            self.answer = found[0]
            self.awaiting = False


class SamExchange:
    """Holds conversations over one line; used by one thread."""

    def __init__(self, line: FrameLine) -> None:
        self._line = line
        self._owed_until: float | None = None

    def hold(self, conversation: Conversation, deadline: Deadline) -> None:
        """Carry every request to the reader and its reply back, until there are no more requests.

        Raises TransportError (NO_ANSWER: silence, GARBLED: bytes that end as no frame, and what
        the line raises), DeadlineExceeded and Cancelled.
        """
        deadline.check()
        self._collect_owed(deadline)
        while request := conversation.to_send():
            self._line.send(request, deadline)
            self._owed_until = deadline.clock() + LONG_LIMIT
            self._await(conversation, deadline)
            self._owed_until = None

    def ask(self, command: SamCommand, deadline: Deadline) -> Reply:
        """The reply to one request; a broken one is asked for again, once. Raises as ``hold``."""
        for _ in range(2):
            question = SamQuestion(command)
            self.hold(question, deadline)
            if isinstance(question.answer, Reply):
                return question.answer
            self.quieten(deadline)
        raise TransportError(LineFault.GARBLED, "the replies are broken")

    def quieten(self, deadline: Deadline) -> None:
        """Drop what still comes, until the line is silent; raises as ``hold`` does."""
        dropped = 0
        while piece := self._line.receive(deadline.within(QUIET_SECONDS)):
            dropped += len(piece)
            if dropped > MOST_BYTES:
                raise TransportError(LineFault.GARBLED, "the line does not fall silent")
        deadline.check()

    def _await(self, conversation: Conversation, deadline: Deadline) -> None:
        received = 0
        while conversation.awaiting:
            piece = self._line.receive(deadline.within(conversation.limit))
            if not piece:
                deadline.check()
                raise TransportError(LineFault.GARBLED if received else LineFault.NO_ANSWER)
            received += len(piece)
            if received > MOST_BYTES:
                raise TransportError(LineFault.GARBLED, "no frame in all this")
            conversation.feed(piece)

    def _collect_owed(self, deadline: Deadline) -> None:
        """Wait for the answer to a request that an earlier call gave up."""
        if self._owed_until is None:
            return
        parser = FrameParser()
        late = Deadline(min(self._owed_until, deadline.at), deadline.cancel, deadline.clock)
        received = 0
        try:
            while (piece := self._line.receive(late)) and received <= MOST_BYTES:
                received += len(piece)
                if parser.feed(piece):
                    break
            deadline.check()
            self.quieten(deadline)
        except TransportError as error:
            if error.code == LineFault.GARBLED:
                raise
        self._owed_until = None
