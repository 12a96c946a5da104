"""One picture to one key: find the zone, read its shapes, prove them, and ask the engine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Protocol

from drivers._documents import TravelKey
from drivers._pages import ZoneFailure
from drivers.camera.frames import GreyImage
from drivers.camera.zone.layout import places
from drivers.camera.zone.letters import FILLER, alike
from drivers.camera.zone.proof import ProvenKey, prove
from drivers.camera.zone.sheets import ZoneSheet, zone_sheets
from drivers.card.emrtd.chip_dates import birth_date, expiry_date
from drivers.card.emrtd.mrz_form import MrzForm
from drivers.card.emrtd.mrz_grammar import PRINCIPAL_NUMBER_LENGTH

Today = Callable[[], date]

_NEARER = tuple(ZoneFailure)
"""Failures in the order of how near they came to a key."""


class Engine(Protocol):
    """An OCR engine for one line; see ``engine.LineEngine``."""

    def read(self, line: GreyImage) -> str:
        """The letters of a dark line on light ground."""
        ...


def local_today() -> date:
    """The calendar day here."""
    return datetime.now(tz=UTC).astimezone().date()


class ZoneReader:
    """Reads pictures one by one; for one thread. Keeps nothing of any of them."""

    def __init__(self, engine: Engine, today: Today = local_today) -> None:
        self._engine = engine
        self._today = today

    def read(self, image: GreyImage) -> TravelKey | ZoneFailure:
        """The key in a grey picture, or the nearest that came to one.

        20 to 40 ms for 1920x1080 without a zone, 150 ms with one (one core); does not block.
        """
        nearest = ZoneFailure.NO_ZONE
        for sheet in zone_sheets(image):
            found = self._read(sheet)
            if isinstance(found, TravelKey):
                return found
            nearest = max(nearest, found, key=_NEARER.index)
        return nearest

    def _read(self, sheet: ZoneSheet | None) -> TravelKey | ZoneFailure:
        readings = None if sheet is None else sheet.readings()
        if sheet is None or readings is None:
            return ZoneFailure.UNREADABLE
        proven = prove(sheet.form, readings)
        if proven is None or not self._sees(sheet, proven):
            return ZoneFailure.UNPROVEN
        return _key(proven, self._today()) or ZoneFailure.NO_KEY

    def _sees(self, sheet: ZoneSheet, proven: ProvenKey) -> bool:
        """Whether the engine, which knows neither shapes nor sums, sees the same letters.

        It is shown the places of the key alone, and may take a letter for one that is often
        confused with it.
        """
        seen = self._engine.read(sheet.in_line(_key_places(sheet.form, proven)))
        seen = seen.replace(FILLER, "")
        meant = (proven.number + proven.birth + proven.expiry).replace(FILLER, "")
        return len(seen) == len(meant) and all(map(alike, meant, seen))


def _key_places(form: MrzForm, proven: ProvenKey) -> list[list[int]]:
    """Where the letters of the key stand, field by field."""
    where = places(form)
    number = [*where["document_number"]][: len(proven.number)]
    number += [*where["optional"]][: max(0, len(proven.number) - PRINCIPAL_NUMBER_LENGTH)]
    return [number, [*where["birth"]], [*where["expiry"]]]


def _key(proven: ProvenKey, today: date) -> TravelKey | None:
    birth, expiry = birth_date(proven.birth, today), expiry_date(proven.expiry, today)
    if birth is None or expiry is None:
        return None
    return TravelKey(proven.number, birth, expiry)
