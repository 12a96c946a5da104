"""Where items lie on cards that know record numbers only, and names in two parts."""

import pytest

from drivers.card.apdu import Response, StatusWord
from drivers.card.ssc import read_card
from drivers.card.ssc.commands import Instruction
from drivers.card.ssc.items import ElementaryFile, Item, items_of, record_numbers
from drivers.card.ssc.record import encode_record
from tests.fixtures.social_security import OK, PLAIN
from tests.fixtures.social_security import read_fake as read

LONG = "阿不都热合曼·阿不都热合曼·买买提明"
CODED = LONG.encode("gbk")


def test_a_long_name_goes_on_in_its_extension():
    parts = {Item.NAME: CODED[:30], Item.NAME_EXTENSION: CODED[30:].ljust(20, b" ")}

    assert read(changes=parts).name == LONG


def test_a_character_may_lie_across_both_parts_of_the_name():
    shifted = b"A" + CODED
    parts = {Item.NAME: shifted[:30], Item.NAME_EXTENSION: shifted[30:]}

    assert read(changes=parts).name == "A" + LONG


def test_a_name_that_may_go_on_in_a_withheld_extension_is_not_given():
    full = read(changes={Item.NAME: CODED[:30]}, statuses={Item.NAME_EXTENSION: 0x6982})
    short = read(statuses={Item.NAME_EXTENSION: 0x6982})

    assert (full.name, short.name) == (None, "李明轩")


def test_a_first_part_without_room_for_a_character_may_be_cut_too():
    """A writer that keeps characters whole leaves the last byte free."""
    odd = {Item.NAME: (b"A" + CODED)[:29].ljust(30, b" ")}
    whole = {Item.NAME: CODED[:28].ljust(30, b" ")}
    held = {Item.NAME_EXTENSION: 0x6982}

    assert read(changes=odd, statuses=held).name is None
    assert read(changes=whole, statuses=held).name == CODED[:28].decode("gbk")


def test_a_name_is_whole_when_its_writer_kept_the_characters_whole():
    coded = b"A" + CODED
    parts = {Item.NAME: coded[:29].ljust(30, b"\0"), Item.NAME_EXTENSION: coded[29:]}

    assert read(changes=parts).name == "A" + LONG


def test_an_extension_without_a_name_is_no_name():
    assert read(changes={Item.NAME: bytes(30), Item.NAME_EXTENSION: CODED[:20]}).name is None


def test_a_record_number_counts_only_under_the_right_tag():
    """A card without an extension has sex in the place of the extension."""

    def exchange(apdu):
        if apdu[1] == Instruction.SELECT:
            return OK
        if apdu[3] & 7 == 0:
            return Response(b"", 0x6A86)
        first = apdu[2] == 3 and apdu[4] == Item.VERSION.length + 2
        item = Item.VERSION if first else Item.SEX
        return Response(encode_record(item, PLAIN[item]), StatusWord.OK)

    card = read_card(exchange)

    assert (card.version, card.name, card.sex) == ("2.00", None, "male")


class NumberedCard:
    """Knows record numbers only; its records lie as those of ``generation``."""

    def __init__(self, generation, values):
        self.records = {
            file: [
                encode_record(item, values[item])
                for item in items_of(file, generation)
                if item in values
            ]
            for file in ElementaryFile
        }
        self.file = None

    def exchange(self, apdu):
        if apdu[1] == Instruction.SELECT:
            self.file = ElementaryFile.CARD if apdu[-1] == 0x05 else ElementaryFile.HOLDER
            return OK
        records = self.records[self.file]
        if apdu[3] & 7 == 0 or apdu[2] > len(records):
            return Response(b"", 0x6A86 if apdu[3] & 7 == 0 else 0x6A83)
        return Response(records[apdu[2] - 1], StatusWord.OK)


@pytest.mark.parametrize(
    ("places", "version"),
    [
        (1, b"1.00"),
        (2, b"2.00"),
        (3, b"3.00"),
        (1, b"2.00"),  # a card without the extension that calls itself one with it
        (2, b"1.00"),  # and the other way round
    ],
)
def test_every_item_is_found_by_number_wherever_it_lies(places, version):
    card = NumberedCard(places, PLAIN | {Item.VERSION: version})

    found = read_card(card.exchange)

    assert found == read(changes={Item.VERSION: version})


@pytest.mark.parametrize("places", [1, 2])
def test_every_item_is_found_by_number_when_the_version_is_withheld(places):
    card = NumberedCard(places, PLAIN)

    def exchange(apdu):
        answer = card.exchange(apdu)
        of_version = card.file is ElementaryFile.CARD and apdu[1:4] == b"\xb2\x03\x04"
        return Response(b"", 0x6982) if of_version else answer

    found = read_card(exchange)

    assert found == read(statuses={Item.VERSION: 0x6982})
    assert found.identifies


@pytest.mark.parametrize(
    ("item", "generation", "numbers"),
    [
        (Item.VERSION, None, (3,)),
        (Item.NAME, 1, (2,)),
        (Item.NAME_EXTENSION, 2, (3,)),
        (Item.SEX, 1, (3, 4)),
        (Item.SEX, 2, (4, 3)),
        (Item.SEX, None, (4, 3)),
        (Item.BIRTH_DATE, 3, (7, 6)),
    ],
)
def test_the_likelier_place_comes_first(item, generation, numbers):
    assert record_numbers(item, generation) == numbers
