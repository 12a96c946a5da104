"""The simulated printer itself: bytes in, bytes out, paper into the world."""

from __future__ import annotations

import re
from hashlib import blake2b

from drivers._status import DeviceKind
from drivers.sim.printer.condition import SimCondition
from drivers.sim.printer.mechanism import Mechanism
from drivers.sim.printer.model import SimModel
from drivers.sim.printer.operations import (
    Cut,
    FeedUnits,
    Initialise,
    Operation,
    RequestEcho,
    RequestIdentity,
    RequestSensor,
    SetAutoStatus,
)
from drivers.sim.printer.parser import CommandParser
from drivers.sim.printer.typesetter import Typesetter
from drivers.sim.world import PlannedTrouble, Trouble, World

_CLEAR_BUFFERS = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
_REAL_TIME = re.compile(
    rb"\x10\x04[\x01-\x04]|" + re.escape(_CLEAR_BUFFERS),
    re.DOTALL,
)
_LONGEST_REAL_TIME = len(_CLEAR_BUFFERS)
_NONSENSE_BYTES = 6
_SINGLE_IDENTITIES = {1: 0x20, 2: 0x02, 3: 0x01, 49: 0x20, 50: 0x02, 51: 0x01}
"""GS I 1 to 3, or their digits: model, type (a cutter), ROM version."""


class SimPrinter:
    """Used by one thread. Real-time commands act on arrival, everything else in order.

    (DLE ENQ has no effect, as on a real printer that is not in a recoverable error.)
    """

    def __init__(self, world: World, model: SimModel | None = None) -> None:
        self._world = world
        self._model = model or SimModel()
        self._mechanism = Mechanism(world, self._model)
        self._broken = False
        self._garbling = 0
        self._chunks = 0
        self._paper_was_out = False
        self._power_up()

    def _power_up(self) -> None:
        self._parser = CommandParser()
        self._typesetter = Typesetter(self._model)
        self._mechanism.clear()
        self._recent = b""
        self._cut_pending = False
        self._pushes = False
        self._pushed = b""
        self._replies = bytearray()

    @property
    def room(self) -> int:
        """Free bytes of the receive buffer."""
        return max(0, self._model.buffer_bytes - len(self._parser))

    @property
    def moving(self) -> bool:
        """Whether paper is on its way and only time is missing."""
        return self._mechanism.busy and not self.condition.offline

    @property
    def condition(self) -> SimCondition:
        """What the sensors see now."""
        state = self._world.state
        return SimCondition(
            cover_open=state.cover_open,
            paper_out=state.paper_mm <= 0,
            near_end=state.paper_mm < self._model.near_end_mm,
            broken=self._broken,
        )

    def strike(self) -> PlannedTrouble | None:
        """Count a chunk that is about to arrive and take the trouble planned for it.

        FAIL (an unrecoverable error until the first chunk that is spared) and GARBLE are dealt
        with here; HANG, DELAY and DISCONNECT are for the line.
        """
        planned = self._world.step(DeviceKind.PRINTER)
        trouble = planned.trouble if planned else None
        self._chunks += 1
        self._broken = trouble is Trouble.FAIL
        self._garbling = _NONSENSE_BYTES if trouble is Trouble.GARBLE else 0
        return planned

    def accept(self, data: bytes) -> None:
        """Take bytes in and act; at most ``room`` of them."""
        window = self._recent + data
        arrived = len(self._recent)
        for match in _REAL_TIME.finditer(window):
            if match.end() > len(self._recent):
                self._buffer(window[arrived : match.end()])
                arrived = match.end()
                self._act_at_once(match.group())
        self._buffer(window[arrived:])
        self._recent = window[1 - _LONGEST_REAL_TIME :]

    def elapse(self, seconds: float) -> None:
        """Let time pass and look at the sensors."""
        self._mechanism.elapse(seconds)
        self._run()

    def take_replies(self) -> bytes:
        """What the printer has to say; nonsense while it garbles."""
        replies = bytes(self._replies)
        self._replies.clear()
        if not self._garbling:
            return replies
        size, self._garbling = max(len(replies), self._garbling), 0
        digest = blake2b(self._chunks.to_bytes(4), digest_size=min(size, 64))
        return digest.digest()

    def power_off(self) -> None:
        """Pull the plug: the memory is lost, the paper stays where it is."""
        self._broken = False
        self._power_up()

    def _buffer(self, data: bytes) -> None:
        self._parser.feed(data)
        self._run()

    def _act_at_once(self, command: bytes) -> None:
        if command != _CLEAR_BUFFERS:
            self._replies.append(self.condition.real_time_answer(command[2]))
        elif self._model.buffer_clear:
            self._parser.clear()
            self._typesetter.clear_line()
            self._mechanism.clear()
            self._cut_pending = False
            self._replies += b"\x37\x25\x00"

    def _run(self) -> None:
        """Execute what has arrived, until something is missing: bytes, time, paper or health."""
        self._notice_changes()
        while not self.condition.offline:
            if self._mechanism.busy:
                if not self._mechanism.move() and not self.condition.offline:
                    break
                continue
            if self._cut_pending:
                self._cut_pending = False
                self._mechanism.cut()
            operation = self._parser.next()
            if operation is None:
                break
            self._execute(operation)
        self._notice_changes()

    def _notice_changes(self) -> None:
        condition = self.condition
        if condition.paper_out and not self._paper_was_out:
            self._mechanism.lose_roll_end()
        self._paper_was_out = condition.paper_out
        if self._pushes and condition.auto_status() != self._pushed:
            self._push_status()

    def _push_status(self) -> None:
        self._pushed = self.condition.auto_status()
        self._replies += self._pushed

    def _execute(self, operation: Operation) -> None:
        match operation:
            case Cut(feed):
                self._mechanism.add(self._typesetter.rows(FeedUnits(0)))
                if feed is not None:
                    self._mechanism.add_feed_to_cutter()
                    self._mechanism.add(self._typesetter.feed(feed))
                self._cut_pending = True
            case SetAutoStatus(mask):
                self._pushes = bool(mask)
                if mask:
                    self._push_status()
            case RequestSensor(n):
                self._replies.append(self.condition.paper_sensor() if n == 1 else 0)
            case RequestIdentity(n):
                self._replies += self._identity(n)
            case RequestEcho(identifier):
                if self._model.process_echo:
                    self._replies += b"\x37\x22" + identifier + b"\0"
            case _:
                self._pushes = self._pushes and not isinstance(operation, Initialise)
                self._mechanism.add(self._typesetter.rows(operation))

    def _identity(self, n: int) -> bytes:
        texts = {65: "1.00", 66: "SIM", 67: self._model.name, 68: "0"}
        if n in texts:
            return b"_" + texts[n].encode("ascii") + b"\0"
        return bytes([_SINGLE_IDENTITIES[n]]) if n in _SINGLE_IDENTITIES else b""
