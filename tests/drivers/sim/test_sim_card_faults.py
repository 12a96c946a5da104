"""Every planned trouble of a card, APDU by APDU, in process and through the real pcscd."""

import threading
import time
from contextlib import ExitStack, closing

import pytest
from smartcard import scard
from smartcard.Exceptions import SmartcardException
from smartcard.System import readers

from drivers import Deadline, DeviceKind, TransportError
from drivers.card.sam_pages import page_command
from drivers.card.transport import CardGone
from drivers.sim.card import SimCardTransport
from drivers.sim.vpcd import VpcdCard
from drivers.sim.wallet import load_wallet
from drivers.sim.world import PlannedTrouble, Trouble, World
from tests.fixtures.pcscd import READER, running_pcscd, wait_for

CARD = DeviceKind.CARD_READER
PATIENCE = 20.0
PAGE = page_command(0)
UNKNOWN_FILE = bytes.fromhex("00A4020002EF05")
WALLET = load_wallet()
HONEST = WALLET.card("li").respond(PAGE)


class Gone(Exception):
    """The card or its line went away instead of an answer."""


class InProcess:
    """The line of the in-process simulator."""

    def __init__(self, world):
        self._transport = SimCardTransport(world)
        self._link = None

    def connect(self):
        self._link = self._transport.connect(Deadline.after(PATIENCE))

    def exchange(self, apdu):
        try:
            return self._link.transmit(apdu, Deadline.after(PATIENCE)).to_bytes()
        except (CardGone, TransportError) as error:
            raise Gone from error

    def close(self):
        if self._link:
            self._link.close()


class ThroughPcscd:
    """A connection of pyscard, raw."""

    def __init__(self):
        self._connection = None

    def connect(self):
        (reader,) = (found for found in readers() if str(found) == READER)
        self._connection = reader.createConnection()
        wait_for(self._connected, "the card in the real reader")

    def exchange(self, apdu):
        try:
            data, sw1, sw2 = self._connection.transmit(list(apdu))
        except SmartcardException as error:
            raise Gone from error
        return bytes((*data, sw1, sw2))

    def close(self):
        """Let go without a word to the card: pcscd takes one that it powers off for gone."""
        if self._connection:
            self._connection.release()

    def _connected(self):
        """Whether the card answers; pcscd may not have noticed yet that the last one went."""
        try:
            self._connection.connect(disposition=scard.SCARD_LEAVE_CARD)
            self._connection.transmit(list(UNKNOWN_FILE))
        except SmartcardException:
            return False
        return True


def field_is_empty():
    _, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
    unaware = [(READER, scard.SCARD_STATE_UNAWARE)]
    _, ((_, state, _),) = scard.SCardGetStatusChange(context, 0, unaware)
    scard.SCardReleaseContext(context)
    return bool(state & scard.SCARD_STATE_EMPTY)


@pytest.fixture(scope="module")
def pcscd():
    with running_pcscd() as daemon:
        yield daemon


@pytest.fixture
def world():
    return World()


@pytest.fixture(params=["in_process", pytest.param("pcscd", marks=pytest.mark.pcscd)])
def line(request, world):
    with ExitStack() as stack:
        if request.param == "in_process":
            line = InProcess(world)
        else:
            daemon = request.getfixturevalue("pcscd")
            stack.callback(wait_for, field_is_empty, "an empty reader")
            stack.enter_context(VpcdCard(world, daemon.connect))
            line = ThroughPcscd()
        yield stack.enter_context(closing(line))


def lay(world, line, key="li"):
    world.tap_card(key)
    line.connect()


def plan(world, trouble, **how):
    world.plan(CARD, PlannedTrouble(trouble, **how))


@pytest.mark.parametrize(("how", "sw"), [({}, "6f00"), ({"sw": 0x6A82}, "6a82")])
def test_a_failing_apdu_answers_the_planned_status_word(world, line, how, sw):
    lay(world, line)
    plan(world, Trouble.FAIL, skip=1, **how)

    answers = [line.exchange(PAGE) for _ in range(3)]

    assert answers == [HONEST, bytes.fromhex(sw), HONEST]


def test_a_plan_strikes_so_many_apdus_after_so_many(world, line):
    lay(world, line)
    plan(world, Trouble.FAIL, skip=2, times=2)

    assert [line.exchange(PAGE) == HONEST for _ in range(5)] == [True, True, False, False, True]


def test_an_answer_of_wrong_length_lacks_its_last_byte(world, line):
    lay(world, line)
    plan(world, Trouble.WRONG_LENGTH)

    assert line.exchange(PAGE) == HONEST[:-3] + HONEST[-2:]
    assert line.exchange(PAGE) == HONEST


def test_an_answer_without_data_of_wrong_length_has_a_byte(world, line):
    lay(world, line)
    honest = line.exchange(UNKNOWN_FILE)
    plan(world, Trouble.WRONG_LENGTH)

    assert len(honest) == 2
    assert line.exchange(UNKNOWN_FILE) == b"\0" + honest


def test_a_garbled_answer_is_half_as_long_and_nothing_as_it_was(world, line):
    lay(world, line)
    plan(world, Trouble.GARBLE)
    answer = line.exchange(PAGE)

    assert len(answer) == 2 + (len(HONEST) - 2) // 2
    assert all(got != meant for got, meant in zip(answer[:-2], HONEST, strict=False))
    assert answer[-2:] == HONEST[-2:]


def test_a_late_answer_is_the_right_one(world, line):
    lay(world, line)
    plan(world, Trouble.DELAY, seconds=0.1)
    started = time.monotonic()

    assert line.exchange(PAGE) == HONEST
    assert time.monotonic() - started >= 0.1


def test_a_hanging_card_goes_on_once_the_plan_is_cleared(world, line):
    lay(world, line)
    plan(world, Trouble.HANG, times=0)
    mending = threading.Timer(0.05, world.clear, [CARD])
    mending.start()

    assert line.exchange(PAGE) == HONEST
    mending.join()
    assert world.state.troubles == ()


@pytest.mark.parametrize("skip", [0, 3])
def test_a_card_that_is_taken_in_the_middle_of_an_apdu_never_answers_it(world, line, skip):
    lay(world, line)
    plan(world, Trouble.REMOVE, skip=skip)
    before = [line.exchange(PAGE) for _ in range(skip)]

    with pytest.raises(Gone):
        line.exchange(PAGE)
    assert before == [HONEST] * skip
    assert world.state.card is None
    lay(world, line)
    assert line.exchange(PAGE) == HONEST


def test_a_line_that_breaks_is_there_again_and_so_is_the_card(world, line):
    lay(world, line)
    plan(world, Trouble.DISCONNECT)

    with pytest.raises(Gone):
        line.exchange(PAGE)
    assert world.state.card == "li"
    line.connect()
    assert line.exchange(PAGE) == HONEST


@pytest.mark.parametrize("key", ["he", "moore", "silva", "li_ss2", "doe", "kwok", "metro"])
def test_every_kind_of_card_has_every_trouble(world, line, key):
    lay(world, line, key)
    plan(world, Trouble.FAIL, sw=0x6281)
    plan(world, Trouble.REMOVE, skip=1)

    assert line.exchange(UNKNOWN_FILE) == b"\x62\x81"
    assert line.exchange(UNKNOWN_FILE) == WALLET.card(key).respond(UNKNOWN_FILE)
    with pytest.raises(Gone):
        line.exchange(UNKNOWN_FILE)
