"""Which places of a zone hold what a chip's key needs (ICAO 9303-4, -5 and -6).

Names, nationality and sex are no part of a key: their places are not in here, and nobody reads
them.
"""

from __future__ import annotations

from drivers.camera.zone.letters import CAPITALS, DIGITS, FILLER
from drivers.card.emrtd.mrz_form import MrzForm

LINES = {MrzForm.TD1: 3, MrzForm.TD2: 2, MrzForm.TD3: 2}

_ANY = CAPITALS + DIGITS + FILLER
FIELD_LETTERS = {
    "document_number": _ANY,
    "number_check": DIGITS + FILLER,
    "birth": DIGITS + FILLER,
    "birth_check": DIGITS,
    "expiry": DIGITS,
    "expiry_check": DIGITS,
    "optional": _ANY,
    "optional_2": _ANY,
    "optional_check": DIGITS + FILLER,
    "composite": DIGITS,
}
"""The fields that a key and its check digits are made of, each with the letters it may hold."""


def forms_of(lines: int) -> tuple[MrzForm, ...]:
    """What a zone of so many lines may be."""
    return tuple(form for form, count in LINES.items() if count == lines)


def width(form: MrzForm) -> int:
    """Letters a line."""
    return form.length // LINES[form]


def rows(form: MrzForm) -> tuple[int, ...]:
    """The lines that hold the key and its check digits, counted from 0."""
    return (0, 1) if form is MrzForm.TD1 else (1,)


def places(form: MrzForm) -> dict[str, range]:
    """Where each field of ``FIELD_LETTERS`` is, over the joined lines."""
    found = {}
    for name, part in form.fields.items():
        if name in FIELD_LETTERS:
            found[name] = range(part.start, part.stop)
    return found


def covered_places(form: MrzForm) -> list[int]:
    """The places that the composite check digit covers, in its order."""
    numbered = "".join(chr(place) for place in range(form.length))
    return [ord(place) for place in form.covered(numbered)]
