"""Every payload is of exactly one kind, decided by length, characters and prefix."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.codes import (
    Foreign,
    ForeignKind,
    IdentityCode,
    OwnSigned,
    Refusal,
    Refused,
    classify,
)
from kiosk.codes.grammar import LONGEST_IDENTITY, LONGEST_OWN, LONGEST_PAYLOAD, SHORTEST_OWN
from tests.fixtures.signed_codes import CONTENTS, issued

APP_CODE = "SZAPP.v1." + "aZ09-_" * 9

FOREIGN = {
    "https://menu.example/table/7": ForeignKind.URL,
    "HTTP://MENU.EXAMPLE": ForeignKind.URL,
    "www.example.cn": ForeignKind.URL,
    "https://раypal.example/粤": ForeignKind.URL,
    "WIFI:T:WPA;S:lobby;P:secret;;": ForeignKind.WIFI,
    "wxp://f2f0abcdef": ForeignKind.PAYMENT,
    "https://qr.alipay.com/fkx000": ForeignKind.PAYMENT,
    "HTTPS://QR.ALIPAY.COM/FKX000": ForeignKind.PAYMENT,
    "https://qr.95516.com/00010000": ForeignKind.PAYMENT,
    "00020101021126": ForeignKind.PAYMENT,
    "134567890123456789": ForeignKind.PAYMENT,
    "280000000000000000": ForeignKind.PAYMENT,
    "6200000000000000000": ForeignKind.PAYMENT,
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Chen\r\nEND:VCARD\r\n": ForeignKind.CONTACT,
    "MECARD:N:Chen;;": ForeignKind.CONTACT,
    "tel:12345": ForeignKind.CONTACT,
    "https://u.wechat.com/abc": ForeignKind.CONTACT,
    "HC1:6BF+70790T9WJWG": ForeignKind.CREDENTIAL,
    "shc:/567629": ForeignKind.CREDENTIAL,
    "openid4vp://authorize": ForeignKind.CREDENTIAL,
    "支付 ¥ 20": ForeignKind.OTHER,
    "6901234567892": ForeignKind.OTHER,
    "860303199307180314": ForeignKind.OTHER,
    "lh1:abc": ForeignKind.OTHER,
    " " + APP_CODE: ForeignKind.OTHER,
}

REFUSED = {
    b"": Refusal.EMPTY,
    b"   ": Refusal.EMPTY,
    b"A" * (LONGEST_PAYLOAD + 1): Refusal.TOO_LONG,
    b"\x00" * 10_000_000: Refusal.TOO_LONG,
    "支付".encode("gb18030"): Refusal.NOT_TEXT,
    b"\xed\xa0\x80": Refusal.NOT_TEXT,
    b"\xc0\xaf": Refusal.NOT_TEXT,
    b"https://example.cn/\x00": Refusal.CONTROL_CHARACTERS,
    b"\x1b[2J": Refusal.CONTROL_CHARACTERS,
    b"line\nbreak": Refusal.CONTROL_CHARACTERS,
    "c1 \u0085".encode(): Refusal.CONTROL_CHARACTERS,
    b"BEGIN:VCARD\r\n\x07": Refusal.CONTROL_CHARACTERS,
    APP_CODE.encode() + b"\n": Refusal.CONTROL_CHARACTERS,
    "https://example.cn/\u202egpj.exe".encode(): Refusal.BIDI,
    "\u2067right to left".encode(): Refusal.BIDI,
    "mark \u200f".encode(): Refusal.BIDI,
    "zero\u200bwidth".encode(): Refusal.INVISIBLE_CHARACTERS,
    "\ufeffbyte order mark".encode(): Refusal.INVISIBLE_CHARACTERS,
    "tag \U000e0041".encode(): Refusal.INVISIBLE_CHARACTERS,
    "private \ue000".encode(): Refusal.INVISIBLE_CHARACTERS,
    "separator \u2028".encode(): Refusal.INVISIBLE_CHARACTERS,
    b"LH1:": Refusal.TOO_SHORT,
    b"LH1:" + b"A" * (SHORTEST_OWN - 5): Refusal.TOO_SHORT,
    b"LH1:" + b"A" * (LONGEST_OWN - 3): Refusal.TOO_LONG,
    b"LH1:" + b"a" * 300: Refusal.FOREIGN_CHARACTERS,
    ("LH1:" + "A" * 200 + "粤").encode(): Refusal.FOREIGN_CHARACTERS,
    b"LH2:" + b"A" * 300: Refusal.OTHER_VERSION,
    b"SZAPP.v1.AAAA": Refusal.TOO_SHORT,
    b"SZAPP.v1." + b"A" * (LONGEST_IDENTITY + 1): Refusal.TOO_LONG,
    (APP_CODE + "粤").encode(): Refusal.FOREIGN_CHARACTERS,
    (APP_CODE + "=").encode(): Refusal.FOREIGN_CHARACTERS,
    b"SZAPP.v2." + b"A" * 60: Refusal.OTHER_VERSION,
}


@pytest.mark.parametrize(("text", "kind"), FOREIGN.items())
def test_a_foreign_code_is_named_by_its_kind(text, kind):
    assert classify(text.encode()) == Foreign(kind)


@pytest.mark.parametrize(("payload", "reason"), REFUSED.items(), ids=range(len(REFUSED)))
def test_what_is_no_code_is_refused_with_its_reason(payload, reason):
    assert classify(payload) == Refused(reason)


def test_every_kind_and_every_reason_has_an_example():
    assert set(FOREIGN.values()) == set(ForeignKind)
    assert set(REFUSED.values()) == set(Refusal)


@pytest.mark.parametrize("content", CONTENTS, ids=lambda content: type(content).__name__)
def test_every_issued_code_is_taken_for_one_of_ours(content):
    text = issued(content)
    assert classify(text.encode()) == OwnSigned(text)


def test_the_citys_code_is_handed_on_as_it_is():
    assert classify(APP_CODE.encode()) == IdentityCode(APP_CODE)


def test_no_repr_shows_what_a_code_says():
    for payload in (APP_CODE, issued(), "https://menu.example/table/7"):
        shown = repr(classify(payload.encode()))
        assert payload not in shown
        assert payload[-12:] not in shown


@given(
    st.one_of(st.binary(max_size=4000), st.text().map(lambda text: text.encode("utf-8", "replace")))
)
def test_any_bytes_have_a_kind(payload):
    code = classify(payload)
    if isinstance(code, OwnSigned | IdentityCode):
        assert code.text.encode() == payload
        assert code.text.isascii()
        assert code.text.isprintable()


@given(
    st.sampled_from(["LH1:", "SZAPP.v1.", "LH", "SZAPP.v", "BEGIN:VCARD", "WIFI:", "https://"]),
    st.text(max_size=700),
)
def test_a_known_beginning_with_any_end_has_a_kind(beginning, end):
    code = classify((beginning + end).encode("utf-8", "replace"))
    if isinstance(code, OwnSigned):
        assert beginning.startswith("LH")
        assert SHORTEST_OWN <= len(code.text) <= LONGEST_OWN
