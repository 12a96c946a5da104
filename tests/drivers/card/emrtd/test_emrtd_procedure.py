"""The procedure that card readers get: from key to checked document, and every way to miss it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import cycle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers._documents import (
    Authenticity,
    CardRead,
    CardUnread,
    ReadFailure,
    Sex,
    TravelDocument,
    TravelKey,
)
from drivers.card.apdu import Response
from drivers.card.emrtd import Mrz, MrzForm, travel_documents
from drivers.card.emrtd.data_groups import encode_com, encode_dg1, encode_dg2, encode_dg11
from drivers.card.emrtd.mrz_grammar import check_digit
from drivers.card.emrtd.procedure import system_date
from drivers.card.emrtd.tlv import encode
from drivers.sim.country_signer import (
    CountrySigner,
    fictitious_country,
    fictitious_csca,
    new_country,
)
from drivers.sim.emrtd_card import SimEmrtdCard

TODAY = date(2026, 11, 22)
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
KEY = TravelKey("D23145890", date(1974, 8, 12), date(2032, 4, 15))
IMAGE = b"\xff\xd8" + bytes(range(256)) * 2 + b"\xff\xd9"
DG1, DG2, DG11, SOD, COM = 0x0101, 0x0102, 0x010B, 0x011D, 0x011E
NUMBERS = {DG1: 1, DG2: 2, DG11: 11}


class Chip:
    """A signed chip whose files a test may change, with a log of what was sent to it."""

    def __init__(self, mrz: Mrz = HOLDER, full_name: str = "", **more: object) -> None:
        self.card = SimEmrtdCard(mrz, image=IMAGE, full_name=full_name, **more)
        self.files = self.card._files
        self.sent: list[bytes] = []

    def sign(self, signer: CountrySigner | None = None) -> None:
        groups = {NUMBERS[name]: data for name, data in self.files.items() if name in NUMBERS}
        signed = (signer or fictitious_country()).security_object(groups)
        self.files[SOD] = encode(0x77, signed)

    def transmit(self, apdu: bytes) -> Response:
        self.sent.append(apdu)
        return Response.from_bytes(self.card.respond(apdu))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "zz.pem").write_bytes(fictitious_csca())
    return tmp_path


def read(chip: Chip, key: TravelKey | None = KEY, folder: Path | None = None) -> CardRead:
    return travel_documents(folder, lambda: TODAY)(chip.transmit, key)


def document(chip: Chip, key: TravelKey = KEY) -> TravelDocument:
    outcome = read(chip, key)
    assert isinstance(outcome, TravelDocument)
    return outcome


def unread(reason: ReadFailure, field: str = "") -> CardUnread:
    return CardUnread(reason, field)


def test_whole_document(folder: Path) -> None:
    chip = Chip(full_name="埃里克松<<安娜", personal_number="860303")
    assert read(chip, folder=folder) == TravelDocument(
        code="C",
        issuing_state="UTO",
        number="D23145890",
        name="埃里克松安娜",
        latin_name="ERIKSSON ANNA MARIA",
        nationality="UTO",
        personal_number="860303",
        sex=Sex.FEMALE,
        birth_date=date(1974, 8, 12),
        valid_until=date(2032, 4, 15),
        image=IMAGE,
        authenticity=Authenticity.PROVEN,
    )


def test_issuer_that_nobody_configured(folder: Path) -> None:
    assert document(Chip()).authenticity is Authenticity.UNKNOWN_ISSUER
    foreign = read(Chip(signer=new_country()), folder=folder)
    assert isinstance(foreign, TravelDocument)
    assert foreign.authenticity is Authenticity.UNKNOWN_ISSUER


@pytest.mark.parametrize(
    ("full_name", "name"),
    [
        ("", "ERIKSSON ANNA MARIA"),
        ("李<<小龙", "李小龙"),
        ("阿卜杜拉·买买提", "阿卜杜拉·买买提"),
        ("ERIKSSON<<ANNA", "ERIKSSON ANNA"),
    ],
)
def test_name_in_national_script_comes_first(full_name: str, name: str) -> None:
    assert document(Chip(full_name=full_name)).name == name


def test_full_birth_date_knows_the_century() -> None:
    mrz = replace(HOLDER, birth="200101")
    key = replace(KEY, birth_date=date(2020, 1, 1))
    assert document(Chip(mrz), key).birth_date == date(2020, 1, 1)
    elder = Chip(mrz, birth_date=date(1920, 1, 1))
    assert document(elder, key).birth_date == date(1920, 1, 1)


@pytest.mark.parametrize("full", [date(1974, 8, 13), date(2074, 8, 12)])
def test_full_birth_date_that_cannot_be(full: date) -> None:
    assert read(Chip(birth_date=full)) == unread(ReadFailure.MALFORMED, "birth")


def test_long_number_of_a_card() -> None:
    mrz = replace(HOLDER, document_number="D23145890734", optional="XY")
    key = replace(KEY, number="D23145890734")
    assert document(Chip(mrz), key).number == "D23145890734"


@pytest.mark.parametrize("form", MrzForm)
def test_every_form(form: MrzForm) -> None:
    assert document(Chip(replace(HOLDER, form=form))).number == "D23145890"


def test_no_key() -> None:
    chip = Chip()
    assert read(chip, None) == unread(ReadFailure.KEY_NEEDED)
    assert len(chip.sent) == 2


@pytest.mark.parametrize(
    "key",
    [
        replace(KEY, number="D23145891"),
        replace(KEY, birth_date=date(1974, 8, 13)),
        replace(KEY, valid_until=date(2032, 4, 16)),
    ],
)
def test_wrong_key(key: TravelKey) -> None:
    assert read(Chip(), key) == unread(ReadFailure.KEY_REFUSED)


@pytest.mark.parametrize("number", ["", "d23145890", "D2314-5890", "号码", "D" * 23])
def test_key_against_the_grammar_is_refused_before_anything_is_sent(number: str) -> None:
    chip = Chip()
    outcome = read(chip, replace(KEY, number=number))
    assert outcome == unread(ReadFailure.KEY_REFUSED, "number")
    assert chip.sent == []


@pytest.mark.parametrize("key", [None, KEY])
def test_foreign_card(key: TravelKey | None) -> None:
    procedure = travel_documents(None)
    foreign = unread(ReadFailure.NOT_AN_IDENTITY_CARD)
    assert procedure(lambda _: Response(b"", 0x6A82), key) == foreign


@pytest.mark.parametrize("key", [None, KEY])
def test_chip_that_opens_by_pace_alone(key: TravelKey | None) -> None:
    def transmit(apdu: bytes) -> Response:
        return Response(b"", 0x6982 if apdu[1] == 0x84 else 0x9000)

    assert travel_documents(None)(transmit, key) == unread(ReadFailure.UNREADABLE, "pace")


@pytest.mark.parametrize(
    ("name", "data", "field"),
    [
        (DG1, encode_dg1(replace(HOLDER, surname="DOE")), "dg1"),
        (DG2, encode_dg2(b"another face"), "dg2"),
        (DG11, encode_dg11("李", "1"), "dg11"),
        (COM, encode_com(b"\x61\x75"), "dg11"),
        (COM, encode_com(b"\x61\x6b"), "dg2"),
    ],
)
def test_changed_or_hidden_data(name: int, data: bytes, field: str, folder: Path) -> None:
    chip = Chip(full_name="安娜")
    chip.files[name] = data
    assert read(chip, folder=folder) == unread(ReadFailure.FORGED, field)


def test_security_object_missing_or_of_another_chip() -> None:
    chip, other = Chip(), Chip(replace(HOLDER, surname="DOE"))
    chip.files[SOD] = other.files[SOD]
    assert read(chip) == unread(ReadFailure.FORGED, "dg1")
    del chip.files[SOD]
    assert read(chip) == unread(ReadFailure.FORGED, "sod")
    assert read(Chip(sod=b"not signed")) == unread(ReadFailure.MALFORMED, "sod")


@pytest.mark.parametrize(
    ("name", "data", "field"),
    [
        (DG1, encode(0x61, encode(0x5F1F, b"<" * 90)), "code"),
        (DG1, encode_dg1(replace(HOLDER, birth="740813")), "mrz_key"),
        (DG2, encode(0x75, b""), "dg2"),
        (DG2, encode(0x75, b"no face"), "image"),
        (DG11, encode(0x6B, encode(0x5F0E, b"\xff")), "full_name"),
    ],
)
def test_malformed_field_is_named_although_it_is_signed(name: int, data: bytes, field: str) -> None:
    chip = Chip()
    chip.files[name] = data
    chip.sign()
    assert read(chip) == unread(ReadFailure.MALFORMED, field)


def test_day_that_no_calendar_has() -> None:
    chip = Chip(replace(HOLDER, expiry="320231"))
    zone_key = replace(KEY, valid_until=date(2032, 3, 2))
    assert read(chip, zone_key) == unread(ReadFailure.KEY_REFUSED)


def permit(full_name: str, number: str = "C00000000") -> tuple[Chip, TravelKey]:
    """A permit as far as it is known: the key's parts in the first line, then anything."""
    mrz = replace(HOLDER, document_number="C00000000")
    chip = Chip(mrz, full_name=full_name)
    number, expiry, birth = (part + check_digit(part) for part in (number, "320415", "740812"))
    line = f"CS{number}<{expiry}<{birth}<6"
    chip.files[DG1] = encode(0x61, encode(0x5F1F, line.ljust(90, "X").encode()))
    chip.sign()
    return chip, replace(KEY, number="C00000000")


def test_permit_with_a_field_order_of_its_own() -> None:
    chip, key = permit("测试")
    outcome = document(chip, key)
    assert (outcome.code, outcome.number, outcome.name) == ("CS", "C00000000", "测试")
    assert (outcome.birth_date, outcome.valid_until) == (key.birth_date, key.valid_until)
    assert (outcome.sex, outcome.latin_name, outcome.nationality) == (Sex.UNKNOWN, "", "CHN")


def test_permit_without_a_readable_name_or_of_another_holder() -> None:
    chip, key = permit("")
    assert read(chip, key) == unread(ReadFailure.MALFORMED, "name")
    chip, key = permit("测试", number="C00000001")
    assert read(chip, key) == unread(ReadFailure.MALFORMED, "mrz_key")


def test_what_the_line_raises_passes_through() -> None:
    def gone(_: bytes) -> Response:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        travel_documents(None)(gone, KEY)


def test_today_is_asked_of_the_machine() -> None:
    assert system_date() >= date(2026, 1, 1)


def meddled(chip: Chip, message: int, change: Callable[[bytearray], None]) -> CardRead:
    def transmit(apdu: bytes) -> Response:
        answer = bytearray(chip.transmit(apdu).to_bytes())
        if len(chip.sent) == message:
            change(answer)
        return Response.from_bytes(bytes(answer))

    return travel_documents(None, lambda: TODAY)(transmit, KEY)


@settings(deadline=None, max_examples=60)
@given(message=st.integers(2, 20), bit=st.integers(0, 8 * 240))
def test_a_changed_bit_on_the_line_gives_no_document(message: int, bit: int) -> None:
    def flip(answer: bytearray) -> None:
        answer[bit // 8 % len(answer)] ^= 1 << bit % 8

    chip = Chip()
    assert isinstance(meddled(chip, message, flip), CardUnread)
    assert len(chip.sent) >= message


@settings(deadline=None, max_examples=200)
@given(
    st.lists(
        st.tuples(st.binary(max_size=60), st.sampled_from([0x9000, 0x6982, 0x6A82])), min_size=1
    )
    | st.lists(
        st.tuples(st.binary(min_size=8, max_size=8) | st.binary(min_size=40, max_size=40)).map(
            lambda data: (data[0], 0x9000)
        ),
        min_size=1,
    )
)
def test_chip_that_cannot_prove_the_key_never_gives_a_document(
    answers: list[tuple[bytes, int]],
) -> None:
    endless = cycle(answers)
    outcome = travel_documents(None, lambda: TODAY)(lambda _: Response(*next(endless)), KEY)
    assert isinstance(outcome, CardUnread)


@settings(deadline=None, max_examples=150)
@given(
    file=st.sampled_from([COM, DG1, DG2, DG11, SOD]),
    place=st.integers(0, 2000),
    junk=st.binary(min_size=1, max_size=8),
    signed=st.booleans(),
)
def test_authentic_garbage_never_crashes_and_never_passes_unsigned(
    file: int, place: int, junk: bytes, signed: bool
) -> None:
    chip = Chip(full_name="安娜")
    before = dict(chip.files)
    contents = bytearray(chip.files[file])
    start = place % len(contents)
    contents[start : start + len(junk)] = junk
    chip.files[file] = bytes(contents)
    if signed:
        chip.sign()
    outcome = read(chip)
    if not signed and file in NUMBERS and chip.files[file] != before[file]:
        assert isinstance(outcome, CardUnread)
    assert isinstance(outcome, TravelDocument | CardUnread)
