"""The documents that can be laid down beside the residents' own identity cards."""

from __future__ import annotations

from dataclasses import dataclass

from drivers import CardRead, SocialSecurityCard, TravelKey
from kiosk.dock.hands import Hands


@dataclass(frozen=True, slots=True)
class CardRow:
    """A card: whose and what it is, and what a tester has to know to use it."""

    card: str
    holder: str
    kind: str
    hint: str


def card_rows(hands: Hands) -> list[CardRow]:
    """All of them, in the order of their file."""
    return [_row(hands, key) for key in hands.specimens]


def _row(hands: Hands, key: str) -> CardRow:
    wallet = hands.wallet
    kind, _, holder = wallet.label(key).partition(" · ")
    return CardRow(key, holder, kind, _hint(wallet.expected(key), wallet.travel_key(key)))


def key_text(key: TravelKey) -> str:
    """Number, birth and expiry as they are typed at the kiosk."""
    return f"{key.number} / {key.birth_date:%Y%m%d} / {key.valid_until:%Y%m%d}"


def _hint(read: CardRead | None, opens: TravelKey | None) -> str:
    if opens is not None:
        return f"填 {key_text(opens)}"
    names_nobody = isinstance(read, SocialSecurityCard) and not read.identifies
    return "姓名或号码不公开" if names_nobody else ""
