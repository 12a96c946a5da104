"""The simulated printer itself: bytes in, bytes out, paper into the world."""

from __future__ import annotations

from collections.abc import Iterable

from drivers._status import DeviceKind
from drivers.sim.printer.ailments import Ailments
from drivers.sim.printer.answers import answer
from drivers.sim.printer.condition import SimCondition
from drivers.sim.printer.mechanism import Mechanism
from drivers.sim.printer.memory import Memory
from drivers.sim.printer.mishaps import Mishap, MishapKind, MishapScript, Unit
from drivers.sim.printer.model import ErrorRequest, SimModel
from drivers.sim.printer.mouth import Mouth, Slip
from drivers.sim.printer.operations import (
    Cut,
    FeedUnits,
    Initialise,
    MoveTicket,
    Operation,
    Refused,
    RequestEcho,
    RequestEjector,
    RequestIdentity,
    RequestSensor,
    SetAutoStatus,
    SetOfflineResponse,
)
from drivers.sim.printer.outbox import Outbox
from drivers.sim.printer.parser import CommandParser
from drivers.sim.printer.real_time import CLEAR_BUFFERS
from drivers.sim.printer.typesetter import Typesetter
from drivers.sim.world import PlannedTrouble, Trouble, World

_NONSENSE_BYTES = 6
_FULL_STATUS, _STATUS, _REQUEST = b"\x10\x04\x14", b"\x10\x04", b"\x10\x05"
_GO_ON = 1
"""DLE ENQ 1: leave the error and print on."""
_OFFLINE_RESPONSE = b"\x37\x23\x00\x00"
_POWER_ON_NOTICE = b"\x3b\x31\x00"
_CLEARED = b"\x37\x25\x00"


class SimPrinter:
    """Used by one thread. Real-time commands act on arrival, everything else in order."""

    def __init__(
        self, world: World, model: SimModel | None = None, mishaps: Iterable[Mishap] = ()
    ) -> None:
        self._world = world
        self._model = model or SimModel()
        self._outbox = Outbox()
        self.mouth = Mouth(self._lay_out)
        """Of a model with a presenter: who takes the slip, and what was retracted."""
        self._mechanism = Mechanism(world, self._model, self._fall)
        self._script = MishapScript(mishaps)
        self._ailments = Ailments(
            world,
            self._model,
            self._mechanism,
            self._outbox,
            self._cut_line,
            self._restart,
            self.power_off,
        )
        self._broken = False
        self._paper_was_out = False
        self._booting = 0.0
        self._hung_up = self._line_cut = False
        self.refused: list[Refused] = []
        """All that this printer did not understand or could not draw, in order."""
        self._memory = self._fresh()

    def _fresh(self) -> Memory:
        return Memory(CommandParser(self._model), Typesetter(self._model))

    @property
    def room(self) -> int:
        """Free bytes of the receive buffer."""
        if MishapKind.DEAF in self._ailments.active:
            return 0
        return max(0, self._model.buffer_bytes - len(self._memory.parser))

    @property
    def moving(self) -> bool:
        """Whether paper is on its way and only time is missing."""
        return self._mechanism.busy and not self.condition.offline

    @property
    def ticking(self) -> bool:
        """Whether time alone will change something."""
        waits = self._ailments.ticking or self._script.ticking or self._outbox.waiting
        return self.moving or self._mechanism.hot or bool(self._booting) or waits

    @property
    def accidents(self) -> int:
        """Beginnings of real-time commands that were found in dots."""
        return self._memory.parser.accidents

    @property
    def unfinished(self) -> bytes:
        """The rows of the strip that no cut has let fall."""
        return self._mechanism.strip

    @property
    def condition(self) -> SimCondition:
        """What the sensors see now."""
        state, active = self._world.state, self._ailments.active
        return SimCondition(
            cover_open=state.cover_open,
            paper_out=state.paper_mm <= 0,
            near_end=state.paper_mm < self._model.near_end_mm,
            broken=self._broken or MishapKind.BROKEN in active,
            cutter=self._memory.blade_stuck,
            hot=self._mechanism.hot or MishapKind.HEAD_HOT in active,
            jammed=MishapKind.PRESENTER_JAM in active,
            ticket=self.mouth.full,
            busy=self._mechanism.busy,
        )

    def plan(self, mishap: Mishap) -> None:
        """Add to the script."""
        self._script.add(mishap)
        self._script.due(self._ailments.strike)

    def repair(self) -> None:
        """A technician puts everything right; what the script still holds does not happen."""
        self._script.clear()
        self._ailments.mend_all()
        self._run()

    def strike(self) -> PlannedTrouble | None:
        """Count a chunk that is about to arrive and take the trouble that the world planned.

        FAIL (an unrecoverable error until the first chunk that is spared) and GARBLE are dealt
        with here; HANG, DELAY and DISCONNECT are for the line.
        """
        planned = self._world.step(DeviceKind.PRINTER)
        trouble = planned.trouble if planned else None
        self._broken = trouble is Trouble.FAIL
        if trouble is Trouble.GARBLE:
            self._outbox.nonsense = _NONSENSE_BYTES
        return planned

    def accept(self, data: bytes) -> None:
        """Take bytes in and act; at most ``room`` of them. A starting printer loses them."""
        while data:
            count = max(1, int(min(len(data), self._script.room(Unit.BYTE))))
            self._script.count(Unit.BYTE, count)
            if not self._booting and self._powered:
                self._take_in(data[:count])
            self._script.due(self._ailments.strike)
            data = data[count:]

    def elapse(self, seconds: float) -> None:
        """Let time pass and look at the sensors."""
        left = seconds
        while True:
            step = min(left, self._next_due())
            self._pass(step)
            left -= step
            if left <= 0:
                return

    def take_replies(self) -> bytes:
        """What the printer has to say; nonsense while it garbles."""
        return self._outbox.take()

    def take_hang_up(self) -> bool:
        """Whether the printer has broken the line since the last call, as a reset does."""
        hung_up, self._hung_up = self._hung_up, False
        return hung_up

    def take_cut(self) -> bool:
        """Whether the line has been cut since the last call; the printer itself is well."""
        cut, self._line_cut = self._line_cut, False
        return cut

    def power_off(self) -> None:
        """Pull the plug: the memory is lost, the paper stays where it is."""
        self._broken = False
        self._note_refused()
        self._memory = self._fresh()
        self._mechanism.clear()
        self._outbox.clear()
        self._outbox.nonsense = 0

    def _cut_line(self) -> None:
        self._line_cut = True
        self._outbox.clear()

    def _restart(self) -> None:
        self.power_off()
        self._hung_up = True
        self._booting = self._model.boot_seconds
        if not self._booting:
            self._started()

    def _started(self) -> None:
        self._booting = 0.0
        if self._model.power_on_notice:
            self._outbox.say(_POWER_ON_NOTICE)

    @property
    def _powered(self) -> bool:
        return self._world.plugged(DeviceKind.PRINTER)

    def _next_due(self) -> float:
        times = (
            self._script.room(Unit.SECOND),
            self._ailments.next_due(),
            self._outbox.next_due(),
            self._booting or float("inf"),
            self._mechanism.patience,
        )
        return max(1e-6, min(times))

    def _pass(self, seconds: float) -> None:
        self._script.count(Unit.SECOND, seconds)
        self._mechanism.elapse(seconds)
        self._outbox.elapse(seconds)
        self._ailments.elapse(seconds)
        if self._booting:
            self._booting = max(0.0, self._booting - seconds)
            if not self._booting:
                self._started()
        self._script.due(self._ailments.strike)
        self._run()

    def _take_in(self, data: bytes) -> None:
        memory = self._memory
        for piece, command in memory.scanner.pieces(data):
            memory.parser.feed(piece)
            self._run()
            if command:
                self._act_at_once(command)

    def _act_at_once(self, command: bytes) -> None:
        if command == CLEAR_BUFFERS:
            if self._model.buffer_clear:
                self._clear()
                self._outbox.say(_CLEARED)
        elif command == _FULL_STATUS:
            if self._model.full_status:
                self._outbox.say(self.condition.full_status())
        elif command.startswith(_STATUS):
            if self._model.real_time:
                self._outbox.say(bytes([self.condition.real_time_answer(command[2])]))
        elif command.startswith(_REQUEST):
            self._leave_error(go_on=command[2] == _GO_ON)

    def _leave_error(self, *, go_on: bool) -> None:
        requests = self._model.error_request
        if requests is ErrorRequest.NEVER:
            return
        recoverable = self._memory.blade_stuck
        if recoverable and go_on:
            self._free_blade()
        elif not go_on and (recoverable or requests is ErrorRequest.ALWAYS):
            self._clear()

    def _clear(self) -> None:
        """Drop all data and leave a recoverable error."""
        self._memory.parser.clear()
        self._memory.typesetter.clear_line()
        self._mechanism.clear()
        self._memory.cut_pending = False
        self._free_blade()

    def _free_blade(self) -> None:
        self._memory.blade_stuck = (
            self._memory.blade_stuck and MishapKind.CUTTER_JAM in self._ailments.active
        )
        self._run()

    def _run(self) -> None:
        """Execute what has arrived, until something is missing: bytes, time, paper or health."""
        self._notice_changes()
        while self._powered and not self._booting and not self.condition.offline:
            if self._mechanism.busy:
                if not self._move():
                    break
            elif self._memory.cut_pending:
                self._cut()
            else:
                operation = self._memory.parser.next()
                if operation is None:
                    break
                self._execute(operation)
        self._notice_changes()

    def _move(self) -> bool:
        """Whether anything moved, so that it is worth going on."""
        rows = self._mechanism.move(self._script.room(Unit.ROW))
        self._script.count(Unit.ROW, rows)
        self._script.due(self._ailments.strike)
        return bool(rows)

    def _cut(self) -> None:
        self._memory.cut_pending = False
        self._script.count(Unit.CUT)
        self._script.due(self._ailments.strike)
        if self._booting or not self._powered:
            return
        if MishapKind.CUTTER_JAM in self._ailments.active:
            self._memory.blade_stuck = True
            self._memory.cut_pending = True
            return
        if self.condition.offline:
            self._memory.cut_pending = True  # the cover was opened in this moment
            return
        self._mechanism.cut()
        self._script.count(Unit.AFTER_CUT)
        self._script.due(self._ailments.strike)

    def _notice_changes(self) -> None:
        condition, memory = self.condition, self._memory
        if condition.paper_out and not self._paper_was_out:
            self._mechanism.lose_roll_end()
        self._paper_was_out = condition.paper_out
        if self._booting or not self._powered:
            return
        if memory.pushes and condition.auto_status() != memory.pushed:
            self._push_status()
        if condition.offline and not memory.was_offline and memory.tells_offline:
            self._outbox.say(_OFFLINE_RESPONSE)
        memory.was_offline = condition.offline

    def _push_status(self) -> None:
        self._memory.pushed = self.condition.auto_status()
        self._outbox.say(self._memory.pushed)

    def _execute(self, operation: Operation) -> None:
        memory = self._memory
        match operation:
            case Refused():
                self.refused.append(operation)
            case Cut(feed):
                self._mechanism.add(memory.typesetter.rows(FeedUnits(0)))
                if feed is not None:
                    self._mechanism.add_feed_to_cutter()
                    self._mechanism.add(memory.typesetter.feed(feed))
                memory.cut_pending = True
            case MoveTicket(how):
                self.mouth.move(how)
            case SetAutoStatus(mask):
                memory.pushes = bool(mask)
                if mask:
                    self._push_status()
            case SetOfflineResponse(on):
                memory.tells_offline = on
            case RequestSensor() | RequestEjector() | RequestIdentity() | RequestEcho():
                self._outbox.say(answer(operation, self.condition, self._model))
            case _:
                memory.pushes = memory.pushes and not isinstance(operation, Initialise)
                self._mechanism.add(memory.typesetter.rows(operation))
                self._note_refused()

    def _note_refused(self) -> None:
        self.refused += self._memory.typesetter.refused
        self._memory.typesetter.refused.clear()

    def _fall(self, slip: Slip) -> None:
        if self._model.presenter:
            self.mouth.receive(slip)
        else:
            self._lay_out(slip)

    def _lay_out(self, slip: Slip) -> None:
        self._world.add_paper(slip.png, slip.length_mm)
