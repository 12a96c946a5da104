"""Who issued it: the seal presses on the end of the issuer's line and touches nothing else.

The seal stands right, its middle on the issuer's longest line; the other entries stand left of it,
one above the other. An entry too long for that goes above the seal, over the whole width.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kiosk.documents.ink import Picture, Rect
from kiosk.documents.model import KeyValue, KeyValues, Seal, SignOff
from kiosk.documents.parts.key_values import place_key_values
from kiosk.documents.pen import Pen, line_height
from kiosk.documents.seal import draw_seal

_PRESSED = 0.05
"""How far into the seal the issuer's name reaches, by the diameter: the ring, not the letters."""
_HALO = 2
_ORGANISATION_END = re.compile(r"(?<=[局部委院会处所署厅])(?!$)|(?<=中心)(?!$)|(?<=政府)(?!$)")
"""Where a long name of an organisation may be broken so that both parts read as names."""
_SHORTEST_PART = 3


@dataclass(frozen=True, slots=True)
class _Entry:
    label: str
    lines: tuple[str, ...]
    pressed: bool


def place_sign_off(block: SignOff, pen: Pen) -> None:
    """Entries, issuer and seal."""
    if block.seal is None:
        place_key_values(KeyValues((block.issuer, *block.entries)), pen)
        return
    room = pen.proportions.content - pen.proportions.seal - pen.proportions.gap // 2
    beside = tuple(entry for entry in block.entries if _fits(entry, room, pen))
    above = tuple(entry for entry in block.entries if entry not in beside)
    if above:
        place_key_values(KeyValues(above), pen, guarded=True)
        pen.feed(pen.proportions.gap // 4)
    _place_beside_seal(block, block.seal, beside, pen)


def break_organisation(name: str, pen: Pen, width: float) -> tuple[str, ...]:
    """Lines of at most ``width`` dots, broken after the name of a body where there is one."""
    style = pen.proportions.signed
    if pen.measure(name, style) <= width:
        return (name,)
    for found in reversed(list(_ORGANISATION_END.finditer(name))):
        head, tail = name[: found.start()], name[found.start() :]
        if len(tail) >= _SHORTEST_PART:
            return (*break_organisation(head, pen, width), *pen.wrap_evenly(tail, style, width))
    return tuple(pen.wrap_evenly(name, style, width))


def _fits(entry: KeyValue, room: int, pen: Pen) -> bool:
    return pen.measure(entry.value, pen.proportions.signed) <= room


def _place_beside_seal(block: SignOff, seal: Seal, beside: tuple[KeyValue, ...], pen: Pen) -> None:
    sizes, top = pen.proportions, pen.y
    reach = sizes.content - sizes.seal * (1 - _PRESSED)
    issuer = _Entry(block.issuer.label, break_organisation(block.issuer.value, pen, reach), True)
    others = [_Entry(entry.label, (entry.value,), False) for entry in beside]
    entries = [*others[:1], issuer, *others[1:]]
    middle = _issuer_middle(entries, pen)
    pen.y = top + max(sizes.seal // 2 - middle, 0)
    seal_top = pen.y + middle - sizes.seal // 2
    left = _seal_left(issuer, others, pen)
    for entry in entries:
        _place_entry(entry, round(left + sizes.seal * _PRESSED), pen)
    bits = draw_seal(seal, sizes.seal, pen.fonts)
    pen.seal(Picture(left, seal_top, bits, _HALO))
    pen.y = max(pen.y, seal_top + sizes.seal) + sizes.gap // 2


def _seal_left(issuer: _Entry, others: list[_Entry], pen: Pen) -> int:
    """Where the issuer's name ends, but right of all other values and left of the margin."""
    sizes = pen.proportions
    longest = max(pen.measure(line, sizes.signed) for line in issuer.lines)
    values = [pen.measure(line, sizes.signed) for entry in others for line in entry.lines]
    clear = max(values, default=0.0) + sizes.gap // 2
    wanted = max(longest - sizes.seal * _PRESSED, clear)
    return min(pen.right - sizes.seal, pen.left + round(wanted))


def _issuer_middle(entries: list[_Entry], pen: Pen) -> int:
    """Distance from the stack's top to the middle of the issuer's longest line."""
    text, y = line_height(pen.proportions.signed), 0
    for entry in entries:
        if entry.pressed:
            widths = [pen.measure(line, pen.proportions.signed) for line in entry.lines]
            above = widths.index(max(widths))
            return y + line_height(pen.proportions.note) + text * above + text // 2
        y += _entry_height(entry, pen)
    return y


def _entry_height(entry: _Entry, pen: Pen) -> int:
    sizes = pen.proportions
    return line_height(sizes.note) + line_height(sizes.signed) * len(entry.lines) + sizes.gap // 2


def _place_entry(entry: _Entry, reach: int, pen: Pen) -> None:
    """A small label, its value below; a short issuer's name is set apart to ``reach`` the seal."""
    sizes, bottom = pen.proportions, pen.y + _entry_height(entry, pen)
    pen.paragraph(entry.label, sizes.note)
    for line in entry.lines:
        frame = Rect(pen.left, pen.y, sizes.content, line_height(sizes.signed))
        spare = reach - pen.left - pen.measure(line, sizes.signed)
        alone = entry.pressed and len(entry.lines) == 1
        tracking = max(spare, 0) / max(len(line) - 1, 1) if alone else 0.0
        written = pen.write(line, sizes.signed, frame, tracking=tracking)
        if not entry.pressed:
            pen.guard(written)
        pen.feed(frame.height)
    pen.y = bottom
