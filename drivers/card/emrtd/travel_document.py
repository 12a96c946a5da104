"""From a chip's contents to the ``TravelDocument`` that all card readers share."""

from __future__ import annotations

import re
from datetime import date

from drivers._documents import Authenticity, Sex, TravelDocument
from drivers.card.emrtd.chip_dates import birth_date, expiry_date, short
from drivers.card.emrtd.mrz import Mrz
from drivers.card.emrtd.mrz_grammar import Malformed
from drivers.card.emrtd.mrz_permit import PermitZone
from drivers.card.emrtd.results import ChipContents

_CHINA = "CHN"
"""Issuing state and nationality of the exit-entry permits, by what they are."""
_HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
"""CJK unified ideographs and their extensions (Unicode 15, chapter 18)."""
_GAP_IN_HAN = re.compile(f"(?<=[{_HAN}]) (?=[{_HAN}])")


def travel_document(
    contents: ChipContents, authenticity: Authenticity, today: date
) -> TravelDocument | Malformed:
    """The whole document, or the field without which there is none.

    A permit with a field order of its own gives no sex and no Latin name (``mrz_permit``), so it
    needs DG11 for a name. Fields of ``Malformed``: ``birth``, ``expiry``, ``name``.
    """
    mrz = contents.mrz
    born, expires = _birth(contents, today), expiry_date(mrz.expiry, today)
    latin = f"{mrz.surname} {mrz.given_names}".strip() if isinstance(mrz, Mrz) else ""
    name = _GAP_IN_HAN.sub("", contents.full_name) or latin
    if born is None:
        return Malformed("birth")
    if expires is None:
        return Malformed("expiry")
    if not name:
        return Malformed("name")
    return TravelDocument(
        code=mrz.code,
        issuing_state=_CHINA if isinstance(mrz, PermitZone) else mrz.issuing_state,
        number=mrz.document_number,
        name=name,
        latin_name=latin,
        nationality=_CHINA if isinstance(mrz, PermitZone) else mrz.nationality,
        personal_number=contents.personal_number,
        sex=Sex.UNKNOWN if isinstance(mrz, PermitZone) else mrz.sex,
        birth_date=born,
        valid_until=expires,
        image=contents.image,
        authenticity=authenticity,
    )


def _birth(contents: ChipContents, today: date) -> date | None:
    """The full date of DG11, which knows the century, unless the zone contradicts it."""
    full = contents.birth_date
    if full is None:
        return birth_date(contents.mrz.birth, today)
    known = zip(contents.mrz.birth, short(full), strict=True)
    agrees = all(ours in (theirs, "<") for ours, theirs in known)
    return full if agrees and full <= today else None
