"""One job on its way: bands under a status watch, the cut, and the proof."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from drivers._deadline import Deadline
from drivers._errors import Cancelled, DeadlineExceeded, TransportError
from drivers._results import Evidence, Printed, PrintJob, Unproven
from drivers._status import Fault, fault_of
from drivers.printer import commands, status
from drivers.printer.dialogue import Dialogue
from drivers.printer.replies import AutoStatus, Garbage, PaperSensor, ProcessEcho, Reply
from drivers.printer.traits import PrinterTraits

_BANDS_AHEAD = 2
_ANSWER_SECONDS = 1.0


class JobRun:
    """Sends one job once. Whatever goes wrong after the first byte ends as ``Unproven``.

    Each band is followed by a GS r request and at most two bands are unanswered. A printer that
    stops (paper, cover) therefore never has a full receive buffer, and a purge still gets in.
    """

    def __init__(self, dialogue: Dialogue, traits: PrinterTraits, job: PrintJob) -> None:
        self._dialogue = dialogue
        self._traits = traits
        self._page = job.page
        self._identifier = commands.process_id(job.job_id)
        self._unanswered = 0
        self._echoed = False
        self._garbled = False
        self._fault: Fault | None = None

    def execute(self, deadline: Deadline, still_wanted: Callable[[], bool]) -> Printed | Unproven:
        """Print, cut and wait for the proof; blocks until the paper is out or hope is lost."""
        page = self._page
        limit = deadline.within(self._traits.seconds_for(len(page.rows), page.height))
        try:
            return self._print(limit, still_wanted)
        except Cancelled:
            return Unproven(status.CALLED_OFF)
        except DeadlineExceeded:
            return Unproven(status.GARBLED if self._garbled else status.NO_ANSWER)
        except TransportError:
            return Unproven(status.NOT_CONNECTED)

    def _print(self, limit: Deadline, still_wanted: Callable[[], bool]) -> Printed | Unproven:
        if not self._send_page(limit):
            return self._failed()
        if not still_wanted():
            return Unproven(status.CALLED_OFF)
        self._dialogue.send(commands.FEED_AND_CUT, limit)
        if self._traits.process_echo:
            return self._prove_by_echo(limit)
        return self._prove_by_status(limit)

    def _send_page(self, limit: Deadline) -> bool:
        """Whether the printer took in the whole page without a fault."""
        for data in self._pieces():
            stall = self._stall(limit)
            self._dialogue.send(data + commands.REQUEST_PAPER_SENSOR, stall)
            self._unanswered += 1
            if not self._watch(lambda: self._unanswered < _BANDS_AHEAD, stall):
                return False
        return self._watch(lambda: self._unanswered == 0, self._stall(limit))

    def _pieces(self) -> Iterator[bytes]:
        units = commands.motion_units(self._traits.dots_per_inch)
        prelude = commands.INITIALISE + units + commands.AUTO_STATUS
        rows = self._traits.band_rows(self._page.stride)
        return chain([prelude], (band.data for band in commands.bands(self._page, rows)))

    def _stall(self, limit: Deadline) -> Deadline:
        """When a printer that answers nothing must be held to have stopped."""
        rows = _BANDS_AHEAD * self._traits.band_rows(self._page.stride)
        return limit.within(self._traits.seconds_for(self._traits.window_bytes, rows))

    def _prove_by_echo(self, limit: Deadline) -> Printed | Unproven:
        self._dialogue.send(commands.request_echo(self._identifier), limit)
        if not self._watch(lambda: self._echoed, limit):
            return self._failed()
        return Printed(Evidence.PROCESS_ECHO)

    def _prove_by_status(self, limit: Deadline) -> Printed | Unproven:
        self._dialogue.send(commands.REQUEST_PAPER_SENSOR, limit)
        self._unanswered += 1
        if not self._watch(lambda: self._unanswered == 0, limit):
            return self._failed()
        answers, garbage = self._dialogue.ask_status(limit.within(_ANSWER_SECONDS))
        after = status.printer_status(answers, garbage=garbage or self._garbled)
        fault = fault_of(after.health)
        return Unproven(fault) if fault else Printed(Evidence.STATUS_AFTER)

    def _watch(self, done: Callable[[], bool], limit: Deadline) -> bool:
        """Read replies until ``done`` (True) or the printer reports a fault (False)."""
        while not done():
            limit.check()
            self._note(self._dialogue.replies(limit))
            if self._fault and not self._echoed:
                return False
        return True

    def _note(self, replies: Iterable[Reply]) -> None:
        for reply in replies:
            match reply:
                case AutoStatus():
                    self._fault = self._fault or status.fault(status.from_auto(reply))
                case PaperSensor():
                    self._unanswered -= 1
                case ProcessEcho(identifier):
                    self._echoed = identifier == self._identifier and self._fault is None
                case Garbage():
                    self._garbled = True
                case _:
                    pass

    def _failed(self) -> Unproven:
        return Unproven(self._fault or status.NO_ANSWER)
