"""The steerable state that every simulator reads: cards, codes, pages, paper, plugs and faults."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from drivers._deadline import Deadline
from drivers._status import DeviceKind
from drivers.sim.pose import Carrier, Pose
from drivers.sim.trouble import PlannedTrouble, Trouble

__all__ = [
    "FULL_ROLL_MM",
    "KEPT_PAPERS",
    "Carrier",
    "Listener",
    "Paper",
    "PlannedTrouble",
    "Pose",
    "Trouble",
    "World",
    "WorldState",
]


@dataclass(frozen=True, slots=True)
class Paper:
    """A torn-off or cut piece: ``number`` counts from 1, ``png`` is what was burnt onto it."""

    number: int
    png: bytes = field(repr=False)
    length_mm: float = 0.0


FULL_ROLL_MM = 50_000.0
"""An 80 mm roll of 80 mm diameter holds about 50 m of paper."""

KEPT_PAPERS = 20


@dataclass(frozen=True, slots=True)
class WorldState:
    """One consistent snapshot."""

    card: str | None = None
    """Key of the simulated card in the field."""
    code: bytes | None = field(default=None, repr=False)
    """Payload of the code that the phone shows, or the slip bears."""
    pose: Pose = field(default_factory=Pose)
    document: str | None = None
    """Key of the page that lies under the document camera."""
    paper_mm: float = FULL_ROLL_MM
    cover_open: bool = False
    unplugged: frozenset[DeviceKind] = frozenset()
    troubles: tuple[tuple[DeviceKind, PlannedTrouble], ...] = ()
    papers: tuple[Paper, ...] = ()
    pieces: int = 0
    """How many have come out since the start."""


Listener = Callable[[WorldState], None]


class World:
    """Thread-safe holder of the state; every change wakes waiters and listeners."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._state = WorldState()
        self._listeners: list[Listener] = []

    @property
    def state(self) -> WorldState:
        """The current snapshot."""
        with self._changed:
            return self._state

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` on the changing thread after each change; returns its removal."""
        with self._changed:
            self._listeners.append(listener)
        return lambda: self._forget(listener)

    def _forget(self, listener: Listener) -> None:
        with self._changed:
            if listener in self._listeners:
                self._listeners.remove(listener)

    def wait_until(self, condition: Callable[[WorldState], bool], deadline: Deadline) -> bool:
        """Block until ``condition`` holds (True), the deadline runs out or is cancelled (False)."""
        poll = 0.05
        with self._changed:
            while not condition(self._state):
                if deadline.expired() or deadline.cancel.is_set():
                    return False
                self._changed.wait(min(poll, max(deadline.remaining(), 0.001)))
            return True

    # what hands do

    def tap_card(self, card: str) -> None:
        """Lay the card with this key on the reader."""
        self._change(lambda s: replace(s, card=card))

    def take_card(self) -> None:
        """Take the card away."""
        self._change(lambda s: replace(s, card=None))

    def show_code(self, payload: bytes, pose: Pose | None = None) -> None:
        """Hold a phone that shows ``payload`` before the camera."""
        self._change(lambda s: replace(s, code=payload, pose=pose or Pose()))

    def hide_code(self) -> None:
        """Put the phone away, and the one beside it."""
        self._change(lambda s: replace(s, code=None, pose=Pose()))

    def lay_document(self, document: str) -> None:
        """Lay the page with this key under the document camera, instead of what lies there."""
        self._change(lambda s: replace(s, document=document))

    def take_document(self) -> None:
        """Take the page away."""
        self._change(lambda s: replace(s, document=None))

    def load_paper(self, millimetres: float = FULL_ROLL_MM) -> None:
        """Put in a roll with this much paper left; 0 empties the printer."""
        self._change(lambda s: replace(s, paper_mm=millimetres))

    def open_cover(self, *, is_open: bool = True) -> None:
        """Open or close the printer's cover."""
        self._change(lambda s: replace(s, cover_open=is_open))

    # hazards

    def unplug(self, kind: DeviceKind) -> None:
        """Pull the device's plug."""
        self._change(lambda s: replace(s, unplugged=s.unplugged | {kind}))

    def plug(self, kind: DeviceKind) -> None:
        """Put the plug back."""
        self._change(lambda s: replace(s, unplugged=s.unplugged - {kind}))

    def plan(self, kind: DeviceKind, trouble: PlannedTrouble) -> None:
        """Add a trouble to the device's plan; plans of one device run one after the other."""
        self._change(lambda s: replace(s, troubles=(*s.troubles, (kind, trouble))))

    def clear(self, kind: DeviceKind) -> None:
        """Forget all planned troubles of the device; what hangs goes on."""
        self._change(
            lambda s: replace(s, troubles=tuple(t for t in s.troubles if t[0] is not kind))
        )

    # what simulators ask

    def plugged(self, kind: DeviceKind) -> bool:
        """Whether the device has power and line."""
        return kind not in self.state.unplugged

    def step(self, kind: DeviceKind) -> PlannedTrouble | None:
        """Count one step of the device and return the trouble that strikes it, if any."""
        with self._changed:
            for index, (owner, planned) in enumerate(self._state.troubles):
                if owner is not kind:
                    continue
                strikes = planned.skip == 0
                if not strikes:
                    rest: PlannedTrouble | None = replace(planned, skip=planned.skip - 1)
                elif planned.times == 0:
                    rest = planned
                elif planned.times == 1:
                    rest = None
                else:
                    rest = replace(planned, times=planned.times - 1)
                plan = list(self._state.troubles)
                plan[index : index + 1] = [(kind, rest)] if rest else []
                self._state = replace(self._state, troubles=tuple(plan))
                return planned if strikes else None
        return None

    def hang(self, kind: DeviceKind, deadline: Deadline) -> None:
        """Block as a hanging device does: until its troubles are cleared or the deadline ends."""
        self.wait_until(lambda s: all(owner is not kind for owner, _ in s.troubles), deadline)

    def consume_paper(self, millimetres: float) -> float:
        """Feed paper; returns how much really moved (less when the roll ends)."""
        moved = 0.0

        def feed(state: WorldState) -> WorldState:
            nonlocal moved
            moved = min(millimetres, state.paper_mm)
            return replace(state, paper_mm=state.paper_mm - moved)

        self._change(feed)
        return moved

    def add_paper(self, png: bytes, length_mm: float) -> None:
        """A piece came out of the printer."""

        def lay(state: WorldState) -> WorldState:
            piece = Paper(state.pieces + 1, png, length_mm)
            return replace(state, pieces=piece.number, papers=(*state.papers, piece)[-KEPT_PAPERS:])

        self._change(lay)

    def tear_off(self) -> None:
        """Take all pieces away."""
        self._change(lambda s: replace(s, papers=()))

    def _change(self, change: Callable[[WorldState], WorldState]) -> None:
        with self._changed:
            self._state = change(self._state)
            state, listeners = self._state, tuple(self._listeners)
            self._changed.notify_all()
        for listener in listeners:
            listener(state)
