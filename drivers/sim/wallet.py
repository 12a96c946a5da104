"""The cards that can be laid on a simulated reader, by key.

Residents' identity cards (``residents.yaml``), the specimens of ``cards.yaml``, a blank identity
card, and for any other key a card that is no document (transit, bank or door card).
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from drivers._documents import CardRead, TravelKey
from drivers.sim.cards_file import load_specimens
from drivers.sim.residents import RESIDENTS_FILE, load_residents
from drivers.sim.sam_card import ForeignCard, SimCard, blank_card, document_of
from drivers.sim.sam_module import SimIdCard
from drivers.sim.specimens import IdentitySpecimen, Specimen

CARDS_FILE = RESIDENTS_FILE.with_name("cards.yaml")

BLANK_CARD = "blank"
"""Key of an identity card whose text record was never written."""
TRANSIT_CARD = "metro"
"""One of the keys of cards that are no document."""

_OTHER_LABELS = {TRANSIT_CARD: "地铁卡", BLANK_CARD: "空白身份证"}
_UNKNOWN_LABEL = "其他卡"


@dataclass(frozen=True, slots=True)
class Wallet:
    """All cards; safe to share between threads, as each ``card`` is a fresh one."""

    specimens: Mapping[str, Specimen]
    """The cards that are documents, residents' own first."""

    @property
    def keys(self) -> tuple[str, ...]:
        """Every card with a name: the documents, the transit card and the blank one."""
        return (*self.specimens, *_OTHER_LABELS)

    def card(self, key: str) -> SimCard:
        """The card as at the start of a stay; any unknown key is a foreign card's."""
        if key in self.specimens:
            return self.specimens[key].card()
        return blank_card(key) if key == BLANK_CARD else ForeignCard()

    def id_card(self, key: str) -> SimIdCard | None:
        """What the SAM of a serial reader sees of the card; None for one that no SAM accepts."""
        return self.card(key).id_card

    def label(self, key: str) -> str:
        """What the card is and whose, in Chinese: ``港澳台居民居住证 · 何子晴``."""
        if key in self.specimens:
            return self.specimens[key].label
        return _OTHER_LABELS.get(key, _UNKNOWN_LABEL)

    @property
    def documents(self) -> dict[str, CardRead]:
        """What a faultless read of each document returns; travel documents with their key."""
        return {key: specimen.document for key, specimen in self.specimens.items()}

    def expected(self, key: str) -> CardRead | None:
        """What a faultless read returns; None for a card that is no document."""
        return self.specimens[key].document if key in self.specimens else None

    def travel_key(self, key: str) -> TravelKey | None:
        """What opens the chip of a travel document; None for all other cards."""
        return self.specimens[key].travel_key if key in self.specimens else None


@functools.cache
def load_wallet(cards: Path = CARDS_FILE, residents: Path = RESIDENTS_FILE) -> Wallet:
    """The wallet of these two files, read once a process.

    Raises ConfigurationError that names file, key and field of what is wrong.
    """
    people = load_residents(residents)
    own: dict[str, Specimen] = {
        key: IdentitySpecimen(document_of(resident)) for key, resident in people.items()
    }
    specimens = load_specimens(cards, people, taken={*own, *_OTHER_LABELS})
    return Wallet(MappingProxyType(own | specimens))
