"""The key of a travel document from the document camera instead of the keys."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.session.data import DocumentKey


@dataclass(frozen=True, slots=True)
class ZonePressed:
    """The page is to be read on the tray, for the first time or once more."""


@dataclass(frozen=True, slots=True)
class ZoneDeclined:
    """The resident types after all."""


@dataclass(frozen=True, slots=True)
class ZoneRead:
    """The page on the tray gave the key."""

    ticket: int
    key: DocumentKey = field(repr=False)
