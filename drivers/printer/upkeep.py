"""What has to be put right between two jobs, so that no job carries anything of another."""

from __future__ import annotations

from dataclasses import replace

from drivers._deadline import Deadline
from drivers._status import Fault, FaultCode, PaperLevel, PrinterStatus, fault_of, usable
from drivers.printer import commands, status
from drivers.printer.dialogue import Dialogue
from drivers.printer.job import Abilities
from drivers.printer.profiles import Ability, PrinterProfile

_ANSWER_SECONDS = 1.0
"""DLE EOT is answered in milliseconds; a second allows for a busy network."""
_ABILITY_SECONDS = 0.3
_PRESENT_POLL_SECONDS = 0.2


class Upkeep:
    """Purges, cuts off fragments, clears the mouth and learns what the printer can do.

    All of it is done by ``check``, as far as it is due and the printer's state allows.
    """

    def __init__(self, dialogue: Dialogue, profile: PrinterProfile) -> None:
        self._dialogue = dialogue
        self._profile = profile
        self._unpurged = True  # whoever used the printer before may have left something in it
        self._uncut = False
        self._clears = profile.buffer_clear
        self._known: Abilities | None = None
        self._model = ""
        self._garbled = False

    @property
    def due(self) -> bool:
        """Whether something of an earlier job may still be in the printer."""
        return self._unpurged or self._uncut

    @property
    def abilities(self) -> Abilities:
        """What was found out by the last ``check`` of a usable printer."""
        echo = self._profile.process_echo is Ability.YES
        return self._known or Abilities(process_echo=echo, tells_model=False)

    def begin_job(self) -> None:
        """From now on bytes of a job may be in the printer."""
        self._unpurged = self._uncut = True

    def end_job(self) -> None:
        """Nothing of the job is in the printer: it is on paper and cut off, or never left."""
        self._unpurged = self._uncut = False

    def check(self, deadline: Deadline) -> PrinterStatus:
        """Connect, put right what can be put right, and tell the state.

        DriverErrors of the transport pass through. An answer that is missing or garbled gives up
        the line: late bytes of it must not pass for answers to the next question.
        """
        if self._dialogue.open(deadline):
            self._known, self._model = None, ""
        if self._unpurged:
            self._unpurged = not self._purge(deadline)
        found = self._state(deadline)
        if found is None:
            return self._given_up()
        if _jammed(found):
            found = self._recovered(found, deadline) or found
        if usable(found.health):
            self._cut_fragment(deadline)
            self._learn(deadline)
        elif found.paper is PaperLevel.OUT and not self._unpurged:
            # the end of the roll has left the printer with its fragment; where the buffer could
            # not be emptied, more of it comes after the refill
            self._uncut = False
        return PrinterStatus(
            found.health, found.paper, found.cover_open, self._model, found.in_mouth
        )

    def clear_mouth(self, deadline: Deadline) -> Fault | None:
        """Get rid of a slip that nobody took; the fault when it does not go."""
        presenter = self._profile.presenter
        if presenter is None:
            return None
        self._dialogue.send(presenter.clear, deadline)
        end = deadline.within(presenter.seconds)
        while not end.expired():
            full = self._dialogue.ask_full_status(end.within(_ANSWER_SECONDS))
            if full and not status.from_full(full).ticket:
                return None
            self._dialogue.idle(_PRESENT_POLL_SECONDS, end)
        return status.MOUTH_FULL

    def _state(self, deadline: Deadline) -> PrinterStatus | None:
        """What the printer tells; None when it does not, and ``_garbled`` says why."""
        answers = self._dialogue.ask_status(deadline.within(_ANSWER_SECONDS))
        self._garbled = answers.garbage
        condition = status.condition_of(
            answers.values, answers.full, wants_full=self._dialogue.full_status
        )
        if condition is None or answers.garbage:
            return None
        if not self._profile.near_end_sensor:
            condition = replace(condition, near_end=False)  # nothing is behind that bit
        return status.told(condition)

    def _given_up(self) -> PrinterStatus:
        self._dialogue.drop()
        return status.UNINTELLIGIBLE if self._garbled else status.SILENT

    def _purge(self, deadline: Deadline) -> bool:
        """Drop what the printer still holds; whether it is certain that nothing is left."""
        limit = deadline.within(_ANSWER_SECONDS)
        if self._clears is not Ability.NO and self._dialogue.clear_buffers(limit):
            self._clears = Ability.YES
            return True
        if self._clears is Ability.YES:
            return False
        limit = deadline.within(_ANSWER_SECONDS)
        flush = commands.flush_image(self._profile.stride, self._flush_rows())
        work = commands.SEPARATOR + commands.CLEAR_AFTER_ERROR + flush + commands.INITIALISE
        if not self._dialogue.drain(work, limit):
            return False
        self._clears = Ability.NO
        return True

    def _flush_rows(self) -> int:
        return self._profile.band_rows(self._profile.stride, self._dialogue.line_rate)

    def _recovered(self, found: PrinterStatus, deadline: Deadline) -> PrinterStatus | None:
        """Leave a cutter error whose cause has been removed; there is nothing left to print."""
        if self._unpurged or found.cover_open:
            return None
        limit = deadline.within(_ANSWER_SECONDS)
        self._dialogue.send(commands.SEPARATOR + commands.CLEAR_AFTER_ERROR, limit)
        return self._state(deadline)

    def _cut_fragment(self, deadline: Deadline) -> None:
        if not self._uncut or self._unpurged:
            return
        limit = deadline.within(self._profile.margin_seconds)
        cut = commands.INITIALISE + commands.feed_and_cut(self._profile)
        if self._profile.presenter:
            cut += self._profile.presenter.clear
        self._uncut = not self._dialogue.drain(cut, limit)

    def _learn(self, deadline: Deadline) -> None:
        if self._known or self._unpurged:
            return
        limit = deadline.within(_ABILITY_SECONDS)
        if self._profile.process_echo is Ability.ASK:
            echoes, self._model = self._dialogue.ask_abilities(limit)
        else:
            echoes = self._profile.process_echo is Ability.YES
            self._model = self._dialogue.ask_model(limit)
        self._known = Abilities(process_echo=echoes, tells_model=bool(self._model))


def _jammed(found: PrinterStatus) -> bool:
    fault = fault_of(found.health)
    return fault is not None and fault.code is FaultCode.CUTTER
