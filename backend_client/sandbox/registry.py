"""Everything the sandbox knows before the first request: services, people and their records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from backend_client.contracts import DocumentKind
from backend_client.sandbox import config
from backend_client.sandbox.masking import mask_name, mask_number

ZONE = ZoneInfo("Asia/Shanghai")
"""Dates on paper, working days and opening hours are Shenzhen's."""

_SEX_TEXT = {"male": "男", "female": "女"}

_NUMBER_LABELS = {DocumentKind.RESIDENT: "公民身份号码"}

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Registry:
    """Read once, never changed. ``repr`` of people is not wanted anywhere: ask by key."""

    people: Mapping[str, config.Holder]
    registers: Mapping[str, Mapping[str, config.Fact | tuple[config.KnownChoice, ...]]]
    records: Mapping[str, Mapping[str, tuple[Row, ...]]]
    queries: Mapping[str, config.QueryService]
    applications: Mapping[str, config.ApplicationService]
    certificates: Mapping[str, config.CertificateService]
    prefill: config.PrefillPlan
    booking: config.Booking

    def __repr__(self) -> str:
        return f"Registry({len(self.people)} people)"

    def knows_item(self, item_id: str) -> bool:
        """Whether any kind of service has this id."""
        kinds = (self.queries, self.applications, self.certificates, self.booking.items)
        return any(item_id in kind for kind in kinds)

    def key_of(self, document: DocumentKind, number: str) -> str | None:
        """Whose document this is: travel documents have numbers of their own, all others carry
        the person's.
        """
        travel = document is DocumentKind.TRAVEL
        keys = (
            key
            for key, person in self.people.items()
            if person.id_number == number and (person.document is DocumentKind.TRAVEL) is travel
        )
        return next(keys, None)

    def facts(self, resident_key: str, today: date) -> dict[str, config.Fact]:
        """All single facts about a resident: from the card, computed, and from registers."""
        person = self.people[resident_key]
        had_birthday = (today.month, today.day) >= (person.birth.month, person.birth.day)
        registered = self.registers.get(resident_key, {})
        facts: dict[str, config.Fact] = {
            "name": person.name,
            "masked_name": mask_name(person.name),
            "id_number": person.id_number,
            "masked_id": mask_number(person.id_number),
            "number_label": _NUMBER_LABELS.get(person.document, "证件号码"),
            "sex_text": _SEX_TEXT.get(person.sex, "未说明"),
            "birth_text": f"{person.birth:%Y年%m月%d日}",
            "age": today.year - person.birth.year - (0 if had_birthday else 1),
        }
        single = {key: value for key, value in registered.items() if not isinstance(value, tuple)}
        return facts | ({"address": person.address} if person.address else {}) | single

    def choices(self, resident_key: str, name: str) -> tuple[config.KnownChoice, ...]:
        """A list of a resident's register, empty when there is none."""
        value = self.registers.get(resident_key, {}).get(name, ())
        return value if isinstance(value, tuple) else ()


@lru_cache(maxsize=4)
def load_registry(directory: Path) -> Registry:
    """Read ``config/sandbox``, once a process: a change needs a restart.

    Raises OSError, or ValueError that explains what is wrong where.
    """
    people = config.read(directory / "residents.yaml", TypeAdapter(config.Residents))
    holders = config.read(directory / "holders.yaml", TypeAdapter(config.Holders))
    registers = config.read(directory / "registers.yaml", TypeAdapter(config.Registers))
    blocks = config.read(
        directory / "records.yaml",
        TypeAdapter(dict[str, dict[str, tuple[config.RecordBlock, ...]]]),
    )
    return Registry(
        people={**people.residents, **holders.holders},
        registers=registers.residents,
        records={
            data: {key: tuple(_rows(parts)) for key, parts in by_resident.items()}
            for data, by_resident in blocks.items()
        },
        queries=config.read(
            directory / "queries.yaml", TypeAdapter(dict[str, config.QueryService])
        ),
        applications=config.read(
            directory / "applications.yaml", TypeAdapter(dict[str, config.ApplicationService])
        ),
        certificates=config.read(
            directory / "certificates.yaml", TypeAdapter(dict[str, config.CertificateService])
        ),
        prefill=config.read(directory / "prefill.yaml", TypeAdapter(config.PrefillPlan)),
        booking=config.read(directory / "appointments.yaml", TypeAdapter(config.Booking)),
    )


def _rows(blocks: tuple[config.RecordBlock, ...]) -> Iterator[Row]:
    for block in blocks:
        yield from block.rows
        if block.monthly is not None:
            for month in _months_back(block.monthly.first, block.monthly.last):
                yield {
                    key: text.replace("{month}", month) for key, text in block.monthly.row.items()
                }


def _months_back(first: str, last: str) -> Iterator[str]:
    start, end = (int(m[:4]) * 12 + int(m[5:]) - 1 for m in (first, last))
    for index in range(end, start - 1, -1):
        yield f"{index // 12}-{index % 12 + 1:02d}"
