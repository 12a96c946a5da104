"""From a held document or a code to the visitor whom the backend knows."""

from __future__ import annotations

from uuid import UUID

from pydantic import ValidationError

from backend_client.contracts import CardIdentity, CodeIdentity, DocumentKind, Resident, Sex
from kiosk.masking import mask_name
from kiosk.session import Visitor
from kiosk.session.data import HeldDocument, IdentifiedBy

_ADDRESS = {Sex.FEMALE: "女士", Sex.MALE: "先生"}
LONGEST_CODE = 512
"""Characters; the longest application code known is about 400."""


def card_identity(document: HeldDocument) -> CardIdentity | None:
    """The assertion for a card; None for what a chip says and no such document can have."""
    try:
        return _assertion(document)
    except ValidationError:
        return None


def _assertion(document: HeldDocument) -> CardIdentity:
    return CardIdentity(
        document=DocumentKind(document.kind),
        name=document.name,
        id_number=document.number,
        sex=Sex(document.sex),
        ethnic_code=document.ethnic_code,
        birth=document.birth_date,
        address=document.address,
        issuer=document.issuer,
        valid_from=document.valid_from,
        valid_until=document.valid_until,
        latin_name=document.latin_name,
        nationality=document.nationality,
    )


def code_identity(payload: bytes) -> CodeIdentity | None:
    """The assertion for a phone's code; None for what cannot be one (not ASCII, too long)."""
    if not payload or len(payload) > LONGEST_CODE or not payload.isascii():
        return None
    text = payload.decode("ascii")
    return CodeIdentity(code=text) if text.isprintable() else None


def visitor(
    visit_id: UUID, resident: Resident, by: IdentifiedBy, suggestions: tuple[str, ...]
) -> Visitor:
    """What the visit keeps of a resident."""
    return Visitor(
        masked_name=mask_name(resident.display_name),
        masked_id=resident.masked_id,
        salutation=salutation(resident.display_name, resident.sex),
        birth_date=resident.birth_date,
        token=resident.resident_token,
        visit_id=str(visit_id),
        assurance=resident.assurance,
        by=by,
        suggestions=suggestions,
    )


def salutation(name: str, sex: Sex) -> str:
    """张女士, 李先生; without a form of address where the surname or the sex is not plain."""
    if "·" in name or name.isascii() or sex not in _ADDRESS:
        return ""
    return name[:1] + _ADDRESS[sex]
