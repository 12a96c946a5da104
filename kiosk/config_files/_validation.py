"""Plain data against a pydantic model; its error report in our words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from kiosk.config_files._mending import Expectation, told
from kiosk.config_files._problems import ConfigError, Location
from kiosk.config_files._yaml import Document, Plain, child, has, read_document

Model = TypeVar("Model", bound=BaseModel)


def load_model(file: Path, model: type[Model]) -> tuple[Model, Document]:
    """Read ``file`` as ``model``. Blocks on the disk.

    The document comes along so that later findings can be given their lines. Raises
    ``ConfigError`` with every problem of the file.
    """
    document = read_document(file)
    return parse(document, model), document


def parse(document: Document, model: type[Model]) -> Model:
    """The document as ``model``, strictly: no text passes for a number, nor the reverse.

    Validated as JSON, whose strict mode takes lists for tuples and words for enums as YAML must.
    """
    try:
        return model.model_validate_json(json.dumps(document.data), strict=True)
    except ValidationError as error:
        expectation = Expectation(model.model_json_schema())
        details = error.errors(include_url=False)
        problems = {
            document.problem(told(detail, place(detail, document.data), expectation, document.data))
            for detail in details
            if not _only_follows(detail)
        }
        raise ConfigError(sorted(problems, key=lambda found: (found.line, found.field))) from error


def place(detail: ErrorDetails, data: Plain) -> Location:
    """The error's location in the file: pydantic's, without the union tags that it inserts."""
    kept: list[str | int] = []
    here: Plain = data
    for part in detail["loc"]:
        missing = detail["type"] == "missing" and part == detail["loc"][-1]
        if not (has(here, part) or missing):
            continue
        here = child(here, part)
        kept.append(part)
    return tuple(kept)


def _only_follows(detail: ErrorDetails) -> bool:
    """Whether a list counts as too short only because entries of it are wrong themselves."""
    given = detail["input"]
    return detail["type"] == "too_short" and isinstance(given, list) and len(given) > 0
