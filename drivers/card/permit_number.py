"""Numbers of residence permits and travel permits.

* Residents of Hong Kong, Macao and Taiwan (J): the build of GB 11643 with an area of their own.
* Foreigners, 2023 (Y): 9, two digits of the province, three of the country, then birth date,
  sequence and check as in GB 11643. The split 2 + 3 is read off one published specimen, so no
  table of provinces or countries is held against it.
* Foreigners, 2017 (I): three letters of the country, then 12 digits of which the last is the check
  digit of ICAO 9303-3, 4.9 (seen on one published specimen). What the digits between them mean is
  not published; they are not looked into.
"""

from __future__ import annotations

import re
from itertools import cycle

from drivers.card.id_number import birth_date, is_valid

HONG_KONG, MACAO, TAIWAN = "810000", "820000", "830000"
"""Areas of J numbers (rules of 2018 for the residence permit)."""

_HMT_AREAS = frozenset({HONG_KONG, MACAO, TAIWAN})
_FOREIGNER = "9"
_NUMBER_2017 = re.compile(r"[A-Z]{3}[0-9]{12}", re.ASCII)
_TRAVEL_PERMIT = re.compile(r"[HM]?[0-9]{8}", re.ASCII)
_ICAO_WEIGHTS = (7, 3, 1)
_BASE_36 = 36
"""ICAO 9303-3, 4.9: a letter counts as its digit in base 36 (A = 10, Z = 35)."""


def is_hmt_number(number: str) -> bool:
    """Whether it is the number of a permit J: 18 characters, valid, birth date inside."""
    return is_valid(number) and number[:6] in _HMT_AREAS and birth_date(number) is not None


def is_foreign_number_2023(number: str) -> bool:
    """Whether it is the number of a permit Y: 18 characters, valid, birth date inside."""
    return is_valid(number) and number[0] == _FOREIGNER and birth_date(number) is not None


def is_foreign_number_2017(number: str) -> bool:
    """Whether it is the number of a permit I: 15 characters with the right check digit."""
    return (
        _NUMBER_2017.fullmatch(number) is not None and icao_check_digit(number[:-1]) == number[-1]
    )


def icao_check_digit(text: str) -> str:
    """The check digit over ASCII digits and capital letters (ICAO 9303-3, 4.9)."""
    weighted = zip(text, cycle(_ICAO_WEIGHTS), strict=False)
    return str(sum(int(character, _BASE_36) * weight for character, weight in weighted) % 10)


def is_travel_permit(number: str) -> bool:
    """Whether it is the number of a permit to travel to the mainland, as a permit J names it.

    H (Hong Kong) or M (Macao) and eight digits, given for life (rules of 2010); Taiwan: eight
    digits. Which of these a card of which area must name is not held against it.
    """
    return _TRAVEL_PERMIT.fullmatch(number) is not None
