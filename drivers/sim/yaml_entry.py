"""Entries of the simulators' YAML files, checked field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from drivers._errors import ConfigurationError

T = TypeVar("T")

MISSING = object()


class Entry:
    """One entry; every error is a ConfigurationError that names file, key and field."""

    def __init__(self, file: str, key: str, fields: Mapping[str, object]) -> None:
        self.key = key
        self._file = file
        self._fields = dict(fields)

    def text(self, field: str, default: str | None = None) -> str:
        """A text; without ``default`` it must be there and not be empty."""
        value = self._fields.pop(field, MISSING)
        if value is MISSING and default is not None:
            return default
        if not isinstance(value, str) or not value:
            raise self.wrong(field, "a text (in quotation marks) is needed")
        return value

    def flag(self, field: str) -> bool:
        """``true`` or ``false``, which is also what a missing field says."""
        value = self._fields.pop(field, False)
        if not isinstance(value, bool):
            raise self.wrong(field, "true or false is needed")
        return value

    def choice(self, field: str, choices: Mapping[str, T], default: str | None = None) -> T:
        """What one of the words in ``choices`` stands for."""
        word = self.text(field, default)
        if word not in choices:
            raise self.wrong(field, f"one of {', '.join(choices)} is needed")
        return choices[word]

    def day(self, field: str) -> date:
        """A date as the text ``YYYY-MM-DD``."""
        text = self.text(field)
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise self.wrong(field, "a date as YYYY-MM-DD is needed") from None

    def last_day(self, field: str) -> date | None:
        """A date, or ``null`` for a document that is valid for life."""
        if self._fields.get(field, MISSING) is None:
            del self._fields[field]
            return None
        return self.day(field)

    def done(self) -> None:
        """Refuse the first field that was not asked for: most likely a misspelt one."""
        for field in self._fields:
            raise self.wrong(field, "no such field here")

    def wrong(self, field: str, why: str) -> ConfigurationError:
        """The error to raise for a field."""
        return ConfigurationError(f"{self._file}: {self.key}.{field}: {why}")

    def unusable(self, why: str) -> ConfigurationError:
        """The error to raise for the entry as a whole; ``why`` names the field."""
        return ConfigurationError(f"{self._file}: {self.key}: {why}")


def entries(path: Path, section: str) -> Iterator[Entry]:
    """The entries under the file's only key ``section``; raises ConfigurationError."""
    try:
        content = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        message = f"{path.name}: not readable: {error}"
        raise ConfigurationError(message) from error
    listed = content.get(section) if isinstance(content, dict) else None
    if not isinstance(listed, dict):
        message = f"{path.name}: {section}: entries by key are needed"
        raise ConfigurationError(message)
    for key, fields in listed.items():
        if not isinstance(key, str) or not isinstance(fields, dict):
            message = f"{path.name}: {key}: a key and its fields are needed"
            raise ConfigurationError(message)
        yield Entry(path.name, key, fields)
