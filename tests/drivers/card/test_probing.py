"""The probe: what it asks, what it concludes, and that nothing it meets can end it."""

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from drivers import (
    Cancelled,
    Deadline,
    DeadlineExceeded,
    DeviceKind,
    TransportError,
)
from drivers._config import CCID_ESCAPE
from drivers.card import LineFault, Presence
from drivers.card.pcsc_listing import PcscListing
from drivers.card.probe_card import STEP_SECONDS
from drivers.card.probe_findings import CARD_MUTE, CARD_REMOVED, NOT_TRIED
from drivers.card.probing import (
    Answer,
    ProbeBench,
    ProbeReport,
    ProbeScope,
    Reason,
    StepFinding,
    probe,
    real_bench,
    recommendation,
    recommended,
)
from drivers.card.transport import CardGone, CardMute
from drivers.sim.card import SimCardTransport
from drivers.sim.sam_card import ForeignCard
from drivers.sim.vpcd import VpcdCard
from drivers.sim.wallet import load_wallet
from drivers.sim.world import PlannedTrouble, Trouble, World
from tests.fixtures.pcscd import READER, Pcscd, running_pcscd, wait_for

PATIENCE = 30.0
WALLET = load_wallet()
YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
CARDS_ONLY = ProbeScope()


def soon() -> Deadline:
    return Deadline.after(PATIENCE)


def nowhere(*_where):
    raise TransportError(LineFault.NOT_CONNECTED)


def bench(**parts) -> ProbeBench:
    """A computer with nothing connected but ``parts``."""
    nothing = ProbeBench(lambda _deadline: (), nowhere, nowhere, nowhere)
    return replace(nothing, **parts)


# cards in the real PC/SC service


@pytest.fixture(scope="module")
def daemon() -> Iterator[Pcscd]:
    with running_pcscd() as daemon:
        yield daemon


@pytest.fixture
def pcscd(daemon) -> Iterator[Pcscd]:
    """The daemon, running with its readers before and after each test."""
    yield daemon
    daemon.restart()


class Recorded:
    """A card that keeps every command it gets."""

    def __init__(self, card, commands):
        self.atr = card.atr
        self.id_card = card.id_card
        self._card = card
        self._commands = commands

    def respond(self, apdu):
        self._commands.append(apdu)
        return self._card.respond(apdu)


@pytest.mark.pcscd
@pytest.mark.parametrize(
    ("key", "block", "ssc", "travel", "reason"),
    [
        ("zhang", YES, NO, NO, Reason.IDENTITY_BLOCK),
        ("he", YES, NO, NO, Reason.IDENTITY_BLOCK),
        ("chen_ss1", NO, YES, NO, Reason.OTHER_DOCUMENT),
        ("ma_ss3", NO, YES, NO, Reason.OTHER_DOCUMENT),
        ("doe", NO, NO, YES, Reason.OTHER_DOCUMENT),
        ("metro", NO, NO, NO, Reason.NOTHING_SHOWN),
    ],
)
def test_what_lies_on_a_real_reader_is_told(daemon, key, block, ssc, travel, reason):
    commands: list[bytes] = []
    world = World()
    listing = PcscListing()
    with VpcdCard(world, daemon.connect, lambda k: Recorded(WALLET.card(k), commands)):
        world.tap_card(key)
        wait_for(lambda: any(p.atr for p in listing(soon())), "the card")
        report = probe(CARDS_ONLY, real_bench(), soon())
        world.take_card()
        wait_for(lambda: not any(p.atr for p in listing(soon())), "the empty field")

    found, second = report.readers
    assert (found.name, found.present, second.present) == (READER, True, False)
    assert second.card is None
    answers = [found.card.identity_block, found.card.social_security, found.card.travel_document]
    assert [step.answer for step in answers] == [block, ssc, travel]
    assert recommendation(report).reason is reason
    assert recommended(report).reader_name == READER
    assert report.service_fault == ""
    asked = {(apdu[0], apdu[1]) for apdu in commands}
    assert asked <= {(0xFF, 0xB0), (0x00, 0xA4), (0xFF, 0xCA), (0x00, 0x36)}
    assert {(0xFF, 0xB0), (0x00, 0xA4)} <= asked


@pytest.mark.pcscd
def test_a_findings_text_holds_nothing_of_the_card(daemon):
    world = World()
    listing = PcscListing()
    with VpcdCard(world, daemon.connect):
        world.tap_card("zhang")
        wait_for(lambda: any(p.atr for p in listing(soon())), "the card")
        report = probe(CARDS_ONLY, real_bench(), soon())

    assert report.readers[0].card.identity_block == StepFinding(YES, 0x9000, 256)
    text = repr(report)
    document = WALLET.expected("zhang")
    for secret in (document.name, document.id_number, document.address):
        assert secret not in text
        assert secret.encode("utf-16-le").hex() not in text


@pytest.mark.pcscd
def test_without_readers_or_service_the_report_says_so(pcscd):
    pcscd.restart(with_reader=False)
    empty = probe(CARDS_ONLY, real_bench(), soon())
    pcscd.stop()
    down = probe(CARDS_ONLY, real_bench(), soon())
    pcscd.start()

    assert empty == ProbeReport()
    assert down == ProbeReport(service_fault=LineFault.SERVICE_DOWN)


@pytest.mark.pcscd
def test_a_frozen_service_costs_its_time_and_one_thread(pcscd):
    listing = PcscListing()
    frozen = bench(list_readers=listing)
    with pcscd.frozen():
        first = probe(CARDS_ONLY, frozen, Deadline.after(0.1))
        before = threading.active_count()
        again = probe(CARDS_ONLY, frozen, soon())
        assert threading.active_count() <= before

    assert first.service_fault == again.service_fault == LineFault.NO_ANSWER
    wait_for(lambda: len(probe(CARDS_ONLY, frozen, soon()).readers) == 2, "the service")


@pytest.mark.pcscd
def test_only_readers_of_the_wanted_name_are_asked(daemon):
    report = probe(ProbeScope(reader_name="00 01"), real_bench(), soon())

    assert [found.name for found in report.readers] == ["Virtual PCD 00 01"]
    assert report.not_asked == (READER,)


@pytest.mark.pcscd
def test_a_real_driver_without_control_commands_has_no_sam(daemon):
    scope = ProbeScope(reader_name=READER, control_codes=(CCID_ESCAPE,), cards=False)
    (found,) = probe(scope, real_bench(), soon()).readers

    (escape,) = found.escapes
    assert escape.control_code == CCID_ESCAPE
    assert not escape.sam.answers
    assert escape.sam.fault


# cards in process: what goes wrong


def simulated(world, make_card=None) -> ProbeBench:
    transport = SimCardTransport(world, make_card)
    return bench(
        list_readers=lambda deadline: (transport.presence(deadline),),
        open_transport=lambda _name: transport,
    )


def steps_of(report: ProbeReport) -> list[StepFinding]:
    found = report.readers[0].card
    return [found.identity_block, found.social_security, found.travel_document, found.chip_serial]


class Chip(ForeignCard):
    """A radio chip on a reader without a SAM."""

    def __init__(self, atr, answers):
        self.atr = bytes.fromhex(atr)
        self._answers = answers

    def respond(self, apdu):
        return bytes.fromhex(self._answers.get(apdu[:2].hex(), "6D00"))


RESIDENT_ATR = "3B888001D10386050080800058"
SERIAL = "0102030405060708"


@pytest.mark.parametrize(
    ("atr", "answers", "serial", "reason"),
    [
        # a resident card's radio identifier is zero; its serial has a command of its own
        (
            RESIDENT_ATR,
            {"ffca": "000000009000", "0036": f"{SERIAL}9000"},
            StepFinding(YES, 0x9000, 8),
            Reason.NO_SAM,
        ),
        (RESIDENT_ATR, {"0036": "9000"}, StepFinding(UNKNOWN, 0x9000), Reason.NOTHING_SHOWN),
        (
            ForeignCard.atr.hex(),
            {"ffca": f"{SERIAL}9000"},
            StepFinding(YES, 0x9000, 8),
            Reason.NOTHING_SHOWN,
        ),
        (ForeignCard.atr.hex(), {}, StepFinding(NO, 0x6D00), Reason.NOTHING_SHOWN),
        # contact chips have no serial number of this kind, and are not asked
        (
            "3B6C00000031C0640E0F010002030405",
            {"ffca": f"{SERIAL}9000"},
            StepFinding(NO),
            Reason.NOTHING_SHOWN,
        ),
    ],
)
def test_a_chip_without_a_sam_tells_that_it_has_a_serial(atr, answers, serial, reason):
    world = World()
    world.tap_card("chip")
    report = probe(CARDS_ONLY, simulated(world, lambda _key: Chip(atr, answers)), soon())

    assert steps_of(report)[-1] == serial
    assert recommendation(report).reason is reason
    assert SERIAL not in repr(report)


@pytest.mark.parametrize("skip", range(5))
def test_a_card_pulled_at_any_command_ends_no_probe(skip):
    world = World()
    world.tap_card("metro")
    world.plan(DeviceKind.CARD_READER, PlannedTrouble(Trouble.REMOVE, skip=skip))
    steps = steps_of(probe(CARDS_ONLY, simulated(world), soon()))

    first = min(skip, 3)  # the chip's serial takes two commands
    assert [step.fault for step in steps] == [""] * first + [CARD_REMOVED] * (4 - first)


@pytest.mark.parametrize(
    ("trouble", "answer", "fault"),
    [
        (PlannedTrouble(Trouble.FAIL), UNKNOWN, ""),
        (PlannedTrouble(Trouble.GARBLE), NO, ""),
        (PlannedTrouble(Trouble.WRONG_LENGTH), NO, ""),
        (PlannedTrouble(Trouble.DISCONNECT), UNKNOWN, LineFault.NOT_CONNECTED),
    ],
)
def test_one_bad_answer_spoils_its_own_question_only(trouble, answer, fault):
    world = World()
    world.tap_card("zhang")
    world.plan(DeviceKind.CARD_READER, trouble)
    block, *others = steps_of(probe(CARDS_ONLY, simulated(world), soon()))

    assert (block.answer, block.fault) == (answer, fault)
    assert [step.answer for step in others] == [NO, NO, NO]


class Broken:
    """A transport whose every connection fails in its own way."""

    def __init__(self, error):
        self._error = error
        self.closed = False

    def connect(self, _deadline):
        raise self._error

    def close(self):
        self.closed = True


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (CardGone(), CARD_REMOVED),
        (CardMute(), CARD_MUTE),
        (TransportError(LineFault.IN_USE), LineFault.IN_USE),
    ],
)
def test_a_card_that_cannot_be_powered_is_a_finding(error, fault):
    transport = Broken(error)
    there = bench(
        list_readers=lambda _: (Presence("A", b""),), open_transport=lambda _name: transport
    )
    steps = steps_of(probe(CARDS_ONLY, there, soon()))

    assert [step.fault for step in steps] == [fault] * 4
    assert {step.answer for step in steps} == {UNKNOWN}
    assert transport.closed


def test_a_hanging_card_costs_its_question_and_the_rest_is_left_out():
    now = [0.0]

    class Hanging:
        def connect(self, deadline):
            now[0] = deadline.at
            raise DeadlineExceeded

        def close(self):
            pass

    there = bench(
        list_readers=lambda _: (Presence("A", b""),), open_transport=lambda _name: Hanging()
    )
    deadline = Deadline.after(2 * STEP_SECONDS, clock=lambda: now[0])
    steps = steps_of(probe(CARDS_ONLY, there, deadline))

    assert [step.fault for step in steps] == [LineFault.NO_ANSWER] * 2 + [NOT_TRIED] * 2


def test_a_cancelled_probe_ends():
    world = World()
    world.tap_card("zhang")
    deadline = soon()
    deadline.cancel.set()

    with pytest.raises(Cancelled):
        probe(CARDS_ONLY, simulated(world), deadline)
