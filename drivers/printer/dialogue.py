"""Questions and answers over a transport."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from drivers._deadline import Deadline
from drivers.printer import commands, status
from drivers.printer.replies import (
    BuffersCleared,
    FullStatus,
    Garbage,
    Information,
    PaperSensor,
    ProcessEcho,
    RealTimeAnswer,
    Reply,
    ReplyParser,
)
from drivers.printer.transport import PrinterTransport

R = TypeVar("R")

_PROBE = b"~~~~"
"""Process id of the question whether process ids are echoed; asked between jobs only."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What came in time to the real-time questions."""

    values: tuple[int, ...] = ()
    full: FullStatus | None = None
    garbage: bool = False


class Dialogue:
    """One conversation with a printer; DriverErrors of the transport pass through."""

    def __init__(self, transport: PrinterTransport, *, full_status: bool = False) -> None:
        self._transport = transport
        self._full_status = full_status
        self._parser = ReplyParser(full_status=full_status)

    @property
    def line_rate(self) -> float:
        """Bytes a second that the line carries at most."""
        return self._transport.bytes_per_second

    @property
    def bytes_sent(self) -> int:
        """How many bytes have left since the transport was made."""
        return self._transport.bytes_sent

    @property
    def questions(self) -> bytes:
        """All real-time questions that this printer answers."""
        return commands.REAL_TIME_STATUS + commands.FULL_STATUS * self._full_status

    @property
    def full_status(self) -> bool:
        """Whether a full status is among the answers."""
        return self._full_status

    def open(self, deadline: Deadline) -> bool:
        """Connect if needed; True for a fresh line."""
        if self._transport.connected:
            return False
        self._transport.open(deadline)
        self._forget_input()
        return True

    def send(self, data: bytes, deadline: Deadline) -> None:
        """Send bytes."""
        self._transport.send(data, deadline)

    def replies(self, deadline: Deadline) -> list[Reply]:
        """The next replies; empty when the deadline has run out or one is still incomplete."""
        return self._parser.feed(self._transport.receive(deadline))

    def ask_status(self, deadline: Deadline) -> Answers:
        """What the printer answers to all real-time questions, until all is there or time is up."""
        self._forget_input()
        self.send(self.questions, deadline)
        found = Answers()
        while not self._complete(found) and not deadline.expired():
            for reply in self.replies(deadline):
                found = _with(found, reply)
        return found

    def ask_full_status(self, deadline: Deadline) -> FullStatus | None:
        """The full status alone, for somebody who watches the mouth."""
        return self._ask(commands.FULL_STATUS, FullStatus, deadline)

    def ask_model(self, deadline: Deadline) -> str:
        """The model's name, or nothing from a printer that does not tell."""
        reply = self._ask(commands.REQUEST_MODEL, Information, deadline)
        return reply.text if reply else ""

    def ask_abilities(self, deadline: Deadline) -> tuple[bool, str]:
        """Whether process ids are echoed, and the model's name.

        Nothing is printed: a printer that takes the unknown command for text holds it in its line
        buffer, which ESC @ clears.
        """
        echoes, model = False, ""
        self._forget_input()
        probe = commands.request_echo(_PROBE) + commands.INITIALISE + commands.REQUEST_MODEL
        self.send(probe, deadline)
        while not model and not deadline.expired():
            for reply in self.replies(deadline):
                echoes = echoes or reply == ProcessEcho(_PROBE)
                model = reply.text if isinstance(reply, Information) else model
        return echoes, model

    def clear_buffers(self, deadline: Deadline) -> bool:
        """Purge in real time; whether the printer confirmed it."""
        self._transport.withdraw()
        question = commands.SEPARATOR + commands.CLEAR_BUFFERS
        return self._ask(question, BuffersCleared, deadline) is not None

    def drain(self, data: bytes, deadline: Deadline) -> bool:
        """Send ``data``; whether the printer has taken all of it in."""
        question = data + commands.REQUEST_PAPER_SENSOR
        return self._ask(question, PaperSensor, deadline) is not None

    def withdraw(self) -> None:
        """Take back what has not left this machine."""
        self._transport.withdraw()

    def drop(self) -> None:
        """Give up the line."""
        self._transport.drop()

    def close(self) -> None:
        """Give up the line for ever."""
        self._transport.close()

    def idle(self, seconds: float, deadline: Deadline) -> None:
        """Wait this long, hearing what comes; Cancelled when called off."""
        end = deadline.within(seconds)
        while not end.expired():
            self.replies(end)

    def _complete(self, found: Answers) -> bool:
        condition = status.condition_of(found.values, found.full, wants_full=self._full_status)
        return condition is not None

    def _ask(self, question: bytes, kind: type[R], deadline: Deadline) -> R | None:
        self._forget_input()
        self.send(question, deadline)
        while not deadline.expired():
            for reply in self.replies(deadline):
                if isinstance(reply, kind):
                    return reply
        return None

    def _forget_input(self) -> None:
        self._transport.purge_input()
        self._parser = ReplyParser(full_status=self._full_status)


def _with(found: Answers, reply: Reply) -> Answers:
    match reply:
        case RealTimeAnswer(value):
            return Answers((*found.values, value), found.full, found.garbage)
        case FullStatus():
            return Answers(found.values, reply, found.garbage)
        case Garbage():
            return Answers(found.values, found.full, garbage=True)
        case _:
            return found
