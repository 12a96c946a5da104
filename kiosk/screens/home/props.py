"""What the home screen shows, derived from the visit, the catalogue and the machine's health."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from kiosk.catalog import Catalog, Item, ItemKind, Verb
from kiosk.devices.health import Part, PartHealth, State
from kiosk.i18n import Texts
from kiosk.session import Visit, Visitor

LIMITING = {State.OFFLINE, State.NO_DEVICE, State.HARDWARE_ERROR}
"""States that take something away; an unknown state proves nothing."""
_SHOWN_WELL = (Part.PRINTER, Part.BACKEND)
_DETAIL_LENGTH = 13
"""Characters of a verb card's second line: one line of the card in the portrait layout."""
_ELDER_LENGTH = 9
_CHIPS_A_ROW = 5
MOST_OFFERS = 2
"""No more than can be read at a glance."""
_TIMES_OF_DAY = ((5, "晚上"), (9, "早上"), (12, "上午"), (14, "中午"), (18, "下午"), (24, "晚上"))


@dataclass(frozen=True, slots=True)
class VerbRow:
    """One of the four verbs."""

    verb: str
    title: str
    detail: str
    plain: str
    """What the elder mode calls it."""


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme's chip."""

    theme: str
    name: str


@dataclass(frozen=True, slots=True)
class OfferRow:
    """An item offered to the resident who is identified."""

    item: str
    verb: str
    name: str


@dataclass(frozen=True, slots=True)
class HomeProps:
    """What the screen shows."""

    identified: bool = False
    greeting: str = field(default="", repr=False)
    offers: tuple[OfferRow, ...] = field(default=(), repr=False)
    well: tuple[str, ...] = ()
    """Parts that work, in words; only when nothing limits the services."""
    limitation: str = ""
    """What limits today's services, in one sentence."""
    available: int = 0
    """Items that can be done here now."""


def derive_home_props(
    visit: Visit,
    parts: Iterable[PartHealth],
    catalog: Catalog,
    texts: Texts,
    now: datetime,
) -> HomeProps:
    """The home screen at wall time ``now``."""
    health = {part.part: part for part in parts}
    visitor = visit.visitor
    offers = _offers(visitor, catalog) if visitor else ()
    limited = [each.part for each in health.values() if each.state in LIMITING]
    return HomeProps(
        identified=visitor is not None,
        greeting=f"{visitor.salutation}，{_time_of_day(now.hour)}好" if visitor else "",
        offers=tuple(OfferRow(i.id, i.verbs[0], i.name) for i in offers),
        well=() if limited else _well(health.values(), texts),
        limitation=_limitation(limited, texts),
        available=_available(catalog.items.values(), limited),
    )


def verb_rows(catalog: Catalog, texts: Texts) -> tuple[VerbRow, ...]:
    """The four verbs in the order of the national wording: 查 约 办 印."""
    return tuple(
        VerbRow(
            verb,
            texts.verb(verb).title,
            _joined([item.short_name for item in _ranked(catalog, verb)], _DETAIL_LENGTH),
            _plain(catalog, verb) or texts.verb(verb).elder,
        )
        for verb in Verb
    )


def theme_rows(catalog: Catalog) -> tuple[ThemeRow, ...]:
    """The themes that have items."""
    return tuple(ThemeRow(theme.id, theme.name) for theme in catalog.themes)


def theme_columns(count: int) -> int:
    """Columns of an even grid: no row much shorter than the others."""
    rows = max(1, -(-count // _CHIPS_A_ROW))
    return max(1, -(-count // rows))


def _offers(visitor: Visitor, catalog: Catalog) -> tuple[Item, ...]:
    """What the backend finds fitting, as far as this machine offers it."""
    known = (catalog.get(item_id) for item_id in visitor.suggestions)
    return tuple(item for item in known if item is not None)[:MOST_OFFERS]


def _ranked(catalog: Catalog, verb: Verb) -> list[Item]:
    """The verb's items: those that are mainly about it first, then by rank."""
    featured = catalog.featured(verb)
    items = (*featured, *(item for item in catalog.by_verb(verb) if item not in featured))
    return sorted(items, key=lambda item: item.verbs[0] is not verb)


def _plain(catalog: Catalog, verb: Verb) -> str:
    """Two examples in plain words, or one with "and so on"; empty where there are not two."""
    items = [item for item in _ranked(catalog, verb) if item.verbs[0] is verb]
    match [item.elder_name for item in items if item.elder_name]:
        case [first, second, *_]:
            joined = f"{first}、{second}"
            return joined if len(joined) <= _ELDER_LENGTH else f"{first}等"
        case _:
            return ""


def _joined(names: list[str], length: int) -> str:
    """As many of the names as fit, at least the first."""
    text = ""
    for name in names:
        longer = f"{text}、{name}" if text else name
        if text and len(longer) > length:
            break
        text = longer
    return text


def _well(parts: Iterable[PartHealth], texts: Texts) -> tuple[str, ...]:
    return tuple(
        texts.part(part.part).well for part in parts if part.part in _SHOWN_WELL and part.usable
    )


def _limitation(limited: list[Part], texts: Texts) -> str:
    """The network first: it limits most; both ways to identify oneself lost leave only help."""
    if Part.BACKEND in limited:
        return texts.part(Part.BACKEND).limited
    if {Part.CARD_READER, Part.CODE_SCANNER} <= set(limited):
        return texts.shell.no_identity
    return "；".join(texts.part(part).limited for part in limited)


def _available(items: Iterable[Item], limited: list[Part]) -> int:
    if Part.BACKEND in limited:
        return 0
    no_identity = {Part.CARD_READER, Part.CODE_SCANNER} <= set(limited)
    return sum(
        not (Part.PRINTER in limited and item.kind is ItemKind.CERTIFICATE)
        and not (no_identity and item.assurance > 0)
        for item in items
    )


def _time_of_day(hour: int) -> str:
    return next(word for until, word in _TIMES_OF_DAY if hour < until)
