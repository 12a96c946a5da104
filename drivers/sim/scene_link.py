"""The simulated world for a camera whose driver runs in another process.

``SceneServer`` lends the world of this process over a unix socket; ``RemoteWorld`` is what a
simulated camera in the other one has in its place. The camera renders there what it is told to
see; plugs, planned troubles and their counting stay here. The whole state goes over, but for the
papers, whatever parts a world or a pose may have.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from cattrs.gen import make_dict_unstructure_fn, override
from cattrs.preconf.json import JsonConverter, make_converter

from drivers._deadline import Deadline
from drivers._errors import DriverError, TransportError
from drivers._status import DeviceKind, FaultCode
from drivers.host.messages import LookAtWorld, Request, Result, WorldSeen
from drivers.sim.call_socket import CallLine, CallServer
from drivers.sim.world import PlannedTrouble, World, WorldState

T = TypeVar("T")

ANSWER_SECONDS = 5.0
"""For a question, which takes half a millisecond; a world that is silent for so long is gone."""

POLL_SECONDS = 0.02
"""Between two looks of a camera that hangs until its world is mended."""

_ALL_PULLED = WorldState(unplugged=frozenset(DeviceKind))
_TROUBLE: Any = PlannedTrouble | None
"""A union is a type to cattrs, but not to the type checker."""


class SceneServer(CallServer):
    """Lends a world to processes of this user, to look at and to count steps in."""

    def __init__(self, world: World) -> None:
        super().__init__("camera-scene", lambda: _Lending(world))


class _Lending:
    """What one camera asks."""

    def __init__(self, world: World) -> None:
        self._world = world

    def perform(self, request: Request, _deadline: Deadline) -> Result:
        """Answer at once; a request that is none of a camera's counts as a bad line."""
        match request:
            case LookAtWorld(None):
                return WorldSeen(_told(self._world.state, WorldState))
            case LookAtWorld(DeviceKind() as kind):
                return WorldSeen(_told(self._world.step(kind), _TROUBLE))
            case _:
                raise TransportError(FaultCode.GARBLED)

    def close(self) -> None:
        """Nothing is held."""


class RemoteWorld(World):
    """The world behind ``path`` as a camera sees it; hands have no use for it.

    A server that is gone has pulled every plug. For one thread.
    """

    def __init__(self, path: str) -> None:
        super().__init__()
        self._path = path
        self._line: CallLine | None = None
        self._never = threading.Event()

    @property
    def state(self) -> WorldState:
        """The current snapshot, without papers; blocks for the answer."""
        return self._ask(LookAtWorld(), WorldState, _ALL_PULLED)

    def step(self, kind: DeviceKind) -> PlannedTrouble | None:
        """See World; counted there, beside the steps of every other process."""
        trouble: PlannedTrouble | None = self._ask(LookAtWorld(kind), _TROUBLE, None)
        return trouble

    def wait_until(self, condition: Callable[[WorldState], bool], deadline: Deadline) -> bool:
        """See World."""
        while not condition(self.state):
            if deadline.expired() or deadline.cancel.is_set():
                return False
            deadline.cancel.wait(min(POLL_SECONDS, max(deadline.remaining(), 0.001)))
        return True

    def close(self) -> None:
        """Hang up until the next question."""
        line, self._line = self._line, None
        if line is not None:
            line.close()

    def _ask(self, request: LookAtWorld, kind: type[T], otherwise: T) -> T:
        try:
            self._line = self._line or CallLine(self._path)
            answer = self._line.ask(request, Deadline.after(ANSWER_SECONDS, self._never))
        except DriverError:
            self.close()
            return otherwise
        if not isinstance(answer, WorldSeen):
            self.close()
            return otherwise
        seen: T = _converter().loads(answer.data.decode(), kind)
        return seen


def _told(value: object, kind: type[Any]) -> bytes:
    return _converter().dumps(value, unstructure_as=kind).encode()


@cache
def _converter() -> JsonConverter:
    converter = make_converter()
    without_papers = make_dict_unstructure_fn(WorldState, converter, papers=override(omit=True))
    converter.register_unstructure_hook(WorldState, without_papers)
    return converter
