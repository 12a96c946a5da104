"""Visits made by hand that stand on the entry screens, with the catalogue as it really is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from kiosk.catalog import Verb, load_catalog
from kiosk.devices.health import Part, PartHealth, State
from kiosk.session import NoticeCode, Visit, Visitor
from kiosk.session.data import IdentifiedBy
from kiosk.session.key_entry import KeyDraft, KeyField, KeyProblem
from kiosk.session.visit import (
    Attract,
    Done,
    Guide,
    Home,
    Identify,
    Listing,
    OutOfService,
    Scene,
    Unlock,
)

CATALOG = load_catalog(Path(__file__).parents[2] / "config" / "catalog")
"""The catalogue that the kiosk ships with."""


def _longest() -> str:
    return max(CATALOG.items.values(), key=lambda item: len(item.name)).id


LONGEST = CATALOG.items[_longest()]
INSTANT = next(item for item in CATALOG.items.values() if item.instant)
MOST_MATERIALS = max(CATALOG.items.values(), key=lambda item: len(item.guide.materials))

VISITOR = Visitor(
    masked_name="欧阳*兰",
    masked_id="8603**********1221",
    salutation="欧阳女士",
    birth_date=date(1941, 3, 12),
    token="gallery",
    visit_id="gallery",
    assurance=2,
    by=IdentifiedBy.CARD,
    suggestions=(LONGEST.id, INSTANT.id),
)

WEAK = replace(VISITOR, assurance=1, suggestions=())
WELL = tuple(PartHealth(part, State.ONLINE) for part in Part)
PAPER_OUT = PartHealth(Part.PRINTER, State.OFFLINE, "paper_out", "replenish", "out")
NO_READER = PartHealth(Part.CARD_READER, State.NO_DEVICE, "not_connected", "maintain")
DARK = PartHealth(Part.CODE_SCANNER, State.HARDWARE_ERROR, "frame_dark", "clear")
OFFLINE = PartHealth(Part.BACKEND, State.OFFLINE)


def _visit(scene: Scene, **changes: Any) -> Visit:
    return replace(Visit(scene=scene), **changes)


def _known(scene: Scene, **changes: object) -> Visit:
    return _visit(scene, visitor=VISITOR, **changes)


SCENES: dict[str, Visit] = {
    "attract": _visit(Attract()),
    "home": _visit(Home()),
    "home-known": _known(Home()),
    "home-helping": _visit(Home(), helping=True),
    "home-help-sent": _visit(Home(), helping=True, notice=NoticeCode.HELP_SENT),
    "home-help-not-sent": _known(Home(), helping=True, notice=NoticeCode.HELP_NOT_SENT),
    "home-asking": _known(Home(), presence_until=100.0),
    "listing-query": _visit(Listing(verb=Verb.QUERY)),
    "listing-book": _visit(Listing(verb=Verb.BOOK)),
    "listing-apply": _known(Listing(verb=Verb.APPLY)),
    "listing-print": _visit(Listing(verb=Verb.PRINT)),
    "listing-theme": _visit(Listing(theme=LONGEST.theme)),
    "search-empty": _visit(Listing(query="")),
    "search-found": _visit(Listing(query="z")),
    "search-nothing": _visit(Listing(query="qqqqqqqqqqqq")),
    "guide-longest": _visit(Guide(LONGEST)),
    "guide-materials": _known(Guide(MOST_MATERIALS)),
    "guide-instant": _visit(Guide(INSTANT), notice=NoticeCode.BACKEND_DOWN),
    "identify": _visit(Identify(LONGEST)),
    "identify-bare": _visit(Identify()),
    "identify-unreadable": _visit(Identify(LONGEST), notice=NoticeCode.CARD_MALFORMED),
    "identify-again": _visit(Identify(LONGEST), visitor=WEAK, notice=NoticeCode.IDENTITY_TOO_WEAK),
    "identify-other-person": _visit(
        Identify(INSTANT), visitor=WEAK, notice=NoticeCode.OTHER_PERSON
    ),
    "identify-protected": _visit(Identify(), notice=NoticeCode.CARD_PROTECTED),
    "unlock": _visit(Unlock()),
    "unlock-longest": _visit(Unlock(LONGEST, KeyDraft("W" * 15, "19961030", "20340408"))),
    "unlock-birth": _visit(
        Unlock(None, KeyDraft("H00000002", "199613", "", KeyField.BIRTH, KeyProblem.DATE_SHORT))
    ),
    "unlock-refused": _visit(
        Unlock(None, KeyDraft("H00000002", "19961030", "20340408", KeyField.EXPIRY)),
        notice=NoticeCode.CARD_KEY_REFUSED,
    ),
    "unlock-worst": _visit(
        Unlock(
            LONGEST,
            KeyDraft("W" * 15, "19961030", "20340408", KeyField.NUMBER),
        ),
        notice=NoticeCode.CARD_AWAITED,
    ),
    "done-printed": _known(Done(LONGEST, "GL-440303-2611-0000127", printed=True)),
    "done-unproven": _known(
        Done(LONGEST, "SB-440303-2611-0007731", printed=False), notice=NoticeCode.PRINT_UNPROVEN
    ),
    "done-rated": _known(Done(INSTANT, "", printed=True, rated=4)),
    "out-of-service": _visit(OutOfService("store_fault")),
}
"""A visit by the name of its picture."""

TROUBLED: dict[str, tuple[Visit, tuple[PartHealth, ...]]] = {
    "home-no-paper": (_known(Home()), (PAPER_OUT,)),
    "home-offline": (_visit(Home()), (OFFLINE,)),
    "home-worst": (_visit(Home()), (NO_READER, PAPER_OUT)),
    "identify-no-reader": (_visit(Identify(LONGEST)), (NO_READER,)),
    "identify-dark": (_visit(Identify()), (DARK,)),
    "identify-neither": (_visit(Identify()), (NO_READER, DARK)),
    "done-no-paper": (_known(Done(INSTANT, "LH-YC-007-0000042", printed=False)), (PAPER_OUT,)),
}
"""The same with something broken."""
