"""One resident's visit as a pure state machine: events in, a new state and effects out.

Nothing here knows Qt, threads, devices or the network. ``step`` is the whole door: the conductor
feeds it events, runs the effects that come back and feeds their results in as further events.
What a document says about a person stays with the conductor; the state keeps only what a screen
shows.
"""

from kiosk.session.data import (
    Column,
    Outcome,
    OutcomeKind,
    Paper,
    RecordsTable,
    Row,
    Visitor,
)
from kiosk.session.machine import Transition, idle_left, listening, step
from kiosk.session.notices import NoticeCode
from kiosk.session.visit import Timing, Visit

__all__ = [
    "Column",
    "NoticeCode",
    "Outcome",
    "OutcomeKind",
    "Paper",
    "RecordsTable",
    "Row",
    "Timing",
    "Transition",
    "Visit",
    "Visitor",
    "idle_left",
    "listening",
    "step",
]
