"""Reading ``config/sandbox/cards.yaml`` into specimens."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields
from pathlib import Path

from drivers._documents import DocumentKind, IdentityDocument, TravelKey
from drivers.card.emrtd.mrz import Mrz, encode_mrz, parse_mrz
from drivers.card.emrtd.mrz_form import MrzForm
from drivers.card.emrtd.mrz_grammar import Malformed
from drivers.card.identity_record import encode_record
from drivers.sim.residents import SEXES, SimResident
from drivers.sim.sam_card import photo_of
from drivers.sim.specimens import (
    IdentitySpecimen,
    SocialSecuritySpecimen,
    Specimen,
    TravelSpecimen,
)
from drivers.sim.ssc_card import HOLDER_ITEMS, SscTraits
from drivers.sim.yaml_entry import Entry, entries

_KINDS = {kind.value: kind for kind in DocumentKind}
_FORMS = {form.name: form for form in MrzForm}
_VERSIONS = {version: version for version in ("1.00", "2.00", "3.00")}

_OWN_TEXTS: dict[DocumentKind, frozenset[str]] = {
    DocumentKind.RESIDENT: frozenset({"ethnic_code", "address", "issuer"}),
    DocumentKind.HMT_RESIDENCE: frozenset({"address", "issuer", "travel_permit", "issues"}),
    DocumentKind.FOREIGN_RESIDENCE_2017: frozenset(
        {"latin_name", "nationality", "issuer", "issues"}
    ),
    DocumentKind.FOREIGN_RESIDENCE_2023: frozenset(
        {"latin_name", "nationality", "issues", "former_permit"}
    ),
}
"""What the chip of each kind carries beside name, number, sex, birth and validity."""


def load_specimens(
    path: Path, residents: Mapping[str, SimResident], taken: Collection[str]
) -> dict[str, Specimen]:
    """All specimens by key; a key must not be one of those ``taken``.

    Raises ConfigurationError that names file, key and field of what is wrong.
    """
    specimens: dict[str, Specimen] = {}
    for entry in entries(path, "cards"):
        if entry.key in taken:
            error = entry.wrong("kind", "another card has this key already")
            raise error
        specimens[entry.key] = _specimen(entry, residents)
        entry.done()
    return specimens


def _specimen(entry: Entry, residents: Mapping[str, SimResident]) -> Specimen:
    match entry.choice("kind", _KINDS):
        case DocumentKind.SOCIAL_SECURITY:
            return _social_security(entry, residents)
        case DocumentKind.TRAVEL:
            return _travel(entry)
        case kind:
            return _identity(entry, kind)


def _identity(entry: Entry, kind: DocumentKind) -> IdentitySpecimen:
    own = {field: entry.text(field) for field in sorted(_OWN_TEXTS[kind])}
    document = IdentityDocument(
        kind=kind,
        name=entry.text("name"),
        id_number=entry.text("id_number"),
        sex=entry.choice("sex", SEXES),
        ethnic_code=own.get("ethnic_code", ""),
        birth_date=entry.day("birth"),
        address=own.get("address", ""),
        issuer=own.get("issuer", ""),
        valid_from=entry.day("valid_from"),
        valid_until=entry.last_day("valid_until"),
        photo=photo_of(entry.key),
        latin_name=own.get("latin_name", ""),
        nationality=own.get("nationality", "CHN"),
        travel_permit=own.get("travel_permit", ""),
        issues=own.get("issues", ""),
        former_permit=own.get("former_permit", ""),
    )
    _require_writable(entry, document)
    newest_address = entry.text("newest_address", "") or None
    return IdentitySpecimen(document, entry.text("note", ""), newest_address)


def _require_writable(entry: Entry, document: IdentityDocument) -> None:
    """Refuse a document that no record gives back as it is."""
    try:
        encode_record(document)
    except ValueError as error:
        raise entry.unusable(str(error)) from error


def _social_security(entry: Entry, residents: Mapping[str, SimResident]) -> SocialSecuritySpecimen:
    holder = entry.choice("holder", residents)
    version = entry.choice("version", _VERSIONS)
    withheld = HOLDER_ITEMS if entry.flag("pin") else None
    traits = SscTraits(t0=entry.flag("t0"), withheld=withheld)
    return SocialSecuritySpecimen(version, holder, traits, entry.text("note", ""))


def _travel(entry: Entry) -> TravelSpecimen:
    birth, valid_until = entry.day("birth"), entry.day("valid_until")
    number = entry.text("number")
    mrz = Mrz(
        form=entry.choice("form", _FORMS),
        code=entry.text("code"),
        issuing_state=entry.text("issuing_state"),
        document_number=number,
        birth=f"{birth:%y%m%d}",
        sex=entry.choice("sex", SEXES),
        expiry=f"{valid_until:%y%m%d}",
        nationality=entry.text("nationality"),
        surname=entry.text("surname"),
        given_names=entry.text("given_names", ""),
    )
    _require_parsable(entry, mrz)
    return TravelSpecimen(
        entry.text("title"),
        mrz,
        TravelKey(number, birth, valid_until),
        entry.text("full_name", ""),
        entry.text("personal_number", ""),
        entry.text("note", ""),
    )


def _require_parsable(entry: Entry, mrz: Mrz) -> None:
    """Refuse a zone that is not read as it was written, by its first wrong field."""
    try:
        read = parse_mrz(encode_mrz(mrz))
    except ValueError as error:
        raise entry.unusable(str(error)) from error
    except KeyError:
        problem = "the zone needs capital letters and digits"
        raise entry.unusable(problem) from None
    if isinstance(read, Malformed):
        raise entry.wrong(read.field, "no zone could be read with this")
    for field in fields(mrz):
        if getattr(mrz, field.name) != getattr(read, field.name):
            raise entry.wrong(field.name, "a zone would be read with another value")
