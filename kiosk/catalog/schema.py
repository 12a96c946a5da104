"""JSON Schema of the catalogue's files, generated from the model, for editors that help writing."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import BaseModel

from kiosk.catalog.model import Item, Policy, Themes

_MODELS: dict[str, type[BaseModel]] = {
    "item.json": Item,
    "policy.json": Policy,
    "themes.json": Themes,
}


def schemas() -> dict[str, str]:
    """The text of each schema by its file name."""
    draft = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return {
        name: json.dumps(draft | model.model_json_schema(), ensure_ascii=False, indent=2) + "\n"
        for name, model in _MODELS.items()
    }


def write_schemas(directory: Path) -> None:
    """Write all schemas into ``directory``. Blocks on the disk."""
    directory.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (directory / name).write_text(text, encoding="utf-8")
