"""Taking a seat. The seat row decides who gets it: one conditional UPDATE, whatever the engine."""

from __future__ import annotations

from sqlalchemy import Connection, Row, func, select, update

from backend_client.contracts import Appointment, BookingRequest, Labelled, ProblemCode, SubjectKind
from backend_client.sandbox.appointments import as_it_stands
from backend_client.sandbox.calendar import service_of
from backend_client.sandbox.core import Sandbox
from backend_client.sandbox.documents import Document, store_document
from backend_client.sandbox.masking import mask_name
from backend_client.sandbox.numbering import body_digest, digest, number_for
from backend_client.sandbox.paper_codes import paper_url
from backend_client.sandbox.refusal import Refused
from backend_client.sandbox.registry import ZONE
from backend_client.sandbox.tables import appointments, seats, slots


def book(sandbox: Sandbox, resident_key: str, request: BookingRequest) -> Appointment:
    """Take a seat, or give the appointment this id already has."""
    body = body_digest(request, resident_key)

    def work(connection: Connection, attempt: int) -> Appointment:
        known = connection.execute(
            select(appointments).where(appointments.c.appointment_id == str(request.appointment_id))
        ).one_or_none()
        if known is None:
            return _book_new(sandbox, connection, resident_key, request, body, attempt)
        if known.body_digest != body:
            raise Refused(ProblemCode.IDEMPOTENCY_CONFLICT)
        return as_it_stands(connection, known)

    return sandbox.database.write_once(work)


def _book_new(
    sandbox: Sandbox,
    connection: Connection,
    resident_key: str,
    request: BookingRequest,
    body: str,
    attempt: int,
) -> Appointment:
    slot = connection.execute(
        select(slots).where(slots.c.slot_id == request.slot_id, slots.c.item_id == request.item_id)
    ).one_or_none()
    if slot is None or slot.start_at <= sandbox.now():
        raise Refused(ProblemCode.SLOT_UNKNOWN)
    _take_seat(connection, request)
    appointment = _appointment(sandbox, request, slot, attempt)
    connection.execute(
        appointments.insert().values(
            appointment_id=str(request.appointment_id),
            body_digest=body,
            number=appointment.number,
            resident_key=resident_key,
            item_id=request.item_id,
            slot_id=request.slot_id,
            topic=request.topic,
            phone=request.phone,
            answer=appointment.model_dump_json(),
            booked_at=appointment.booked_at,
        )
    )
    store_document(sandbox, connection, _document(sandbox, appointment, resident_key))
    return appointment


def _take_seat(connection: Connection, request: BookingRequest) -> None:
    """Claim the lowest free seat; when somebody else was faster, the next one."""
    free = select(func.min(seats.c.seat_no)).where(
        seats.c.slot_id == request.slot_id, seats.c.appointment_id.is_(None)
    )
    while (seat_no := connection.scalar(free)) is not None:
        taken = connection.execute(
            update(seats)
            .where(
                seats.c.slot_id == request.slot_id,
                seats.c.seat_no == seat_no,
                seats.c.appointment_id.is_(None),
            )
            .values(appointment_id=str(request.appointment_id))
        )
        if taken.rowcount == 1:
            return
    raise Refused(ProblemCode.SLOT_TAKEN)


def _appointment(
    sandbox: Sandbox, request: BookingRequest, slot: Row[tuple[object, ...]], attempt: int
) -> Appointment:
    service = service_of(sandbox, request.item_id)
    offices = {office.office_id: office for office in sandbox.registry.booking.offices}
    identifier = str(request.appointment_id)
    number = number_for(service.prefix, sandbox.today(), identifier, attempt)
    return Appointment(
        appointment_id=request.appointment_id,
        number=number,
        item_id=request.item_id,
        title=service.title,
        office=offices[slot.office_id],
        start=slot.start_at.astimezone(ZONE),
        end=slot.end_at.astimezone(ZONE),
        bring=service.bring,
        check_code=sandbox.check_code(number, 0),
        verify_url=paper_url(
            sandbox, SubjectKind.APPOINTMENT, number, 0, slot.start_at.astimezone(ZONE).date()
        ),
        booked_at=sandbox.now(),
    )


def _document(sandbox: Sandbox, appointment: Appointment, resident_key: str) -> Document:
    name = sandbox.registry.people[resident_key].name
    return Document(
        number=appointment.number,
        subject_key=digest("appointment", appointment.number),
        resident_key=resident_key,
        kind=SubjectKind.APPOINTMENT,
        item_id=appointment.item_id,
        title=appointment.title,
        issuer=appointment.office.name,
        public_fields=(
            Labelled(label="预约人", value=mask_name(name)),
            Labelled(label="预约时间", value=f"{appointment.start:%Y-%m-%d %H:%M}"),
            Labelled(label="地点", value=appointment.office.name),
        ),
        valid_until=appointment.start.date(),
    )
