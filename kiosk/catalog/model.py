"""Services as data: what the files below ``config/catalog`` hold.

The elements are those of the national item list that matter at a kiosk: names, issuer, level,
conditions, materials with their source, times, fee, visits and result.
"""

from __future__ import annotations

from enum import StrEnum, unique
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from kiosk.flow import Flow
from kiosk.flow.facts import Word

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
"""An id of small letters, digits and single hyphens."""


@unique
class Verb(StrEnum):
    """What a resident comes to do: 查 约 办 印."""

    QUERY = "query"
    BOOK = "book"
    APPLY = "apply"
    PRINT = "print"


@unique
class ItemKind(StrEnum):
    """What happens at the end of an item."""

    QUERY = "query"
    """Records are shown."""
    APPOINTMENT = "appointment"
    """A seat is booked."""
    APPLICATION = "application"
    """A case is filed."""
    CERTIFICATE = "certificate"
    """A signed proof is issued."""


@unique
class Level(StrEnum):
    """The level of government that does the work."""

    DISTRICT = "区"
    STREET = "街道"
    COMMUNITY = "社区"


@unique
class MaterialSource(StrEnum):
    """Where a material comes from."""

    BROUGHT = "brought"
    """The resident brings it."""
    SHARED = "shared"
    """Another office's system delivers it."""
    ON_PHONE = "on_phone"
    """The resident shows it on a phone."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Theme(_Part):
    """A life event that groups items."""

    id: Slug
    name: Word
    order: int


class Material(_Part):
    """Something that is needed."""

    name: Word
    source: MaterialSource
    required: bool = True
    issued_by: str = ""
    """The authority that issues it, where the name does not say so."""


class Guide(_Part):
    """The guide that the resident can read before starting."""

    who: tuple[Word, ...] = Field(min_length=1)
    """Conditions: who may do this."""
    materials: tuple[Material, ...]
    takes: Word
    """The promised time."""
    fee: Word
    visits: Annotated[int, Field(ge=0, le=9)]
    """How often somebody must come to an office."""
    visits_reason: Word | None = None
    result: Word
    """Name of what the resident holds in the end."""
    phone: Word
    """Where to ask."""


class Item(_Part):
    """One service."""

    schema_version: Literal[1]
    id: Slug
    name: Word
    short_name: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=2, max_length=12)
    ]
    """Fits a card."""
    kind: ItemKind
    verbs: tuple[Verb, ...] = Field(min_length=1)
    theme: Slug
    issuer: Word
    level: Level
    assurance: Annotated[int, Field(ge=0, le=3)]
    """0 anonymous, 1 card present, 2 verified identity, 3 with a second factor."""
    instant: bool = False
    """Decided on the spot by comparing data (秒批)."""
    prefill: bool = False
    """The form is filled from data on record (秒报)."""
    proactive: bool = False
    """May be offered without being looked for (免申即享)."""
    summary: Word
    aliases: tuple[Word, ...] = ()
    elder_name: Word | None = None
    """Plain wording for the elder layout."""
    featured: Annotated[int, Field(ge=1)] | None = None
    """Rank on the home page of its verbs, 1 first; None: only in lists and search."""
    guide: Guide
    flow: Flow = Flow()


class Themes(_Part):
    """``themes.yaml``."""

    schema_version: Literal[1]
    themes: tuple[Theme, ...] = Field(min_length=1)


class PaperRule(_Part):
    """A paper that may not be demanded, the words that name it, and where it comes from instead."""

    name: Word
    words: tuple[Word, ...] = Field(min_length=1)
    instead: Word


class Policy(_Part):
    """``policy.yaml``: papers that the law spares residents."""

    schema_version: Literal[1]
    community_words: tuple[Word, ...] = Field(min_length=1)
    """Words that name a community body as the issuer."""
    community_proofs: tuple[PaperRule, ...]
    """Proofs that no community may issue."""
    shared_papers: tuple[PaperRule, ...]
    """Papers that data sharing gives."""
