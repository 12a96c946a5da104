"""No bytes crash the reader, none open that were not signed, none open as something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_client.signed_codes.cose import seal
from backend_client.signed_codes.strict_cbor import encode
from kiosk.codes import CodeRefused, Opened, ReplayGuard, open_code
from tests.fixtures.signed_codes import CONTENTS, KEYS, TOWN, asked, claims, issued, opened, signed
from tests.kiosk.codes.code_fuzz_targets import (
    LONGEST_SEALED,
    SEEDS,
    believe,
    scan,
    scan_paper,
    unwrap,
)

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


@given(st.binary(max_size=3000))
def test_any_bytes_never_open(payload):
    scan(payload)


@given(st.text(alphabet=ALPHABET, max_size=620))
def test_any_text_of_our_characters_never_opens(body):
    scan(f"LH1:{body}".encode())
    assert isinstance(opened(f"LH1:{body}"), CodeRefused)


@given(st.text(alphabet=ALPHABET + "%20%25", max_size=620))
def test_any_text_behind_an_address_never_opens(body):
    scan_paper(f"LH1:{body}".encode())


@given(st.text(max_size=700))
def test_any_text_never_opens(text):
    assert isinstance(opened(text), CodeRefused)


@given(st.binary(max_size=LONGEST_SEALED))
def test_any_sealed_bytes_never_open(sealed):
    unwrap(sealed)


@given(st.binary(max_size=LONGEST_SEALED))
def test_any_bytes_behind_the_tag_never_open(sealed):
    unwrap(b"\xd2\x84" + sealed[: LONGEST_SEALED - 2])


@given(st.sampled_from(CONTENTS), st.data())
def test_any_change_of_a_claim_is_believed_or_refused_never_a_crash(content, data):
    claim = data.draw(st.sampled_from(sorted(claims(content))))
    value = data.draw(
        st.one_of(
            st.integers(-(2**64), 2**64 - 1),
            st.binary(max_size=40),
            st.text(max_size=20),
            st.lists(st.integers(0, 9), max_size=3),
            st.dictionaries(st.integers(-2, 4), st.text(max_size=9), max_size=3),
        )
    )
    believe(encode(claims(content) | {claim: value}))


@pytest.mark.parametrize("content", CONTENTS, ids=lambda content: type(content).__name__)
def test_no_single_changed_bit_of_the_sealed_bytes_opens(content):
    sealed = seal(encode(claims(content)), TOWN)
    for at in range(len(sealed) * 8):
        changed = bytearray(sealed)
        changed[at // 8] ^= 1 << at % 8
        unwrap(bytes(changed))


def test_no_single_changed_byte_of_the_sealed_bytes_opens():
    sealed = seal(encode(claims()), TOWN)
    for at in range(len(sealed)):
        for byte in range(at % 11, 256, 11):
            unwrap(sealed[:at] + bytes([byte]) + sealed[at + 1 :])


def test_no_single_changed_character_of_the_text_opens():
    text = issued()
    for at in range(len(text)):
        for character in ALPHABET:
            changed = text[:at] + character + text[at + 1 :]
            assert changed == text or isinstance(opened(changed), CodeRefused)


def test_no_part_of_a_code_opens():
    text = issued()
    for length in range(len(text)):
        assert isinstance(opened(text[:length]), CodeRefused)


def test_two_codes_do_not_mix():
    """The beginning of one and the end of the other."""
    one, other = (issued(content) for content in CONTENTS[2:4])
    mixtures = {one[:at] + other[at:] for at in range(4, len(other))} - {one, other}
    assert len(mixtures) > 50
    for mixture in mixtures:
        assert isinstance(opened(mixture), CodeRefused)


@given(
    st.sampled_from(CONTENTS),
    st.binary(min_size=16, max_size=16),
    st.integers(min_value=1, max_value=600),
)
def test_what_is_issued_opens_as_it_was_issued(content, code_id, seconds):
    said = claims(content)
    moment = said[5]
    answer = opened(signed(said | {4: moment + seconds, 7: code_id}))
    assert isinstance(answer, Opened)
    assert answer.content == content
    assert int(answer.expires_at.timestamp()) == moment + seconds


def test_without_trusted_keys_nothing_opens():
    assert isinstance(open_code(issued(), KEYS, asked(), ReplayGuard()), Opened)
    assert isinstance(open_code(issued(), {}, asked(), ReplayGuard()), CodeRefused)


@pytest.mark.parametrize("target", SEEDS, ids=lambda target: target.__name__)
def test_the_targets_hold_for_their_seeds(target):
    for seed in SEEDS[target]:
        target(seed)


@given(
    st.sampled_from([(target, seed) for target, seeds in SEEDS.items() for seed in seeds]),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), min_size=1, max_size=4),
)
def test_the_targets_hold_for_spoiled_seeds(target_and_seed, changes):
    target, seed = target_and_seed
    spoiled = bytearray(seed)
    for at, byte in changes:
        spoiled[at % len(spoiled)] = byte
    target(bytes(spoiled))
