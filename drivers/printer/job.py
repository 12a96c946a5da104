"""One job on its way: bands under a status watch, the cut, and the proof."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from drivers._deadline import Deadline
from drivers._errors import Cancelled, DeadlineExceeded, TransportError
from drivers._results import Evidence, NotPrinted, Printed, PrintJob, Unproven
from drivers._status import Fault, PrinterStatus, fault_of
from drivers.printer import commands, raster, status
from drivers.printer.dialogue import Dialogue
from drivers.printer.profiles import PrinterProfile
from drivers.printer.watch import Watch

BANDS_AHEAD = 2
_POLL_SECONDS = 0.5
"""So long may a printer say nothing before it is asked how it is; DLE EOT is answered while it
prints, feeds or waits."""
_SILENT_SECONDS = 2.0
"""A printer that does not answer DLE EOT in this time has stopped or is starting anew: DLE EOT
takes milliseconds, a start some seconds."""
_ANSWER_SECONDS = 1.0
_PRESENT_POLL_SECONDS = 0.2
"""How often the mouth is looked at; nobody takes a slip faster."""

Sent = Printed | Unproven | NotPrinted


@dataclass(frozen=True, slots=True)
class Abilities:
    """What is known about the printer at the end of the line."""

    process_echo: bool
    tells_model: bool
    """GS I 67 is answered: a question behind the cut that no other question is like."""


class JobRun:
    """Sends one job once. Whatever goes wrong after the first byte ends as ``Unproven``.

    Each band is followed by a GS r request and at most two bands are unanswered. A printer that
    stops (paper, cover) therefore never has a full receive buffer, and a purge still gets in.
    """

    def __init__(
        self, dialogue: Dialogue, profile: PrinterProfile, abilities: Abilities, job: PrintJob
    ) -> None:
        self._dialogue = dialogue
        self._profile = profile
        self._abilities = abilities
        self._page = job.page
        self._rows = profile.band_rows(job.page.stride, dialogue.line_rate)
        self._identifier = commands.process_id(job.job_id)
        self._watch = Watch(self._identifier, full_status=dialogue.full_status)
        self._began = dialogue.bytes_sent
        self._deadline = Deadline(0.0)

    def execute(self, deadline: Deadline, still_wanted: Callable[[], bool]) -> Sent:
        """Print, cut and wait for the proof; blocks until the paper is out or hope is lost.

        Cancelled and DeadlineExceeded are raised only when no byte has left; a line that broke
        before that gives ``NotPrinted``.
        """
        self._deadline = deadline
        try:
            return self._print(still_wanted)
        except (Cancelled, DeadlineExceeded) as end:
            self._dialogue.withdraw()
            if self._anything_left():
                return Unproven(self._ended_by(end))
            if isinstance(end, DeadlineExceeded) and not deadline.expired():
                return NotPrinted(status.NO_ANSWER)  # it takes nothing, and the caller has time
            raise
        except TransportError:
            if not self._anything_left():
                return NotPrinted(status.NOT_CONNECTED)
            return Unproven(status.NOT_CONNECTED)

    def _anything_left(self) -> bool:
        return self._dialogue.bytes_sent > self._began

    def _ended_by(self, end: Cancelled | DeadlineExceeded) -> Fault:
        if isinstance(end, Cancelled):
            return status.CALLED_OFF
        if self._watch.hot:
            return status.HOT
        return status.GARBLED if self._watch.garbled else status.NO_ANSWER

    def _print(self, still_wanted: Callable[[], bool]) -> Sent:
        if not self._send_page():
            return self._failed()
        if not still_wanted():
            return Unproven(status.CALLED_OFF)
        presenter = self._profile.presenter
        end = commands.feed_and_cut(self._profile) + (presenter.present if presenter else b"")
        self._dialogue.send(end, self._stall())
        if self._abilities.process_echo:
            return self._prove_by_echo()
        return self._prove_by_status()

    def _send_page(self) -> bool:
        """Whether the printer took in the whole page without a fault."""
        watch = self._watch
        for data in self._pieces():
            self._dialogue.send(data + commands.REQUEST_PAPER_SENSOR, self._stall())
            watch.unanswered += 1
            if not self._until(lambda: watch.unanswered < BANDS_AHEAD):
                return False
        return self._until(lambda: watch.unanswered <= 0)

    def _pieces(self) -> Iterator[bytes]:
        profile = self._profile
        push = commands.AUTO_STATUS if profile.auto_status else b""
        yield commands.INITIALISE + commands.motion_units(profile.dots_per_inch) + push
        for band in raster.bands(self._page, self._rows, profile.raster):
            yield band.data

    def _stall(self) -> Deadline:
        """When a printer that makes no progress must be held to have stopped.

        So long as it does make progress, however slowly, only the caller's deadline ends the job.
        """
        rate = self._dialogue.line_rate
        window, rows = self._profile.window_bytes, BANDS_AHEAD * self._rows
        return self._deadline.within(self._profile.seconds_for(window, rows, rate))

    def _prove_by_echo(self) -> Sent:
        self._dialogue.send(commands.request_echo(self._identifier), self._stall())
        if not self._until(lambda: self._watch.echoed):
            return self._failed()
        return Printed(Evidence.PROCESS_ECHO)

    def _prove_by_status(self) -> Sent:
        """Printed when a question behind the cut was answered and every status stayed clean."""
        if not self._until(self._send_marker()):
            return self._failed()
        after = self._status_after()
        fault = fault_of(after.health)
        if fault:
            return Unproven(fault)
        return Printed(Evidence.PRESENTED if after.in_mouth else Evidence.STATUS_AFTER)

    def _send_marker(self) -> Callable[[], bool]:
        """Ask behind the cut; what to wait for.

        The model's name is better than GS r: no repeated answer to an earlier question can be
        taken for it.
        """
        watch = self._watch
        if self._abilities.tells_model:
            self._dialogue.send(commands.REQUEST_MODEL, self._stall())
            return lambda: watch.marked
        self._dialogue.send(commands.REQUEST_PAPER_SENSOR, self._stall())
        watch.unanswered += 1
        return lambda: watch.unanswered <= 0

    def _status_after(self) -> PrinterStatus:
        """The printer's state; one with a presenter is given time to bring the slip out."""
        presenter = self._profile.presenter
        end = self._deadline.within(presenter.seconds if presenter else 0.0)
        while True:
            answers = self._dialogue.ask_status(self._deadline.within(_ANSWER_SECONDS))
            after = status.printer_status(
                answers.values, garbage=answers.garbage or self._watch.garbled, full=answers.full
            )
            if after.in_mouth or fault_of(after.health) or end.expired():
                return after
            self._dialogue.idle(_PRESENT_POLL_SECONDS, end)

    def _until(self, done: Callable[[], bool]) -> bool:
        """Read replies until ``done`` (True) or the printer has a fault or is silent (False).

        A head that cools down has time until the caller's deadline.
        """
        watch, end = self._watch, self._stall()
        heard_at = end.clock()
        while not done():
            end = self._deadline if watch.hot else end
            end.check()
            if watch.note(self._dialogue.replies(self._deadline.within(_POLL_SECONDS))):
                heard_at = end.clock()
            if watch.fault and not watch.echoed:
                return False
            quiet = end.clock() - heard_at
            if watch.polls_unanswered and quiet >= _SILENT_SECONDS:
                return False
            if quiet >= _POLL_SECONDS and not watch.polls_unanswered and not done():
                self._dialogue.send(self._dialogue.questions, end.within(_SILENT_SECONDS))
                watch.polls_unanswered += 1
        return True

    def _failed(self) -> Unproven:
        silent = status.GARBLED if self._watch.garbled else status.NO_ANSWER
        return Unproven(self._watch.fault or silent)
