"""A document in words: for screen readers, for the preview's caption, for checking glyphs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from kiosk.documents.model import (
    Body,
    Callout,
    Document,
    Footer,
    Heading,
    KeyValue,
    KeyValues,
    Masthead,
    Notice,
    NumberLine,
    Paragraph,
    QrWithText,
    Rule,
    SignOff,
    Specimen,
    Steps,
    Subtitle,
    Table,
    Title,
)
from kiosk.documents.tabulation import NO_ROWS, tabulate


def plain_text(document: Document) -> str:
    """One line for each thing said, in the order of the paper; rules and patterns say nothing."""
    return "\n".join(texts(document))


def texts(document: Document) -> Iterator[str]:
    """The lines of ``plain_text``."""
    for block in document.blocks:
        if isinstance(block, Masthead):
            lines = _masthead(block)
        elif isinstance(block, Body):
            lines = _body(block)
        else:
            lines = (block.text,) if isinstance(block, Specimen) else ()
        yield from (line for line in lines if line)


def _masthead(block: Masthead) -> tuple[str, ...]:
    match block:
        case Notice(text) | Title(text) | Subtitle(text):
            return (text,)
        case Heading(badge, title, subtitle):
            return (f"{badge} {title}".strip(), subtitle)
        case NumberLine(label, value):
            return (f"{label} {value}",)
        case Callout(text, detail):
            return (text, detail)
        case _:
            assert_never(block)


def _body(block: Body) -> tuple[str, ...]:
    match block:
        case KeyValues(rows):
            return tuple(map(_pair, rows))
        case Table():
            return tuple(_table(block))
        case Paragraph(text):
            return (text,)
        case Rule():
            return ()
        case SignOff():
            return tuple(_sign_off(block))
        case QrWithText():
            return tuple(_qr(block))
        case Steps():
            return tuple(_steps(block))
        case Footer(lines):
            return lines
        case _:
            assert_never(block)


def _pair(row: KeyValue) -> str:
    return f"{row.label}：{row.value}"


def _table(block: Table) -> Iterator[str]:
    """What holds for all rows once, then the rows."""
    tabulation = tabulate(block)
    yield from map(_pair, tabulation.common)
    if not tabulation.table.rows:
        yield NO_ROWS
    for row in tabulation.table.rows:
        cells = zip(tabulation.table.columns, row, strict=True)
        yield "，".join(f"{column.heading} {cell}" for column, cell in cells)


def _sign_off(block: SignOff) -> Iterator[str]:
    yield from map(_pair, (block.issuer, *block.entries))
    if block.seal is not None:
        yield f"印章：{block.seal.issuer} {block.seal.purpose}"


def _qr(block: QrWithText) -> Iterator[str]:
    yield f"{block.heading}：{block.payload}"
    yield from block.lines
    if block.code:
        yield f"{block.code_label} {block.code}"


def _steps(block: Steps) -> Iterator[str]:
    yield block.heading
    for place, item in enumerate(block.items, start=1):
        yield f"{place}. {item}" if block.numbered else f"· {item}"
