"""Questions and answers over a transport."""

from __future__ import annotations

from typing import TypeVar

from drivers._deadline import Deadline
from drivers.printer import commands
from drivers.printer.replies import (
    BuffersCleared,
    Garbage,
    Information,
    PaperSensor,
    RealTimeAnswer,
    Reply,
    ReplyParser,
)
from drivers.printer.transport import PrinterTransport

R = TypeVar("R")

_QUESTIONS = 4


class Dialogue:
    """One conversation with a printer; DriverErrors of the transport pass through."""

    def __init__(self, transport: PrinterTransport) -> None:
        self._transport = transport
        self._parser = ReplyParser()

    def open(self, deadline: Deadline) -> bool:
        """Connect if needed; True for a fresh line."""
        if self._transport.connected:
            return False
        self._transport.open(deadline)
        self._parser = ReplyParser()
        return True

    def send(self, data: bytes, deadline: Deadline) -> None:
        """Send bytes."""
        self._transport.send(data, deadline)

    def replies(self, deadline: Deadline) -> list[Reply]:
        """The next replies; empty when the deadline has run out or one is still incomplete."""
        return self._parser.feed(self._transport.receive(deadline))

    def ask_status(self, deadline: Deadline) -> tuple[tuple[int, ...], bool]:
        """The answers to DLE EOT 1 to 4 that came in time, and whether there was garbage."""
        self._forget_input()
        self.send(commands.REAL_TIME_STATUS, deadline)
        answers: list[int] = []
        garbage = False
        while len(answers) < _QUESTIONS and not deadline.expired():
            for reply in self.replies(deadline):
                garbage = garbage or isinstance(reply, Garbage)
                if isinstance(reply, RealTimeAnswer):
                    answers.append(reply.value)
        return tuple(answers), garbage

    def ask_model(self, deadline: Deadline) -> str:
        """The model's name, or nothing from a printer that does not tell."""
        reply = self._ask(commands.REQUEST_MODEL, Information, deadline)
        return reply.text if reply else ""

    def clear_buffers(self, deadline: Deadline) -> bool:
        """Purge in real time; whether the printer confirmed it."""
        return self._ask(commands.CLEAR_BUFFERS, BuffersCleared, deadline) is not None

    def drain(self, data: bytes, deadline: Deadline) -> bool:
        """Send ``data``; whether the printer has taken all of it in."""
        question = data + commands.REQUEST_PAPER_SENSOR
        return self._ask(question, PaperSensor, deadline) is not None

    def drop(self) -> None:
        """Give up the line."""
        self._transport.drop()

    def close(self) -> None:
        """Give up the line for ever."""
        self._transport.close()

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
        self._parser = ReplyParser()
