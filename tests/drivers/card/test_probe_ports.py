"""SAMs at serial ports and behind control codes: asked only when named, at every speed."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from drivers import (
    CardProfile,
    CardReaderConfig,
    CardReaderStatus,
    Deadline,
    Online,
    TransportError,
)
from drivers._config import CCID_ESCAPE
from drivers.card import LineFault, Presence, escape_line, pcsc_session
from drivers.card.frame_reader import open_sam_escape_reader, open_sam_serial_reader
from drivers.card.line_health import HEALTH
from drivers.card.probing import (
    SPEEDS,
    EscapeFinding,
    PortFinding,
    ProbeBench,
    ProbeReport,
    ProbeScope,
    ReaderFinding,
    SamFinding,
    probe,
    real_bench,
    recommended,
)
from drivers.card.sam_frames import Reply
from drivers.sim.sam_field import SamField
from drivers.sim.sam_module import SamModuleFaults, SimSamModule
from drivers.sim.sam_pty import SamPtyReader
from drivers.sim.wallet import load_wallet
from drivers.sim.world import World
from tests.fixtures.fake_escape import CONTROL_CODE, FakeScard
from tests.fixtures.fake_escape import READER as ESCAPE_READER

PATIENCE = 30.0
WALLET = load_wallet()
SAM_NUMBER = "05.03-20200101-0000000001-0000000001"
CARDS_ONLY = ProbeScope()


def soon() -> Deadline:
    return Deadline.after(PATIENCE)


def nowhere(*_where):
    raise TransportError(LineFault.NOT_CONNECTED)


def bench(**parts) -> ProbeBench:
    """A computer with nothing connected but ``parts``."""
    nothing = ProbeBench(lambda _deadline: (), nowhere, nowhere, nowhere)
    return replace(nothing, **parts)


class Told:
    """A card reader that says one thing only."""

    def __init__(self, health, sam=""):
        self._status = CardReaderStatus(health, sam=sam)
        self.closed = False

    def status(self, _deadline):
        return self._status

    def close(self):
        self.closed = True


SILENT = HEALTH[LineFault.NO_ANSWER]


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def module() -> SimSamModule:
    return SimSamModule()


@pytest.fixture
def pty(world, module) -> Iterator[SamPtyReader]:
    with SamPtyReader(world, lambda key: WALLET.card(key).id_card, module) as reader:
        yield reader


def real_port() -> ProbeBench:
    return bench(open_serial=real_bench().open_serial)


def test_a_sam_at_a_named_port_tells_its_number(pty):
    report = probe(ProbeScope(ports=(pty.path,)), real_port(), soon())

    assert report.ports == (PortFinding(pty.path, 115200, SamFinding(True, SAM_NUMBER)),)
    assert recommended(report) == CardReaderConfig(CardProfile.SAM_SERIAL, serial_path=pty.path)


def test_a_sam_that_refuses_to_work_answers_all_the_same(pty, module):
    module.faults = SamModuleFaults(answer=Reply(0x66))
    (port,) = probe(ProbeScope(ports=(pty.path,)), real_port(), soon()).ports

    assert port.baud == 115200
    assert port.sam == SamFinding(True, fault=LineFault.SAM_REFUSED)


def test_a_silent_port_is_asked_at_every_speed(pty, module):
    module.faults = SamModuleFaults(silence=True)
    scope = ProbeScope(ports=(pty.path,), sam_seconds=0.02)
    (port,) = probe(scope, real_port(), soon()).ports

    assert port == PortFinding(pty.path, None, SamFinding(False, fault=LineFault.NO_ANSWER))


@pytest.mark.parametrize("right", SPEEDS)
def test_the_speed_that_answers_is_found(right):
    opened: list[Told] = []

    def open_serial(path, baud):
        assert path == "/dev/ttyUSB7"
        opened.append(Told(Online(), SAM_NUMBER) if baud == right else Told(SILENT))
        return opened[-1]

    scope = ProbeScope(ports=("/dev/ttyUSB7",))
    (port,) = probe(scope, bench(open_serial=open_serial), soon()).ports

    assert port == PortFinding("/dev/ttyUSB7", right, SamFinding(True, SAM_NUMBER))
    assert len(opened) == SPEEDS.index(right) + 1
    assert all(reader.closed for reader in opened)


def test_a_port_that_is_not_there_is_asked_once():
    tried: list[int] = []

    def open_serial(_path, baud):
        tried.append(baud)
        return Told(HEALTH[LineFault.NOT_CONNECTED])

    (port,) = probe(ProbeScope(ports=("/x",)), bench(open_serial=open_serial), soon()).ports

    assert tried == [SPEEDS[0]]
    assert port == PortFinding("/x", None, SamFinding(False, fault=LineFault.NOT_CONNECTED))


def test_no_port_and_no_control_code_is_asked_unasked():
    there = bench(list_readers=lambda _: (Presence("A"),))  # all else would raise or be told
    report = probe(CARDS_ONLY, there, soon())

    assert report == ProbeReport((ReaderFinding("A", present=False),))


def test_every_control_code_is_asked_at_every_reader():
    asked: list[tuple[str, int]] = []

    def open_escape(name, code):
        asked.append((name, code))
        return Told(Online(), SAM_NUMBER) if (name, code) == ("B", 2) else Told(SILENT)

    there = bench(list_readers=lambda _: (Presence("A"), Presence("B")), open_escape=open_escape)
    report = probe(ProbeScope(control_codes=(1, 2)), there, soon())

    assert asked == [("A", 1), ("A", 2), ("B", 1), ("B", 2)]
    assert recommended(report) == CardReaderConfig(CardProfile.PCSC_SAM_ESCAPE, "B", control_code=2)


def test_a_sam_behind_its_own_control_code_is_found(world, monkeypatch):
    service = FakeScard(world, SamField(world, lambda key: WALLET.card(key).id_card))
    monkeypatch.setattr(escape_line, "scard", service.functions)
    monkeypatch.setattr(pcsc_session, "scard", service.functions)
    there = bench(
        list_readers=lambda _: (Presence(ESCAPE_READER),), open_escape=open_sam_escape_reader
    )
    scope = ProbeScope(control_codes=(CCID_ESCAPE, CONTROL_CODE), cards=False)
    report = probe(scope, there, soon())
    service.release()

    wrong, right = report.readers[0].escapes
    assert wrong == EscapeFinding(CCID_ESCAPE, SamFinding(False, fault=LineFault.GARBLED))
    assert right == EscapeFinding(CONTROL_CODE, SamFinding(True, SAM_NUMBER))
    assert recommended(report) == CardReaderConfig(
        CardProfile.PCSC_SAM_ESCAPE, "Fictitious SAM reader", control_code=CONTROL_CODE
    )


def test_a_port_in_use_is_told_and_left_alone(pty):
    holder = open_sam_serial_reader(pty.path, 115200)
    try:
        assert holder.status(soon()).sam == SAM_NUMBER
        (port,) = probe(ProbeScope(ports=(pty.path,)), real_port(), soon()).ports
        assert port == PortFinding(pty.path, None, SamFinding(False, fault=LineFault.IN_USE))
        assert holder.status(soon()).sam == SAM_NUMBER
    finally:
        holder.close()
