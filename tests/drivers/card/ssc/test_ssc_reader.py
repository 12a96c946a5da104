"""Reading a social security card, from bytes to a checked card."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers import CardUnread, Protection, ReadFailure, SocialSecurityCard, Withheld
from drivers.card.apdu import Response, StatusWord
from drivers.card.ssc import read_card
from drivers.card.ssc.commands import (
    get_response,
    read_by_number,
    read_by_tag,
    select_application,
    select_file,
)
from drivers.card.ssc.items import ElementaryFile, Item, items_of
from drivers.card.ssc.reader import FOLLOW_UPS, converse
from drivers.card.ssc.record import encode_record
from tests.fixtures.social_security import FakeCard
from tests.fixtures.social_security import read_fake as read


def test_a_whole_card():
    assert read() == SocialSecurityCard(
        version="2.00",
        card_identification="860303D1560000050000000000000001",
        card_class="1",
        institution="860303000000000000000000",
        issued_on=date(2019, 4, 2),
        expires_on=date(2029, 4, 2),
        card_number="A12345678",
        id_number="860303199307180314",
        name="李明轩",
        sex="male",
        ethnic_code="20",
        birthplace="860303",
        birth_date=date(1993, 7, 18),
    )
    assert (read().generation, read().issuing_region, read().identifies) == (2, "860303", True)
    assert not read().expired_on(date(2029, 4, 2))
    assert read().expired_on(date(2029, 4, 3))


def test_the_repr_tells_nothing_about_the_holder():
    assert repr(read()) == "SocialSecurityCard(version='2.00', withheld=())"


def test_the_commands_byte_for_byte():
    card = FakeCard()

    read_card(card.exchange)

    assert card.asked[:4] == [
        "00A404000F7378312E73682EC9E7BBE1B1A3D5CF",
        "00A4020002EF05",
        "00B2010012",
        "00B2020003",
    ]
    assert card.asked[9:12] == ["00A4020002EF06", "00B2080014", "00B2090020"]
    assert len(card.asked) == 3 + len(Item)


@pytest.mark.parametrize(
    ("command", "apdu"),
    [
        (read_by_tag(0x08, 20, sfi=6), "00B2083014"),
        (read_by_number(1, 20, sfi=6), "00B2013414"),
        (read_by_number(1, 256), "00B2010400"),
        (get_response(0x1E), "00C000001E"),
        (select_file(ElementaryFile.CARD)[1], "00A4000002EF05"),
    ],
)
def test_the_forms_of_the_commands(command, apdu):
    assert command.to_bytes().hex().upper() == apdu


def test_the_other_form_of_select_is_tried():
    card = FakeCard(selects={"00A4020002EF05": 0x6A86, "00A4020002EF06": 0x6A86})

    assert read_card(card.exchange) == read()
    assert {"00A4000002EF05", "00A4000002EF06"} < set(card.asked)


def test_a_file_that_cannot_be_selected_is_read_by_its_short_identifier():
    refused = {f"00A40{form}0002EF0{file}": 0x6A82 for form in "02" for file in "56"}
    card = FakeCard(selects=refused)

    assert read_card(card.exchange) == read()
    assert {"00B2012812", "00B2083014"} < set(card.asked)


@pytest.mark.parametrize(
    "sw", [0x6A81, 0x6A82, 0x6982, 0x6985, 0x6986, 0x6987, 0x6999, 0x6D00, 0x6E00, 0x6700]
)
def test_a_card_without_the_application_is_another_card(sw):
    card = FakeCard(selects={select_application().to_bytes().hex().upper(): sw})

    assert read_card(card.exchange) == CardUnread(ReadFailure.NOT_AN_IDENTITY_CARD)
    assert len(card.asked) == 1


@pytest.mark.parametrize("sw", [0x6F00, 0x6283, 0x9100])
def test_other_answers_to_the_first_command_mean_try_again(sw):
    card = FakeCard(selects={select_application().to_bytes().hex().upper(): sw})

    assert read_card(card.exchange) == CardUnread(ReadFailure.UNREADABLE)


@pytest.mark.parametrize("item", Item)
@pytest.mark.parametrize("sw", [0x6F00, 0x6281, 0x6D00])
def test_an_error_at_any_item_gives_no_card_at_all(item, sw):
    assert read(statuses={item: sw}) == CardUnread(ReadFailure.UNREADABLE)


@pytest.mark.parametrize(
    ("item", "value"),
    [
        (Item.VERSION, b"two "),
        (Item.VERSION, bytes(4)),
        (Item.CARD_IDENTIFICATION, bytes.fromhex("86030A") + bytes(13)),
        (Item.CARD_IDENTIFICATION, b"\x86\x03\x03"),
        (Item.ISSUED_ON, bytes.fromhex("20191302")),
        (Item.EXPIRES_ON, bytes.fromhex("20190401")),
        (Item.CARD_NUMBER, b"a12345678"),
        (Item.ID_NUMBER, b"860303199307180315"),
        (Item.ID_NUMBER, b"86030319930718031"),
        (Item.ID_NUMBER, "８".encode("gbk") * 9),
        (Item.NAME, b"\x81"),
        (Item.NAME_EXTENSION, b"\x0a\x0a"),
        (Item.SEX, b"3"),
        (Item.ETHNIC_CODE, b"\x0a"),
        (Item.BIRTHPLACE, b"\xaa\xaa\xaa"),
        (Item.BIRTH_DATE, bytes.fromhex("19930719")),
    ],
)
def test_a_malformed_item_is_named_and_nothing_else_is_given(item, value):
    label = "name" if item is Item.NAME_EXTENSION else item.name.lower()

    assert read(changes={item: value}) == CardUnread(ReadFailure.MALFORMED, label)


@pytest.mark.parametrize("item", Item)
def test_a_cut_record_is_malformed(item):
    card = FakeCard()
    cut = bytes((item.tag,))

    def exchange(apdu):
        answer = card.exchange(apdu)
        return Response(answer.data[:-1], answer.sw) if answer.data[:1] == cut else answer

    assert read_card(exchange) == CardUnread(ReadFailure.MALFORMED, item.label)


@pytest.mark.parametrize("sw", [0x6982, 0x6983, 0x6984, 0x6985, 0x6987, 0x6988])
@pytest.mark.parametrize(
    ("version", "protection"),
    [(b"1.00", Protection.PIN), (b"2.00", Protection.PIN), (b"3.00", Protection.SECURE_MODULE)],
)
def test_a_protected_item_is_withheld_and_the_rest_is_read(version, protection, sw):
    card = read(changes={Item.VERSION: version}, statuses={Item.ID_NUMBER: sw})

    assert card.withheld == (Withheld("id_number", protection),)
    assert (card.id_number, card.name, card.identifies) == (None, "李明轩", False)
    assert card.birth_date == date(1993, 7, 18)


def test_a_protected_file_withholds_all_its_items():
    card = read(selects={"00A4020002EF06": 0x6982})

    assert [held.item for held in card.withheld] == [
        item.label for item in items_of(ElementaryFile.HOLDER, 2)
    ]
    assert (card.card_number, card.name) == ("A12345678", None)


def test_a_withheld_version_leaves_the_protection_open():
    card = read(statuses={Item.VERSION: 0x6982})

    assert card.withheld == (Withheld("version", Protection.UNDETERMINED),)
    assert (card.version, card.generation) == (None, None)


@pytest.mark.parametrize("item", [item for item in Item if item is not Item.VERSION])
def test_an_item_that_the_card_does_not_have_is_not_withheld(item):
    card = read(statuses={item: 0x6A83})

    assert card.withheld == ()
    assert getattr(card, item.label, None) is None


def test_a_first_generation_card_is_not_asked_for_the_name_extension():
    card = FakeCard(changes={Item.VERSION: b"1.00"})

    assert read_card(card.exchange).name == "李明轩"
    assert not [apdu for apdu in card.asked if apdu.startswith("00B24E")]


def scripted(*answers):
    asked = []

    def exchange(apdu):
        asked.append(apdu.hex().upper())
        return answers[len(asked) - 1]

    return exchange, asked


def test_announced_data_is_fetched_and_put_together():
    chunks = (Response(b"", 0x6102), Response(b"ab", 0x6101), Response(b"c", 0x6101))
    exchange, asked = scripted(*chunks, Response(b"d", 0x9000))

    assert converse(exchange, read_by_tag(8, 20)) == Response(b"abcd", StatusWord.OK)
    assert asked == ["00B2080014", "00C0000002", "00C0000001", "00C0000001"]


def test_a_command_is_repeated_with_the_length_that_the_card_names():
    exchange, asked = scripted(Response(b"", 0x6C08), Response(b"", 0x6C00), Response(b"x", 0x9000))

    assert converse(exchange, read_by_tag(8, 20)) == Response(b"x", StatusWord.OK)
    assert asked == ["00B2080014", "00B2080008", "00B2080000"]


def test_a_short_record_is_whole_though_the_card_warns():
    card = FakeCard()
    record = encode_record(Item.NAME, "李明轩".encode("gbk"))

    def exchange(apdu):
        answer = card.exchange(apdu)
        return Response(record, 0x6282) if apdu[:3] == b"\0\xb2\x09" else answer

    assert read_card(exchange).name == "李明轩"


@pytest.mark.parametrize("sw", [0x6100, 0x6110, 0x6C00, 0x6C10])
def test_a_card_that_promises_for_ever_is_unreadable(sw):
    asked = []

    def exchange(apdu):
        asked.append(apdu)
        return Response(b"", sw)

    assert read_card(exchange) == CardUnread(ReadFailure.UNREADABLE)
    assert len(asked) <= 1 + FOLLOW_UPS


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(Item), st.binary(max_size=50), max_size=4))
def test_hostile_values_never_give_half_a_card(changes):
    fitting = {item: value[: item.length] for item, value in changes.items()}

    outcome = read(changes=fitting)

    if isinstance(outcome, CardUnread):
        assert outcome.reason is ReadFailure.MALFORMED
        assert outcome.field in {item.label for item in fitting} | {
            "birth_date",
            "expires_on",
            "name",
        }
    else:
        assert outcome.version is not None
        assert outcome.withheld == ()
