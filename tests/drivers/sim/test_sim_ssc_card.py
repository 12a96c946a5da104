"""The simulated social security card, read by the driver."""

import pytest

from drivers import CardUnread, Protection, ReadFailure, Withheld
from drivers.card.apdu import Response
from drivers.card.ssc import Item, read_card
from drivers.sim.residents import load_residents
from drivers.sim.ssc_card import (
    HOLDER_ITEMS,
    WITHOUT_MODULE,
    SimSscCard,
    SscTraits,
    card_number_of,
    document_of,
)

RESIDENTS = load_residents()
ALL = frozenset[Item]()
VERSIONS = ("1.00", "2.00", "3.00")


def read(version="2.00", key="li", **traits):
    card = SimSscCard(version, RESIDENTS[key], SscTraits(**traits))
    return read_card(lambda apdu: Response.from_bytes(card.respond(apdu)))


@pytest.mark.parametrize("key", RESIDENTS)
@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("t0", [False, True])
@pytest.mark.parametrize("by_tag", [False, True])
@pytest.mark.parametrize("padding", [b"\0", b" ", b""])
def test_every_resident_is_read_from_every_kind_of_card(key, version, t0, by_tag, padding):
    resident = RESIDENTS[key]

    card = read(version, key, t0=t0, by_tag=by_tag, padding=padding, withheld=ALL)

    assert (card.name, card.id_number, card.sex) == (
        resident.name,
        resident.id_number,
        resident.sex,
    )
    assert (card.birth_date, card.ethnic_code) == (resident.birth, resident.ethnic_code)
    assert (card.issued_on, card.expires_on) == (resident.valid_from, resident.valid_until)
    assert (card.version, card.card_number) == (version, card_number_of(resident))
    assert card.issuing_region == card.birthplace == resident.id_number[:6]
    assert (card.withheld, card.identifies) == ((), True)


@pytest.mark.parametrize("version", ["1.00", "2.00"])
def test_a_card_whose_holder_file_wants_a_pin(version):
    card = read(version, withheld=HOLDER_ITEMS)

    assert {held.protection for held in card.withheld} == {Protection.PIN}
    assert {held.item for held in card.withheld} == {
        item.label
        for item in HOLDER_ITEMS
        if not (version == "1.00" and item is Item.NAME_EXTENSION)
    }
    assert (card.name, card.id_number, card.identifies) == (None, None, False)
    assert card.card_number == card_number_of(RESIDENTS["li"])


@pytest.mark.parametrize("t0", [False, True])
def test_a_third_generation_card_withholds_without_a_secure_module(t0):
    card = read("3.00", t0=t0)

    assert set(card.withheld) == {
        Withheld(item.label, Protection.SECURE_MODULE) for item in WITHOUT_MODULE
    }
    assert (card.name, card.id_number, card.identifies) == (RESIDENTS["li"].name, None, False)


@pytest.mark.parametrize("key", RESIDENTS)
@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("withheld", [None, ALL, HOLDER_ITEMS, {Item.VERSION, Item.BIRTH_DATE}])
def test_the_expected_document_is_the_one_that_is_read(key, version, withheld):
    expected = document_of(version, RESIDENTS[key], SscTraits(withheld=withheld))

    assert read(version, key, withheld=withheld) == expected


DIALOGUE = (
    ("00A4020002EF05", "6A82"),
    ("00B2032C06", "6986"),
    ("00A404000F7378312E73682EC9E7BBE1B1A3D5CF", "6113"),
    ("00C0000013", "6F11840F7378312E73682EC9E7BBE1B1A3D5CF9000"),
    ("00C0000013", "6D00"),
    ("00A4020002EF07", "6A82"),
    ("00B2030006", "6986"),
    ("00A4020002EF05", "9000"),
    ("00B2030006", "0304322E30309000"),
    ("00B2090006", "6A83"),
    ("00B2093406", "6A83"),
    ("00B2033400", "6C16"),
    ("00B2032C00", "6C06"),
    ("00B2032C06", "0304322E30309000"),
    ("00B2037406", "6986"),
    ("0020000003888888", "6D00"),
    ("80B2032C06", "6E00"),
    ("00B2", "6700"),
)


def test_a_dialogue_in_t0():
    card = SimSscCard("2.00", RESIDENTS["li"], SscTraits(t0=True))

    answers = [card.respond(bytes.fromhex(apdu)).hex().upper() for apdu, _ in DIALOGUE]

    assert answers == [answer for _, answer in DIALOGUE]


def test_the_answer_to_reset_has_the_length_that_it_names():
    atr = SimSscCard("2.00", RESIDENTS["li"]).atr

    assert len(atr) == 4 + (atr[1] & 0x0F)


def test_another_application_is_not_there():
    card = SimSscCard("2.00", RESIDENTS["li"])

    def exchange(apdu):
        return Response.from_bytes(card.respond(apdu[:5] + bytes(len(apdu) - 5)))

    assert read_card(exchange) == CardUnread(ReadFailure.NOT_AN_IDENTITY_CARD)
