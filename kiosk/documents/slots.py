"""The data that documents are made of: slot names, their kinds, their checked values.

A mapping given to ``compose`` is turned into ``Values`` once, here; nothing behind it guesses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum, unique
from unicodedata import category

from kiosk.documents.errors import DataError
from kiosk.documents.model import Align, Column, KeyValue, Table


@unique
class SlotKind(StrEnum):
    """What a slot holds."""

    TEXT = "text"
    PAIRS = "pairs"
    LINES = "lines"
    TABLE = "table"


_TEXTS = (
    "title region issuer number case_number check_code verify_url verify_page issued_at "
    "valid_until copy_no place kiosk_id hotline item statement summary decision decision_note "
    "submitted_at saved_at when where window reason software"
)

SLOTS: Mapping[str, SlotKind] = {
    **dict.fromkeys(_TEXTS.split(), SlotKind.TEXT),
    "fields": SlotKind.PAIRS,
    "facts": SlotKind.PAIRS,
    "next_steps": SlotKind.LINES,
    "bring": SlotKind.LINES,
    "notes": SlotKind.LINES,
    "table": SlotKind.TABLE,
}
"""Every slot a template may ask for; GLOSSARY words, one meaning each."""

_COLUMN_PARTS = frozenset({"heading", "align"})


@dataclass(frozen=True, slots=True)
class Values:
    """Checked data; a slot that is absent or empty is in none of the mappings."""

    texts: Mapping[str, str] = field(repr=False)
    pairs: Mapping[str, tuple[KeyValue, ...]] = field(repr=False)
    lines: Mapping[str, tuple[str, ...]] = field(repr=False)
    tables: Mapping[str, Table] = field(repr=False)

    def names(self) -> frozenset[str]:
        """Slots that hold something."""
        return frozenset((*self.texts, *self.pairs, *self.lines, *self.tables))


def check_values(data: Mapping[str, object]) -> Values:
    """``data`` by kind of slot; raises ``DataError`` naming an unknown or misshapen slot."""
    if unknown := sorted(set(data) - set(SLOTS)):
        message = f"unknown slots: {', '.join(unknown)}"
        raise DataError(message)
    given = {name: value for name, value in data.items() if value not in (None, "", (), [])}
    by_kind = {kind: [name for name in given if SLOTS[name] is kind] for kind in SlotKind}
    return Values(
        texts={name: _text(given[name], name) for name in by_kind[SlotKind.TEXT]},
        pairs={name: _pairs(given[name], name) for name in by_kind[SlotKind.PAIRS]},
        lines={name: _lines(given[name], name) for name in by_kind[SlotKind.LINES]},
        tables={name: _table(given[name], name) for name in by_kind[SlotKind.TABLE]},
    )


def _text(value: object, slot: str) -> str:
    match value:
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M:%S")
        case date():
            return value.isoformat()
        case str():
            return _printable(value)
        case int() if not isinstance(value, bool):
            return str(value)
    raise _misshapen(slot, "a text, a number or a time")


def _printable(text: str) -> str:
    """Spaces for tabs and other blanks, nothing for controls, joiners and variation selectors.

    Private-use and unassigned characters stay: a name must never lose one in silence.
    """
    blanks = "".join(" " if one.isspace() and one not in "\n\u3000" else one for one in text)
    return "".join(one for one in blanks if one == "\n" or not _inkless(one)).strip()


def _inkless(character: str) -> bool:
    selector = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    return selector or category(character) in {"Cc", "Cf"}


def _pairs(value: object, slot: str) -> tuple[KeyValue, ...]:
    rows = []
    for row in _sequence(value, slot):
        if isinstance(row, KeyValue):
            rows.append(row)
            continue
        cells = _sequence(row, slot)
        if len(cells) != len(("label", "value")):
            raise _misshapen(slot, "a list of (label, value)")
        rows.append(KeyValue(_text(cells[0], slot), _text(cells[1], slot)))
    return tuple(rows)


def _lines(value: object, slot: str) -> tuple[str, ...]:
    return tuple(_text(line, slot) for line in _sequence(value, slot))


def _table(value: object, slot: str) -> Table:
    if isinstance(value, Table):
        return value
    if not isinstance(value, Mapping) or set(value) != {"columns", "rows"}:
        raise _misshapen(slot, "columns and rows")
    given = _sequence(value["columns"], slot)
    columns = tuple(_column(one, at, len(given), slot) for at, one in enumerate(given))
    rows = tuple(_lines(row, slot) for row in _sequence(value["rows"], slot))
    if not columns or any(len(row) != len(columns) for row in rows):
        raise _misshapen(slot, "one cell a column in every row")
    return Table(columns, rows)


def _column(value: object, place: int, count: int, slot: str) -> Column:
    """A heading alone stands left in the first column, right in the last, else in the middle."""
    usual = Align.LEFT if place == 0 else Align.RIGHT if place == count - 1 else Align.CENTER
    if isinstance(value, Column):
        return value
    if isinstance(value, str):
        return Column(_text(value, slot), usual)
    if not isinstance(value, Mapping) or not set(value) <= _COLUMN_PARTS or "heading" not in value:
        raise _misshapen(slot, "columns of heading and align")
    try:
        align = Align(value.get("align", usual))
    except ValueError:
        raise _misshapen(slot, "align of left, center or right") from None
    return Column(_text(value["heading"], slot), align)


def _sequence(value: object, slot: str) -> Sequence[object]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise _misshapen(slot, "a list")
    return value


def _misshapen(slot: str, wanted: str) -> DataError:
    return DataError(f"slot {slot!r} must be {wanted}")
