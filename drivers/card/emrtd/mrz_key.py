"""The secret printed on a document: number, birth and expiry date (ICAO 9303-11, 4.3)."""

from __future__ import annotations

from dataclasses import dataclass

from drivers.card.emrtd.ciphers import SessionKeys, derive_keys, key_seed
from drivers.card.emrtd.mrz_grammar import (
    FILLER,
    PRINCIPAL_NUMBER_LENGTH,
    Malformed,
    check_digit,
    is_birth,
    is_document_number,
    is_expiry,
)


@dataclass(frozen=True, slots=True, repr=False)
class MrzKey:
    """A key whose parts keep to the grammar; made by ``mrz_key``. Dates are YYMMDD."""

    document_number: str
    birth: str
    expiry: str

    @property
    def checked_fields(self) -> tuple[str, str, str]:
        """Number (filled up to nine characters), birth and expiry, each with its check digit."""
        number = self.document_number.ljust(PRINCIPAL_NUMBER_LENGTH, FILLER)
        number, birth, expiry = (
            part + check_digit(part) for part in (number, self.birth, self.expiry)
        )
        return number, birth, expiry

    @property
    def information(self) -> str:
        """The "MRZ information" of the standard."""
        return "".join(self.checked_fields)

    @property
    def keys(self) -> SessionKeys:
        """The document basic access keys (ICAO 9303-11, 9.7)."""
        return derive_keys(key_seed(self.information))


def mrz_key(document_number: str, birth: str, expiry: str) -> MrzKey | Malformed:
    """The key from upper-case number, YYMMDD birth and YYMMDD expiry, or the first bad field."""
    for field, holds in (
        ("document_number", is_document_number(document_number)),
        ("birth", is_birth(birth)),
        ("expiry", is_expiry(expiry)),
    ):
        if not holds:
            return Malformed(field)
    return MrzKey(document_number, birth, expiry)
