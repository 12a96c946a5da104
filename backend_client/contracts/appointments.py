"""Offices, days, slots and booking. Booking is online only: nobody can promise a seat offline."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import AwareDatetime, Field

from backend_client.contracts._base import ItemId, ShortText, WireModel

Count = Annotated[int, Field(ge=0)]


class Office(WireModel):
    """A place one can be expected at; nearest first in lists."""

    office_id: str
    name: ShortText
    address: ShortText
    distance_m: Count
    """Metres from the asking kiosk's site."""
    hours: str


class Offices(WireModel):
    """What ``GET /v1/items/{item_id}/offices`` answers."""

    offices: tuple[Office, ...]


class Day(WireModel):
    """A bookable day; ``left`` seats over all its slots (0: full)."""

    day: date
    left: Count


class Days(WireModel):
    """What ``GET /v1/items/{item_id}/offices/{office_id}/days`` answers, earliest first."""

    days: tuple[Day, ...]


class Slot(WireModel):
    """A time of the day with ``left`` seats of ``capacity``."""

    shown: ClassVar[tuple[str, ...]] = ("slot_id", "left")

    slot_id: str
    start: AwareDatetime
    end: AwareDatetime
    left: Count
    capacity: Count


class Slots(WireModel):
    """What ``GET /v1/items/{item_id}/offices/{office_id}/slots`` answers (every bookable slot),
    and ``.../days/{day}/slots`` (those of one day); earliest first.
    """

    slots: tuple[Slot, ...]


class BookingRequest(WireModel):
    """``PUT /v1/appointments/{appointment_id}``: same id and body, same appointment for ever."""

    shown: ClassVar[tuple[str, ...]] = ("appointment_id", "slot_id")

    appointment_id: UUID
    item_id: ItemId
    slot_id: str
    topic: Annotated[str, Field(max_length=500)] = ""
    """What it is about, for the office; optional."""
    phone: Annotated[str, Field(max_length=20)] = ""
    """Where the office reaches the resident if the time moves; optional."""


class Appointment(WireModel):
    """A seat that is taken. ``check_code`` with ``number`` opens ``verify_url``, behind whose ``#``
    stands a signed code.
    """

    shown: ClassVar[tuple[str, ...]] = ("appointment_id",)

    appointment_id: UUID
    number: ShortText
    item_id: ItemId
    title: ShortText
    office: Office
    start: AwareDatetime
    end: AwareDatetime
    bring: tuple[str, ...]
    check_code: ShortText
    verify_url: str
    booked_at: AwareDatetime
    cancelled_at: AwareDatetime | None = None
    """Given back by the resident at this moment: somebody else may have the seat."""
