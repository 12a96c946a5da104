"""The fictitious people whose cards the simulator carries (``config/sandbox/residents.yaml``)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ruamel.yaml import YAML

RESIDENTS_FILE = Path(__file__).parents[2] / "config" / "sandbox" / "residents.yaml"


@dataclass(frozen=True, slots=True)
class SimResident:
    """What is printed on a fictitious resident's card."""

    key: str
    name: str
    sex: str
    ethnic_code: str
    birth: date
    address: str
    id_number: str
    issuer: str
    valid_from: date
    valid_until: date | None


def load_residents(path: Path = RESIDENTS_FILE) -> dict[str, SimResident]:
    """All residents by key."""
    entries = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    return {
        key: SimResident(
            key=key,
            name=entry["name"],
            sex=entry["sex"],
            ethnic_code=entry["ethnic_code"],
            birth=date.fromisoformat(entry["birth"]),
            address=entry["address"],
            id_number=entry["id_number"],
            issuer=entry["issuer"],
            valid_from=date.fromisoformat(entry["valid_from"]),
            valid_until=date.fromisoformat(entry["valid_until"]) if entry["valid_until"] else None,
        )
        for key, entry in entries["residents"].items()
    }
