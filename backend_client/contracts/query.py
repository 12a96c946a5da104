"""Looking something up: one request, one table."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime

from backend_client.contracts._base import ItemId, Labelled, ShortText, WireModel


class QueryRequest(WireModel):
    """Which record to look up; whose record follows from the bearer."""

    item_id: ItemId


class Column(WireModel):
    """One column of a table; ``align`` is start for words and end for amounts."""

    key: str
    label: ShortText
    align: Literal["start", "center", "end"] = "start"


class Table(WireModel):
    """Every row has a value, possibly empty, for every column's key."""

    columns: tuple[Column, ...]
    rows: tuple[dict[str, str], ...]


class Records(WireModel):
    """The answer: ready to show, amounts and dates already formatted. No rows: nothing on file."""

    title: ShortText
    columns: tuple[Column, ...]
    rows: tuple[dict[str, str], ...]
    summary: tuple[Labelled, ...]
    as_of: AwareDatetime
    issuer: ShortText
