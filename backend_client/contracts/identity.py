"""Who stands at the kiosk: an assertion from the card or the phone, answered by a resident."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum, unique
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AwareDatetime, Field, StringConstraints, model_validator

from backend_client.contracts._base import ShortText, WireModel
from backend_client.signed_codes import LONGEST_OWN, SHORTEST_OWN

DocumentNumber = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{1,18}$")]
"""Number of a person or of a travel document; which shape, its kind tells."""

Nationality = Annotated[str, StringConstraints(pattern=r"^[A-Z]{0,3}$")]
"""ISO 3166-1 alpha-3 or a code of ICAO 9303-3 (1 to 3 letters); empty: the card does not say."""


@unique
class DocumentKind(StrEnum):
    """The documents that name their holder."""

    RESIDENT = "resident"
    HMT_RESIDENCE = "hmt_residence"
    """港澳台居民居住证."""
    FOREIGN_RESIDENCE_2017 = "foreign_residence_2017"
    FOREIGN_RESIDENCE_2023 = "foreign_residence_2023"
    """外国人永久居留身份证."""
    SOCIAL_SECURITY = "social_security"
    TRAVEL = "travel"
    """Passport or travel permit."""


_PERSON_NUMBER = r"[0-9]{17}[0-9X]"
"""GB 11643, and the permits that are numbered like it."""
_NUMBERS = {
    DocumentKind.RESIDENT: _PERSON_NUMBER,
    DocumentKind.HMT_RESIDENCE: _PERSON_NUMBER,
    DocumentKind.FOREIGN_RESIDENCE_2017: r"[A-Z]{3}[0-9]{12}",
    DocumentKind.FOREIGN_RESIDENCE_2023: _PERSON_NUMBER,
    DocumentKind.SOCIAL_SECURITY: _PERSON_NUMBER,
    DocumentKind.TRAVEL: r"[A-Z0-9]{1,15}",
}


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
    """What a document's chip said to its reader; ``kind`` is how somebody was identified,
    ``document`` what was read.
    """

    kind: Literal["card"] = "card"
    document: DocumentKind = DocumentKind.RESIDENT
    name: ShortText
    """In national script where the document has it, otherwise the Latin one."""
    id_number: DocumentNumber
    """18 characters (GB 11643 and permits), the 15 of a permit of 2017, or a travel document's."""
    sex: Sex
    ethnic_code: str
    """GB/T 3304 two digits, or empty where the document carries none."""
    birth: date
    address: str
    issuer: str
    valid_from: date | None
    """None: the document does not say."""
    valid_until: date | None
    """None: valid for life (the card says 长期)."""
    latin_name: str = ""
    nationality: Nationality = "CHN"

    @model_validator(mode="after")
    def _number_of_its_kind(self) -> Self:
        if not re.fullmatch(_NUMBERS[self.document], self.id_number):
            msg = f"no number of a document of kind {self.document}"
            raise ValueError(msg)
        return self


class CodeIdentity(WireModel):
    """The one-use code that the resident's phone showed, opaque to the kiosk."""

    kind: Literal["code"] = "code"
    code: Annotated[str, StringConstraints(min_length=1, max_length=512)]


class CredentialIdentity(WireModel):
    """A signed RESIDENT_CREDENTIAL as its resident showed it; the backend opens it, once."""

    kind: Literal["credential"] = "credential"
    code: Annotated[str, StringConstraints(min_length=SHORTEST_OWN, max_length=LONGEST_OWN)]


IdentityAssertion = Annotated[
    CardIdentity | CodeIdentity | CredentialIdentity, Field(discriminator="kind")
]


class VisitRequest(WireModel):
    """Opens a visit. ``PUT /v1/visits/{visit_id}``: the id is made on the kiosk, so that asking
    again after a lost answer neither burns a second code nor opens a second visit.
    """

    assertion: IdentityAssertion
    same_as: BearerToken | None = None
    """The bearer of another visit here: only its resident may go on with this assertion."""


class Resident(WireModel):
    """The identified resident of one visit."""

    shown: ClassVar[tuple[str, ...]] = ("assurance",)

    resident_token: BearerToken
    """Opaque bearer of this visit. Kept in memory only, except inside a filed application."""
    display_name: ShortText
    masked_id: str
    birth_date: date
    sex: Sex
    assurance: Literal[1, 2, 3]
    """1: a document whose chip nothing proves to be no copy; 2: an identity card or permit read by
    a security module, or a code; 3: a second factor besides.
    """
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
