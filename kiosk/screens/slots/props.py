"""Slots as the screen shows them, read off the options that the backend delivered.

A delivered slot is an option whose label is ``2026-11-24 09:00–09:30`` (local date, start, end),
whose detail says how many seats are left (``余3``) and which is disabled when none is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from kiosk import flow
from kiosk.flow import FlowState, Option, Slot, Step
from kiosk.i18n import Texts
from kiosk.session import Visit
from kiosk.session.visit import Form

_LABEL = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2}) (?P<time>\d{2}:\d{2}[–-]\d{2}:\d{2})")
_COUNT = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class OfferedSlot:
    """One time at the office; ``free`` is 0 where all seats are taken."""

    value: str
    day: date
    time: str
    free: int


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day of the strip: ``number`` in ``month``."""

    day: str
    month: int
    number: int
    weekday: str
    free: int
    opened: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class SlotRow:
    """One time of the open day."""

    value: str
    time: str
    free: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class SlotsProps:
    """What the screen shows; ``open_day`` is an ISO date, ``chosen`` the chosen time in words."""

    field_id: str = ""
    page: int = 1
    pages: int = 1
    title: str = ""
    hint: str = ""
    office: str = ""
    office_detail: str = ""
    loading: bool = False
    missing: bool = False
    """Nothing has come and nothing is on its way: the question can be asked again."""
    empty: bool = False
    error: str = ""
    open_day: str = ""
    chosen: str = field(default="", repr=False)
    days: tuple[DayRow, ...] = ()
    slots: tuple[SlotRow, ...] = field(default=(), repr=False)


def slot_field(step: Step | None) -> Slot | None:
    """The step's slot field: where there is one, this screen shows the step."""
    return next((f for f in step.fields if isinstance(f, Slot)), None) if step else None


def offered_slots(options: Sequence[Option]) -> tuple[OfferedSlot, ...]:
    """The delivered options in order of time; one whose label has no date is left out."""
    found = []
    for option in options:
        label = _LABEL.fullmatch(option.label)
        if label is None:
            continue
        count = _COUNT.search(option.detail)
        free = 0 if option.disabled else int(count[0]) if count else 1
        day = date.fromisoformat(label["day"])
        found.append(OfferedSlot(option.value, day, label["time"].replace("-", "–"), free))
    return tuple(sorted(found, key=lambda slot: (slot.day, slot.time)))


def derive_slots_props(visit: Visit, wanted_day: str, texts: Texts) -> SlotsProps:
    """The current slot question with ``wanted_day`` (ISO, or empty) open; else empty props."""
    if not isinstance(visit.scene, Form):
        return SlotsProps()
    state = visit.scene.flow
    step = flow.current(state)
    asked = slot_field(step)
    if step is None or asked is None:
        return SlotsProps()
    page, pages = flow.position(state)
    office = _office(state, asked)
    delivered = flow.options(state, asked.id)
    slots = offered_slots(delivered or ())
    chosen = next((s for s in slots if s.value == state.answers.get(asked.id)), None)
    days = sorted({slot.day for slot in slots})
    open_day = _open_day(slots, wanted_day, chosen)
    loading = visit.pending is not None
    code = visit.scene.errors.get(asked.id, "")
    return SlotsProps(
        field_id=asked.id,
        page=page,
        pages=pages,
        title=step.title,
        hint=step.hint,
        office=office.label if office else "",
        office_detail=office.detail if office else "",
        loading=loading,
        missing=not loading and delivered is None,
        empty=not loading and delivered is not None and not any(slot.free for slot in slots),
        error=texts.field_error(code) if code else "",
        open_day=open_day.isoformat() if open_day else "",
        chosen=f"{texts.day(chosen.day)} {chosen.time}" if chosen else "",
        days=tuple(_day_row(day, slots, open_day, chosen, texts) for day in days),
        slots=tuple(
            SlotRow(slot.value, slot.time, slot.free, slot is chosen)
            for slot in slots
            if slot.day == open_day
        ),
    )


def _office(state: FlowState, asked: Slot) -> Option | None:
    answer = state.answers.get(asked.depends_on)
    offices = flow.options(state, asked.depends_on) or ()
    return next((option for option in offices if option.value == answer), None)


def _open_day(slots: Sequence[OfferedSlot], wanted: str, chosen: OfferedSlot | None) -> date | None:
    """The touched day, else the chosen one's, else the first with a free seat, else the first."""
    for slot in slots:
        if slot.day.isoformat() == wanted:
            return slot.day
    if chosen is not None:
        return chosen.day
    free = next((slot for slot in slots if slot.free), None)
    first = free or next(iter(slots), None)
    return first.day if first else None


def _day_row(
    day: date,
    slots: Sequence[OfferedSlot],
    opened: date | None,
    chosen: OfferedSlot | None,
    texts: Texts,
) -> DayRow:
    return DayRow(
        day=day.isoformat(),
        month=day.month,
        number=day.day,
        weekday=texts.weekdays[day.weekday()],
        free=sum(slot.free for slot in slots if slot.day == day),
        opened=day == opened,
        chosen=chosen is not None and day == chosen.day,
    )
