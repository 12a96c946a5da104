"""Documents as data: ``config/documents/*.yaml`` plus a mapping of values makes a ``Document``.

A template says its ``kind`` (the file's name), whether it is ``secured``, under ``data`` which
slots it needs and which it can do without, and its ``blocks`` from top to bottom. Loading checks
all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from kiosk.documents.errors import DataError, DocumentError
from kiosk.documents.filling import Filling
from kiosk.documents.model import (
    SAMPLE_NOTICE,
    Align,
    Block,
    Column,
    Document,
    KeyValue,
    KeyValues,
    Notice,
    Rule,
    Table,
)
from kiosk.documents.recipes import build_block
from kiosk.documents.slots import SLOTS, SlotKind, Values, check_values
from kiosk.documents.template_file import Node, TemplateFile, Text, read_template_file

FOLDER: Final = Path(__file__).parents[2] / "config" / "documents"
_PARTS = frozenset({"kind", "secured", "data", "blocks"})
_NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Template:
    """One checked template."""

    kind: str
    secured: bool
    required: frozenset[str]
    optional: frozenset[str]
    file: TemplateFile = field(repr=False)
    blocks: tuple[Node, ...] = field(repr=False)

    def fill(self, values: Values) -> tuple[tuple[Block, ...], frozenset[str]]:
        """The blocks, and the slots that the template's texts name."""
        filling = Filling(self.file, self.required | self.optional, values)
        built = [build_block(node, filling) for node in self.blocks]
        return _settled(built), frozenset(filling.used)


def compose(
    kind: str,
    data: Mapping[str, object],
    *,
    sample: bool,
    templates: Mapping[str, Template] | None = None,
) -> Document:
    """The document of ``kind`` filled with ``data`` (slots and shapes: ``slots.py``).

    ``sample`` is True in every profile but production: the paper says 样张 · 无法律效力. Slots
    that the template does not use are ignored. Raises ``DataError`` (never showing a value) and,
    on first use, ``TemplateError``.
    """
    known = load_templates() if templates is None else templates
    if kind not in known:
        message = f"no document of kind {kind!r}: {', '.join(sorted(known))}"
        raise DocumentError(message)
    template, values = known[kind], check_values(data)
    if missing := sorted(template.required - values.names()):
        message = f"{kind} needs: {', '.join(missing)}"
        raise DataError(message)
    blocks, _ = template.fill(values)
    notice: tuple[Block, ...] = (Notice(SAMPLE_NOTICE),) if sample else ()
    return Document(kind, values.texts[_NUMBER], (*notice, *blocks), sample, template.secured)


@lru_cache(maxsize=4)
def load_templates(folder: Path = FOLDER) -> Mapping[str, Template]:
    """Every template of ``folder`` by kind; raises ``TemplateError`` for the first wrong one."""
    return MappingProxyType({path.stem: _load(path) for path in sorted(folder.glob("*.yaml"))})


def specimen_documents() -> Iterator[Document]:
    """Every kind with its own words and a placeholder in each slot: for warming up."""
    for kind, template in load_templates().items():
        blocks, _ = template.fill(_specimens(template.required | template.optional))
        yield Document(kind, "", (Notice(SAMPLE_NOTICE), *blocks), sample=True, secured=True)


def _load(path: Path) -> Template:
    file = read_template_file(path)
    file.map(file.root, "a template", 1, _PARTS)
    kind = file.text(file.root.get("kind"), "kind", 1)
    if kind.text != path.stem:
        raise file.error(kind.line, f"kind must be the file's name, {path.stem!r}")
    blocks = file.list(file.root.get("blocks"), "blocks", 1)
    required, optional = _declared(file, "required"), _declared(file, "optional")
    template = Template(
        kind=kind.text,
        secured=_secured(file),
        required=frozenset(slot.text for slot in required),
        optional=frozenset(slot.text for slot in optional),
        file=file,
        blocks=blocks.items,
    )
    _check_slots(template, (*required, *optional), file)
    return template


def _check_slots(template: Template, declared: Iterable[Text], file: TemplateFile) -> None:
    """Fill the template with specimens: shapes, unknown placeholders, then missing ones."""
    _, used = template.fill(_specimens(template.required | template.optional))
    for slot in declared:
        if slot.text not in used and slot.text != _NUMBER:
            reason = f"missing placeholder {{{slot.text}}}: declared, but no block shows it"
            raise file.error(slot.line, reason)
    if _NUMBER not in template.required:
        raise file.error(file.root.line, "every document needs the slot 'number'")


def _declared(file: TemplateFile, need: str) -> tuple[Text, ...]:
    data = file.map(file.root.get("data"), "data", 1, frozenset({"required", "optional"}))
    node = data.get(need)
    if node is None:
        return ()
    names = file.list(node, need, data.line)
    slots = tuple(file.text(item, need, names.line) for item in names.items)
    for slot in slots:
        if slot.text not in SLOTS:
            reason = f"unknown slot {slot.text!r}: use {', '.join(sorted(SLOTS))}"
            raise file.error(slot.line, reason)
    return slots


def _secured(file: TemplateFile) -> bool:
    node = file.root.get("secured")
    return isinstance(node, Text) and node.text == "true"


def _specimens(slots: frozenset[str]) -> Values:
    by_kind = {kind: [slot for slot in slots if SLOTS[slot] is kind] for kind in SlotKind}
    table = Table((Column("栏", Align.LEFT),), (("值",),))
    return Values(
        texts=dict.fromkeys(by_kind[SlotKind.TEXT], "样"),
        pairs=dict.fromkeys(by_kind[SlotKind.PAIRS], (KeyValue("项", "值"),)),
        lines=dict.fromkeys(by_kind[SlotKind.LINES], ("行",)),
        tables=dict.fromkeys(by_kind[SlotKind.TABLE], table),
    )


def _settled(blocks: Iterable[Block | None]) -> tuple[Block, ...]:
    """What is left when absent blocks are gone: of rules that meet the last, of labelled values
    that meet one block with one column of labels."""
    kept: list[Block] = []
    for block in blocks:
        match (kept[-1] if kept else None), block:
            case _, None:
                continue
            case Rule(), Rule():
                kept[-1] = block
            case KeyValues(before), KeyValues(after):
                kept[-1] = KeyValues((*before, *after))
            case _:
                kept.append(block)
    return tuple(kept)
