"""The cards that can be laid down: whose they are, what they say, and that nothing upsets them."""

import re
import shutil
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers import ConfigurationError, DocumentKind, IdentityDocument, SocialSecurityCard
from drivers._documents import CardUnread, Protection, TravelDocument, TravelKey
from drivers.card.apdu import Response
from drivers.card.emrtd import travel_documents
from drivers.card.identity_record import parse_record
from drivers.card.procedures import SAM_READER, sam_pages
from drivers.sim.residents import RESIDENTS_FILE, load_residents
from drivers.sim.sam_card import ForeignCard, document_of
from drivers.sim.wallet import CARDS_FILE, load_wallet

WALLET = load_wallet()
RESIDENTS = load_residents()
IDENTITY_KEYS = [
    key for key, read in WALLET.documents.items() if isinstance(read, IdentityDocument)
]
SOCIAL_KEYS = [
    key for key, read in WALLET.documents.items() if isinstance(read, SocialSecurityCard)
]
TRAVEL_KEYS = [key for key, read in WALLET.documents.items() if isinstance(read, TravelDocument)]


def transmit_to(card):
    return lambda apdu: Response.from_bytes(card.respond(apdu))


def documents(*keys):
    return [WALLET.expected(key) for key in keys]


def test_each_resident_has_the_card_that_residents_yaml_describes():
    assert [key for key in WALLET.keys if key in RESIDENTS] == list(RESIDENTS)
    assert [WALLET.expected(key) for key in RESIDENTS] == list(map(document_of, RESIDENTS.values()))


def test_there_is_a_specimen_of_every_kind():
    identity = {WALLET.documents[key].kind for key in IDENTITY_KEYS}
    versions = {WALLET.documents[key].version for key in SOCIAL_KEYS}
    travel = {WALLET.documents[key].code[0] for key in TRAVEL_KEYS}

    assert identity == set(DocumentKind) - {DocumentKind.SOCIAL_SECURITY, DocumentKind.TRAVEL}
    assert versions == {"1.00", "2.00", "3.00"}
    assert travel == {"P", "C"}


NOBODY = {
    DocumentKind.RESIDENT: r"860303.{12}",
    DocumentKind.HMT_RESIDENCE: r"8[123]0000.{8}000.",
    DocumentKind.FOREIGN_RESIDENCE_2017: r"UTO86.{10}",
    DocumentKind.FOREIGN_RESIDENCE_2023: r"986.{11}000.",
}
"""Numbers that no authority gives out: an unassigned region, country or sequence."""


@pytest.mark.parametrize("key", IDENTITY_KEYS)
def test_nobody_has_the_number_of_a_specimen(key):
    document = WALLET.documents[key]

    assert re.fullmatch(NOBODY[document.kind], document.id_number)


def test_permits_come_from_hong_kong_and_from_taiwan():
    permits = [
        WALLET.documents[key].id_number[:6]
        for key in IDENTITY_KEYS
        if WALLET.documents[key].kind is DocumentKind.HMT_RESIDENCE
    ]

    assert set(permits) == {"810000", "830000"}


def test_one_card_guards_its_holder_with_a_pin_and_one_with_a_secure_module():
    guards = {held.protection for key in SOCIAL_KEYS for held in WALLET.documents[key].withheld}

    assert guards == {Protection.PIN, Protection.SECURE_MODULE}


def test_one_resident_card_has_expired_long_ago():
    qian = WALLET.expected("qian")

    assert qian.expired_on(RESIDENTS["zhao"].valid_until)
    assert "（已过期）" in WALLET.label("qian")


@pytest.mark.parametrize("key", [*IDENTITY_KEYS, *SOCIAL_KEYS])
def test_a_faultless_read_brings_what_the_wallet_expects(key):
    assert SAM_READER(transmit_to(WALLET.card(key)), None) == WALLET.expected(key)


@pytest.mark.parametrize("key", IDENTITY_KEYS)
def test_a_sam_module_sees_the_same_card(key):
    block = WALLET.id_card(key).block

    assert parse_record(block.text, block.photo) == WALLET.expected(key)


@pytest.mark.parametrize("key", [*SOCIAL_KEYS, *TRAVEL_KEYS, "metro", "anything"])
def test_no_sam_accepts_other_cards(key):
    assert WALLET.card(key).id_card is None
    assert sam_pages(transmit_to(WALLET.card(key)), None).reason == "not_an_identity_card"


def test_the_blank_card_is_a_damaged_identity_card():
    block = WALLET.card("blank").id_card.block

    assert parse_record(block.text, block.photo) == CardUnread("malformed", "name")
    assert WALLET.expected("blank") is None


def test_every_key_of_nobody_is_a_foreign_card():
    for key in ("metro", "some key of a test"):
        assert isinstance(WALLET.card(key), ForeignCard)
        assert WALLET.expected(key) is WALLET.travel_key(key) is None


@pytest.mark.parametrize("key", TRAVEL_KEYS)
def test_a_travel_document_opens_with_its_key_only(key):
    read = travel_documents(None)
    stranger = TravelKey("X00000009", date(1970, 1, 1), date(2030, 1, 1))

    assert read(transmit_to(WALLET.card(key)), WALLET.travel_key(key)) == WALLET.expected(key)
    assert read(transmit_to(WALLET.card(key)), None) == CardUnread("key_needed")
    assert read(transmit_to(WALLET.card(key)), stranger) == CardUnread("key_refused")


@pytest.mark.parametrize("key", TRAVEL_KEYS)
def test_a_travel_document_has_its_key_and_a_picture(key):
    document = WALLET.expected(key)

    assert WALLET.travel_key(key) == TravelKey(
        document.number, document.birth_date, document.valid_until
    )
    assert document.image.startswith(b"\xff\xd8\xff")


def test_only_travel_documents_have_keys():
    assert [key for key in WALLET.keys if WALLET.travel_key(key)] == TRAVEL_KEYS


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("li", "居民身份证 · 李明轩"),
        ("he", "港澳台居民居住证 · 何子晴"),
        ("moore", "外国人永久居留身份证（2017 版） · 莫爱玲"),
        ("chen_ss1", "社会保障卡 1.00 · 陈建国"),
        ("doe", "护照 · DOE JANE MARIE"),
        ("kwok", "港澳居民来往内地通行证 · 郭咏诗"),
        ("metro", "地铁卡"),
        ("blank", "空白身份证"),
        ("anything", "其他卡"),
    ],
)
def test_labels_say_what_it_is_and_whose(key, label):
    assert WALLET.label(key) == label


def test_labels_tell_all_cards_apart():
    assert len({WALLET.label(key) for key in WALLET.keys}) == len(WALLET.keys)


def test_each_stay_has_a_fresh_card():
    select = bytes.fromhex("00A404000F7378312E73682EC9E7BBE1B1A3D5CF")
    first = WALLET.card("li_ss2")
    first.respond(select)

    assert first.respond(bytes.fromhex("00A4020002EF05")) == b"\x90\x00"
    assert WALLET.card("li_ss2").respond(bytes.fromhex("00A4020002EF05")) == b"\x6a\x82"


def test_the_files_are_read_once_a_process():
    assert load_wallet() is load_wallet()


def test_nothing_personal_shows_in_the_representation():
    shown = repr(WALLET)

    for document in (*documents(*IDENTITY_KEYS), *documents(*TRAVEL_KEYS)):
        assert document.name not in shown
    for resident in RESIDENTS.values():
        assert resident.id_number not in shown


def broken(tmp_path, old, new):
    cards = tmp_path / "cards.yaml"
    text = CARDS_FILE.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    cards.write_text(text.replace(old, new, 1), encoding="utf-8")
    return cards


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("kind: hmt_residence", "kind: hmt", "he.kind: one of resident, "),
        ('name: "何子晴"', "name: 7", "he.name: a text"),
        ('name: "何子晴"\n', "\n", "he.name: a text"),
        ('birth: "1998-03-07"', "birth: 1998-03-07", "he.birth: a text"),
        ('birth: "1998-03-07"', 'birth: "7.3.1998"', "he.birth: a date"),
        ('birth: "1998-03-07"', 'birth: "1998-03-08"', "he: birth_date "),
        ("810000199803070005", "810000199803070004", "he: id_number "),
        ("sex: female", "sex: woman", "he.sex: one of "),
        ('travel_permit: "H00000001"', 'travel_permit: "H1"', "he: travel_permit "),
        ('issues: "01"', 'issues: "01"\n    issuse: "02"', "he.issuse: no such field"),
        ("嘉北社区", "嘉北社区" * 9, "he: address "),
        ('latin_name: "MOORE, ALINE"', 'latin_name: "MOORE,  ALINE"', "moore: latin_name "),
        ("holder: chen", "holder: nobody", "chen_ss1.holder: one of zhang"),
        ('version: "1.00"', 'version: "4.00"', "chen_ss1.version: one of 1.00"),
        ("pin: true", 'pin: "yes"', "wang_ss_pin.pin: true or false"),
        ("form: TD3", "form: TD9", "doe.form: one of TD1, "),
        ("surname: DOE", "surname: Doe", "doe.mrz: no zone"),
        ('number: "U00000001"', 'number: "u00000001"', "doe: the zone needs capital"),
        ('number: "U00000001"', 'number: "U0000000123"', "doe: document_number is longer"),
        ("  he:\n", "  li:\n", "li.kind: another card"),
        ("  he:\n", "  metro:\n", "metro.kind: another card"),
        ("  he:\n", "  he: nothing\n  her:\n", "cards.yaml: he: a key and its fields"),
        ("cards:\n", "card:\n", "cards.yaml: cards: entries by key"),
        ("cards:\n", "cards: [\n", "cards.yaml: not readable"),
    ],
)
def test_a_wrong_file_is_refused_with_key_and_field(tmp_path, old, new, told):
    with pytest.raises(ConfigurationError) as refused:
        load_wallet(broken(tmp_path, old, new))

    assert told in str(refused.value)
    assert str(refused.value).startswith("cards.yaml: ")


def test_residents_are_checked_too(tmp_path):
    people = tmp_path / "residents.yaml"
    text = RESIDENTS_FILE.read_text(encoding="utf-8")
    people.write_text(text.replace("sex: female", "sex: f", 1), encoding="utf-8")

    with pytest.raises(ConfigurationError, match=r"residents\.yaml: zhang\.sex: one of"):
        load_wallet(residents=people)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ConfigurationError, match=r"cards\.yaml: not readable"):
        load_wallet(tmp_path / "cards.yaml")


def test_a_card_whose_holder_moved_carries_the_new_address(tmp_path):
    moved = 'note: "已过期"\n    newest_address: "广东省深圳市罗湖区新村1号"'
    wallet = load_wallet(broken(tmp_path, 'note: "已过期"', moved))

    assert wallet.card("qian").id_card.address == "广东省深圳市罗湖区新村1号"
    assert WALLET.card("qian").id_card.address is None


def test_another_place_of_the_files_is_another_wallet(tmp_path):
    shutil.copy(CARDS_FILE, tmp_path)

    assert load_wallet(tmp_path / "cards.yaml") == WALLET


KNOWN_HEADS = st.sampled_from(
    [
        bytes.fromhex(head)
        for head in (
            "FFB000", "FFB00500", "00A40400", "00A404000F7378312E73682EC9E7BBE1B1A3D5CF",
            "00A4020002EF05", "00A4020002EF06", "00B2", "00B20834", "00C00000",
            "00A4040C07A0000002471001", "0084000008", "0082000028", "0CA4020C", "0CB0", "00B0",
        )
    ]
)  # fmt: skip
APDUS = st.lists(
    st.one_of(
        st.binary(max_size=300),
        KNOWN_HEADS,
        st.builds(lambda head, rest: head + rest, KNOWN_HEADS, st.binary(max_size=60)),
    ),
    max_size=12,
)


@given(key=st.sampled_from(WALLET.keys), apdus=APDUS)
def test_whatever_is_sent_is_answered_with_a_status_word(key, apdus):
    card = WALLET.card(key)

    assert all(len(card.respond(apdu)) >= 2 for apdu in apdus)
