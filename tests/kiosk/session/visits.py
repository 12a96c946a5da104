"""Ready-made parts of visits for the session's tests."""

from __future__ import annotations

from datetime import date

from kiosk import CONFIG
from kiosk.catalog import load_catalog
from kiosk.flow import Facts, Option
from kiosk.session import (
    Outcome,
    OutcomeKind,
    Paper,
    RecordsTable,
    Timing,
    Transition,
    Visit,
    Visitor,
    step,
)
from kiosk.session.data import IdentifiedBy
from kiosk.session.events import Event
from kiosk.session.visit import Home

CATALOG = load_catalog(CONFIG / "catalog")
TIMING = Timing(idle_seconds=180, presence_seconds=15, done_seconds=30, technician_idle_seconds=120)
QUERY = CATALOG.items["insurance-record"]
BOOKING = CATALOG.items["marriage-registration"]
ALLOWANCE = CATALOG.items["high-age-allowance"]
CERTIFICATE = CATALOG.items["insurance-certificate"]
VISITOR = Visitor(
    masked_name="张*兰",
    masked_id="8603**********1221",
    salutation="张女士",
    birth_date=date(1941, 3, 12),
    token="t" * 24,
    visit_id="00000000-0000-0000-0000-000000000001",
    assurance=2,
    by=IdentifiedBy.CARD,
)
FACTS = Facts(
    values={"address": "罗湖区渔邨花园", "phone": "13800138000", "name": "张*兰"},
    options={
        "accounts": (Option("a1", "社会保障卡", "尾号 3920"),),
        "offices": (Option("o1", "罗湖区婚姻登记处", "350 米"), Option("o2", "莲塘窗口", "2 公里")),
    },
)
SLOTS = Facts(options={"slots:o1": (Option("s1", "2026-11-24 09:00–09:30", "余3"),)})
RECORDS = RecordsTable("个人参保证明", (), (), (), "2026-11-22 23:06", "社保局")
PAPER = Paper("p1", "社会保险参保证明", "SB-1", 576, 1200)
OUTCOME = Outcome(OutcomeKind.APPROVED, "CASE-1", "2026-11-22 23:06")


class Walk:
    """A visit with its clock; ``do`` steps it and remembers the effects."""

    def __init__(self, visit: Visit | None = None) -> None:
        self.now = 1000.0
        self.visit = visit or Visit(scene=Home(), touched_at=self.now)
        self.effects: tuple[object, ...] = ()

    def do(self, *happened: Event) -> Walk:
        for event in happened:
            result: Transition = step(self.visit, event, self.now, TIMING)
            self.visit, self.effects = result.visit, result.effects
        return self

    @property
    def scene(self) -> object:
        return self.visit.scene

    @property
    def ticket(self) -> int:
        return self.visit.ticket
