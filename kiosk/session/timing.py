"""Patience: when the machine asks whether somebody is there, and when it wipes."""

from __future__ import annotations

from dataclasses import replace

from kiosk.session.moves import Transition, stay, wipe
from kiosk.session.visit import (
    Attract,
    Done,
    Maintenance,
    OutOfService,
    SignIn,
    Timing,
    Visit,
    Working,
)


def patience(visit: Visit, timing: Timing) -> float | None:
    """Seconds without a touch that the scene bears; None: for ever."""
    match visit.scene:
        case OutOfService() if visit.notice is not None:
            return timing.done_seconds
        case Attract() | Working() | OutOfService():
            return None
        case Done():
            return timing.done_seconds
        case SignIn() | Maintenance():
            return timing.technician_idle_seconds
        case _:
            return timing.idle_seconds


def idle_left(visit: Visit, now: float, timing: Timing) -> float | None:
    """Seconds until the visit is wiped if nobody touches the screen; None: it will not be."""
    if visit.presence_until is not None:
        return max(0.0, visit.presence_until - now)
    bears = patience(visit, timing)
    if bears is None:
        return None
    return max(0.0, visit.touched_at + bears - now)


def tick(visit: Visit, now: float, timing: Timing) -> Transition:
    """Ask whether somebody is there when patience ends, wipe when nobody says so.

    The question stands within the patience: it appears ``presence_seconds`` before the end.
    """
    left = idle_left(visit, now, timing)
    if left is None:
        return stay(visit)
    if left <= 0:
        return wipe(visit)
    if visit.presence_until is None and left <= timing.presence_seconds:
        return stay(replace(visit, presence_until=now + left))
    return stay(visit)


def touched(visit: Visit, now: float) -> Visit:
    """Somebody is there."""
    return replace(visit, touched_at=now, presence_until=None)
