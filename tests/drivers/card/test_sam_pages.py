"""The six pages."""

import pytest

from drivers import CardUnread, ReadFailure
from drivers.card.apdu import Response, StatusWord
from drivers.card.sam_pages import BLOCK_LENGTH, PAGES, SamBlock, page_of, read_block

BLOCK = SamBlock(text=bytes(range(256)), photo=bytes(range(255, -1, -1)) * 4)
UNREADABLE = CardUnread(ReadFailure.UNREADABLE)
NOT_AN_IDENTITY_CARD = CardUnread(ReadFailure.NOT_AN_IDENTITY_CARD)


class FakeCard:
    """Answers with prepared pages and keeps what was asked."""

    def __init__(self, answers=None, block=None):
        raw = BLOCK.to_bytes() if block is None else block
        self.answers = {page: Response(page_of(raw, page), 0x9000) for page in range(PAGES)}
        self.answers.update(answers or {})
        self.asked = []

    def transmit(self, apdu):
        self.asked.append(apdu.hex().upper())
        return self.answers[len(self.asked) - 1]


def test_the_block_is_put_together_from_six_pages_in_order():
    card = FakeCard()

    assert read_block(card.transmit) == BLOCK
    assert card.asked == [f"FFB0{page:02X}0000" for page in range(6)]
    assert [len(answer.data) for answer in card.answers.values()] == [256] * 5 + [4]
    assert len(BLOCK.to_bytes()) == BLOCK_LENGTH == 1284


@pytest.mark.parametrize("page", range(PAGES))
@pytest.mark.parametrize("change", [-1, 1])
def test_a_page_of_another_length_is_unreadable(page, change):
    right = page_of(BLOCK.to_bytes(), page)
    wrong = right[:-1] if change < 0 else right + b"\0"
    card = FakeCard({page: Response(wrong, 0x9000)})

    assert read_block(card.transmit) == UNREADABLE
    assert len(card.asked) == page + 1


@pytest.mark.parametrize("header", ["00000400", "01000401", "04000100", "0100FFFF"])
def test_other_lengths_in_the_block_are_unreadable(header):
    raw = bytes.fromhex(header) + BLOCK.to_bytes()[4:]

    assert read_block(FakeCard(block=raw).transmit) == UNREADABLE


@pytest.mark.parametrize(
    "sw",
    [
        *(0x6700, 0x6881, 0x6981, 0x6982, 0x6985, 0x6986, 0x6A81, 0x6A82, 0x6A86, 0x6A88),
        *(0x6B00, 0x6D00, 0x6E00),
    ],
)
def test_a_refusal_of_the_first_page_means_another_kind_of_card(sw):
    card = FakeCard({0: Response(b"", sw)})

    assert read_block(card.transmit) == NOT_AN_IDENTITY_CARD
    assert len(card.asked) == 1


@pytest.mark.parametrize("sw", [StatusWord.EXECUTION_ERROR, 0x6300, 0x6281, 0x9001])
def test_other_errors_of_the_first_page_mean_try_again(sw):
    assert read_block(FakeCard({0: Response(b"", sw)}).transmit) == UNREADABLE


@pytest.mark.parametrize("page", range(1, PAGES))
def test_a_later_refusal_means_try_again(page):
    card = FakeCard({page: Response(b"", StatusWord.FUNCTION_NOT_SUPPORTED)})

    assert read_block(card.transmit) == UNREADABLE
