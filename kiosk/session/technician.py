"""Maintenance mode: the hidden gesture, the PIN, the page and its test print."""

from __future__ import annotations

from dataclasses import replace

from kiosk.session import effects, events
from kiosk.session.moves import Transition, stay
from kiosk.session.notices import NoticeCode
from kiosk.session.visit import Attract, Home, Maintenance, OutOfService, SignIn, Visit

_EVENTS = (
    events.Knocked
    | events.PinEntered
    | events.PinAccepted
    | events.PinRefused
    | events.TestPrintPressed
    | events.TestPrintEnded
)


def handles(event: events.Event) -> bool:
    """Whether the event belongs to technicians."""
    return isinstance(event, _EVENTS)


def step(visit: Visit, event: events.Event) -> Transition:
    """Technicians' events; only an unused screen opens the keypad, never a running visit."""
    match (visit.scene, event):
        case (Attract() | Home() | OutOfService(), events.Knocked()) if visit.visitor is None:
            return stay(replace(visit, scene=SignIn(), trail=(), notice=None))
        case (SignIn(), events.PinEntered(pin=pin)):
            asked = replace(visit, ticket=visit.ticket + 1, notice=None)
            return Transition(asked, (effects.CheckPin(asked.ticket, pin),))
        case (SignIn(), events.PinAccepted()):
            return stay(replace(visit, scene=Maintenance(), notice=None))
        case (SignIn(), events.PinRefused(locked_seconds=locked)):
            notice = NoticeCode.PIN_LOCKED if locked else NoticeCode.PIN_WRONG
            return stay(replace(visit, scene=SignIn(locked), notice=notice))
        case (Maintenance(testing=False), events.TestPrintPressed()):
            asked = replace(
                visit, scene=Maintenance(testing=True), ticket=visit.ticket + 1, notice=None
            )
            return Transition(asked, (effects.PrintTest(asked.ticket),))
        case (Maintenance(testing=True), events.TestPrintEnded(notice=notice)):
            return stay(replace(visit, scene=Maintenance(), notice=notice))
        case _:
            return stay(visit)
