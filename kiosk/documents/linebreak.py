"""Line breaking for Chinese mixed with Latin words and numbers.

The rules are those of CLREQ (W3C, Requirements for Chinese Text Layout, 3.1.3): closing marks never
start a line, opening marks never end one, dashes and ellipses stay whole. A forbidden break is
mended by carrying the character before it to the next line. Words and numbers break only where
they cannot fit in a line of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kiosk.documents.words import TITLE_WORDS

Measure = Callable[[str], float]
"""Text to its width in dots."""

NOT_AT_START = frozenset("，。、；：！？）】》〉」』〕〗”’…—～·％‰℃％,.;:!?)]}%°々")
NOT_AT_END = frozenset("（【《〈「『〔〖“‘￥＄([{$¥№#")
WHOLE = ("……", "——")

_TWO = 2
_ENOUGH = 4
"""Units that a line must have before it gives one away."""

_STRETCHES = r"[!-~\u00a1-\u024f]+|\s+|……|——|."
_WORD = re.compile(_STRETCHES, re.DOTALL)
_WHOLE_WORD = re.compile("|".join((*TITLE_WORDS, _STRETCHES)), re.DOTALL)
_PAUSE = re.compile(r"[，；。！？](?=.)")
_BEFORE_BRACKET = re.compile(r"(?<=[^（(])(?=[（(])")
_INSIDE_WORD = re.compile(r"[^-/_.:?&=]*[-/_.:?&=]|[^-/_.:?&=]+")


def break_lines(text: str, width: float, measure: Measure) -> list[str]:
    """Break ``text`` into lines no wider than ``width`` dots; a newline always breaks."""
    return _break(text, width, measure, _WORD)


def break_words(text: str, width: float, measure: Measure) -> list[str]:
    """As ``break_lines``, but between the words of titles where that costs no line more."""
    lines = _break(text, width, measure, _WORD)
    if len(lines) == 1:
        return lines
    whole = _break(text, width, measure, _WHOLE_WORD)
    return whole if len(whole) <= len(lines) else lines


def break_evenly(text: str, width: float, measure: Measure) -> list[str]:
    """Break into as few lines as ``break_lines`` does, but about equally long: for titles."""
    lines = break_words(text, width, measure)
    if len(lines) == 1:
        return lines
    if len(lines) == _TWO and (clauses := _at_a_pause(text, width, measure)):
        return clauses
    step = max(measure("中") / 2, 1.0)
    narrower = width - step
    while narrower > step:
        tried = break_words(text, narrower, measure)
        if len(tried) > len(lines) or any(measure(line) > narrower for line in tried):
            break
        if _torn(tried, text) > _torn(lines, text):
            break
        lines, narrower = tried, narrower - step
    return lines


def break_heading(text: str, width: float, measure: Measure) -> list[str]:
    """Whole, or broken before its bracket (缴费基数 / （元）), or each part evenly."""
    if measure(text) <= width:
        return [text]
    return [line for part in heading_parts(text) for line in break_evenly(part, width, measure)]


def heading_parts(text: str) -> list[str]:
    """A heading and what stands in brackets behind it."""
    return _BEFORE_BRACKET.split(text)


def widest_unit(text: str, measure: Measure) -> float:
    """Width of the longest stretch of ``text`` that should not be broken."""
    return max((measure(unit.rstrip(" ")) for unit in _units(text.replace("\n", " "))), default=0.0)


def _break(text: str, width: float, measure: Measure, words: re.Pattern[str]) -> list[str]:
    return [line for part in text.split("\n") for line in _break_part(part, width, measure, words)]


def _at_a_pause(text: str, width: float, measure: Measure) -> list[str] | None:
    """Two lines, the first ending in a pause, as equal as pauses allow."""
    cuts = [found.end() for found in _PAUSE.finditer(text)]
    pairs = [[text[:cut], text[cut:].lstrip(" ")] for cut in cuts if "\n" not in text]
    fitting = [pair for pair in pairs if all(measure(line) <= width for line in pair)]
    return min(fitting, key=lambda pair: max(map(measure, pair)), default=None)


def _torn(lines: list[str], text: str) -> int:
    """How many of the text's words a break goes through."""
    whole = len(_WHOLE_WORD.findall(text))
    return sum(len(_WHOLE_WORD.findall(line)) for line in lines) - whole


def _break_part(text: str, width: float, measure: Measure, words: re.Pattern[str]) -> list[str]:
    lines: list[list[str]] = [[]]
    for unit in _fitting_units(text, width, measure, words):
        if lines[-1] and measure("".join((*lines[-1], unit)).rstrip(" ")) > width:
            lines.append([])
        if lines[-1] or not unit.isspace() or unit.startswith("\u3000"):
            lines[-1].append(unit)
    return ["".join(line).rstrip(" ") for line in _without_orphan(lines, width, measure)]


def _without_orphan(lines: list[list[str]], width: float, measure: Measure) -> list[list[str]]:
    """A last line of one Hanzi gets company from the line before it."""
    if len(lines) < _TWO or len(lines[-1]) > 1 or len(lines[-2]) <= _ENOUGH:
        return lines
    *before, last_but_one, last = lines
    company = [last_but_one[-1], *last]
    if len(last[0]) > _TWO or measure("".join(company)) > width:
        return lines
    return [*before, last_but_one[:-1], company]


def _fitting_units(
    text: str, width: float, measure: Measure, words: re.Pattern[str]
) -> Iterator[str]:
    for unit in _units(text, words):
        if measure(unit.rstrip(" ")) <= width:
            yield unit
            continue
        for piece in _INSIDE_WORD.findall(unit):
            yield from (piece,) if measure(piece) <= width else piece


def _units(text: str, words: re.Pattern[str] = _WORD) -> list[str]:
    """Stretches between which a line may break; a space belongs to the stretch before it."""
    units: list[str] = []
    for stretch in words.findall(text):
        if units and _sticks(units[-1], stretch):
            units[-1] += stretch
        else:
            units.append(stretch)
    return units


def _sticks(before: str, stretch: str) -> bool:
    if stretch.isspace() and stretch != "\u3000":
        return True
    if before[-1] in NOT_AT_END:
        return True
    if before.endswith((" ", "\u3000")):
        return False
    return stretch in WHOLE or stretch[0] in NOT_AT_START
