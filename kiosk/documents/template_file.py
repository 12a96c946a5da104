"""A template file as a tree in which everything knows its line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from kiosk.documents.errors import TemplateError


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar, as written."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class List:
    """A sequence."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Map:
    """A mapping, in the file's order."""

    items: tuple[tuple[Text, Node], ...]
    line: int

    def get(self, key: str) -> Node | None:
        """The value of ``key``."""
        return next((value for name, value in self.items if name.text == key), None)


Node = Text | List | Map


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """A parsed file; its methods raise ``TemplateError`` with the node's line."""

    path: Path
    root: Map

    def error(self, line: int, reason: str) -> TemplateError:
        """An error at ``line``."""
        return TemplateError(self.path, line, reason)

    def text(self, node: Node | None, what: str, line: int) -> Text:
        """``node`` as a scalar."""
        if not isinstance(node, Text):
            raise self.error(node.line if node else line, f"{what} must be a text")
        return node

    def map(self, node: Node | None, what: str, line: int, allowed: frozenset[str]) -> Map:
        """``node`` as a mapping with no other keys than ``allowed``."""
        if not isinstance(node, Map):
            raise self.error(node.line if node else line, f"{what} must be a mapping")
        for key, _ in node.items:
            if key.text not in allowed:
                reason = f"{what} has no {key.text!r}: use {', '.join(sorted(allowed))}"
                raise self.error(key.line, reason)
        return node

    def list(self, node: Node | None, what: str, line: int) -> List:
        """``node`` as a sequence."""
        if not isinstance(node, List):
            raise self.error(node.line if node else line, f"{what} must be a list")
        return node


def read_template_file(path: Path) -> TemplateFile:
    """Parse ``path``; raises ``TemplateError`` for broken YAML or a doubled key."""
    try:
        with path.open(encoding="utf-8") as source:
            root = YAML(typ="rt").compose(source)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise TemplateError(path, line, "this is not YAML") from error
    if not isinstance(root, MappingNode):
        raise TemplateError(path, 1, "a template is a mapping")
    return TemplateFile(path, _map(root, path))


def _map(node: MappingNode, path: Path) -> Map:
    pairs = tuple(_pairs(node, path))
    seen: set[str] = set()
    for key, _ in pairs:
        if key.text in seen:
            raise TemplateError(path, key.line, f"{key.text!r} stands here twice")
        seen.add(key.text)
    return Map(pairs, _line(node))


def _pairs(node: MappingNode, path: Path) -> Iterator[tuple[Text, Node]]:
    for key, value in node.value:
        yield Text(str(key.value), _line(key)), _node(value, path)


def _node(node: ScalarNode | SequenceNode | MappingNode, path: Path) -> Node:
    match node:
        case MappingNode():
            return _map(node, path)
        case SequenceNode():
            return List(tuple(_node(item, path) for item in node.value), _line(node))
        case _:
            return Text(str(node.value), _line(node))


def _line(node: ScalarNode | SequenceNode | MappingNode) -> int:
    return int(node.start_mark.line) + 1
