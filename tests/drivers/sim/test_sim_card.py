"""The simulated cards and the field they lie in."""

import threading

import pytest

from drivers import Cancelled, Deadline, DeadlineExceeded, DeviceKind, NoDevice, TransportError
from drivers.card import ApduCardReader, LineFault
from drivers.card.apdu import Response, StatusWord
from drivers.card.sam_pages import PAGES, page_command, read_block
from drivers.card.transport import CardGone
from drivers.sim.card import CardStay, SimCardTransport, garbled
from drivers.sim.residents import load_residents
from drivers.sim.sam_card import ForeignCard, SimSamCard, document_of, storage_atr
from drivers.sim.wallet import load_wallet
from drivers.sim.world import PlannedTrouble, Trouble, World

RESIDENTS = load_residents()
WALLET = load_wallet()
PATIENCE = 20.0


def soon() -> Deadline:
    return Deadline.after(PATIENCE)


@pytest.fixture
def world():
    return World()


@pytest.fixture
def transport(world):
    return SimCardTransport(world)


def sw_of(apdu: str) -> int:
    card = WALLET.card("li")
    return Response.from_bytes(card.respond(bytes.fromhex(apdu))).sw


def test_the_answers_to_reset_carry_a_right_checksum():
    published = bytes.fromhex("3B8F8001804F0CA000000306030001000000006A")

    assert ForeignCard.atr == storage_atr(0x03, 0x0001) == published
    assert SimSamCard.atr[13:15] == b"\x90\x00"


@pytest.mark.parametrize(
    ("apdu", "sw"),
    [
        ("FFB0000000", StatusWord.OK),
        ("FFB0050000", StatusWord.OK),
        ("FFB0060000", StatusWord.WRONG_P1_P2),
        ("FFB0000100", StatusWord.WRONG_P1_P2),
        ("FFCA000000", StatusWord.INS_NOT_SUPPORTED),
        ("00A4040000", StatusWord.CLA_NOT_SUPPORTED),
        ("FFB00000", StatusWord.WRONG_LENGTH),
        ("", StatusWord.WRONG_LENGTH),
    ],
)
def test_an_identity_card_answers_page_reads_only(apdu, sw):
    assert sw_of(apdu) == sw


def test_a_shorter_expected_length_is_kept():
    card = WALLET.card("li")

    assert len(card.respond(bytes.fromhex("FFB0000010"))) == 16 + 2


@pytest.mark.parametrize("apdu", ["FFB0000000", "00A40400", ""])
def test_a_foreign_card_refuses_all(apdu):
    answer = WALLET.card("metro").respond(bytes.fromhex(apdu))

    assert answer == b"\x6a\x81"


def test_photos_differ_from_card_to_card():
    assert len({document_of(resident).photo for resident in RESIDENTS.values()}) == len(RESIDENTS)


@pytest.mark.parametrize("page", range(PAGES))
def test_a_garbled_page_never_has_its_length(page):
    card = WALLET.card("li")
    answer = card.respond(page_command(page))
    noise = garbled(answer)

    assert len(noise) < len(answer)
    assert not answer.startswith(noise[:2])


def test_an_unplugged_reader_is_a_status_and_comes_back(world, transport):
    reader = ApduCardReader(transport)
    world.tap_card("li")
    world.unplug(DeviceKind.CARD_READER)
    gone = reader.status(soon()).health
    with pytest.raises(TransportError) as broken:
        reader.read(soon())
    world.plug(DeviceKind.CARD_READER)

    assert isinstance(gone, NoDevice)
    assert broken.value.code == LineFault.NOT_CONNECTED
    assert reader.read(soon()) == document_of(RESIDENTS["li"])


@pytest.mark.parametrize("present", [True, False])
def test_unplugging_ends_a_wait(world, transport, present):
    if not present:
        world.tap_card("li")
    unplugging = threading.Timer(0.02, world.unplug, [DeviceKind.CARD_READER])
    unplugging.start()

    with pytest.raises(TransportError):
        transport.wait_for(soon(), present=present)
    unplugging.join()


@pytest.mark.parametrize("page", range(PAGES))
def test_a_line_that_breaks_at_any_apdu_is_an_error_and_heals(world, transport, page):
    reader = ApduCardReader(transport)
    world.tap_card("li")
    world.plan(DeviceKind.CARD_READER, PlannedTrouble(Trouble.DISCONNECT, skip=page))

    with pytest.raises(TransportError):
        reader.read(soon())
    assert reader.read(soon()) == document_of(RESIDENTS["li"])


def test_an_answer_too_late_for_the_deadline_is_none(world, transport):
    world.tap_card("li")
    world.plan(DeviceKind.CARD_READER, PlannedTrouble(Trouble.DELAY, seconds=PATIENCE))

    with pytest.raises(DeadlineExceeded):
        ApduCardReader(transport).read(Deadline.after(0.05))


def test_taking_a_hanging_card_away_ends_the_hang(world, transport):
    world.tap_card("li")
    world.plan(DeviceKind.CARD_READER, PlannedTrouble(Trouble.HANG, times=0))
    taking = threading.Timer(0.02, world.take_card)
    taking.start()

    with transport.connect(soon()) as link, pytest.raises(CardGone):
        link.transmit(page_command(0), soon())
    taking.join()


def test_a_card_that_was_lifted_and_put_back_is_another_stay(world, transport):
    world.tap_card("li")
    with transport.connect(soon()) as link:
        world.take_card()
        world.tap_card("li")

        with pytest.raises(CardGone):
            link.transmit(page_command(0), soon())
    with transport.connect(soon()) as link:
        assert read_block(lambda apdu: link.transmit(apdu, soon())).photo


def test_a_stay_tells_once_that_it_is_over(world):
    told = []
    world.tap_card("li")
    stay = CardStay(world, "li", WALLET.card("li"), on_gone=lambda: told.append("gone"))
    world.take_card()
    world.tap_card("wang")
    stay.end()

    assert told == ["gone"]
    assert stay.gone


def test_a_cancelled_wait_says_so_even_with_a_card_in_the_field(world, transport):
    world.tap_card("li")
    cancel = threading.Event()
    cancel.set()

    with pytest.raises(Cancelled):
        transport.wait_for(Deadline.after(PATIENCE, cancel), present=True)
