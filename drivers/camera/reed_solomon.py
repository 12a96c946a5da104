"""Reed-Solomon codes over GF(256) as QR codes have them, with errors and with erasures.

An erasure is a codeword known to be lost; it costs one check codeword where an unknown error costs
two. zxing-cpp corrects errors only. Field and generator: ISO/IEC 18004, polynomial 0x11D, first
root alpha to the 0. Method: Berlekamp-Massey with the erasure locator as its start, Forney.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

SPARE = 4
"""Check codewords that must be left over: a word that fits by chance is then one in 2 to the 32."""

_POLYNOMIAL = 0x11D
_ORDER = 255


def _tables() -> tuple[list[int], list[int]]:
    powers, logs, value = [0] * (2 * _ORDER), [0] * (_ORDER + 1), 1
    for exponent in range(_ORDER):
        powers[exponent] = powers[exponent + _ORDER] = value
        logs[value] = exponent
        value <<= 1
        if value > _ORDER:
            value ^= _POLYNOMIAL
    return powers, logs


_POWERS, _LOGS = _tables()
_POWER_ARRAY, _LOG_ARRAY = np.array(_POWERS), np.array(_LOGS)


def corrected(word: bytes, checks: int, erased: Sequence[int]) -> bytes | None:
    """The codeword that ``word`` was, data and checks; None when it cannot be told.

    ``checks``: how many check codewords end the word; ``erased``: indices of lost codewords.
    """
    syndromes = _syndromes(word, checks)
    if not any(syndromes):
        return word
    if len(erased) + SPARE > checks:
        return None
    locator = _locator(syndromes, [len(word) - 1 - index for index in erased])
    errors = len(locator) - 1 - len(erased)
    if 2 * errors + len(erased) + SPARE > checks:
        return None
    places = _roots(locator, len(word))
    if len(places) != len(locator) - 1:
        return None
    mended = bytearray(word)
    for place, change in zip(places, _changes(syndromes, locator, places), strict=True):
        mended[len(word) - 1 - place] ^= change
    return bytes(mended) if not any(_syndromes(bytes(mended), checks)) else None


def _syndromes(word: bytes, checks: int) -> list[int]:
    """The word's values at alpha to the 0, 1, ...; index 0 is the word's first codeword."""
    values = np.frombuffer(word, np.uint8).astype(np.int64)
    degrees = np.arange(len(word) - 1, -1, -1)
    held = values > 0
    logs = _LOG_ARRAY[values[held]]
    exponents = (logs[None, :] + np.arange(checks)[:, None] * degrees[held][None, :]) % _ORDER
    return [int(value) for value in np.bitwise_xor.reduce(_POWER_ARRAY[exponents], axis=1)]


def _locator(syndromes: Sequence[int], erased: Sequence[int]) -> list[int]:
    """The polynomial (lowest power first) whose roots are the inverses of all wrong places."""
    locator = [1]
    for place in erased:
        locator = _product(locator, [1, _POWERS[place % _ORDER]])
    before, length, gap, last = list(locator), len(erased), 1, 1
    for step in range(len(erased), len(syndromes)):
        apart = 0
        for index, coefficient in enumerate(locator[: step + 1]):
            apart ^= _times(coefficient, syndromes[step - index])
        if apart == 0:
            gap += 1
            continue
        kept = list(locator)
        factor = _times(apart, _inverse(last))
        locator = _sum(locator, [0] * gap + [_times(factor, each) for each in before])
        if 2 * length <= step + len(erased):
            length, before, last, gap = step + 1 + len(erased) - length, kept, apart, 1
        else:
            gap += 1
    while locator[-1] == 0:
        locator.pop()
    return locator


def _roots(locator: Sequence[int], length: int) -> list[int]:
    """Places (powers of the word's polynomial) at which the locator says the word is wrong."""
    return [place for place in range(length) if _value(locator, _POWERS[(-place) % _ORDER]) == 0]


def _changes(syndromes: Sequence[int], locator: Sequence[int], places: Sequence[int]) -> list[int]:
    """Forney: what is to be added at each place (first root alpha to the 0)."""
    evaluator = _product(syndromes, locator)[: len(syndromes)]
    derivative = [locator[index] if index % 2 else 0 for index in range(1, len(locator))]
    changes = []
    for place in places:
        inverse = _POWERS[(-place) % _ORDER]
        slope = _value(derivative, inverse)
        value = _times(_value(evaluator, inverse), _inverse(slope)) if slope else 0
        changes.append(_times(value, _POWERS[place % _ORDER]))
    return changes


def _value(polynomial: Sequence[int], at: int) -> int:
    value = 0
    for coefficient in reversed(polynomial):
        value = _times(value, at) ^ coefficient
    return value


def _product(first: Sequence[int], second: Sequence[int]) -> list[int]:
    made = [0] * (len(first) + len(second) - 1)
    for i, a in enumerate(first):
        for j, b in enumerate(second):
            made[i + j] ^= _times(a, b)
    return made


def _sum(first: Sequence[int], second: Sequence[int]) -> list[int]:
    longest = max(len(first), len(second))
    return [
        (first[index] if index < len(first) else 0) ^ (second[index] if index < len(second) else 0)
        for index in range(longest)
    ]


def _times(first: int, second: int) -> int:
    return _POWERS[_LOGS[first] + _LOGS[second]] if first and second else 0


def _inverse(value: int) -> int:
    return _POWERS[(_ORDER - _LOGS[value]) % _ORDER]
