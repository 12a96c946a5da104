"""The elementary moves of a visit: forward, back, home, work, wipe."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kiosk.session.effects import Effect, Wipe
from kiosk.session.notices import NoticeCode
from kiosk.session.visit import (
    Attract,
    Form,
    Guide,
    Home,
    Listing,
    OutOfService,
    Preview,
    Records,
    Result,
    Review,
    Scanned,
    Scene,
    Task,
    Visit,
    Working,
)

RETURNABLE = (Home, Listing, Guide, Scanned, Form, Review, Records, Preview, Result)
"""Scenes that "back" may lead to."""

UNBREAKABLE = (Task.SUBMITTING, Task.CANCELLING, Task.PRINTING)
"""Tasks that a resident cannot walk away from: they end by themselves within their deadlines."""


@dataclass(frozen=True, slots=True)
class Transition:
    """The next state and what has to be done."""

    visit: Visit
    effects: tuple[Effect, ...] = ()


def stay(visit: Visit) -> Transition:
    """Nothing changes."""
    return Transition(visit)


def go(visit: Visit, scene: Scene) -> Visit:
    """Forward to a scene; the one left can be returned to if it is of that kind."""
    trail = (*visit.trail, visit.scene) if isinstance(visit.scene, RETURNABLE) else visit.trail
    return replace(visit, scene=scene, trail=trail, notice=None, helping=False, pending=None)


def swap(visit: Visit, scene: Scene) -> Visit:
    """Another scene in the place of this one; the way back stays as it is."""
    return replace(visit, scene=scene, notice=None, pending=None)


def back(visit: Visit) -> Visit:
    """To the scene before; home when there is none."""
    if not visit.trail:
        return home(visit)
    return replace(
        visit,
        scene=visit.trail[-1],
        trail=visit.trail[:-1],
        notice=None,
        ticket=visit.ticket + 1,
        pending=None,
    )


def home(visit: Visit) -> Visit:
    """To the four verbs, keeping who is identified; late results are no longer wanted."""
    scene = OutOfService(visit.broken) if visit.broken else Home()
    return replace(visit, scene=scene, trail=(), notice=None, ticket=visit.ticket + 1, pending=None)


def work(visit: Visit, working: Working) -> Visit:
    """Show that something is being done, under a fresh ticket."""
    return replace(go(visit, working), ticket=visit.ticket + 1)


def fail(visit: Visit, notice: NoticeCode) -> Visit:
    """End the work and say why, on the scene it was started from."""
    match visit.scene:
        case Working():
            return replace(back(visit), notice=notice)
        case _:
            return replace(visit, notice=notice, pending=None)


def wipe(visit: Visit) -> Transition:
    """Forget the visit; the next one has another number, so late results find nobody."""
    fresh = Visit(
        number=visit.number + 1,
        scene=OutOfService(visit.broken) if visit.broken else Attract(),
        broken=visit.broken,
        ticket=visit.ticket + 1,
        touched_at=visit.touched_at,
    )
    return Transition(fresh, (Wipe(visit.number),))
