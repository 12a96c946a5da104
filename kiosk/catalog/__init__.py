"""The services that a kiosk offers: typed model, loader, lint rules, search. Pure but for loading.

``kiosk.catalog.search`` stands apart: its pinyin tables take time to import.
"""

from kiosk.catalog.catalog import Catalog
from kiosk.catalog.checking import check
from kiosk.catalog.loading import load_catalog
from kiosk.catalog.model import (
    Guide,
    Item,
    ItemKind,
    Level,
    Material,
    MaterialSource,
    Theme,
    Verb,
)

__all__ = [
    "Catalog",
    "Guide",
    "Item",
    "ItemKind",
    "Level",
    "Material",
    "MaterialSource",
    "Theme",
    "Verb",
    "check",
    "load_catalog",
]
