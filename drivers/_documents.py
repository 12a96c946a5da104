"""What a card reader brings: a checked document, a bare chip, or the reason why there is neither.

A document is whole or not at all, and the ``repr`` of everything here hides its holder.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum, unique


@unique
class DocumentKind(StrEnum):
    """The cards that share the resident card's chip, and the two that any reader reads."""

    RESIDENT = "resident"
    """居民身份证."""
    HMT_RESIDENCE = "hmt_residence"
    """港澳台居民居住证, type J."""
    FOREIGN_RESIDENCE_2017 = "foreign_residence_2017"
    """外国人永久居留身份证 of 2017, type I."""
    FOREIGN_RESIDENCE_2023 = "foreign_residence_2023"
    """外国人永久居留身份证 of 2023, type Y."""
    SOCIAL_SECURITY = "social_security"
    """社会保障卡."""
    TRAVEL = "travel"
    """Passport or travel permit with an ICAO 9303 chip."""


@unique
class Sex(StrEnum):
    """GB/T 2261.1 codes as words."""

    UNKNOWN = "unknown"
    MALE = "male"
    FEMALE = "female"
    UNSPECIFIED = "unspecified"


SEX_BY_CODE = {"0": Sex.UNKNOWN, "1": Sex.MALE, "2": Sex.FEMALE, "9": Sex.UNSPECIFIED}
"""GB/T 2261.1, as identity and social security cards code it."""


@dataclass(frozen=True, slots=True)
class IdentityDocument:
    """An identity card or permit that a SAM has read: every field checked."""

    kind: DocumentKind
    name: str = field(repr=False)
    """As the holder is called here: the Chinese name, or the Latin one where there is none."""
    id_number: str = field(repr=False)
    """18 characters (GB 11643 or a permit number), or the 15 of a permit of 2017."""
    sex: Sex = field(repr=False)
    ethnic_code: str = field(repr=False)
    """GB/T 3304, two digits; empty on permits."""
    birth_date: date = field(repr=False)
    address: str = field(repr=False)
    """Empty on permits of foreigners."""
    issuer: str = field(repr=False)
    """Office or its code; empty where the card does not say."""
    valid_from: date = field(repr=False)
    valid_until: date | None = field(repr=False)
    """None: valid for life (the card says 长期)."""
    photo: bytes = field(repr=False, default=b"")
    """The chip's 1024-byte WLT photo, opaque."""
    latin_name: str = field(repr=False, default="")
    nationality: str = field(repr=False, default="CHN")
    """ISO 3166-1 alpha-3."""
    travel_permit: str = field(repr=False, default="")
    """J: number of the permit to travel to the mainland."""
    issues: str = field(repr=False, default="")
    """How often the permit was issued, as the card says it; or the card's version (I)."""
    former_permit: str = field(repr=False, default="")
    """Y: what links to the number of an earlier permit."""

    def expired_on(self, day: date) -> bool:
        """Whether the document is no longer valid on ``day``."""
        return self.valid_until is not None and day > self.valid_until


@unique
class Protection(StrEnum):
    """What a social security card wants to see before it gives an item.

    The status word is the same for all; the generation tells which it can be: the first two need
    no secure module for these files, so only a region's PIN is left.
    """

    PIN = "pin"
    SECURE_MODULE = "secure_module"
    """A PSAM or the issuer's server; from the third generation on."""
    UNDETERMINED = "undetermined"
    """The card did not even give its version."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """An item (its name in small letters) that the card has but does not give."""

    item: str
    protection: Protection


@dataclass(frozen=True, slots=True)
class SocialSecurityCard:
    """What a social security card tells without a PIN and without a secure module (PSAM).

    None: the card does not give the item; ``withheld`` says which of these are protected, the
    others are not on the card or were never written. Codes: GB/T 2260 regions, GB/T 3304 ethnic
    groups. Nothing proves the chip: a copy reads the same.
    """

    version: str | None
    """Version of the card rules: ``1.00``, ``2.00``, ``3.00``."""
    card_identification: str | None = field(repr=False)
    """32 hexadecimal digits."""
    card_class: str | None = field(repr=False)
    institution: str | None = field(repr=False)
    """24 hexadecimal digits: who initialised the card."""
    issued_on: date | None = field(repr=False)
    expires_on: date | None = field(repr=False)
    card_number: str | None = field(repr=False)
    """As printed: up to nine digits and capital letters."""
    id_number: str | None = field(repr=False)
    """The social security number, which is the citizen identity number of GB 11643."""
    name: str | None = field(repr=False)
    """The whole name; None when its second part is withheld and may hold the rest of it."""
    sex: Sex | None = field(repr=False)
    ethnic_code: str | None = field(repr=False)
    birthplace: str | None = field(repr=False)
    birth_date: date | None = field(repr=False)
    withheld: tuple[Withheld, ...] = ()

    @property
    def generation(self) -> int | None:
        """1, 2 or 3: the first digit of the version."""
        return None if self.version is None else int(self.version[0])

    @property
    def issuing_region(self) -> str | None:
        """Six digits at the head of the card identification code."""
        return None if self.card_identification is None else self.card_identification[:6]

    @property
    def identifies(self) -> bool:
        """Whether the card names its holder: name and identity number are both there."""
        return self.name is not None and self.id_number is not None

    def expired_on(self, day: date) -> bool:
        """Whether the card is no longer valid; a card without an expiry date never expires."""
        return self.expires_on is not None and day > self.expires_on


@unique
class Authenticity(StrEnum):
    """What passive authentication (ICAO 9303-11, 5.1) says of a chip's data."""

    PROVEN = "proven"
    """Signed by a document signer of a configured country authority (CSCA)."""
    UNKNOWN_ISSUER = "unknown_issuer"
    """The hashes and the signature fit, but no configured authority vouches for the signer."""


@dataclass(frozen=True, slots=True)
class TravelDocument:
    """A passport or travel permit; a document with a false signature is never one of these."""

    code: str
    """The first two characters of the machine readable zone, without the filler."""
    issuing_state: str
    number: str = field(repr=False)
    name: str = field(repr=False)
    """In national script (DG11) where the chip has it, otherwise the Latin one."""
    latin_name: str = field(repr=False)
    nationality: str = field(repr=False)
    personal_number: str = field(repr=False)
    """Empty when the chip carries none."""
    sex: Sex = field(repr=False)
    birth_date: date = field(repr=False)
    valid_until: date = field(repr=False)
    image: bytes = field(repr=False)
    """JPEG or JPEG 2000 of DG2, empty when there is none."""
    authenticity: Authenticity

    def expired_on(self, day: date) -> bool:
        """Whether the document is no longer valid on ``day``."""
        return day > self.valid_until


@dataclass(frozen=True, slots=True)
class ChipOnly:
    """A chip and its serial number, which names nobody: assurance 1, never an identity."""

    serial: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class TravelKey:
    """What opens a travel document's chip, printed in its machine readable zone (BAC)."""

    number: str = field(repr=False)
    """Document number, capital letters and digits."""
    birth_date: date = field(repr=False)
    valid_until: date = field(repr=False)


@unique
class ReadFailure(StrEnum):
    """Why a card on the reader gave no document; each has a resident's text."""

    REMOVED = "removed"
    NOT_AN_IDENTITY_CARD = "not_an_identity_card"
    MALFORMED = "malformed"
    UNREADABLE = "unreadable"
    KEY_NEEDED = "key_needed"
    """A travel document: ask for what is printed on it, then read with a ``TravelKey``."""
    KEY_REFUSED = "key_refused"
    """The chip does not open: another document, or a mistake in the key."""
    FORGED = "forged"
    """The chip's data do not fit its signature."""


@dataclass(frozen=True, slots=True)
class CardUnread:
    """No document; ``field`` names the malformed field of the record, never its content."""

    reason: ReadFailure
    field: str = ""


CardRead = IdentityDocument | SocialSecurityCard | TravelDocument | ChipOnly | CardUnread
