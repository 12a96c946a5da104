"""The steerable state that every simulator reads: cards, codes, paper, plugs and planned faults."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum, unique

from drivers._deadline import Deadline
from drivers._status import DeviceKind


@unique
class Trouble(StrEnum):
    """Ways in which a simulated device can misbehave at one of its steps."""

    FAIL = "fail"
    """The step answers with an error."""
    HANG = "hang"
    """The step never answers; with ``times`` 0 it goes on once the plan is cleared."""
    DELAY = "delay"
    """The step answers ``seconds`` late."""
    DISCONNECT = "disconnect"
    """The line breaks during the step."""
    GARBLE = "garble"
    """The step answers nonsense."""
    WRONG_LENGTH = "wrong_length"
    """Cards: the answer lacks its last data byte, or has one when there should be none."""
    REMOVE = "remove"
    """Cards: the hand takes the card away during the step."""


@dataclass(frozen=True, slots=True)
class PlannedTrouble:
    """A trouble that starts after ``skip`` further steps and strikes ``times`` steps (0: for ever).

    A step is one APDU of a card, one frame of a camera, one received chunk of a printer.
    """

    trouble: Trouble
    skip: int = 0
    times: int = 1
    seconds: float = 0.0
    sw: int = 0x6F00
    """Cards: the status word that ``FAIL`` answers; 6F 00 is "no precise diagnosis"."""


@dataclass(frozen=True, slots=True)
class Pose:
    """How a phone is held before the camera; the defaults are a good, straight view."""

    distance: float = 1.0
    """1.0: the code fills about a third of the frame's height; 2.0: half that size."""
    angle: float = 0.0
    """Rotation in degrees, counter-clockwise."""
    blur: float = 0.0
    """Radius of defocus in pixels."""
    brightness: float = 1.0
    """Factor on the grey values; 0.1 is a nearly black screen."""


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
    """Payload of the code that the phone shows."""
    pose: Pose = Pose()
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
        """Put the phone away."""
        self._change(lambda s: replace(s, code=None, pose=Pose()))

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
