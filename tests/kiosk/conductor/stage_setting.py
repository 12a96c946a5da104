"""A conductor with nothing real but its session and journal: jobs and devices answer by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

from PySide6.QtCore import QObject, Signal
from sqlalchemy import text

from kiosk.codes import Purpose
from kiosk.conductor import Conductor, Ports
from kiosk.conductor.ports import Patience
from kiosk.conductor.press import Pressed
from kiosk.devices import HealthBoard, Page
from kiosk.flow import Facts
from kiosk.jobs import Done, Err, Ok
from kiosk.session import NoticeCode, Outcome, OutcomeKind, Timing, Visitor
from kiosk.session.data import DocumentKey, HeldDocument
from kiosk.session.machine import Listening
from kiosk.stage import Stage
from kiosk.store import AuditKind, PrintJournal, PrintState, Store, StoreError, open_store
from kiosk.store.technicians import PinResult
from kiosk.submissions import PaperOrder, RefusedError
from tests.kiosk.session.visits import RECORDS, VISITOR

IDENTITY_CODE = b"SZAPP.v1." + b"A" * 64
NOW = datetime(2026, 11, 22, 15, 6, tzinfo=UTC)
PAGE = Page(576, 1, bytes(72))


class ManualJobs:
    """Jobs wait until a test runs them, on its own thread."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Callable[[], object], Done[object]]] = []

    def run(self, work: Callable[[], object], done: Done[object]) -> None:
        self.waiting.append((work, done))

    def close(self) -> None:
        self.waiting.clear()

    def step(self) -> None:
        """The oldest job."""
        work, done = self.waiting.pop(0)
        try:
            result: Ok[object] | Err = Ok(work())
        except (ArithmeticError, RefusedError, StoreError) as error:
            result = Err(error)
        done(result)

    def all(self) -> None:
        while self.waiting:
            self.step()


@dataclass
class PrintCall:
    """A page on its way to the printer."""

    job_id: int
    page: Page
    still_wanted: Callable[[], bool]
    done: Callable[[object], None]


class HandDesk(QObject):
    """Hears nothing and prints nothing until a test says so."""

    card_laid = Signal()
    code_shown = Signal(object)
    codes_many = Signal()
    code_unclear = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.listening = Listening(card=False, code=False)
        self.reads: list[Callable[[HeldDocument | NoticeCode], None]] = []
        self.keys: list[DocumentKey | None] = []
        self.prints: list[PrintCall] = []
        self.captures: list[Callable[[object], None]] = []
        self.zones: list[Callable[[object], None]] = []
        self.forgotten = 0

    def forget(self) -> None:
        self.forgotten += 1

    def listen(self, listening: Listening) -> None:
        self.listening = listening

    def read_card(
        self,
        _seconds: float,
        key: DocumentKey | None,
        done: Callable[[HeldDocument | NoticeCode], None],
    ) -> None:
        self.keys.append(key)
        self.reads.append(done)

    def read_zone(self, _seconds: float, done: Callable[[object], None]) -> None:
        self.zones.append(done)

    def capture_page(self, _seconds: float, done: Callable[[object], None]) -> None:
        self.captures.append(done)

    def print_page(
        self,
        job_id: int,
        page: Page,
        _seconds: float,
        still_wanted: Callable[[], bool],
        done: Callable[[object], None],
    ) -> None:
        self.prints.append(PrintCall(job_id, page, still_wanted, done))


@dataclass
class HandFiling:
    """Remembers what it was told."""

    voided: list[str] = field(default_factory=list)
    notes: list[tuple[AuditKind, Mapping[str, str | int]]] = field(default_factory=list)
    rated: list[tuple[str, int]] = field(default_factory=list)
    error: Exception | None = None

    def void(self, serial: str) -> None:
        self._check()
        self.voided.append(serial)

    def note(self, kind: AuditKind, data: Mapping[str, str | int]) -> None:
        self._check()
        self.notes.append((kind, data))

    def rate(self, _item: object, number: str, score: int) -> None:
        self._check()
        self.rated.append((number, score))

    def report_print(self, *_: object) -> None:
        pass

    def wake(self) -> None:
        pass

    def waiting(self) -> int:
        return 3

    def _check(self) -> None:
        if self.error:
            raise self.error


@dataclass
class HandOffice:
    """Answers everything; ``error`` is raised instead."""

    filing: HandFiling
    error: Exception | None = None
    ended: list[str] = field(default_factory=list)
    codes: list[bytes] = field(default_factory=list)
    known: list[object] = field(default_factory=list)
    submitted: list[tuple[object, object]] = field(default_factory=list)
    visitor: Visitor = VISITOR
    issued: int = 0
    answers: bool = True

    def _give(self, answer: object) -> object:
        if self.error:
            raise self.error
        return answer

    def identify_card(self, _document: HeldDocument, known: object = None) -> object:
        self.known.append(known)
        return self._give(self.visitor)

    def identify_code(self, code: bytes, known: object = None) -> object:
        self.known.append(known)
        self.codes.append(code)
        return self._give(VISITOR)

    def end_visit(self, visitor: Visitor) -> None:
        self.ended.append(visitor.visit_id)

    def facts(self, *_: object) -> object:
        return self._give(Facts())

    def records(self, *_: object) -> object:
        return self._give(RECORDS)

    def submit(
        self, _item: object, _visitor: object, answers: object, pictures: object = None
    ) -> object:
        self.submitted.append((answers, pictures))
        return self._give(Outcome(OutcomeKind.APPROVED, "GL1", "2026-11-22 23:06"))

    def records_paper(self, *_: object) -> object:
        return self._give(self._order())

    certificate_paper = receipt_paper = records_paper

    def _order(self) -> PaperOrder:
        self.issued += 1
        return PaperOrder("query_list", "清单", "GL1", f"S{self.issued}", {})

    def call_staff(self, _where: str) -> None:
        self._give(None)

    def reachable(self) -> bool:
        return self.answers


@dataclass
class HandCheckpoint:
    """Opens nothing: ``seen`` is what it says of any code; ``error`` is raised instead."""

    seen: object = None
    error: Exception | None = None
    looked: list[tuple[str, frozenset[Purpose], object]] = field(default_factory=list)
    enrolled: list[bytes] = field(default_factory=list)
    renewed: int = 0

    def renew_trust(self) -> None:
        self.renewed += 1

    def look(self, text: str, purposes: frozenset[Purpose], known: object = None) -> object:
        self.looked.append((text, purposes, known))
        if self.error:
            raise self.error
        return self.seen

    def enrol(self, token: bytes) -> None:
        self.enrolled.append(token)
        if self.error:
            raise self.error


@dataclass
class HandCasework:
    """Finds what it is told to; ``error`` is raised instead."""

    found: object = None
    error: Exception | None = None
    asked: list[tuple[str, object, object]] = field(default_factory=list)

    def resume(self, paper: object, visitor: object) -> object:
        return self._find("resume", paper, visitor)

    def cancel(self, paper: object, visitor: object) -> object:
        return self._find("cancel", paper, visitor)

    def _find(self, what: str, paper: object, visitor: object) -> object:
        self.asked.append((what, paper, visitor))
        if self.error:
            raise self.error
        return self.found


class HandPress:
    def __init__(self) -> None:
        self.error: Exception | None = None

    def make(self, _order: PaperOrder, _now: datetime) -> Pressed:
        if self.error:
            raise self.error
        return Pressed(PAGE, b"png")


class HandImages:
    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def put(self, paper_id: str, picture: bytes) -> None:
        self.kept[paper_id] = picture

    def drop(self, paper_id: str) -> None:
        self.kept.pop(paper_id, None)

    def wipe(self) -> None:
        self.kept.clear()


class Rig:
    """The conductor and everything around it, in a test's hands."""

    def __init__(self, folder: Path) -> None:
        self.now = 1000.0
        self.stage, self.board, self.desk = Stage(), HealthBoard(), HandDesk()
        self.jobs, self.filing = ManualJobs(), HandFiling()
        self.office, self.press, self.images = HandOffice(self.filing), HandPress(), HandImages()
        self.checkpoint, self.casework = HandCheckpoint(), HandCasework()
        self.store: Store = open_store(folder / "kiosk.db", bytes(32))
        self.journal = PrintJournal(self.store, lambda: NOW)
        self.gate = SimpleNamespace(check=lambda pin: PinResult(pin == "246810", 0))
        self.conductor = Conductor(
            Ports(
                stage=self.stage,
                desk=self.desk,
                board=self.board,
                office=self.office,
                checkpoint=self.checkpoint,
                casework=self.casework,
                journal=self.journal,
                gate=self.gate,
                press=self.press,
                images=self.images,
                jobs=self.jobs,
                timing=Timing(),
                patience=Patience(),
                monotonic=lambda: self.now,
                clock=lambda: NOW,
            )
        )
        self.conductor.start()
        self.jobs.all()

    def send(self, *events: object) -> None:
        for event in events:
            self.stage.send(event)

    @property
    def visit(self) -> object:
        return self.stage.visit

    @property
    def scene(self) -> object:
        return self.stage.visit.scene

    def states(self) -> list[PrintState]:
        """Of all prints in the journal, in order."""
        with self.store.begin() as connection:
            rows = connection.execute(text("select state from prints order by job_id"))
            return [PrintState(state) for (state,) in rows]
