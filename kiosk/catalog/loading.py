"""Reading the catalogue's files. Blocks on the disk; everything after that is memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from kiosk.catalog.catalog import Catalog
from kiosk.catalog.lint import findings
from kiosk.catalog.model import Item, Policy, Theme, Themes
from kiosk.config_files import ConfigError, ConfigProblem, Document, Finding, load_model

Model = TypeVar("Model", bound=BaseModel)


def load_catalog(directory: Path) -> Catalog:
    """The catalogue in ``directory``; ``ConfigError`` with every problem of every file."""
    catalog, problems = read_catalog(directory)
    if problems:
        raise ConfigError(problems)
    return catalog


def read_catalog(directory: Path) -> tuple[Catalog, list[ConfigProblem]]:
    """What can be read of a catalogue, and everything wrong with it."""
    reading = _Reading()
    themes = reading.load(directory / "themes.yaml", Themes)
    policy = reading.load(directory / "policy.yaml", Policy)
    if themes:
        reading.unique_themes(*themes)
    files = sorted((directory / "items").glob("*.yaml"))
    if not files:
        message, mend = "there is no item", "add a file for each service"
        reading.problems.append(ConfigProblem(directory / "items", 1, "", message, mend))
    items = [loaded for file in files if (loaded := reading.load(file, Item))]
    if themes and policy:
        for item, document in items:
            reading.check(document, findings(item, policy[0]))
            reading.check(document, reading.links(item, document, themes[0].themes))
    known = themes[0].themes if themes else ()
    return Catalog.of(known, [item for item, _ in items]), reading.problems


@dataclass(slots=True)
class _Reading:
    problems: list[ConfigProblem] = field(default_factory=list)
    seen: dict[str, Path] = field(default_factory=dict)

    def load(self, file: Path, model: type[Model]) -> tuple[Model, Document] | None:
        """A file's model, or None with its problems noted."""
        try:
            return load_model(file, model)
        except ConfigError as error:
            self.problems.extend(error.problems)
            return None

    def check(self, document: Document, found: list[Finding]) -> None:
        """Note findings with their lines."""
        self.problems.extend(document.problem(finding) for finding in found)

    def unique_themes(self, themes: Themes, document: Document) -> None:
        """Theme ids are used once."""
        ids = [theme.id for theme in themes.themes]
        for at, theme_id in enumerate(ids):
            if theme_id in ids[:at]:
                message = f'theme id "{theme_id}" is used twice'
                finding = Finding(("themes", at, "id"), message, "write another id")
                self.check(document, [finding])

    def links(self, item: Item, document: Document, themes: tuple[Theme, ...]) -> list[Finding]:
        """The item's id is its own, and names its file; its theme exists."""
        found: list[Finding] = []
        if item.id in self.seen:
            message = f'item id "{item.id}" is also used by {self.seen[item.id].name}'
            found.append(Finding(("id",), message, "write another id"))
        elif item.id != document.file.stem:
            message = f'item "{item.id}" stands in {document.file.name}'
            found.append(Finding(("id",), message, f"name the file {item.id}.yaml"))
        self.seen.setdefault(item.id, document.file)
        ids = [theme.id for theme in themes]
        if item.theme not in ids:
            message = f'there is no theme "{item.theme}"'
            found.append(Finding(("theme",), message, f"write one of: {', '.join(ids)}"))
        return found
