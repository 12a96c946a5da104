"""Records with an address and an issuing office: resident cards and permits J."""

from __future__ import annotations

import re

from drivers._documents import DocumentKind, IdentityDocument
from drivers.card.id_number import birth_date, is_citizen_number
from drivers.card.permit_number import is_hmt_number, is_travel_permit
from drivers.card.records.field_text import FieldText, require
from drivers.card.records.layout import RecordField

_ETHNIC_CODE = re.compile(r"[0-9]{2}", re.ASCII)
"""GB/T 3304; a code without a name is a code still."""
_ISSUES = re.compile(r"[0-9]{1,2}", re.ASCII)


def resident(fields: FieldText, photo: bytes) -> IdentityDocument:
    """A resident identity card; raises Malformed."""
    name = fields.text(RecordField.NAME)
    sex = fields.sex()
    ethnic_code = fields.matching(RecordField.ETHNIC_CODE, _ETHNIC_CODE)
    birth = fields.day(RecordField.BIRTH_DATE)
    address = fields.text(RecordField.ADDRESS)
    number = fields.text(RecordField.ID_NUMBER)
    require(RecordField.ID_NUMBER, is_citizen_number(number))
    require(RecordField.BIRTH_DATE, birth == birth_date(number))
    issuer = fields.text(RecordField.ISSUER)
    valid_from = fields.day(RecordField.VALID_FROM)
    return IdentityDocument(
        kind=DocumentKind.RESIDENT,
        name=name,
        id_number=number,
        sex=sex,
        ethnic_code=ethnic_code,
        birth_date=birth,
        address=address,
        issuer=issuer,
        valid_from=valid_from,
        valid_until=fields.valid_until(valid_from),
        photo=photo,
    )


def hmt_residence(fields: FieldText, photo: bytes) -> IdentityDocument:
    """A residence permit of a resident of Hong Kong, Macao or Taiwan; raises Malformed.

    The four bytes where resident cards have the ethnic group are reserved and not looked at.
    """
    name = fields.text(RecordField.NAME)
    sex = fields.sex()
    birth = fields.day(RecordField.BIRTH_DATE)
    address = fields.text(RecordField.ADDRESS)
    number = fields.text(RecordField.ID_NUMBER)
    require(RecordField.ID_NUMBER, is_hmt_number(number))
    require(RecordField.BIRTH_DATE, birth == birth_date(number))
    issuer = fields.text(RecordField.ISSUER)
    valid_from = fields.day(RecordField.VALID_FROM)
    valid_until = fields.valid_until(valid_from)
    travel_permit = fields.text(RecordField.TRAVEL_PERMIT)
    require(RecordField.TRAVEL_PERMIT, is_travel_permit(travel_permit))
    return IdentityDocument(
        kind=DocumentKind.HMT_RESIDENCE,
        name=name,
        id_number=number,
        sex=sex,
        ethnic_code="",
        birth_date=birth,
        address=address,
        issuer=issuer,
        valid_from=valid_from,
        valid_until=valid_until,
        photo=photo,
        travel_permit=travel_permit,
        issues=fields.matching(RecordField.ISSUES, _ISSUES),
    )
