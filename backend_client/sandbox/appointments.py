"""An appointment after it was booked: its owner's look at it, and giving the seat back."""

from __future__ import annotations

from sqlalchemy import Connection, Row, select, update

from backend_client.contracts import Appointment, ProblemCode
from backend_client.sandbox.core import Sandbox
from backend_client.sandbox.refusal import Refused
from backend_client.sandbox.registry import ZONE
from backend_client.sandbox.tables import appointments, cancellations, seats

Stored = Row[tuple[object, ...]]


def as_it_stands(connection: Connection, row: Stored) -> Appointment:
    """What was answered when it was booked, and whether it has been cancelled since."""
    cancelled_at = connection.scalar(
        select(cancellations.c.cancelled_at).where(
            cancellations.c.appointment_id == row.appointment_id
        )
    )
    booked = Appointment.model_validate_json(row.answer)
    if cancelled_at is None:
        return booked
    return booked.model_copy(update={"cancelled_at": cancelled_at.astimezone(ZONE)})


def own_appointment(connection: Connection, resident_key: str, number: str) -> Appointment:
    """The resident's appointment; anybody else's is unknown."""
    row = connection.execute(
        select(appointments).where(
            appointments.c.number == number, appointments.c.resident_key == resident_key
        )
    ).one_or_none()
    if row is None:
        raise Refused(ProblemCode.SUBJECT_UNKNOWN)
    return as_it_stands(connection, row)


def find_appointment(sandbox: Sandbox, resident_key: str, number: str) -> Appointment:
    """The resident's appointment."""
    with sandbox.database.read() as connection:
        return own_appointment(connection, resident_key, number)


def cancel(sandbox: Sandbox, resident_key: str, number: str) -> Appointment:
    """Free the seat, once; the answer is the same however often it is asked for."""

    def work(connection: Connection, _attempt: int) -> Appointment:
        booked = own_appointment(connection, resident_key, number)
        if booked.cancelled_at is not None:
            return booked
        if booked.start <= sandbox.now():
            raise Refused(ProblemCode.APPOINTMENT_PAST)
        key = str(booked.appointment_id)
        connection.execute(
            cancellations.insert().values(appointment_id=key, cancelled_at=sandbox.now())
        )
        connection.execute(
            update(seats).where(seats.c.appointment_id == key).values(appointment_id=None)
        )
        return own_appointment(connection, resident_key, number)

    return sandbox.database.write_once(work)
