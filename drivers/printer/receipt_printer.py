"""An ESC/POS receipt printer that prints at most once and says how sure it is."""

from __future__ import annotations

from collections.abc import Callable

from drivers._deadline import Deadline
from drivers._errors import DeadlineExceeded, TransportError
from drivers._results import NotPrinted, PrintJob, PrintResult, Unproven
from drivers._status import Fault, PrinterStatus, Unknown, fault_of
from drivers.printer import status
from drivers.printer.dialogue import Dialogue
from drivers.printer.job import JobRun
from drivers.printer.profiles import PrinterProfile
from drivers.printer.transport import PrinterTransport
from drivers.printer.upkeep import Upkeep

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

    def __init__(self, transport: PrinterTransport, profile: PrinterProfile) -> None:
        self._dialogue = Dialogue(transport, full_status=profile.presenter is not None)
        self._profile = profile
        self._upkeep = Upkeep(self._dialogue, profile)

    @property
    def head_dots(self) -> int:
        """Width of the print head in dots; jobs must be exactly this wide."""
        return self._profile.head_dots

    @property
    def profile(self) -> PrinterProfile:
        """The model's measures and abilities."""
        return self._profile

    def status(self, deadline: Deadline) -> PrinterStatus:
        """Ask the device and mend what a failed job left behind; a silent one takes two seconds.

        A broken line is ``NoDevice`` and silence ``Unknown``; then the next call connects anew.
        Raises Cancelled, and DeadlineExceeded when the deadline was over before asking.
        """
        deadline.check()
        try:
            return self._upkeep.check(deadline)
        except TransportError as error:
            self._dialogue.drop()
            return status.absent(error.code)
        except DeadlineExceeded:
            self._dialogue.drop()
            return status.SILENT

    def print(
        self, job: PrintJob, deadline: Deadline, still_wanted: Callable[[], bool] = lambda: True
    ) -> PrintResult:
        """Print one job at most once; blocks until the paper is out or nothing more can be hoped.

        Ends at the deadline, or earlier when the printer makes no progress for longer than the
        slowest healthy one would need; a purge may add 5 s. ValueError for a page or job id
        outside the contract.
        """
        self._require_fitting(job)
        fault = self._fault_before(deadline)
        if fault:
            return NotPrinted(fault)
        if not still_wanted():
            return NotPrinted(None)
        deadline.check()
        run = JobRun(self._dialogue, self._profile, self._upkeep.abilities, job)
        self._upkeep.begin_job()
        result = run.execute(deadline, still_wanted)
        if isinstance(result, Unproven):
            return self._clean_up(result, deadline)
        self._upkeep.end_job()
        return result

    def close(self) -> None:
        """Release the line; safe to call twice and from any thread."""
        self._dialogue.close()

    def _require_fitting(self, job: PrintJob) -> None:
        if job.page.width != self.head_dots:
            message = f"page of {job.page.width} dots for a head of {self.head_dots}"
            raise ValueError(message)
        if not 1 <= job.job_id <= _LAST_JOB_ID:
            message = f"job id {job.job_id} is not within 1 to {_LAST_JOB_ID}"
            raise ValueError(message)

    def _fault_before(self, deadline: Deadline) -> Fault | None:
        found = self.status(deadline)
        fault = fault_of(found.health)
        if fault is None and self._upkeep.due:
            return status.NO_ANSWER
        if fault is None and found.in_mouth:
            return self._clear_mouth(deadline)
        return fault

    def _clear_mouth(self, deadline: Deadline) -> Fault | None:
        """Nobody's slip may lie there when the next one comes."""
        try:
            return self._upkeep.clear_mouth(deadline)
        except TransportError as error:
            self._dialogue.drop()
            return fault_of(status.absent(error.code).health)

    def _clean_up(self, result: Unproven, deadline: Deadline) -> Unproven:
        """Purge at once if possible, and name the fault if only silence was known."""
        after = self.status(Deadline.after(_CLEAN_UP_SECONDS, clock=deadline.clock))
        fault = fault_of(after.health)
        unnamed = result.fault == status.NO_ANSWER and not isinstance(after.health, Unknown)
        return Unproven(fault) if fault and unnamed else result
