"""Finding items by Hanzi, full pinyin or pinyin initials.

All spellings of all names stand in a few long texts, so that a keystroke costs some substring
searches and no loop over the items. A spoken syllable is one character there; a typed query is cut
into syllables in every way (``xian`` is 先 or 西安), of which the last may be unfinished.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, islice

from pypinyin import Style, pinyin

from kiosk.catalog.catalog import Catalog
from kiosk.catalog.model import Item

_LINE = "\n"
_FIRST_CODE = 0xE000
"""Syllables are coded in the private use area (6,400 places; Mandarin has some 400 syllables)."""
_LONGEST_SYLLABLE = 6
"""zhuang, chuang, shuang."""
_READINGS = 8
"""Most readings kept for one name with polyphones."""
_CUTS = 16
"""Most ways to cut one query into syllables."""

Syllables = tuple[str, ...]


class SearchIndex:
    """All items of a catalogue, ready to be found."""

    def __init__(self, catalog: Catalog) -> None:
        ranked = sorted(catalog.items.values(), key=lambda item: item.featured or float("inf"))
        self._items = tuple(ranked)
        names = [_Spellings(_names(item)) for item in ranked]
        aliases = [_Spellings(item.aliases) for item in ranked]
        spoken = {
            syllable
            for entry in (*names, *aliases)
            for reading in entry.readings
            for syllable in reading
        }
        codes = (chr(code) for code in count(_FIRST_CODE))
        self._codes = dict(zip(sorted(spoken), codes, strict=False))
        self._groups = (_Group(names, self._codes), _Group(aliases, self._codes))

    def find(self, query: str, limit: int = 20) -> tuple[Item, ...]:
        """At most ``limit`` items, best first: beginnings before middles, names before aliases,
        featured before others. An empty query finds nothing.
        """
        text = _plain(query)
        if not text:
            return ()
        cuts = self._cuts(text) if text.isascii() else []
        tiers = [group.find(text, cuts, limit) for group in self._groups]
        beginnings = [place for begun, _ in tiers for place in begun]
        middles = [place for _, inside in tiers for place in inside]
        found = dict.fromkeys((*beginnings, *middles))
        return tuple(self._items[place] for place in islice(found, limit))

    def _cuts(self, text: str) -> list[str]:
        """Patterns of syllable codes that ``text`` may stand for."""
        tails: list[list[str]] = [[] for _ in range(len(text) + 1)]
        for start in reversed(range(len(text))):
            rest = text[start:]
            here = self._unfinished(rest)
            for end in range(1, min(_LONGEST_SYLLABLE, len(rest) - 1) + 1):
                code = self._codes.get(rest[:end])
                if code:
                    here += [code + tail for tail in tails[start + end]]
            tails[start] = here[:_CUTS]
        return tails[0]

    def _unfinished(self, text: str) -> list[str]:
        if len(text) > _LONGEST_SYLLABLE:
            return []
        begun = [code for syllable, code in self._codes.items() if syllable.startswith(text)]
        return [f"[{''.join(begun)}]" if len(begun) > 1 else begun[0]] if begun else []


class _Spellings:
    """One item's names as plain text and in their readings."""

    def __init__(self, names: Iterable[str]) -> None:
        self.texts = tuple(dict.fromkeys(_plain(name) for name in names))
        found = [reading for text in self.texts for reading in _readings(text)]
        self.readings = tuple(dict.fromkeys(found))


class _Group:
    """The spellings of all items for one rank of importance."""

    def __init__(self, entries: Sequence[_Spellings], codes: dict[str, str]) -> None:
        self._texts = _Lines([entry.texts for entry in entries])
        self._initials = _Lines(
            [{"".join(s[0] for s in reading) for reading in entry.readings} for entry in entries]
        )
        self._spoken = _Lines(
            [
                ["".join(codes[s] for s in reading) for reading in entry.readings]
                for entry in entries
            ]
        )

    def find(self, text: str, cuts: Sequence[str], limit: int) -> tuple[list[int], list[int]]:
        """Places of the first items that begin with the query, and of those that contain it."""
        searches = [(self._texts, text)]
        searches += [(self._initials, text)] if text.isascii() else []
        searches += [(self._spoken, cut) for cut in cuts]
        inside: set[int] = set()
        begun: set[int] = set()
        for lines, pattern in searches:
            hits = set(lines.find(pattern, limit))
            inside |= hits
            if hits:
                begun |= set(lines.find(_LINE + pattern, limit))
        return sorted(begun)[:limit], sorted(inside)[:limit]


class _Lines:
    """Many short lines as one text, and which item each line belongs to."""

    def __init__(self, lines_by_item: Sequence[Iterable[str]]) -> None:
        parts: list[str] = []
        self._starts: list[int] = []
        length = 0
        for lines in lines_by_item:
            self._starts.append(length)
            parts.append("".join(_LINE + line for line in lines) + _LINE)
            length += len(parts[-1])
        self._text = "".join(parts)

    def find(self, pattern: str, limit: int) -> Iterator[int]:
        """Places of the first ``limit`` items with ``pattern``, in order, each once.

        A pattern is literal but for one set of characters in brackets, which the regular
        expression engine finds; what is literal is found faster without it.
        """
        at = 0
        for _ in range(limit):
            at = self._seek(pattern, at)
            if at < 0:
                return
            place = bisect_right(self._starts, at)
            yield place - 1
            if place == len(self._starts):
                return
            at = self._starts[place]

    def _seek(self, pattern: str, start: int) -> int:
        if not pattern.endswith("]"):
            return self._text.find(pattern, start)
        match = re.compile(pattern).search(self._text, start)
        return match.start() if match else -1


def _names(item: Item) -> tuple[str, ...]:
    return (item.name, item.short_name, *([item.elder_name] if item.elder_name else []))


def _plain(text: str) -> str:
    """Without case, width, spaces and punctuation (so without line ends and brackets too)."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text).casefold())


def _readings(text: str) -> Iterator[Syllables]:
    """The usual reading of ``text``, then those with another reading of one polyphone."""
    ways: list[list[str]] = []
    for run in re.findall(r"[a-z0-9]|[^a-z0-9]+", text):
        ways += [[run]] if run.isascii() else pinyin(run, style=Style.NORMAL, heteronym=True)
    usual = tuple(way[0] for way in ways)
    others = (
        (*usual[:at], other, *usual[at + 1 :]) for at, way in enumerate(ways) for other in way[1:]
    )
    return islice((reading for part in ((usual,), others) for reading in part), _READINGS)
