"""The closed set of field kinds: one module, one QML file and one test each."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from kiosk.flow.fields._base import FieldKind
from kiosk.flow.fields.choice import Choice
from kiosk.flow.fields.confirm import CONFIRMED, DISPUTED, Confirm
from kiosk.flow.fields.declaration import ACCEPTED, Declaration
from kiosk.flow.fields.phone import Phone
from kiosk.flow.fields.picture import Picture
from kiosk.flow.fields.slot import Slot

AnyField = Annotated[
    Choice | Confirm | Declaration | Phone | Picture | Slot,
    Field(discriminator="kind"),
]
"""A field of any kind, told apart by ``kind``; an unknown kind fails when the flow is loaded."""

__all__ = [
    "ACCEPTED",
    "CONFIRMED",
    "DISPUTED",
    "AnyField",
    "Choice",
    "Confirm",
    "Declaration",
    "FieldKind",
    "Phone",
    "Picture",
    "Slot",
]
