"""The lines of a zone that hold its key, cut into cells, and what each cell may be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from drivers.camera.frames import GreyImage
from drivers.camera.grey import as_grey
from drivers.camera.zone.alignment import CELL_WIDTH, STRIP_HEIGHT
from drivers.camera.zone.finding import ZonePlace, find_zones
from drivers.camera.zone.glyphs import Scores, likeness, shape_scores
from drivers.camera.zone.layout import FIELD_LETTERS, forms_of, places, rows, width
from drivers.camera.zone.letters import ALPHABET, allowed
from drivers.camera.zone.strips import cut_line
from drivers.card.emrtd.mrz_form import MrzForm

SOMETHING_LIKE = 0.58
LETTERS_LIKENESS = 0.8
"""Mean likeness of a sample of cells: 0.93 and more for a zone as it should be read, 0.6 to 0.76
upside down, too blurred or at another number of letters a line, below 0.5 for other print (posed
specimens)."""

_SAMPLED = 4

CLOSE = 0.2
"""A letter may be meant when the best one is ahead of it by less than this part of what it would be
ahead in a perfect cell. On posed specimens of 8 and 12 px a letter, up to 2.6 px out of focus, the
right letter was never further behind than 0.1 (O taken for 0)."""
FAINT = 0.75
"""A cell whose best letter scores less shows none of them."""
ODD = 0.15
"""So much better a letter that may not stand here: the cell is not what it is taken for."""


@dataclass(frozen=True, slots=True, eq=False)
class ZoneSheet:
    """The lines of ``layout.rows`` of a zone of this form; by their numbers."""

    form: MrzForm
    strips: dict[int, GreyImage] = field(repr=False)

    def cell(self, place: int) -> GreyImage:
        """The pixels of one place, counted over the joined lines."""
        row, column = divmod(place, width(self.form))
        start = column * CELL_WIDTH
        return as_grey(self.strips[row][:, start : start + CELL_WIDTH])

    def in_line(self, fields: Sequence[Sequence[int]]) -> GreyImage:
        """The cells of these places side by side, a blank cell between the fields."""
        ground = int(np.percentile(np.hstack(list(self.strips.values())), 80))
        blank = np.full((STRIP_HEIGHT, CELL_WIDTH), ground, np.uint8)
        parts = [blank]
        for places_of_field in fields:
            parts.extend(self.cell(place) for place in places_of_field)
            parts.append(blank)
        return as_grey(np.hstack(parts))

    def readings(self) -> dict[int, str] | None:
        """The letters that each place may hold, best first; None when one shows no letter."""
        scores = {row: shape_scores(strip) for row, strip in self.strips.items()}
        found = {}
        for name, where in places(self.form).items():
            may = allowed(FIELD_LETTERS[name])
            for place in where:
                row, column = divmod(place, width(self.form))
                letters = _letters(scores[row].scores[column], scores[row].apart, may)
                if not letters:
                    return None
                found[place] = letters
        return found


def zone_sheets(image: GreyImage) -> Iterator[ZoneSheet | None]:
    """Whatever in the picture looks like the lines of a zone, the likeliest place first.

    None: something is like one, and too unclear to be cut into letters.
    """
    for found in find_zones(image):
        yield from _at(image, found)


def _at(image: GreyImage, found: ZonePlace) -> Iterator[ZoneSheet | None]:
    for form in forms_of(len(found.lines)):
        for place in (found, found.turned()):
            sheet, like = _sheet(image, place, form)
            if like >= LETTERS_LIKENESS:
                yield sheet
            elif like >= SOMETHING_LIKE:
                yield None


def _sheet(image: GreyImage, place: ZonePlace, form: MrzForm) -> tuple[ZoneSheet, float]:
    """The lines of the place as lines of this form, and how much the worst looks like letters."""
    sheet, like = ZoneSheet(form, {}), 1.0
    for row in rows(form):
        strip = cut_line(image, place, row, width(form), likeness)
        sample = np.arange(1, width(form), _SAMPLED) * CELL_WIDTH
        like = min(like, float(likeness(strip, sample).max(axis=1).mean()))
        sheet.strips[row] = strip
        if like < SOMETHING_LIKE:
            break
    return sheet, like


def _letters(scores: Scores, apart: Scores, may: NDArray[np.bool_]) -> str:
    """Letters that may stand here and score near the best; none where that proves nothing."""
    here = np.where(may, scores, np.float32(-1))
    best = int(here.argmax())
    ahead = here[best] - here
    if here[best] < FAINT or scores.max() - here[best] > ODD:
        return ""
    near = [int(index) for index in np.argsort(ahead) if ahead[index] <= CLOSE * apart[best, index]]
    return "".join(ALPHABET[index] for index in near)
