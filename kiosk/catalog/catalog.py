"""The catalogue in memory: all items, in the order in which they are listed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Self

from kiosk.catalog.model import Item, Theme, Verb


@dataclass(frozen=True, slots=True)
class Catalog:
    """All services of a kiosk. ``items`` is ordered by theme, then rank, then id."""

    items: Mapping[str, Item]
    themes: tuple[Theme, ...]
    """Those that have items, in their order."""

    @classmethod
    def of(cls, themes: Iterable[Theme], items: Iterable[Item]) -> Self:
        """A catalogue of ``items``; an item whose theme is unknown comes last."""
        found = list(items)
        used = {item.theme for item in found}
        listed = tuple(
            sorted((theme for theme in themes if theme.id in used), key=lambda theme: theme.order)
        )
        places = {theme.id: place for place, theme in enumerate(listed)}
        found.sort(key=lambda item: (places.get(item.theme, len(places)), *_rank(item)))
        return cls(MappingProxyType({item.id: item for item in found}), listed)

    def get(self, item_id: str) -> Item | None:
        """The item with this id; None where this kiosk does not offer it."""
        return self.items.get(item_id)

    def by_verb(self, verb: Verb) -> tuple[Item, ...]:
        """All items of a verb, in order."""
        return tuple(item for item in self.items.values() if verb in item.verbs)

    def by_theme(self, theme_id: str) -> tuple[Item, ...]:
        """All items of a theme, in order."""
        return tuple(item for item in self.items.values() if item.theme == theme_id)

    def featured(self, verb: Verb) -> tuple[Item, ...]:
        """The items of a verb that the home page shows, by rank."""
        ranked = [item for item in self.by_verb(verb) if item.featured is not None]
        return tuple(sorted(ranked, key=_rank))


def _rank(item: Item) -> tuple[float, str]:
    return (float("inf") if item.featured is None else item.featured, item.id)
