"""Profile ``probe``: a reader that finds itself, and finds itself again."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from drivers import (
    CardProfile,
    CardReaderConfig,
    CardReaderStatus,
    Deadline,
    DeviceKind,
    FaultCode,
    NoDevice,
    Online,
    TransportError,
    fault_of,
)
from drivers.card import ApduCardReader, LineFault, Presence, open_card_reader
from drivers.card.line_health import HEALTH
from drivers.card.pcsc import PcscTransport
from drivers.card.pcsc_listing import PcscListing
from drivers.card.probing import (
    ProbeBench,
    ProbedCardReader,
)
from drivers.sim.card import SimCardTransport
from drivers.sim.sam_card import SimSamCard
from drivers.sim.sam_pty import SamPtyReader
from drivers.sim.vpcd import VpcdCard
from drivers.sim.wallet import load_wallet
from drivers.sim.world import PlannedTrouble, Trouble, World
from tests.fixtures.pcscd import READER, Pcscd, running_pcscd

PATIENCE = 30.0
WALLET = load_wallet()
READBINARY = CardProfile.PCSC_SAM_READBINARY
SAM_NUMBER = "05.03-20200101-0000000001-0000000001"


def soon() -> Deadline:
    return Deadline.after(PATIENCE)


def nowhere(*_where):
    raise TransportError(LineFault.NOT_CONNECTED)


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


@pytest.fixture(scope="module")
def daemon() -> Iterator[Pcscd]:
    with running_pcscd() as daemon:
        yield daemon


@pytest.fixture
def pcscd(daemon) -> Iterator[Pcscd]:
    """The daemon, running with its readers before and after each test."""
    yield daemon
    daemon.restart()


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def pty(world) -> Iterator[SamPtyReader]:
    with SamPtyReader(world, lambda key: WALLET.card(key).id_card) as reader:
        yield reader


class Bay:
    """A computer whose devices come and go, and what was opened on it."""

    def __init__(self):
        self.pcsc: tuple[Presence, ...] = ()
        self.service = ""
        self.port_speed: int | None = None
        self.escape: int | None = None
        self.world = World()
        self.opened: list[CardReaderConfig] = []
        self.readers: list[ApduCardReader] = []

    def bench(self) -> ProbeBench:
        return ProbeBench(self._list, nowhere, self._escape, self._serial)

    def open_found(self, config):
        self.opened.append(config)
        self.readers.append(ApduCardReader(SimCardTransport(self.world)))
        return self.readers[-1]

    def _list(self, _deadline):
        if self.service:
            raise TransportError(self.service)
        return self.pcsc

    def _serial(self, _path, baud):
        return Told(Online() if baud == self.port_speed else SILENT)

    def _escape(self, _name, code):
        return Told(Online() if code == self.escape else SILENT)


@pytest.fixture
def bay() -> Bay:
    return Bay()


CONFIG = CardReaderConfig(CardProfile.PROBE, reader_name="P", serial_path="/dev/s", control_code=9)


@pytest.fixture
def found_reader(bay) -> Iterator[ProbedCardReader]:
    found = ProbedCardReader(CONFIG, bay.bench(), bay.open_found)
    yield found
    found.close()


def test_nothing_found_is_no_device_and_nothing_to_wait_on(found_reader):
    status = found_reader.status(soon())

    assert isinstance(status.health, NoDevice)
    assert fault_of(status.health).code is FaultCode.NOT_CONNECTED
    for call in (found_reader.wait_for_card, found_reader.wait_for_removal, found_reader.read):
        with pytest.raises(TransportError) as raised:
            call(soon())
        assert raised.value.code == LineFault.NOT_CONNECTED


@pytest.mark.parametrize(
    ("service", "code"),
    [
        (LineFault.SERVICE_DOWN, FaultCode.SERVICE_DOWN),
        (LineFault.NO_ANSWER, FaultCode.NOT_CONNECTED),
    ],
)
def test_a_missing_service_is_the_reason_that_is_told(bay, found_reader, service, code):
    bay.service = service

    health = found_reader.status(soon()).health
    assert isinstance(health, NoDevice)
    assert health.fault.code is code


@pytest.mark.parametrize(
    ("speed", "escape", "expected"),
    [
        (9600, 9, replace(CONFIG, profile=CardProfile.SAM_SERIAL, baud=9600)),
        (None, 9, replace(CONFIG, profile=CardProfile.PCSC_SAM_ESCAPE, reader_name="PP")),
        (None, None, replace(CONFIG, profile=CardProfile.PCSC_SAM_READBINARY)),
    ],
)
def test_the_best_reader_is_taken_and_used(bay, found_reader, speed, escape, expected):
    bay.pcsc = (Presence("PP"), Presence("Q"))
    bay.port_speed, bay.escape = speed, escape
    bay.world.tap_card("zhang")

    assert isinstance(found_reader.status(soon()).health, Online)
    assert found_reader.wait_for_card(soon())
    assert found_reader.read(soon()) == WALLET.expected("zhang")
    bay.world.take_card()
    assert found_reader.wait_for_removal(soon())
    assert bay.opened == [expected]


def test_cards_are_left_alone_while_it_looks(bay, found_reader):
    bay.pcsc = (Presence("P", SimSamCard.atr),)  # asking the card would open a transport: nowhere

    assert isinstance(found_reader.status(soon()).health, Online)


def test_a_lost_reader_is_looked_for_again(bay, found_reader):
    bay.pcsc = (Presence("P"),)
    assert isinstance(found_reader.status(soon()).health, Online)
    bay.world.unplug(DeviceKind.CARD_READER)
    lost = found_reader.status(soon()).health
    bay.pcsc, bay.port_speed = (), 115200
    bay.world.plug(DeviceKind.CARD_READER)

    assert isinstance(lost, NoDevice)
    assert isinstance(found_reader.status(soon()).health, Online)
    assert [config.profile for config in bay.opened] == [READBINARY, CardProfile.SAM_SERIAL]


def test_a_read_on_a_lost_line_raises_and_the_next_looks_again(bay, found_reader):
    bay.port_speed = 115200
    bay.world.tap_card("zhang")
    bay.world.plan(DeviceKind.CARD_READER, PlannedTrouble(Trouble.DISCONNECT))

    with pytest.raises(TransportError):
        found_reader.read(soon())
    assert found_reader.read(soon()) == WALLET.expected("zhang")
    assert len(bay.opened) == 2


def test_a_stand_in_gives_way_to_the_named_port(bay):
    now = [0.0]
    bay.pcsc = (Presence("P"),)
    found = ProbedCardReader(CONFIG, bay.bench(), bay.open_found)

    def status():
        return found.status(Deadline.after(PATIENCE, clock=lambda: now[0])).health

    assert isinstance(status(), Online)
    bay.port_speed = 115200
    assert isinstance(status(), Online)
    assert len(bay.opened) == 1  # not every time
    now[0] = 100.0
    assert isinstance(status(), Online)
    now[0] = 200.0
    assert isinstance(status(), Online)
    assert [config.profile for config in bay.opened] == [READBINARY, CardProfile.SAM_SERIAL]
    found.close()


def test_a_closed_reader_looks_no_more(bay, found_reader):
    bay.pcsc = (Presence("P"),)
    found_reader.close()
    found_reader.close()

    assert isinstance(found_reader.status(soon()).health, NoDevice)
    assert bay.opened == []


@pytest.mark.pcscd
def test_the_probe_profile_finds_the_real_service_again(pcscd, pty, world):
    found = open_card_reader(CardReaderConfig(CardProfile.PROBE, reader_name=READER))
    try:
        pcscd.stop()
        assert fault_of(found.status(soon()).health).code is FaultCode.SERVICE_DOWN
        pcscd.start()
        with VpcdCard(world, pcscd.connect):
            world.tap_card("li")
            assert isinstance(found.status(soon()).health, Online)
            assert found.wait_for_card(soon())
            assert found.read(soon()) == WALLET.expected("li")
    finally:
        found.close()


@pytest.mark.pcscd
def test_the_probe_profile_prefers_the_named_port(daemon, pty, world):
    found = open_card_reader(CardReaderConfig(CardProfile.PROBE, serial_path=pty.path))
    try:
        world.tap_card("li")
        status = found.status(soon())
        assert (status.sam, status.reader) == (SAM_NUMBER, pty.path)
        assert found.read(soon()).id_number == WALLET.expected("li").id_number
    finally:
        found.close()


@pytest.mark.pcscd
def test_the_listing_is_a_transport_of_its_own(daemon):
    """A probe in a running kiosk takes nothing from the reader that is in use."""
    transport = PcscTransport(READER)
    try:
        assert transport.presence(soon()).reader == READER
        assert next(found.reader for found in PcscListing()(soon())) == READER
        assert transport.presence(soon()).reader == READER
    finally:
        transport.close()
