"""The fictitious people whose cards the simulator carries (``config/sandbox/residents.yaml``)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from drivers._documents import Sex
from drivers.sim.yaml_entry import Entry, entries

RESIDENTS_FILE = Path(__file__).parents[2] / "config" / "sandbox" / "residents.yaml"

SEXES = {sex.value: sex for sex in Sex}


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
    """All residents by key.

    Raises ConfigurationError that names file, key and field of what is wrong.
    """
    return {entry.key: _resident(entry) for entry in entries(path, "residents")}


def _resident(entry: Entry) -> SimResident:
    resident = SimResident(
        key=entry.key,
        name=entry.text("name"),
        sex=entry.choice("sex", SEXES),
        ethnic_code=entry.text("ethnic_code"),
        birth=entry.day("birth"),
        address=entry.text("address"),
        id_number=entry.text("id_number"),
        issuer=entry.text("issuer"),
        valid_from=entry.day("valid_from"),
        valid_until=entry.last_day("valid_until"),
    )
    entry.done()
    return resident
