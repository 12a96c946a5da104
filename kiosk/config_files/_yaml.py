"""YAML as plain data with the line of every key and list entry.

The node tree is read directly: it knows every line, and costs less than building ruamel's
round-trip containers at each start.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from kiosk.config_files._problems import ConfigError, ConfigProblem, Finding, Location, dotted

Plain = str | int | float | bool | None | list["Plain"] | dict[str, "Plain"]
"""What JSON can hold."""


@dataclass(frozen=True, slots=True)
class Document:
    """One file's content and the line, from 1, on which each value's key or entry stands."""

    file: Path
    data: Plain
    lines: Mapping[Location, int] = field(repr=False)

    def line(self, at: Location) -> int:
        """The line of ``at``, or of the nearest thing around it that the file has."""
        while at not in self.lines:
            at = at[:-1]
        return self.lines[at]

    def problem(self, finding: Finding) -> ConfigProblem:
        """``finding`` with this file and its line."""
        where = dotted(finding.at)
        return ConfigProblem(self.file, self.line(finding.at), where, finding.message, finding.mend)


def has(data: Plain, part: str | int) -> bool:
    """Whether ``data`` is a group with the key ``part``, or a list with that position."""
    if isinstance(data, dict):
        return part in data
    return isinstance(data, list) and isinstance(part, int) and part < len(data)


def child(data: Plain, part: str | int) -> Plain:
    """What stands under ``part``; None where nothing does."""
    if isinstance(data, dict) and isinstance(part, str):
        return data.get(part)
    if isinstance(data, list) and isinstance(part, int) and part < len(data):
        return data[part]
    return None


def read_document(file: Path) -> Document:
    """Read one YAML 1.2 file of UTF-8 text. Blocks on the disk.

    Raises ``ConfigError`` where it cannot be read, is no YAML or repeats a key.
    """
    text = _read_text(file)
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = str(error.problem or error.context or "not YAML")
        raise _failure(file, mark.line + 1 if mark else 1, problem, _mend(problem)) from error
    except ReaderError as error:
        line = text[: error.position].count("\n") + 1
        raise _failure(file, line, "a control character", "remove it") from error
    except YAMLError as error:
        raise _failure(file, 1, str(error), "write plain YAML 1.2") from error
    if root is None:
        raise _failure(file, 1, "the file is empty", "write its keys or remove the file")
    tree = _Tree(file)
    data = tree.plain(root, ())
    if tree.problems:
        raise ConfigError(tree.problems)
    return Document(file, data, tree.lines)


@dataclass(slots=True)
class _Tree:
    """Turns nodes into plain data, noting lines and problems on the way."""

    file: Path
    lines: dict[Location, int] = field(default_factory=dict)
    problems: list[ConfigProblem] = field(default_factory=list)
    open_nodes: list[int] = field(default_factory=list)

    def plain(self, node: Node, at: Location, line: int | None = None) -> Plain:
        """The data of ``node``, whose key stands on ``line``."""
        self.lines[at] = line or node.start_mark.line + 1
        if id(node) in self.open_nodes:
            self.report(at, "an alias inside its own anchor", "write the value out")
            return None
        self.open_nodes.append(id(node))
        try:
            return self._content(node, at)
        finally:
            self.open_nodes.pop()

    def report(self, at: Location, message: str, mend: str) -> None:
        """Note a problem at a place whose line is known."""
        problem = ConfigProblem(self.file, self.lines[at], dotted(at), message, mend)
        self.problems.append(problem)

    def _content(self, node: Node, at: Location) -> Plain:
        if isinstance(node, MappingNode):
            return self._mapping(node, at)
        if isinstance(node, SequenceNode):
            return [self.plain(child, (*at, index)) for index, child in enumerate(node.value)]
        return self._scalar(node, at)

    def _mapping(self, node: MappingNode, at: Location) -> Plain:
        data: dict[str, Plain] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, ScalarNode):
                self.lines[(*at, "?")] = line
                self.report((*at, "?"), "a key that is no word", "write a word as the key")
            elif key.value in data:
                first = self.lines[(*at, key.value)]
                self.lines[(*at, key.value)] = line
                message = f'key "{key.value}" stands here a second time'
                self.report((*at, key.value), message, f"remove it, or the one on line {first}")
            else:
                data[key.value] = self.plain(value, (*at, key.value), line)
        return data

    def _scalar(self, node: Node, at: Location) -> Plain:
        text: str = node.value
        kind = str(node.tag).rpartition(":")[2]
        try:
            match kind:
                case "str" | "timestamp":
                    return text
                case "null":
                    return None
                case "bool":
                    return text.lower() == "true"
                case "int":
                    return int(text, 10 if text.lstrip("+-").isdigit() else 0)
                case "float":
                    return float(text)
        except ValueError:
            self.report(at, f"{text} is no number", "put it in quotes if it is a text")
            return None
        self.report(at, f"tag {node.tag} is not known here", "remove the tag")
        return None


def _read_text(file: Path) -> str:
    try:
        raw = file.read_bytes()
    except OSError as error:
        reason = (error.strerror or "unreadable").lower()
        raise _failure(file, 1, f"cannot be read: {reason}", "check path and rights") from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise _failure(file, line, "not UTF-8 text", "save the file as UTF-8") from error


def _failure(file: Path, line: int, message: str, mend: str) -> ConfigError:
    return ConfigError([ConfigProblem(file, line, "", message, mend)])


def _mend(problem: str) -> str:
    if "'\\t'" in problem or "tab" in problem:
        return "indent with spaces, not tabs"
    if "mapping values are not allowed" in problem:
        return "indent keys of one group alike, and put a text with a colon in quotes"
    return "check indentation, colons, brackets and quotes here and on the line before"
