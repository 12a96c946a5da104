"""Papers of a visit: issue, preview, and print at most once with every step in the journal."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from kiosk import __version__
from kiosk.conductor.ports import Ports
from kiosk.conductor.press import Pressed
from kiosk.conductor.vault import HeldPaper, Vault
from kiosk.devices import Page, PrintEnd, PrintVerdict
from kiosk.jobs import Err, Ok
from kiosk.session import NoticeCode, Paper, effects, events
from kiosk.session.events import Event
from kiosk.store import PrintState, StoreError
from kiosk.submissions import PaperOrder, RefusedError

Issue = effects.IssueRecords | effects.IssueCertificate | effects.IssueReceipt

_STATES = {
    PrintVerdict.CONFIRMED: PrintState.CONFIRMED,
    PrintVerdict.FAILED: PrintState.FAILED,
    PrintVerdict.UNKNOWN: PrintState.UNKNOWN,
}


class Printing:
    """Carries out the effects that end on paper; lives on the GUI thread."""

    def __init__(
        self,
        ports: Ports,
        vault: Vault,
        dispatch: Callable[[Event], None],
        live_visit: Callable[[], int],
    ) -> None:
        self._ports = ports
        self._vault = vault
        self._dispatch = dispatch
        self._live_visit = live_visit

    def issue(self, effect: Issue) -> None:
        """Make the paper, or take up the one that was made and did not come out."""
        straight = isinstance(effect, effects.IssueReceipt)
        if isinstance(effect, effects.IssueReceipt):
            held = self._vault.unprinted(effect.outcome.number)
            if held is not None:
                self._dispatch(events.PaperReady(effect.ticket, held.paper, straight=True))
                return
        visit = self._live_visit()

        def work() -> tuple[PaperOrder, Pressed]:
            order = self._order(effect)
            try:
                return order, self._ports.press.make(order, self._ports.clock())
            except RefusedError:
                self._void(order)
                raise

        def done(result: Ok[tuple[PaperOrder, Pressed]] | Err) -> None:
            match result:
                case Ok((order, pressed)):
                    self._made(effect.ticket, visit, order, pressed, straight=straight)
                case Err(RefusedError() as refused):
                    self._dispatch(events.Failed(effect.ticket, refused.notice))
                case Err(error):
                    raise error

        self._ports.jobs.run(work, done)

    def _order(self, effect: Issue) -> PaperOrder:
        office = self._ports.office
        match effect:
            case effects.IssueRecords(item=item, visitor=visitor):
                return office.records_paper(item, visitor)
            case effects.IssueCertificate(item=item, visitor=visitor, answers=answers):
                return office.certificate_paper(item, visitor, answers)
            case effects.IssueReceipt(item=item, visitor=visitor, outcome=outcome):
                return office.receipt_paper(item, visitor, outcome)

    def _made(
        self, ticket: int, visit: int, order: PaperOrder, pressed: Pressed, *, straight: bool
    ) -> None:
        if visit != self._live_visit():
            self._ports.jobs.run(lambda: self._void(order), _raise_bug)
            return
        page = pressed.page
        paper = Paper(uuid4().hex, order.title, order.number, page.width, page.height)
        self._vault.papers[paper.paper_id] = HeldPaper(order, paper, page)
        self._ports.images.put(paper.paper_id, pressed.png)
        self._dispatch(events.PaperReady(ticket, paper, straight))

    def _void(self, order: PaperOrder) -> None:
        if order.serial:
            self._ports.office.filing.void(order.serial)

    def run(self, effect: effects.Print | effects.PrintTest) -> None:
        """Print a visit's paper or the technicians' test slip."""
        if isinstance(effect, effects.PrintTest):
            self._print_test(effect.ticket)
            return
        held = self._vault.papers[effect.paper.paper_id]
        held.taken = True
        self._print(
            held.order,
            held.page,
            effect.visit,
            lambda end: self._ended(effect, held, end),
        )

    def _ended(self, effect: effects.Print, held: HeldPaper, end: PrintEnd) -> None:
        """A copy of which nothing was printed may be tried again, by its own visit only."""
        ticket = effect.ticket
        held.taken = end.verdict is not PrintVerdict.FAILED
        if not held.taken and effect.visit != self._live_visit():
            self._ports.jobs.run(lambda: self._void(held.order), _raise_bug)
        match end.verdict:
            case PrintVerdict.CONFIRMED:
                self._dispatch(events.PaperOut(ticket))
            case PrintVerdict.UNKNOWN:
                self._dispatch(events.PaperUnproven(ticket))
            case PrintVerdict.FAILED:
                self._dispatch(events.Failed(ticket, end.notice or NoticeCode.PRINTER_DOWN))

    def _print_test(self, ticket: int) -> None:
        number = f"TEST-{ticket}"
        facts = {"number": number, "verify_url": number, "software": __version__}
        order = PaperOrder("test_print", "测试页", number, "", facts)
        visit = self._live_visit()

        def ended(end: PrintEnd) -> None:
            notice = end.notice or NoticeCode.TEST_PRINTED
            self._dispatch(events.TestPrintEnded(ticket, notice))

        def done(result: Ok[Pressed] | Err) -> None:
            match result:
                case Ok(pressed):
                    self._print(order, pressed.page, visit, ended)
                case Err(RefusedError() as refused):
                    self._dispatch(events.TestPrintEnded(ticket, refused.notice))
                case Err(error):
                    raise error

        self._ports.jobs.run(lambda: self._ports.press.make(order, self._ports.clock()), done)

    def _print(
        self, order: PaperOrder, page: Page, visit: int, ended: Callable[[PrintEnd], None]
    ) -> None:
        """RESERVED and SENT are committed before the printer's lane hears of the page."""
        journal = self._ports.journal

        def reserve() -> int:
            job_id = journal.reserve(visit, order.kind, order.serial)
            journal.sent(job_id)
            return job_id

        def reserved(result: Ok[int] | Err) -> None:
            match result:
                case Ok(job_id):
                    self._ports.desk.print_page(
                        job_id,
                        page,
                        self._ports.patience.printing,
                        lambda: visit == self._live_visit(),
                        lambda end: self._settle(job_id, end, ended),
                    )
                case Err(StoreError()):
                    ended(PrintEnd(PrintVerdict.FAILED, NoticeCode.STORE_FAULT))
                case Err(error):
                    raise error

        self._ports.jobs.run(reserve, reserved)

    def _settle(self, job_id: int, end: PrintEnd, ended: Callable[[PrintEnd], None]) -> None:
        """Write the result down, then tell; a disk that fails now leaves SENT, which is honest."""
        state = _STATES[end.verdict]
        filing = self._ports.office.filing

        def settle() -> None:
            self._ports.journal.settle(job_id, state, end.fault, filing.report_print)
            filing.wake()

        def settled(result: Ok[None] | Err) -> None:
            match result:
                case Ok() | Err(StoreError()):
                    ended(end)
                case Err(error):
                    raise error

        self._ports.jobs.run(settle, settled)


def _raise_bug(result: Ok[None] | Err) -> None:
    if isinstance(result, Err) and not isinstance(result.error, StoreError):
        raise result.error
