"""What the printer's replies say about a job that is running."""

from __future__ import annotations

from collections.abc import Iterable

from drivers._status import Fault
from drivers.printer import status
from drivers.printer.replies import (
    AutoStatus,
    FullStatus,
    Garbage,
    Information,
    PaperSensor,
    PoweredOn,
    ProcessEcho,
    RealTimeAnswer,
    Reply,
)


class Watch:
    """Collects replies; a fault stays, a hot head passes."""

    def __init__(self, identifier: bytes, *, full_status: bool) -> None:
        self._identifier = identifier
        self._wants_full = full_status
        self._values: tuple[int, ...] = ()
        self._full: FullStatus | None = None
        self.unanswered = 0
        """Requests for the paper sensor that are still to be answered."""
        self.polls_unanswered = 0
        """Rounds of real-time questions that are still to be answered."""
        self.echoed = False
        self.marked = False
        """The last question behind the cut, which no other in a job is like, was answered."""
        self.hot = False
        """The head is too hot and will go on by itself."""
        self.garbled = False
        self.fault: Fault | None = None

    def note(self, replies: Iterable[Reply]) -> bool:
        """Take replies in; whether there was any."""
        heard = False
        for reply in replies:
            heard = True
            self._note(reply)
        return heard

    def _note(self, reply: Reply) -> None:
        match reply:
            case AutoStatus():
                self._judge(status.from_auto(reply))
            case PaperSensor():
                self.unanswered -= 1
                self.garbled = self.garbled or self.unanswered < 0  # an answer too many
            case ProcessEcho(identifier):
                self.echoed = identifier == self._identifier and self.fault is None
            case Information():
                self.marked = True
            case RealTimeAnswer(value):
                self._values = (*self._values, value)
                self._judge_answers()
            case FullStatus():
                self._full = reply
                self._judge_answers()
            case PoweredOn():
                self.fault = self.fault or status.RESTARTED
            case Garbage():
                self.garbled = True
            case _:
                pass

    def _judge_answers(self) -> None:
        condition = status.condition_of(self._values, self._full, wants_full=self._wants_full)
        if condition is None:
            return
        self._values, self._full = (), None
        self.polls_unanswered = max(0, self.polls_unanswered - 1)
        self._judge(condition)

    def _judge(self, condition: status.Condition) -> None:
        fault = status.fault(condition)
        self.hot = fault == status.HOT
        if not self.hot:
            self.fault = self.fault or fault
