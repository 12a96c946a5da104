"""A code behind a web address: what a paper may say, and how it is read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_client.signed_codes import (
    LONGEST_ADDRESS,
    behind_address,
    is_plain_address,
    on_paper,
    unescaped,
)

PAGE = "https://zizhu.example/verify/SB2026112212345678?c=ABCD2345"
BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
IN_QR_ALPHANUMERIC = set(BASE45)


def test_only_the_space_and_the_percent_sign_are_escaped():
    assert on_paper(PAGE, BASE45) == f"{PAGE}#{BASE45[:36]}%20$%25*+-./:"


@given(st.text(BASE45, max_size=600))
def test_every_text_comes_back_and_stays_dense(text):
    payload = on_paper(PAGE, text)
    behind = behind_address(payload)
    assert behind is not None
    assert set(behind) <= IN_QR_ALPHANUMERIC
    assert unescaped(behind) == text


@given(st.text())
def test_a_text_has_one_escaped_spelling(behind):
    text = unescaped(behind)
    assert text is None or on_paper(PAGE, text) == f"{PAGE}#{behind}"


@given(st.text())
def test_any_payload_is_read_without_a_fault(payload):
    behind = behind_address(payload)
    assert behind is None or "#" not in behind


@pytest.mark.parametrize("behind", ["%", "%2", "%zz", "%20%", "%41", "%2f", "a b", "%C0%AF", "%ff"])
def test_other_spellings_are_none(behind):
    assert unescaped(behind) is None


def test_an_address_has_its_longest():
    longest = "https://zizhu.example/".ljust(LONGEST_ADDRESS, "a")
    assert is_plain_address(longest)
    assert not is_plain_address(longest + "a")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://",
        "https:///verify",
        "https://-.example",
        "https://zizhu.example.",
        "https://Zizhu.example/",
        "https://zizhu.example:123456/",
        "https://a@zizhu.example/",
        "https://zizhu.example/%41",
        "https://zizhu.example/\n",
        "https://zizhu.example/?c=1?d=2",
        "https://zizhu.example/\\evil",
        "http://zizhu.example/",
        "http://localhost.example/",
        "http://127.0.0.10/",
        "javascript:alert(1)",
    ],
)
def test_what_is_no_plain_address(address):
    assert not is_plain_address(address)
    assert behind_address(f"{address}#LH1:") is None
