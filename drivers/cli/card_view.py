"""A card that was read, as named fields that are masked unless somebody asks to see them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from drivers._documents import (
    ChipOnly,
    DocumentKind,
    IdentityDocument,
    SocialSecurityCard,
    TravelDocument,
    Withheld,
)
from drivers.card.ethnic_groups import ethnic_group
from drivers.cli.masking import HIDDEN, masked_birth, masked_name, masked_number
from drivers.cli.words import CHIP, CHIP_TITLE, KINDS

FOR_LIFE = "长期"

Value = str | int | None
Document = IdentityDocument | SocialSecurityCard | TravelDocument | ChipOnly


@dataclass(frozen=True, slots=True)
class CardView:
    """``fields`` in the order of printing; None: the card does not tell."""

    kind: str
    title: str
    masked: bool
    expired: bool
    fields: dict[str, Value] = field(repr=False)
    withheld: tuple[Withheld, ...] = ()


@dataclass(frozen=True, slots=True)
class _Veil:
    """Masks, or lets through when ``reveal``; empty values become None."""

    reveal: bool

    def name(self, text: str | None) -> Value:
        return (text if self.reveal else masked_name(text)) if text else None

    def number(self, text: str | None) -> Value:
        return (text if self.reveal else masked_number(text)) if text else None

    def birth(self, day: date | None) -> Value:
        if day is None:
            return None
        return day.isoformat() if self.reveal else masked_birth(day)

    def secret(self, text: str | None) -> Value:
        return (text if self.reveal else HIDDEN) if text else None


def view_of(document: Document, *, reveal: bool, today: date) -> CardView:
    """The card as it may be printed; ``expired`` is judged by ``today``."""
    veil = _Veil(reveal)
    masked = not reveal
    match document:
        case IdentityDocument(kind=kind):
            fields = _identity(document, veil)
            return CardView(kind, KINDS[kind], masked, document.expired_on(today), fields)
        case SocialSecurityCard(withheld=withheld):
            kind = DocumentKind.SOCIAL_SECURITY
            fields, expired = _social_security(document, veil), document.expired_on(today)
            return CardView(kind, KINDS[kind], masked, expired, fields, withheld)
        case TravelDocument():
            kind = DocumentKind.TRAVEL
            fields = _travel(document, veil)
            return CardView(kind, KINDS[kind], masked, document.expired_on(today), fields)
        case ChipOnly(serial):
            fields = {"serial": veil.number(serial.hex().upper())}
            return CardView(CHIP, CHIP_TITLE, masked, expired=False, fields=fields)


def _identity(document: IdentityDocument, veil: _Veil) -> dict[str, Value]:
    return {
        "name": veil.name(document.name),
        "latin_name": veil.name(document.latin_name),
        "id_number": veil.number(document.id_number),
        "sex": document.sex,
        "ethnic_group": _ethnic(document.ethnic_code),
        "birth_date": veil.birth(document.birth_date),
        "nationality": document.nationality or None,
        "address": veil.secret(document.address),
        "issuer": document.issuer or None,
        "valid_from": document.valid_from.isoformat(),
        "valid_until": _day(document.valid_until) or FOR_LIFE,
        "travel_permit": veil.number(document.travel_permit),
        "issues": document.issues or None,
        "former_permit": veil.number(document.former_permit),
        "photo_bytes": len(document.photo),
    }


def _social_security(card: SocialSecurityCard, veil: _Veil) -> dict[str, Value]:
    return {
        "name": veil.name(card.name),
        "id_number": veil.number(card.id_number),
        "card_number": veil.number(card.card_number),
        "sex": card.sex,
        "ethnic_group": _ethnic(card.ethnic_code),
        "birth_date": veil.birth(card.birth_date),
        "birthplace": card.birthplace,
        "version": card.version,
        "generation": card.generation,
        "issuing_region": card.issuing_region,
        "card_identification": veil.number(card.card_identification),
        "card_class": card.card_class,
        "institution": card.institution,
        "issued_on": _day(card.issued_on),
        "expires_on": _day(card.expires_on),
    }


def _travel(document: TravelDocument, veil: _Veil) -> dict[str, Value]:
    return {
        "code": document.code,
        "issuing_state": document.issuing_state,
        "number": veil.number(document.number),
        "name": veil.name(document.name),
        "latin_name": veil.name(document.latin_name),
        "nationality": document.nationality,
        "personal_number": veil.number(document.personal_number),
        "sex": document.sex,
        "birth_date": veil.birth(document.birth_date),
        "valid_until": document.valid_until.isoformat(),
        "image_bytes": len(document.image),
        "authenticity": document.authenticity,
    }


def _ethnic(code: str | None) -> Value:
    if not code:
        return None
    group = ethnic_group(code)
    return code if group == code else f"{code} {group}"


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
