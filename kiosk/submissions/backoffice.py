"""Every call of a visit to the backend, blocking: run them as jobs, off the GUI thread."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID, uuid4

from backend_client import BackendClient, BackendError
from backend_client.contracts import (
    BookingRequest,
    CardIdentity,
    CodeIdentity,
    CredentialIdentity,
    Grant,
    HelpCall,
    QueryRequest,
    Records,
    SubjectKind,
)
from kiosk.catalog import Item, ItemKind
from kiosk.flow import Facts
from kiosk.session import Column, NoticeCode, Outcome, OutcomeKind, RecordsTable, Row, Visitor
from kiosk.session.data import HeldDocument, IdentifiedBy
from kiosk.store import AuditKind, StoreError
from kiosk.submissions import identity, outcomes, papers
from kiosk.submissions.facts import fetch_facts, fetch_source
from kiosk.submissions.filing import Filing
from kiosk.submissions.outcomes import local_time
from kiosk.submissions.papers import PaperOrder
from kiosk.submissions.refusals import RefusedError, refusing

_ALIGN = {"start": "left", "center": "center", "end": "right"}


@dataclass(frozen=True, slots=True)
class BackOffice:
    """The backend as a visit needs it. Every method blocks and raises RefusedError."""

    client: BackendClient
    filing: Filing
    kiosk_id: str
    backend_seconds: float

    def identify_card(self, document: HeldDocument, known: Visitor | None = None) -> Visitor:
        """Who holds this document; with ``known``, only if it is the same person."""
        assertion = identity.card_identity(document)
        if assertion is None:
            raise RefusedError(NoticeCode.CARD_MALFORMED)
        return self._identify(assertion, IdentifiedBy.CARD, known)

    def identify_code(self, payload: bytes, known: Visitor | None = None) -> Visitor:
        """Whose phone showed this code; ``known`` as for a card."""
        assertion = identity.code_identity(payload)
        if assertion is None:
            raise RefusedError(NoticeCode.CODE_UNKNOWN)
        return self._identify(assertion, IdentifiedBy.CODE, known)

    def identify_credential(self, text: str, known: Visitor | None = None) -> Visitor:
        """Who is named by a signed credential that was opened here; ``known`` as for a card."""
        return self._identify(CredentialIdentity(code=text), IdentifiedBy.CODE, known)

    def _identify(
        self,
        assertion: CardIdentity | CodeIdentity | CredentialIdentity,
        by: IdentifiedBy,
        known: Visitor | None,
    ) -> Visitor:
        visit_id = uuid4()
        with refusing():
            resident = self.client.identify(visit_id, assertion, known.token if known else None)
        suggestions = self._suggestions(resident.resident_token)
        return identity.visitor(visit_id, resident, by, suggestions)

    def end_visit(self, visitor: Visitor) -> None:
        """Revoke the visit's bearer; it runs out by itself when the backend is away."""
        with suppress(BackendError):
            self.client.end_visit(UUID(visitor.visit_id), visitor.token)

    def _suggestions(self, token: str) -> tuple[str, ...]:
        """Fitting services; a greeting never fails for want of them."""
        try:
            found = self.client.suggestions(token).suggestions
        except BackendError:
            return ()
        return tuple(suggestion.item_id for suggestion in found)

    def facts(self, item: Item, visitor: Visitor | None, source: str | None) -> Facts:
        """Prefill and options of a form, or one late source."""
        with refusing():
            if source is None:
                return fetch_facts(self.client, item, visitor)
            return fetch_source(self.client, item, visitor, source)

    def records(self, item: Item, visitor: Visitor | None) -> RecordsTable:
        """A query's answer; an empty table is an answer too."""
        with refusing():
            found = self.client.query(_token(visitor), QueryRequest(item_id=item.id))
        return _records_table(found)

    def submit(
        self,
        item: Item,
        visitor: Visitor | None,
        answers: Mapping[str, str],
        pictures: Mapping[str, bytes] = MappingProxyType({}),
    ) -> Outcome:
        """Book at once, or save and file; ``pictures`` are JPEGs by the field that they answer."""
        known = _known(visitor)
        with refusing():
            if item.kind is ItemKind.APPOINTMENT:
                return self._book(item, known, answers)
            return self.filing.apply(item, known, answers, self.backend_seconds, pictures)

    def _book(self, item: Item, visitor: Visitor, answers: Mapping[str, str]) -> Outcome:
        request = BookingRequest(
            appointment_id=uuid4(),
            item_id=item.id,
            slot_id=answers["slot"],
            phone=answers.get("phone", ""),
            topic=answers.get("topic", ""),
        )
        return outcomes.booked(self.client.book(visitor.token, request))

    def records_paper(self, item: Item, visitor: Visitor | None) -> PaperOrder:
        """A query's list as the backend issues it."""
        return papers.granted("query_list", self._grant(visitor, SubjectKind.RECORDS, item.id))

    def certificate_paper(
        self, item: Item, visitor: Visitor | None, answers: Mapping[str, str]
    ) -> PaperOrder:
        """A certificate."""
        purpose = answers.get("purpose", "")
        grant = self._grant(visitor, SubjectKind.CERTIFICATE, item.id, purpose)
        return papers.granted("certificate", grant)

    def receipt_paper(self, item: Item, visitor: Visitor | None, outcome: Outcome) -> PaperOrder:
        """The slip of a submission; when the backend is away it prints without a grant."""
        known = _known(visitor)
        match outcome.kind:
            case OutcomeKind.SAVED:
                return papers.saved_receipt(item, outcome, known)
            case OutcomeKind.BOOKED:
                grant = self._slip_grant(known, SubjectKind.APPOINTMENT, outcome.number)
                return papers.appointment_slip(item, outcome, known, grant)
            case _:
                grant = self._slip_grant(known, SubjectKind.CASE, outcome.number)
                return papers.receipt(item, outcome, known, grant)

    def _grant(
        self, visitor: Visitor | None, kind: SubjectKind, reference: str, purpose: str = ""
    ) -> Grant:
        with refusing():
            return papers.request_grant(self.client, _known(visitor), kind, reference, purpose)

    def _slip_grant(self, visitor: Visitor, kind: SubjectKind, reference: str) -> Grant | None:
        try:
            return papers.request_grant(self.client, visitor, kind, reference)
        except BackendError:
            return None

    def call_staff(self, where: str) -> None:
        """Tell the staff that somebody needs help at this kiosk."""
        call = HelpCall(
            call_id=uuid4(),
            kiosk_id=self.kiosk_id,
            reason=f"resident_asked:{where}",
            called_at=self.filing.clock(),
        )
        with refusing():
            self.client.call_staff(call)
        with suppress(StoreError):
            self.filing.note(AuditKind.STAFF_CALLED, {})

    def reachable(self) -> bool:
        """Whether the backend answers now."""
        try:
            self.client.health()
        except BackendError:
            return False
        return True


def _known(visitor: Visitor | None) -> Visitor:
    if visitor is None:
        raise RefusedError(NoticeCode.PERSON_UNKNOWN)
    return visitor


def _token(visitor: Visitor | None) -> str:
    return _known(visitor).token


def _records_table(found: Records) -> RecordsTable:
    return RecordsTable(
        title=found.title,
        columns=tuple(Column(c.key, c.label, _ALIGN[c.align]) for c in found.columns),
        rows=found.rows,
        summary=tuple(Row(line.label, line.value) for line in found.summary),
        as_of=local_time(found.as_of),
        issuer=found.issuer,
    )
