"""Print grants: no official paper without one, and each is good for one copy."""

from __future__ import annotations

from datetime import date
from enum import StrEnum, unique
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from backend_client.contracts._base import ItemId, Labelled, ShortText, WireModel
from backend_client.contracts.query import Table


@unique
class SubjectKind(StrEnum):
    """What a grant is for; ``reference`` of a subject means the words in the comment."""

    CERTIFICATE = "certificate"  # item id of the certificate
    RECORDS = "records"  # item id of the query whose table is printed
    CASE = "case"  # case number
    APPOINTMENT = "appointment"  # appointment number


class GrantSubject(WireModel):
    """The paper asked for; whose it is follows from the bearer."""

    shown: ClassVar[tuple[str, ...]] = ("kind",)

    kind: SubjectKind
    reference: ShortText


class GrantRequest(WireModel):
    """``PUT /v1/grants/{grant_id}``: asking again with the same id gives the same copy."""

    shown: ClassVar[tuple[str, ...]] = ("grant_id", "subject")

    grant_id: UUID
    subject: GrantSubject
    purpose: Annotated[str, Field(max_length=100)] = ""


class Grant(WireModel):
    """Leave to print one copy. ``number`` names the document, ``serial`` this very copy."""

    shown: ClassVar[tuple[str, ...]] = ("grant_id", "copy_no")

    grant_id: UUID
    serial: ShortText
    number: ShortText
    copy_no: Annotated[int, Field(ge=1)]
    check_code: ShortText
    verify_url: str
    """What the code on the paper says: the public page, and a signed code behind its ``#``."""
    issuer: ShortText
    title: ShortText
    fields: tuple[Labelled, ...]
    table: Table | None
    purpose: str
    issued_at: AwareDatetime
    valid_until: date | None
    """Last day of validity, in the issuer's time zone; None: no end."""
    specimen: bool
    """True: the paper must say 样张 · 无法律效力."""


@unique
class PrintResult(StrEnum):
    """What became of the copy. UNKNOWN may later be settled by staff, the others are final."""

    CONFIRMED = "confirmed"
    UNKNOWN = "unknown"
    FAILED = "failed"
    """No paper came out, or staff destroyed it: the serial is void."""


class PrintOutcome(WireModel):
    """``PUT /v1/print-outcomes/{serial}``; idempotent."""

    shown: ClassVar[tuple[str, ...]] = ("outcome",)

    serial: ShortText
    outcome: PrintResult
    at: AwareDatetime


@unique
class VerificationState(StrEnum):
    """What the public may know about a printed number."""

    VALID = "valid"
    EXPIRED = "expired"
    VOID = "void"
    UNKNOWN = "unknown"
    """No such number, or the wrong check code: the answer does not tell which."""


class Verification(WireModel):
    """``GET /v1/verify/{number}?c=CHECK``, public; personal fields are masked."""

    shown: ClassVar[tuple[str, ...]] = ("state",)

    state: VerificationState
    number: str
    kind: SubjectKind | None = None
    """What is behind the number; None where it is not known."""
    item_id: ItemId | Literal[""] = ""
    """The service it came from; empty where it is not known."""
    title: str = ""
    issuer: str = ""
    issued_at: AwareDatetime | None = None
    valid_until: date | None = None
    copy_no: int | None = None
    """0: the electronic record itself; 1 and up: a printed copy."""
    copies_printed: int = 0
    copies_unproven: int = 0
    """Copies whose printer never said whether paper came out."""
    fields: tuple[Labelled, ...] = ()
    specimen: bool = False
