"""Where each kind of card keeps its fields: 256 bytes of UTF-16LE, padded with spaces or NULs.

======  ===  ================  =================  =============  ======  ===  ==============
offset  len  resident (space)  J                  Y              offset  len  I
======  ===  ================  =================  =============  ======  ===  ==============
     0   30  name              name               Chinese name        0  120  Latin name
    30    2  sex               sex                sex               120    2  sex
    32    4  ethnic group      reserved           re-issues         122   30  number (15)
    36   16  birth date        birth date         birth date        152    6  nationality
    52   70  address           address            Latin, 1-35       158   30  Chinese name
   122   36  number (18)       number (18)        number (18)       188   16  valid from
   158   30  issuing office    issuing office     reserved          204   16  valid until
   188   16  valid from        valid from         valid from        220   16  birth date
   204   16  valid until       valid until        valid until       236    4  card version
   220   18  reserved          travel permit (9)  Latin, 36-46      240    8  authority code
   238    4  reserved          issues (2)         (goes on)         248    2  kind: I
   242    6  reserved          reserved           nationality       250    6  reserved
   248    2  kind: space       kind: J            kind: Y
   250    6  reserved          reserved           former permit
======  ===  ================  =================  =============  ======  ===  ==============

Offsets and lengths of the resident card and of J and I agree in two independent published reader
programs. One published program calls three parts of Y by other names (32: ethnic group, 158:
issuing office, 220: travel permit and issues); the table follows the two that quote the rules of
2023, and ``drivers.card.records.foreigners`` tells how a card of the other reading fares.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum, unique

from drivers._documents import DocumentKind

RECORD_LENGTH = 256
PADDING = " \0"
FOR_LIFE = "长期"
ENCODING = "utf-16-le"


@unique
class RecordField(StrEnum):
    """Fields by the name of their attribute in ``IdentityDocument``; ``CardUnread`` names them."""

    KIND = "kind"
    NAME = "name"
    LATIN_NAME = "latin_name"
    SEX = "sex"
    ETHNIC_CODE = "ethnic_code"
    BIRTH_DATE = "birth_date"
    ADDRESS = "address"
    ID_NUMBER = "id_number"
    ISSUER = "issuer"
    VALID_FROM = "valid_from"
    VALID_UNTIL = "valid_until"
    NATIONALITY = "nationality"
    TRAVEL_PERMIT = "travel_permit"
    ISSUES = "issues"
    FORMER_PERMIT = "former_permit"


Layout = Mapping[RecordField, tuple[slice, ...]]
"""The parts of the record that make up each field, in order."""

KIND = slice(248, 250)

_SHARED: Layout = {
    RecordField.NAME: (slice(0, 30),),
    RecordField.SEX: (slice(30, 32),),
    RecordField.BIRTH_DATE: (slice(36, 52),),
    RecordField.ID_NUMBER: (slice(122, 158),),
    RecordField.VALID_FROM: (slice(188, 204),),
    RecordField.VALID_UNTIL: (slice(204, 220),),
    RecordField.KIND: (KIND,),
}

LAYOUTS: Mapping[DocumentKind, Layout] = {
    DocumentKind.RESIDENT: {
        **_SHARED,
        RecordField.ETHNIC_CODE: (slice(32, 36),),
        RecordField.ADDRESS: (slice(52, 122),),
        RecordField.ISSUER: (slice(158, 188),),
    },
    DocumentKind.HMT_RESIDENCE: {
        **_SHARED,
        RecordField.ADDRESS: (slice(52, 122),),
        RecordField.ISSUER: (slice(158, 188),),
        RecordField.TRAVEL_PERMIT: (slice(220, 238),),
        RecordField.ISSUES: (slice(238, 242),),
    },
    DocumentKind.FOREIGN_RESIDENCE_2017: {
        RecordField.LATIN_NAME: (slice(0, 120),),
        RecordField.SEX: (slice(120, 122),),
        RecordField.ID_NUMBER: (slice(122, 152),),
        RecordField.NATIONALITY: (slice(152, 158),),
        RecordField.NAME: (slice(158, 188),),
        RecordField.VALID_FROM: (slice(188, 204),),
        RecordField.VALID_UNTIL: (slice(204, 220),),
        RecordField.BIRTH_DATE: (slice(220, 236),),
        RecordField.ISSUES: (slice(236, 240),),
        RecordField.ISSUER: (slice(240, 248),),
        RecordField.KIND: (KIND,),
    },
    DocumentKind.FOREIGN_RESIDENCE_2023: {
        **_SHARED,
        RecordField.ISSUES: (slice(32, 36),),
        RecordField.LATIN_NAME: (slice(52, 122), slice(220, 242)),
        RecordField.NATIONALITY: (slice(242, 248),),
        RecordField.FORMER_PERMIT: (slice(250, 256),),
    },
}

KIND_LETTERS: Mapping[DocumentKind, str] = {
    DocumentKind.RESIDENT: " ",
    DocumentKind.HMT_RESIDENCE: "J",
    DocumentKind.FOREIGN_RESIDENCE_2017: "I",
    DocumentKind.FOREIGN_RESIDENCE_2023: "Y",
}
"""The character at byte 248."""
