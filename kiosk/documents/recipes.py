"""From template nodes to blocks: one builder for each kind of block that a template may name.

A builder answers None when what its block is about is absent; it raises ``TemplateError`` for a
node of the wrong shape. Loading runs every builder once on specimen values, so that nothing can
fail later that the file could have told before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from kiosk.documents.filling import Filling
from kiosk.documents.model import (
    Block,
    Callout,
    Footer,
    Heading,
    KeyValue,
    KeyValues,
    NumberLine,
    Paragraph,
    QrWithText,
    Rule,
    Ruler,
    RuleStyle,
    Seal,
    SignOff,
    Specimen,
    Steps,
    Subtitle,
    Title,
    Tones,
)
from kiosk.documents.template_file import Map, Node, Text

Builder = Callable[[Node, Filling], Block | None]


def build_block(node: Node, filling: Filling) -> Block | None:
    """The block of a mapping with one key, its kind."""
    if not isinstance(node, Map) or len(node.items) != 1:
        raise filling.file.error(node.line, "a block is a mapping with one key, its kind")
    kind, options = node.items[0]
    if kind.text not in BUILDERS:
        reason = f"unknown block {kind.text!r}: use {', '.join(sorted(BUILDERS))}"
        raise filling.file.error(kind.line, reason)
    return BUILDERS[kind.text](options, filling)


def _title(node: Node, filling: Filling) -> Block | None:
    text = filling.text(node, "title", node.line)
    return Title(text) if text else None


def _subtitle(node: Node, filling: Filling) -> Block | None:
    text = filling.text(node, "subtitle", node.line)
    return Subtitle(text) if text else None


def _specimen(node: Node, filling: Filling) -> Block | None:
    text = filling.text(node, "specimen", node.line)
    return Specimen(text) if text else None


def _heading(node: Node, filling: Filling) -> Block | None:
    options = _options(node, filling, "heading", "badge title subtitle")
    title = _wanted(options, "title", filling)
    badge, subtitle = _maybe(options, "badge", filling), _maybe(options, "subtitle", filling)
    return Heading(badge, title, subtitle) if title else None


def _number(node: Node, filling: Filling) -> Block | None:
    row = _single(node, filling, "number")
    return NumberLine(row.label, row.value) if row else None


def _callout(node: Node, filling: Filling) -> Block | None:
    options = _options(node, filling, "callout", "text detail filled")
    text, detail = _wanted(options, "text", filling), _maybe(options, "detail", filling)
    filled = _flag(options, "filled", filling)
    return Callout(text, detail, filled) if text else None


def _key_values(node: Node, filling: Filling) -> Block | None:
    rows = filling.pairs(node, "key_values")
    return KeyValues(rows) if rows else None


def _particulars(node: Node, filling: Filling) -> Block | None:
    """Labelled values about a person: the first is who it is, so it is strong."""
    rows = filling.pairs(node, "particulars")
    if not rows:
        return None
    return KeyValues((replace(rows[0], strong=True), *rows[1:]))


def _table(node: Node, filling: Filling) -> Block | None:
    return filling.table(node, "table")


def _paragraph(node: Node, filling: Filling) -> Block | None:
    if isinstance(node, Text):
        text = filling.text(node, "paragraph", node.line)
        return Paragraph(text) if text else None
    options = _options(node, filling, "paragraph", "text indent strong")
    wanted = _wanted(options, "text", filling)
    indent, strong = _flag(options, "indent", filling), _flag(options, "strong", filling)
    return Paragraph(wanted, indent, strong) if wanted else None


def _rule(node: Node, filling: Filling) -> Block | None:
    style = filling.file.text(node, "rule", node.line).text
    if style not in set(RuleStyle):
        reason = f"no rule {style!r}: use {', '.join(RuleStyle)}"
        raise filling.file.error(node.line, reason)
    return Rule(RuleStyle(style))


def _sign_off(node: Node, filling: Filling) -> Block | None:
    options = _options(node, filling, "sign_off", "issuer entries seal")
    issuer_node, entries_node = options.get("issuer"), options.get("entries")
    if issuer_node is None or entries_node is None:
        raise filling.file.error(node.line, "sign_off needs issuer and entries")
    issuer, entries = (
        _single(issuer_node, filling, "issuer"),
        filling.pairs(entries_node, "entries"),
    )
    seal_node = options.get("seal")
    seal = _seal(seal_node, filling) if seal_node else None
    return SignOff(issuer, entries, seal) if issuer else None


def _seal(node: Node, filling: Filling) -> Seal | None:
    options = _options(node, filling, "seal", "issuer purpose")
    issuer, purpose = _wanted(options, "issuer", filling), _wanted(options, "purpose", filling)
    return Seal(issuer, purpose) if issuer and purpose else None


def _qr(node: Node, filling: Filling) -> Block | None:
    options = _options(node, filling, "qr", "payload heading lines code")
    payload, heading = _wanted(options, "payload", filling), _wanted(options, "heading", filling)
    lines_node, code_node = options.get("lines"), options.get("code")
    lines = filling.lines(lines_node, "lines", node.line) if lines_node else ()
    code = _single(code_node, filling, "code") if code_node else None
    if not payload or not heading:
        return None
    return (
        QrWithText(payload, heading, lines, code.label, code.value)
        if code
        else QrWithText(payload, heading, lines)
    )


def _steps(node: Node, filling: Filling) -> Block | None:
    options = _options(node, filling, "steps", "heading items dotted")
    heading, dotted = _wanted(options, "heading", filling), _flag(options, "dotted", filling)
    items = filling.lines(options.get("items"), "items", node.line)
    return Steps(heading, items, not dotted) if heading and items else None


def _footer(node: Node, filling: Filling) -> Block | None:
    lines = filling.lines(node, "footer", node.line)
    return Footer(lines) if lines else None


def _ruler(node: Node, filling: Filling) -> Block:
    filling.file.text(node, "ruler", node.line)
    return Ruler()


def _tones(node: Node, filling: Filling) -> Block:
    filling.file.text(node, "tones", node.line)
    return Tones()


def _options(node: Node, filling: Filling, what: str, names: str) -> Map:
    return filling.file.map(node, what, node.line, frozenset(names.split()))


def _wanted(options: Map, name: str, filling: Filling) -> str | None:
    """A text that must stand in the template; None when its slot is absent."""
    return filling.text(options.get(name), name, options.line)


def _maybe(options: Map, name: str, filling: Filling) -> str:
    node = options.get(name)
    return (filling.text(node, name, node.line) or "") if node else ""


def _flag(options: Map, name: str, filling: Filling) -> bool:
    node = options.get(name)
    if node is None:
        return False
    word = filling.file.text(node, name, node.line).text
    if word not in {"true", "false"}:
        raise filling.file.error(node.line, f"{name} is true or false")
    return word == "true"


def _single(node: Node, filling: Filling, what: str) -> KeyValue | None:
    if not isinstance(node, Map) or len(node.items) != 1:
        raise filling.file.error(node.line, f"{what} is one label with one text")
    rows = filling.pairs(node, what)
    return rows[0] if rows else None


BUILDERS: Mapping[str, Builder] = {
    "callout": _callout,
    "footer": _footer,
    "heading": _heading,
    "key_values": _key_values,
    "number": _number,
    "paragraph": _paragraph,
    "particulars": _particulars,
    "qr": _qr,
    "rule": _rule,
    "ruler": _ruler,
    "sign_off": _sign_off,
    "specimen": _specimen,
    "steps": _steps,
    "subtitle": _subtitle,
    "table": _table,
    "title": _title,
    "tones": _tones,
}
