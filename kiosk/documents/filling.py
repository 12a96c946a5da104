"""Template texts with their ``{slots}`` filled, and the bookkeeping that finds wrong ones.

A text that names an absent optional slot is left out as a whole: its row, line or block goes.
"""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

from kiosk.documents.model import KeyValue, Table
from kiosk.documents.slots import SLOTS, SlotKind, Values
from kiosk.documents.template_file import List, Map, Node, TemplateFile, Text


class Filling:
    """Fills the texts of one file with one set of values; ``used`` collects the slots it met."""

    def __init__(self, file: TemplateFile, declared: frozenset[str], values: Values) -> None:
        self.file = file
        self.used: set[str] = set()
        self._declared = declared
        self._values = values

    def text(self, node: Node | None, what: str, line: int) -> str | None:
        """A text with its slots filled, or None when one of them is absent."""
        source = self.file.text(node, what, line)
        parts = []
        for literal, slot in self._parse(source):
            parts.append(literal)
            if slot is None:
                continue
            self._meet(slot, SlotKind.TEXT, source)
            if slot not in self._values.texts:
                return None
            parts.append(self._values.texts[slot])
        return "".join(parts)

    def pairs(self, node: Node, what: str) -> tuple[KeyValue, ...]:
        """A slot of pairs, or a mapping of label to text."""
        if isinstance(node, Text):
            slot = self._only_slot(node, what, SlotKind.PAIRS)
            return self._values.pairs.get(slot, ())
        if not isinstance(node, Map):
            raise self.file.error(node.line, f"{what} must be a mapping or a slot of pairs")
        rows = ((label, self.text(value, what, node.line)) for label, value in node.items)
        return tuple(_row(label.text, value) for label, value in rows if value is not None)

    def lines(self, node: Node | None, what: str, line: int) -> tuple[str, ...]:
        """A slot of lines, or a list of texts."""
        if isinstance(node, Text):
            return self._values.lines.get(self._only_slot(node, what, SlotKind.LINES), ())
        items: List = self.file.list(node, what, line)
        filled = (self.text(item, what, items.line) for item in items.items)
        return tuple(text for text in filled if text is not None)

    def table(self, node: Node, what: str) -> Table | None:
        """A slot of a table."""
        source = self.file.text(node, what, node.line)
        return self._values.tables.get(self._only_slot(source, what, SlotKind.TABLE))

    def _only_slot(self, source: Text, what: str, kind: SlotKind) -> str:
        parts = list(self._parse(source))
        if len(parts) != 1 or parts[0][0] or parts[0][1] is None:
            reason = f"{what} must be one placeholder of kind {kind}, as in {{fields}}"
            raise self.file.error(source.line, reason)
        slot = parts[0][1]
        self._meet(slot, kind, source)
        return slot

    def _parse(self, source: Text) -> Iterator[tuple[str, str | None]]:
        try:
            for literal, slot, formatting, conversion in Formatter().parse(source.text):
                if formatting or conversion:
                    raise self.file.error(source.line, f"{{{slot}}} takes no formatting")
                yield literal, slot
        except ValueError as error:
            raise self.file.error(source.line, f"unbalanced braces: {error}") from error

    def _meet(self, slot: str, kind: SlotKind, source: Text) -> None:
        if slot not in self._declared:
            known = "declare it under data" if slot in SLOTS else "no such slot"
            raise self.file.error(source.line, f"unknown placeholder {{{slot}}}: {known}")
        if SLOTS[slot] is not kind:
            reason = f"{{{slot}}} holds {SLOTS[slot]}, here stands {kind}"
            raise self.file.error(source.line, reason)
        self.used.add(slot)


def _row(label: str, value: str) -> KeyValue:
    """A label that ends in ``!`` marks a strong row."""
    return KeyValue(label.removesuffix("!"), value, strong=label.endswith("!"))
