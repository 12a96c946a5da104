"""What a scanned receipt or slip stands for, for its own resident: the case, the appointment."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from backend_client import BackendClient, Rejected
from backend_client.contracts import Appointment, ProblemCode
from kiosk.catalog import Guide, Item, ItemKind, Level, Verb
from kiosk.session import NoticeCode, Outcome, Visitor
from kiosk.session.data import PaperKind, PaperState, ScannedPaper
from kiosk.submissions import outcomes
from kiosk.submissions.refusals import RefusedError, refusing

SHORTEST, LONGEST = 2, 12
"""Characters of an item's short name."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """How it stands; for an appointment ``paper`` says whether it is still good."""

    item: Item
    paper: ScannedPaper
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Casework:
    """Every method blocks and raises RefusedError; somebody else's papers are NOT_YOURS.

    ``phone`` is who to ask about items that this kiosk's catalogue does not have.
    """

    client: BackendClient
    items: Mapping[str, Item]
    clock: Callable[[], datetime]
    phone: str

    def resume(self, paper: ScannedPaper, visitor: Visitor | None) -> Resumed:
        """The case of a receipt, the appointment of a slip."""
        token = _token(visitor)
        with refusing(), _own():
            if paper.kind is PaperKind.APPOINTMENT:
                return self._appointment(paper, self.client.appointment(token, paper.number))
            decision = self.client.case(token, paper.number)
        item = self._item(decision.item_id, decision.title, decision.authority)
        return Resumed(item, paper, outcomes.decided(decision))

    def cancel(self, paper: ScannedPaper, visitor: Visitor | None) -> Resumed:
        """Give the seat back; asking again after a lost answer is no error."""
        token = _token(visitor)
        with refusing(), _own():
            return self._appointment(paper, self.client.cancel_appointment(token, paper.number))

    def _appointment(self, paper: ScannedPaper, found: Appointment) -> Resumed:
        item = self._item(found.item_id, found.title, found.office.name)
        state = PaperState.CANCELLED if found.cancelled_at else PaperState.VALID
        if state is PaperState.VALID and found.start <= self.clock():
            state = PaperState.EXPIRED
        shown = replace(paper, state=state, title=found.title, issuer=found.office.name)
        return Resumed(item, shown, outcomes.booked(found))

    def _item(self, item_id: str, title: str, issuer: str) -> Item:
        known = self.items.get(item_id)
        return stand_in(item_id, title, issuer, self.phone) if known is None else known


def stand_in(item_id: str, title: str, issuer: str, phone: str) -> Item:
    """An item of another kiosk's catalogue, with what a page and a slip say of it."""
    return Item(
        schema_version=1,
        id=item_id,
        name=title,
        short_name=title[:LONGEST].strip().ljust(SHORTEST, "·"),
        kind=ItemKind.APPLICATION,
        verbs=(Verb.APPLY,),
        theme="other",
        issuer=issuer,
        level=Level.DISTRICT,
        assurance=2,
        summary=title,
        guide=Guide(
            who=(title,),
            materials=(),
            takes=title,
            fee="不收费",
            visits=0,
            result=title,
            phone=phone,
        ),
    )


@contextmanager
def _own() -> Iterator[None]:
    """A number that is good and yet unknown to the bearer is somebody else's."""
    try:
        yield
    except Rejected as error:
        if error.code != ProblemCode.SUBJECT_UNKNOWN:
            raise
        raise RefusedError(NoticeCode.NOT_YOURS) from None


def _token(visitor: Visitor | None) -> str:
    if visitor is None:
        raise RefusedError(NoticeCode.PERSON_UNKNOWN)
    return visitor.token
