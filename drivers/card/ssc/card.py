"""What a social security card tells without a PIN and without a secure module (PSAM)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum, unique

from drivers._results import CardUnread, Sex
from drivers.card.ssc.items import Item

_REGION_DIGITS = 6


@unique
class Protection(StrEnum):
    """What the card wants to see before it gives an item.

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
    """An item that the card has but does not give."""

    item: Item
    protection: Protection


@dataclass(frozen=True, slots=True)
class SocialSecurityCard:
    """A read and checked card. ``repr`` hides everything personal.

    None: the card does not give the item; ``withheld`` says which of these are protected, the
    others are not on the card or were never written. Codes: GB/T 2260 regions, GB/T 3304 ethnic
    groups.
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
        code = self.card_identification
        return None if code is None else code[:_REGION_DIGITS]

    @property
    def identifies(self) -> bool:
        """Whether the card names its holder: name and identity number are both there."""
        return self.name is not None and self.id_number is not None

    def expired_on(self, today: date) -> bool:
        """Whether the card is no longer valid; a card without an expiry date never expires."""
        return self.expires_on is not None and today > self.expires_on


SocialSecurityCardRead = SocialSecurityCard | CardUnread
