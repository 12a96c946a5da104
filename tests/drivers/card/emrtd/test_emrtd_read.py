"""Chip contents: against the simulated chip, through a meddler, and from hostile chips."""

from collections.abc import Callable
from datetime import date
from itertools import cycle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers._documents import Sex
from drivers.card.apdu import Response
from drivers.card.emrtd import (
    AccessDenied,
    ChipContents,
    EmrtdFailure,
    EmrtdRead,
    Malformed,
    Mrz,
    MrzForm,
    MrzKey,
    NotTravelDocument,
    PaceOnly,
    Refused,
    Tampered,
    TooLong,
    mrz_key,
    read_chip,
)
from drivers.card.emrtd.tlv import encode
from drivers.sim.emrtd_card import SimEmrtdCard

HOLDER = Mrz(
    form=MrzForm.TD1,
    code="C",
    issuing_state="UTO",
    document_number="D23145890",
    birth="740812",
    sex=Sex.FEMALE,
    expiry="320415",
    nationality="UTO",
    surname="ERIKSSON",
    given_names="ANNA MARIA",
)
IMAGE = b"\xff\xd8" + bytes(range(256)) * 2 + b"\xff\xd9"

UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NUMBERS = st.text(UPPER + "0123456789", min_size=1, max_size=9)
DATES = st.dates().map(lambda day: f"{day:%y%m%d}")
WORDS = st.text(UPPER, min_size=1, max_size=12)
DOCUMENTS = st.builds(
    Mrz,
    form=st.sampled_from(MrzForm),
    code=st.sampled_from(["P", "C", "CS", "I"]),
    issuing_state=st.sampled_from(["UTO", "CHN", "D"]),
    document_number=NUMBERS,
    birth=DATES,
    sex=st.sampled_from([Sex.MALE, Sex.FEMALE, Sex.UNSPECIFIED]),
    expiry=DATES,
    nationality=st.sampled_from(["UTO", "D"]),
    surname=WORDS,
    given_names=st.lists(WORDS, max_size=1).map(" ".join),
    optional=st.text(UPPER, max_size=7),
)


def card_of(mrz: Mrz = HOLDER) -> SimEmrtdCard:
    return SimEmrtdCard(
        mrz, image=IMAGE, full_name="安娜<<测试", personal_number="860303", sod=b"signed"
    )


def key_of(mrz: Mrz = HOLDER) -> MrzKey:
    key = mrz_key(mrz.document_number, mrz.birth, mrz.expiry)
    assert isinstance(key, MrzKey)
    return key


def read(respond: Callable[[bytes], bytes], key: MrzKey | None = None) -> EmrtdRead:
    return read_chip(lambda apdu: Response.from_bytes(respond(apdu)), key or key_of())


def test_everything_is_read() -> None:
    document = read(card_of().respond)
    assert isinstance(document, ChipContents)
    assert document.mrz == HOLDER
    assert document.image == IMAGE
    assert (document.full_name, document.personal_number) == ("安娜 测试", "860303")
    assert document.files.sod == encode(0x77, b"signed")
    assert "ERIKSSON" not in repr(document)
    assert "860303" not in repr(document)


@settings(deadline=None, max_examples=40)
@given(
    mrz=DOCUMENTS, image=st.binary(min_size=1, max_size=700), name=st.text("张李<王", max_size=6)
)
def test_round_trip(mrz: Mrz, image: bytes, name: str) -> None:
    card = SimEmrtdCard(mrz, image=image, full_name=name)
    document = read(card.respond, key_of(mrz))
    assert isinstance(document, ChipContents)
    assert (document.mrz, document.image) == (mrz, image)
    assert document.full_name == " ".join(name.replace("<", " ").split())


def test_wrong_key() -> None:
    wrong = mrz_key("D23145891", HOLDER.birth, HOLDER.expiry)
    assert isinstance(wrong, MrzKey)
    assert read(card_of().respond, wrong) == AccessDenied()


def test_foreign_card() -> None:
    assert read(lambda _: b"\x6a\x82") == NotTravelDocument()


@pytest.mark.parametrize("select", [b"\x90\x00", b"\x69\x82"])
def test_chip_with_pace_alone(select: bytes) -> None:
    refusal = [b"\x69\x82"] if select == b"\x90\x00" else []
    answers = iter([select, *refusal, b"\x90\x00", b"\x90\x00"])
    assert read(lambda _: next(answers)) == PaceOnly()
    assert list(answers) == []


def test_chip_with_neither_basic_access_control_nor_pace() -> None:
    answers = iter([b"\x90\x00", b"\x6d\x00", b"\x90\x00", b"\x6a\x82"])
    assert read(lambda _: next(answers)) == Refused("get_challenge", 0x6D00)


def test_locked_card_that_does_not_announce_pace_is_foreign() -> None:
    answers = iter([b"\x69\x82", b"\x69\x82"])
    assert read(lambda _: next(answers)) == NotTravelDocument()


def test_chip_that_does_not_know_the_key() -> None:
    answers = iter([b"\x90\x00", bytes(8) + b"\x90\x00", bytes(40) + b"\x90\x00"])
    assert read(lambda _: next(answers)) == Tampered()


def test_zone_of_another_document() -> None:
    card = card_of()
    other = Mrz(**{name: getattr(HOLDER, name) for name in Mrz.__slots__} | {"birth": "740813"})
    card._files[0x0101] = card_of(other)._files[0x0101]
    assert read(card.respond) == Malformed("mrz_key")


@pytest.mark.parametrize(
    ("file", "contents", "outcome"),
    [
        (0x011E, encode(0x60, b"abc"), Malformed("com")),
        (0x0101, encode(0x61, b"abc"), Malformed("mrz")),
        (0x0101, encode(0x61, b""), Malformed("dg1")),
        (0x0101, encode(0x61, encode(0x5F1F, b"\xff" * 90)), Malformed("mrz")),
        (0x0101, encode(0x75, b"another tag"), Malformed("dg1")),
        (0x0101, bytes.fromhex("6110AA"), Malformed("dg1")),
        (0x0102, encode(0x75, b"abc"), Malformed("image")),
        (0x0102, bytes.fromhex("7582800000"), TooLong("dg2")),
        (0x0102, bytes.fromhex("7583010000"), TooLong("dg2")),
        (0x010B, encode(0x6B, encode(0x5F0E, b"\xff")), Malformed("full_name")),
        (0x010B, encode(0x6B, encode(0x5F10, b"\n")), Malformed("personal_number")),
        (0x010B, encode(0x6B, encode(0x5F2B, b"19740230")), Malformed("birth_date")),
        (0x010B, encode(0x6B, encode(0x5F2B, b"\xff" * 4)), Malformed("birth_date")),
        (0x011D, b"", Refused("sod", 0x6B00)),
    ],
)
def test_wrong_contents_are_named(file: int, contents: bytes, outcome: EmrtdFailure) -> None:
    card = card_of()
    card._files[file] = contents
    assert read(card.respond) == outcome


def test_missing_file() -> None:
    card = card_of()
    del card._files[0x010B]
    assert read(card.respond) == Refused("dg11", 0x6A82)


def test_chip_without_a_security_object() -> None:
    card = card_of()
    del card._files[0x011D]
    contents = read(card.respond)
    assert isinstance(contents, ChipContents)
    assert contents.files.sod == b""


@pytest.mark.parametrize("coded", [b"19740812", bytes.fromhex("19740812")])
def test_full_birth_date_in_digits_or_packed(coded: bytes) -> None:
    card = card_of()
    card._files[0x010B] = encode(0x6B, encode(0x5F2B, coded))
    contents = read(card.respond)
    assert isinstance(contents, ChipContents)
    assert contents.birth_date == date(1974, 8, 12)


def test_only_listed_files_are_read() -> None:
    card = card_of()
    card._files[0x011E] = encode(0x60, encode(0x5C, b"\x61"))
    document = read(card.respond)
    assert isinstance(document, ChipContents)
    assert (document.image, document.full_name) == (b"", "")
    assert (document.files.dg2, document.files.dg11) == (b"", b"")


@settings(deadline=None, max_examples=60)
@given(message=st.integers(3, 20), bit=st.integers(0, 8 * 240))
def test_a_changed_bit_never_goes_unnoticed(message: int, bit: int) -> None:
    card, count = card_of(), 0

    def meddle(apdu: bytes) -> bytes:
        nonlocal count
        answer, count = bytearray(card.respond(apdu)), count + 1
        if count == message:
            answer[bit // 8 % len(answer)] ^= 1 << bit % 8
        return bytes(answer)

    outcome = read(meddle)
    if message > 3:
        assert outcome == Tampered()
    else:
        assert isinstance(outcome, Tampered | Refused)


@settings(deadline=None, max_examples=100)
@given(st.lists(st.binary(max_size=60), min_size=1, max_size=6), st.sampled_from([0x9000, 0x6982]))
def test_hostile_answers_never_crash(answers: list[bytes], sw: int) -> None:
    endless = cycle(answers)
    outcome = read_chip(lambda _: Response(next(endless), sw), key_of())
    assert isinstance(outcome, EmrtdFailure)


@settings(deadline=None, max_examples=80)
@given(
    file=st.sampled_from([0x011E, 0x0101, 0x0102, 0x010B, 0x011D]),
    place=st.integers(0, 700),
    junk=st.binary(min_size=1, max_size=8),
)
def test_authentic_garbage_never_crashes(file: int, place: int, junk: bytes) -> None:
    card = card_of()
    contents = bytearray(card._files[file])
    start = place % len(contents)
    contents[start : start + len(junk)] = junk
    card._files[file] = bytes(contents)
    assert isinstance(read(card.respond), ChipContents | EmrtdFailure)
