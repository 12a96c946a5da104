"""The loop of a visit: event, step, effects, results; all on the GUI thread, all work elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from PySide6.QtCore import QObject

from kiosk.conductor.codes import Codes
from kiosk.conductor.pictures import Pictures
from kiosk.conductor.ports import Ports
from kiosk.conductor.printing import Printing
from kiosk.conductor.vault import Vault
from kiosk.devices import Part, PartHealth, State
from kiosk.jobs import Err, Ok
from kiosk.session import (
    Visit,
    Visitor,
    effects,
    events,
    idle_left,
    listening,
    picturing,
    step,
)
from kiosk.session.data import DocumentKey, HeldDocument
from kiosk.session.events import Event
from kiosk.session.notices import NoticeCode
from kiosk.store import AuditKind, PinResult, StoreError
from kiosk.submissions import RefusedError

T = TypeVar("T")
BACKEND_CHECK_SECONDS = 15.0
"""Between two questions whether the backend answers, while nobody waits for it."""


class Conductor(QObject):
    """Owns the visit. ``dispatch`` and ``tick`` belong to the GUI thread."""

    def __init__(self, ports: Ports) -> None:
        super().__init__()
        self._ports = ports
        self._visit = Visit(touched_at=ports.monotonic())
        self._vault = Vault()
        self._printing = Printing(ports, self._vault, self.dispatch, self.live_visit)
        self._codes = Codes(ports, self._vault, self.dispatch, self.live_ticket)
        self._pictures = Pictures(ports, self._vault, self.dispatch, self.live_ticket)
        self._backend_asked = float("-inf")
        ports.stage.connect_dispatch(self.dispatch)
        ports.desk.card_laid.connect(self._card_laid)
        ports.desk.code_shown.connect(self._codes.shown)
        ports.desk.codes_many.connect(self._codes_many)
        ports.desk.code_unclear.connect(self._code_unclear)

    def start(self) -> None:
        """Show the first screen and listen."""
        self._ports.desk.listen(listening(self._visit))
        self._ports.stage.show(self._visit)
        self.tick()

    def live_visit(self) -> int:
        """Number of the visit on screen; safe to ask from any thread."""
        return self._visit.number

    def live_ticket(self) -> int:
        """Ticket of the newest effect: an answer with another one is wanted no more."""
        return self._visit.ticket

    def dispatch(self, event: Event) -> None:
        """One event: the next state is shown before its effects start."""
        before = self._visit
        after = step(before, event, self._ports.monotonic(), self._ports.timing)
        self._visit = after.visit
        if after.visit != before:
            self._ports.desk.listen(listening(after.visit))
            self._ports.stage.show(after.visit)
            self._show_time()
        if self._vault.pictures:
            self._pictures.keep(picturing.pictures(after.visit))
        for effect in after.effects:
            self._run(effect, before)

    def tick(self) -> None:
        """The clock went on; call about twice a second."""
        self.dispatch(events.Ticked())
        self._show_time()
        now = self._ports.monotonic()
        if now - self._backend_asked >= BACKEND_CHECK_SECONDS:
            self._backend_asked = now
            self._ports.jobs.run(self._ask_backend, self._backend_answered)

    def _show_time(self) -> None:
        now = self._ports.monotonic()
        self._ports.stage.tick(idle_left(self._visit, now, self._ports.timing))

    def break_down(self, code: str) -> None:
        """A bug or a lost essential: wipe, and never show a half-dead screen."""
        self.dispatch(events.Broken(code))
        filing = self._ports.office.filing
        self._ports.jobs.run(lambda: filing.note(AuditKind.BROKEN, {"code": code}), _expect_ok)

    # identity devices

    def _card_laid(self) -> None:
        self.dispatch(events.CardLaid())

    def _code_unclear(self, notice: NoticeCode | None) -> None:
        self.dispatch(events.CodeUnclear(notice))

    def _codes_many(self) -> None:
        self.dispatch(events.CodesMany())

    # effects

    def _run(self, effect: effects.Effect, before: Visit) -> None:
        match effect:
            case effects.IdentifyByCard() | effects.ReadZone() | effects.IdentifyByCode():
                self._look_who(effect)
            case (
                effects.OpenCode()
                | effects.Resume()
                | effects.CancelAppointment()
                | effects.Enrol()
                | effects.DropEnrolment()
            ):
                self._codes.run(effect)
            case effects.Release(visitor):
                self._ports.jobs.run(lambda: self._ports.office.end_visit(visitor), _expect_ok)
            case effects.Wipe():
                self._wipe(before)
            case effects.CallStaff() | effects.SendRating() | effects.CheckPin():
                self._staff(effect)
            case effects.Print() | effects.PrintTest():
                self._printing.run(effect)
            case effects.IssueRecords() | effects.IssueCertificate() | effects.IssueReceipt():
                self._printing.issue(effect)
            case (
                effects.FetchFacts()
                | effects.FetchRecords()
                | effects.Submit()
                | effects.CapturePage()
            ):
                self._serve(effect)

    def _look_who(
        self, effect: effects.IdentifyByCard | effects.ReadZone | effects.IdentifyByCode
    ) -> None:
        desk, patience = self._ports.desk, self._ports.patience
        match effect:
            case effects.IdentifyByCard(key=key):
                desk.read_card(patience.card_read, key, lambda read: self._card_read(effect, read))
            case effects.ReadZone(ticket):
                desk.read_zone(patience.zone_read, lambda found: self._zone_read(ticket, found))
            case effects.IdentifyByCode(ticket, known):
                code = self._vault.take_code()
                self._identify(ticket, lambda: self._ports.office.identify_code(code, known))

    def _card_read(self, asked: effects.IdentifyByCard, read: HeldDocument | NoticeCode) -> None:
        if isinstance(read, NoticeCode):
            self.dispatch(events.Failed(asked.ticket, read))
            return
        office = self._ports.office
        self._identify(asked.ticket, lambda: office.identify_card(read, asked.known))

    def _zone_read(self, ticket: int, key: DocumentKey | NoticeCode) -> None:
        match key:
            case NoticeCode():
                self.dispatch(events.Failed(ticket, key))
            case DocumentKey():
                self.dispatch(events.ZoneRead(ticket, key))

    def _identify(self, ticket: int, ask: Callable[[], Visitor]) -> None:
        """Who it is; a bearer that comes when nobody waits for it any more is given back."""

        def known(visitor: Visitor) -> Event:
            if ticket != self._visit.ticket:
                self._ports.jobs.run(lambda: self._ports.office.end_visit(visitor), _expect_ok)
            return events.IdentityKnown(ticket, visitor)

        self._job(ticket, ask, known)

    def _serve(
        self,
        effect: effects.FetchFacts | effects.FetchRecords | effects.Submit | effects.CapturePage,
    ) -> None:
        office, ticket = self._ports.office, effect.ticket
        match effect:
            case effects.CapturePage():
                self._pictures.capture(ticket)
            case effects.FetchFacts(item=item, visitor=visitor, source=source):
                self._job(
                    ticket,
                    lambda: office.facts(item, visitor, source),
                    lambda facts: events.FactsReady(ticket, facts),
                )
            case effects.FetchRecords(item=item, visitor=visitor):
                self._job(
                    ticket,
                    lambda: office.records(item, visitor),
                    lambda records: events.RecordsReady(ticket, records),
                )
            case effects.Submit(item=item, visitor=visitor, answers=answers):
                pictures = self._pictures.of(item, answers)
                self._job(
                    ticket,
                    lambda: office.submit(item, visitor, answers, pictures),
                    lambda outcome: events.OutcomeReady(ticket, outcome),
                )

    def _staff(self, effect: effects.CallStaff | effects.SendRating | effects.CheckPin) -> None:
        office = self._ports.office
        match effect:
            case effects.CallStaff(visit=number, where=where):
                self._ports.jobs.run(
                    lambda: office.call_staff(where),
                    lambda result: self._staff_told(number, result),
                )
            case effects.SendRating(item=item, number=number_, score=score):
                self._ports.jobs.run(lambda: office.filing.rate(item, number_, score), _expect_ok)
            case effects.CheckPin(ticket, pin):
                self._job(
                    ticket,
                    lambda: self._ports.gate.check(pin),
                    lambda result: _pin_event(ticket, result),
                )

    def _staff_told(self, visit: int, result: Ok[None] | Err) -> None:
        match result:
            case Err(error) if not isinstance(error, RefusedError):
                raise error
            case _:
                self.dispatch(events.HelpAnswered(visit, sent=isinstance(result, Ok)))

    def _job(self, ticket: int, work: Callable[[], T], then: Callable[[T], Event]) -> None:
        """Run ``work`` elsewhere; a refusal becomes a notice, a bug is raised on this thread."""

        def done(result: Ok[T] | Err) -> None:
            match result:
                case Ok(value):
                    self.dispatch(then(value))
                case Err(RefusedError() as refused):
                    self.dispatch(events.Failed(ticket, refused.notice))
                case Err(error):
                    raise error

        self._ports.jobs.run(work, done)

    # the end of a visit

    def _wipe(self, before: Visit) -> None:
        """The one place where a visit's data ends: papers, pictures, codes and the bearer."""
        unprinted = self._vault.wipe()
        self._ports.images.wipe()
        self._ports.desk.forget()
        office, visitor = self._ports.office, before.visitor

        def end() -> None:
            with suppress(StoreError):
                for order in unprinted:
                    office.filing.void(order.serial)
                office.filing.note(AuditKind.VISIT_ENDED, {"visit": before.number})
            if visitor is not None:
                office.end_visit(visitor)

        self._ports.jobs.run(end, _expect_ok)

    # health of the backend

    def _ask_backend(self) -> tuple[bool, int]:
        """How it is; when it answers, whose codes are to be believed."""
        reachable = self._ports.office.reachable()
        if reachable:
            self._ports.checkpoint.renew_trust()
        return reachable, self._ports.office.filing.waiting()

    def _backend_answered(self, result: Ok[tuple[bool, int]] | Err) -> None:
        match result:
            case Ok((reachable, waiting)):
                state = State.ONLINE if reachable else State.NO_DEVICE
                fault = "" if reachable else "no_answer"
                action = "" if reachable else "reset"
                self._ports.board.update(PartHealth(Part.BACKEND, state, fault, action))
                self._ports.board.set_waiting(waiting)
            case Err(error):
                raise error


def _pin_event(ticket: int, result: PinResult) -> Event:
    if result.accepted:
        return events.PinAccepted(ticket)
    return events.PinRefused(ticket, result.locked_seconds)


def _expect_ok(result: Ok[None] | Err) -> None:
    """For work that no resident waits for: what goes wrong on the way harms nobody, a bug does."""
    match result:
        case Err(RefusedError() | StoreError()):
            return
        case Err(error):
            raise error
        case _:
            return
