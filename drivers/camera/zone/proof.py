"""From the letters that each place may hold to the one key that the check digits prove, or none.

A check digit is a sum with the weights 7, 3, 1 (ICAO 9303-3, 4.9). It tells O from 0, I from 1, B
from 8, S from 5 and Z from 2; it cannot tell 6 from G, 1 from L or K from a filler, whose values
are ten or twenty apart. So every combination is tried, and where two pass, none is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from math import prod

from drivers.camera.zone.layout import covered_places, places
from drivers.camera.zone.letters import ALPHABET, FILLER
from drivers.card.emrtd.mrz_form import MrzForm
from drivers.card.emrtd.mrz_grammar import check_digit, is_birth, is_document_number, is_expiry

Readings = Mapping[int, str]
"""The letters that each place of ``layout.places`` may hold, by its number in the joined lines."""

MOST_COMBINATIONS = 20_000
"""Of the letters of one field, or of whole keys: with more, nothing will be proven anyway."""

_WEIGHTS = (7, 3, 1)
_MODULUS = 10
_VALUES = {letter: value % 36 for value, letter in enumerate(ALPHABET)}
"""0 to 9 for digits, 10 to 35 for capitals, 0 for the filler."""


@dataclass(frozen=True, slots=True, repr=False)
class ProvenKey:
    """Number without fillers, birth and expiry as YYMMDD; a birth may be partly fillers."""

    number: str
    birth: str
    expiry: str


@dataclass(frozen=True, slots=True, repr=False)
class _Part:
    """One way to read a field, and what it and its check digit add to the composite's sum."""

    text: str
    adds: int
    long: bool = False
    """A number that goes on in the optional data: that field's letters are counted here."""


def prove(form: MrzForm, readings: Readings) -> ProvenKey | None:
    """The only key under which every check digit holds; None when there is none, or a second."""
    zone = _Zone(form, readings)
    numbers = [*zone.numbers(), *zone.long_numbers()]
    births, expiries = list(zone.dates("birth")), list(zone.dates("expiry"))
    if len(numbers) * len(births) * len(expiries) > MOST_COMBINATIONS:
        return None
    rests = {False: zone.rests(), True: zone.rests(without="optional")}
    ends = zone.ends()
    proven = {
        (number.text, birth.text, expiry.text)
        for number, birth, expiry in product(numbers, births, expiries)
        for rest in rests[number.long]
        if (number.adds + birth.adds + expiry.adds + rest) % _MODULUS in ends
    }
    return ProvenKey(*proven.pop()) if len(proven) == 1 else None


class _Zone:
    def __init__(self, form: MrzForm, readings: Readings) -> None:
        self._form = form
        self._readings = readings
        self._places = places(form)
        # How much a letter's value counts in the composite digit's sum.
        self._weights = {
            place: _WEIGHTS[index % len(_WEIGHTS)]
            for index, place in enumerate(covered_places(form))
        }

    def numbers(self) -> Iterator[_Part]:
        """Document numbers with their check digits right behind them."""
        for text, digit in self._checked("document_number", "number_check"):
            number = text.rstrip(FILLER)
            if digit != FILLER and is_document_number(number):
                yield _Part(number, self._adds(("document_number", text), ("number_check", digit)))

    def long_numbers(self) -> Iterator[_Part]:
        """Numbers of more than nine characters, which TD1 and TD2 take on into the optional data.

        A filler then stands in the digit's place, and the digit behind the rest (9303-5, 4.2.2.1).
        """
        if self._form is MrzForm.TD3 or FILLER not in self._may("number_check")[0]:
            return
        for head in self._combinations("document_number"):
            for optional in self._combinations("optional"):
                rest, _, _ = optional.partition(FILLER)
                number = head + rest[:-1]
                if rest and is_document_number(number) and check_digit(number) == rest[-1]:
                    fields = (("document_number", head), ("optional", optional))
                    yield _Part(number, self._adds(*fields), long=True)

    def dates(self, field: str) -> Iterator[_Part]:
        """Births or expiries with their check digits."""
        holds = is_birth if field == "birth" else is_expiry
        for text, digit in self._checked(field, f"{field}_check"):
            if holds(text):
                yield _Part(text, self._adds((field, text), (f"{field}_check", digit)))

    def rests(self, without: str = "") -> set[int]:
        """What the optional data may add to the composite's sum, its own digit being right."""
        sums = {0}
        for field in ("optional", "optional_2"):
            if field in self._places and field != without:
                sums = {one + more for one in sums for more in self._optional(field)}
        return {total % _MODULUS for total in sums}

    def ends(self) -> set[int]:
        """The composite digits that were seen."""
        return {int(letter) for letter in self._may("composite")[0] if letter.isdigit()}

    def _optional(self, field: str) -> set[int]:
        """Sums of all readings of an optional field, told apart by two sums at a time."""
        states = {(0, 0, True)}
        for index, place in enumerate(self._places[field]):
            own, whole = _WEIGHTS[index % len(_WEIGHTS)], self._weights[place]
            states = {
                (
                    (first + _VALUES[letter] * own) % _MODULUS,
                    (second + _VALUES[letter] * whole) % _MODULUS,
                    blank and letter == FILLER,
                )
                for first, second, blank in states
                for letter in self._readings[place]
            }
        if field != "optional" or "optional_check" not in self._places:
            return {second for _, second, _ in states}
        (place,) = self._places["optional_check"]
        return {
            (second + _VALUES[letter] * self._weights[place]) % _MODULUS
            for first, second, blank in states
            for letter in self._readings[place]
            # The digit of blank optional data may be a filler (ICAO 9303-4, 4.2.2.2).
            if (blank if letter == FILLER else str(first) == letter)
        }

    def _checked(self, field: str, check: str) -> Iterator[tuple[str, str]]:
        digits = self._may(check)[0]
        for text in self._combinations(field):
            digit = check_digit(text)
            if digit in digits:
                yield text, digit

    def _combinations(self, field: str) -> Iterator[str]:
        may = self._may(field)
        if prod(len(letters) for letters in may) <= MOST_COMBINATIONS:
            yield from map("".join, product(*may))

    def _may(self, field: str) -> list[str]:
        return [self._readings[place] for place in self._places[field]]

    def _adds(self, *fields: tuple[str, str]) -> int:
        return sum(
            _VALUES[letter] * self._weights[place]
            for field, text in fields
            for place, letter in zip(self._places[field], text, strict=True)
        )
