"""Calling a member of staff from the kiosk."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from backend_client.contracts._base import ItemId, ShortText, WireModel


class HelpCall(WireModel):
    """``PUT /v1/help-calls/{call_id}``: somebody at ``kiosk_id`` asks for a person."""

    shown: ClassVar[tuple[str, ...]] = ("call_id", "reason")

    call_id: UUID
    kiosk_id: ShortText
    reason: ShortText
    """A code: ``resident_asked``, ``device_fault``, ``card_unreadable``, ``print_unproven`` ..."""
    item_id: ItemId | None = None
    called_at: AwareDatetime


class HelpTicket(WireModel):
    """The call is on file. ``desk`` and ``phone`` are who answers; ``staffed`` says whether now."""

    shown: ClassVar[tuple[str, ...]] = ("call_id", "number")

    call_id: UUID
    number: ShortText
    desk: ShortText
    phone: ShortText
    staffed: bool
    hours: str
