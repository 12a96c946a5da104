"""Offices, working days and slots. A day's slots become rows when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import Connection, func, select

from backend_client.contracts import Day, Days, Offices, ProblemCode, Slot, Slots
from backend_client.sandbox.config import AppointmentService, Booking
from backend_client.sandbox.core import Sandbox
from backend_client.sandbox.refusal import Refused
from backend_client.sandbox.registry import ZONE
from backend_client.sandbox.tables import seats, slots

_SATURDAY: Final = 6


def service_of(sandbox: Sandbox, item_id: str) -> AppointmentService:
    """The appointment service with this id."""
    service = sandbox.registry.booking.items.get(item_id)
    if service is None:
        raise Refused(ProblemCode.ITEM_UNKNOWN)
    return service


def offices(sandbox: Sandbox, item_id: str) -> Offices:
    """Offices of an item, nearest first."""
    wanted = service_of(sandbox, item_id).offices
    found = [office for office in sandbox.registry.booking.offices if office.office_id in wanted]
    return Offices(offices=tuple(sorted(found, key=lambda office: office.distance_m)))


def days(sandbox: Sandbox, item_id: str, office_id: str) -> Days:
    """The bookable days with their free seats."""
    wanted = _open_days(sandbox, item_id, office_id)
    with sandbox.database.read() as connection:
        found = connection.execute(
            select(slots.c.day, func.count().label("left"))
            .join(seats, seats.c.slot_id == slots.c.slot_id)
            .where(
                slots.c.item_id == item_id,
                slots.c.office_id == office_id,
                seats.c.appointment_id.is_(None),
            )
            .group_by(slots.c.day)
        ).all()
    left = {row.day: int(row.left) for row in found}
    return Days(days=tuple(Day(day=day, left=left.get(day, 0)) for day in wanted))


def all_slots(sandbox: Sandbox, item_id: str, office_id: str) -> Slots:
    """The slots of every bookable day in order."""
    return _slots_of(sandbox, item_id, office_id, _open_days(sandbox, item_id, office_id))


def day_slots(sandbox: Sandbox, item_id: str, office_id: str, day: date) -> Slots:
    """The day's slots in order; a day that cannot be booked has none."""
    wanted = [each for each in _open_days(sandbox, item_id, office_id) if each == day]
    return _slots_of(sandbox, item_id, office_id, wanted)


def bookable_days(booking: Booking, service: AppointmentService, today: date) -> list[date]:
    """The next working days from tomorrow on that suit the service."""
    found: list[date] = []
    working = 0
    day = today
    while working < booking.days_ahead:
        day += timedelta(days=1)
        if day.isoweekday() >= _SATURDAY or day in booking.closed_days:
            continue
        working += 1
        if day.isoweekday() in service.weekdays:
            found.append(day)
    return found


def _service_at(sandbox: Sandbox, item_id: str, office_id: str) -> AppointmentService:
    service = service_of(sandbox, item_id)
    if office_id not in service.offices:
        raise Refused(ProblemCode.OFFICE_UNKNOWN)
    return service


def _open_days(sandbox: Sandbox, item_id: str, office_id: str) -> list[date]:
    """The bookable days, all of them present as rows afterwards."""
    service = _service_at(sandbox, item_id, office_id)
    wanted = bookable_days(sandbox.registry.booking, service, sandbox.today())
    with sandbox.database.read() as connection:
        lacking = _lacking(connection, item_id, office_id, wanted)
    if lacking:

        def work(connection: Connection, _attempt: int) -> None:
            for day in _lacking(connection, item_id, office_id, wanted):
                _insert_day(sandbox, connection, item_id, office_id, day)

        sandbox.database.write_once(work)
    return wanted


def _lacking(
    connection: Connection, item_id: str, office_id: str, wanted: list[date]
) -> list[date]:
    present = set(
        connection.scalars(
            select(slots.c.day)
            .distinct()
            .where(
                slots.c.item_id == item_id,
                slots.c.office_id == office_id,
                slots.c.day.in_(wanted),
            )
        )
    )
    return [day for day in wanted if day not in present]


def _slots_of(sandbox: Sandbox, item_id: str, office_id: str, wanted: list[date]) -> Slots:
    with sandbox.database.read() as connection:
        rows = connection.execute(
            select(
                slots.c.slot_id,
                slots.c.start_at,
                slots.c.end_at,
                func.count().label("capacity"),
                func.count(seats.c.appointment_id).label("taken"),
            )
            .join(seats, seats.c.slot_id == slots.c.slot_id)
            .where(
                slots.c.item_id == item_id,
                slots.c.office_id == office_id,
                slots.c.day.in_(wanted),
            )
            .group_by(slots.c.slot_id, slots.c.start_at, slots.c.end_at)
            .order_by(slots.c.start_at)
        ).all()
    return Slots(
        slots=tuple(
            Slot(
                slot_id=row.slot_id,
                start=row.start_at.astimezone(ZONE),
                end=row.end_at.astimezone(ZONE),
                left=row.capacity - row.taken,
                capacity=row.capacity,
            )
            for row in rows
        )
    )


def _insert_day(
    sandbox: Sandbox, connection: Connection, item_id: str, office_id: str, day: date
) -> None:
    service = service_of(sandbox, item_id)
    for start, end in _times(service, day):
        slot_id = f"{item_id}:{office_id}:{start:%Y%m%dT%H%M}"
        connection.execute(
            slots.insert().values(
                slot_id=slot_id,
                item_id=item_id,
                office_id=office_id,
                day=day,
                start_at=start,
                end_at=end,
            )
        )
        connection.execute(
            seats.insert(),
            [{"slot_id": slot_id, "seat_no": number + 1} for number in range(service.capacity)],
        )


def _times(service: AppointmentService, day: date) -> Iterator[tuple[datetime, datetime]]:
    for period in service.times:
        start = datetime.combine(day, period.opens, ZONE)
        closes = datetime.combine(day, period.closes, ZONE)
        step = timedelta(minutes=period.minutes)
        while start + step <= closes:
            yield start, start + step
            start += step
