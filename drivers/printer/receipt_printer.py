"""An ESC/POS receipt printer that prints at most once and says how sure it is."""

from __future__ import annotations

from collections.abc import Callable

from drivers._deadline import Deadline
from drivers._errors import DeadlineExceeded, TransportError
from drivers._results import NotPrinted, Printed, PrintJob, PrintResult, Unproven
from drivers._status import Fault, PaperLevel, PrinterStatus, Unknown, fault_of, usable
from drivers.printer import commands, status
from drivers.printer.dialogue import Dialogue
from drivers.printer.job import JobRun
from drivers.printer.traits import PrinterTraits
from drivers.printer.transport import PrinterTransport

_ANSWER_SECONDS = 1.0
"""DLE EOT is answered in milliseconds; a second allows for a busy network."""
_MODEL_SECONDS = 0.3
_CLEAN_UP_SECONDS = 5.0
"""After a failed job the purge and a status may take this long beyond the caller's deadline."""
_LAST_JOB_ID = 99_999_999


class EscPosPrinter:
    """The ``Printer`` contract over any ``PrinterTransport``.

    ``print`` raises Cancelled or DeadlineExceeded only while no byte of the job has gone out;
    later they end as ``Unproven``. After a job without proof the printer is purged, at once if the
    line still stands and else by the next call, and the printed fragment is cut off, so that
    neither buffer nor paper carries anything over to the next resident. Until that has worked
    nothing more is printed. The first call purges what an earlier process may have left.
    """

    def __init__(
        self,
        transport: PrinterTransport,
        head_dots: int = 576,
        traits: PrinterTraits | None = None,
    ) -> None:
        self._dialogue = Dialogue(transport)
        self._head_dots = head_dots
        self._traits = traits or PrinterTraits()
        self._model: str | None = None
        self._unpurged = True  # whoever used the printer before may have left something in it
        self._uncut = False

    @property
    def head_dots(self) -> int:
        """Width of the print head in dots; jobs must be exactly this wide."""
        return self._head_dots

    def status(self, deadline: Deadline) -> PrinterStatus:
        """Ask the device and mend what a failed job left behind; a silent one takes two seconds.

        A broken line is ``NoDevice`` and silence ``Unknown``; then the next call connects anew.
        Raises Cancelled, and DeadlineExceeded when the deadline was over before asking.
        """
        deadline.check()
        try:
            return self._status(deadline)
        except TransportError:
            self._dialogue.drop()
            return status.ABSENT
        except DeadlineExceeded:
            self._dialogue.drop()
            return status.SILENT

    def print(
        self, job: PrintJob, deadline: Deadline, still_wanted: Callable[[], bool] = lambda: True
    ) -> PrintResult:
        """Print one job at most once; blocks until the paper is out or nothing more can be hoped.

        Ends at the deadline or after the time that the slowest healthy printer would need; a
        purge may add 5 s. ValueError for a page or job id outside the contract.
        """
        self._require_fitting(job)
        fault = self._fault_before(deadline)
        if fault:
            return NotPrinted(fault)
        if not still_wanted():
            return NotPrinted(None)
        deadline.check()
        self._unpurged = self._uncut = True
        result = JobRun(self._dialogue, self._traits, job).execute(deadline, still_wanted)
        if isinstance(result, Printed):
            self._unpurged = self._uncut = False
            return result
        return self._clean_up(result, deadline)

    def close(self) -> None:
        """Release the line; safe to call twice and from any thread."""
        self._dialogue.close()

    def _require_fitting(self, job: PrintJob) -> None:
        if job.page.width != self._head_dots:
            message = f"page of {job.page.width} dots for a head of {self._head_dots}"
            raise ValueError(message)
        if not 1 <= job.job_id <= _LAST_JOB_ID:
            message = f"job id {job.job_id} is not within 1 to {_LAST_JOB_ID}"
            raise ValueError(message)

    def _fault_before(self, deadline: Deadline) -> Fault | None:
        fault = fault_of(self.status(deadline).health)
        if fault is None and (self._unpurged or self._uncut):
            return status.NO_ANSWER
        return fault

    def _clean_up(self, result: Unproven, deadline: Deadline) -> Unproven:
        """Purge at once if possible, and name the fault if only silence was known."""
        after = self.status(Deadline.after(_CLEAN_UP_SECONDS, clock=deadline.clock))
        fault = fault_of(after.health)
        unnamed = result.fault == status.NO_ANSWER and not isinstance(after.health, Unknown)
        return Unproven(fault) if fault and unnamed else result

    def _status(self, deadline: Deadline) -> PrinterStatus:
        if self._dialogue.open(deadline):
            self._model = None
        if self._unpurged:
            self._unpurged = not self._purge(deadline)
        answers, garbage = self._dialogue.ask_status(deadline.within(_ANSWER_SECONDS))
        found = status.printer_status(answers, garbage=garbage)
        if isinstance(found.health, Unknown):
            self._dialogue.drop()
            return found
        if usable(found.health):
            self._cut_fragment(deadline)
            self._ask_model(deadline)
        elif found.paper is PaperLevel.OUT:
            self._uncut = False  # the end of the roll has left the printer with its fragment
        return status.printer_status(answers, garbage=False, model=self._model or "")

    def _purge(self, deadline: Deadline) -> bool:
        limit = deadline.within(_ANSWER_SECONDS)
        if self._traits.buffer_clear:
            return self._dialogue.clear_buffers(limit)
        stride = (self._head_dots + 7) // 8
        flush = commands.flush_image(stride, self._traits.band_rows(stride))
        return self._dialogue.drain(commands.CLEAR_AFTER_ERROR + flush + commands.INITIALISE, limit)

    def _cut_fragment(self, deadline: Deadline) -> None:
        if self._uncut and not self._unpurged:
            limit = deadline.within(self._traits.margin_seconds)
            cut = commands.INITIALISE + commands.FEED_AND_CUT
            self._uncut = not self._dialogue.drain(cut, limit)

    def _ask_model(self, deadline: Deadline) -> None:
        if self._model is None and not self._unpurged:
            self._model = self._dialogue.ask_model(deadline.within(_MODEL_SECONDS))
