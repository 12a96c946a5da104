"""Who stands at the kiosk: an assertion from the card or the phone, answered by a resident."""

from __future__ import annotations

from datetime import date
from enum import StrEnum, unique
from typing import Annotated, ClassVar, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from backend_client.contracts._base import ShortText, WireModel

IdNumber = Annotated[str, StringConstraints(pattern=r"^[0-9]{17}[0-9X]$")]
"""GB 11643 citizen number, 18 characters."""


@unique
class Sex(StrEnum):
    """GB/T 2261.1 codes as words."""

    UNKNOWN = "unknown"
    MALE = "male"
    FEMALE = "female"
    UNSPECIFIED = "unspecified"


BearerToken = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._~+/-]{20,200}=*$")]
"""RFC 6750 b64token."""


class CardIdentity(WireModel):
    """The record read from a resident identity card by its reader."""

    kind: Literal["card"] = "card"
    name: ShortText
    id_number: IdNumber
    sex: Sex
    ethnic_code: str
    """GB/T 3304 two digits, or empty where the document carries none."""
    birth: date
    address: str
    issuer: str
    valid_from: date
    valid_until: date | None
    """None: valid for life (the card says 长期)."""


class CodeIdentity(WireModel):
    """The one-use code that the resident's phone showed, opaque to the kiosk."""

    kind: Literal["code"] = "code"
    code: Annotated[str, StringConstraints(min_length=1, max_length=512)]


IdentityAssertion = Annotated[CardIdentity | CodeIdentity, Field(discriminator="kind")]


class VisitRequest(WireModel):
    """Opens a visit. ``PUT /v1/visits/{visit_id}``: the id is made on the kiosk, so that asking
    again after a lost answer neither burns a second code nor opens a second visit.
    """

    assertion: IdentityAssertion


class Resident(WireModel):
    """The identified resident of one visit."""

    shown: ClassVar[tuple[str, ...]] = ("assurance",)

    resident_token: BearerToken
    """Opaque bearer of this visit. Kept in memory only, except inside a filed application."""
    display_name: ShortText
    masked_id: str
    birth_date: date
    sex: Sex
    assurance: Literal[2, 3]
    masked_phone: str | None
    expires_at: AwareDatetime


class TokenApplicant(WireModel):
    """An applicant known by the bearer of the visit in which the application was made. The backend
    resolves it for filing long after the visit ended; it opens nothing else by then.
    """

    kind: Literal["token"] = "token"
    resident_token: BearerToken


Applicant = Annotated[TokenApplicant | CardIdentity, Field(discriminator="kind")]
"""CardIdentity serves a visit that began while the backend was out of reach."""


class Suggestion(WireModel):
    """A service the resident seems entitled to, found from data (proactive service)."""

    item_id: str
    title: ShortText
    reason: ShortText


class Suggestions(WireModel):
    """What ``GET /v1/suggestions`` answers."""

    suggestions: tuple[Suggestion, ...]
