"""Every payload is of exactly one kind, decided by length, characters and prefix."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_client.signed_codes import (
    LONGEST_ADDRESS,
    LONGEST_OWN,
    SHORTEST_OWN,
    is_plain_address,
    on_paper,
)
from kiosk.codes import (
    Foreign,
    ForeignKind,
    IdentityCode,
    OwnSigned,
    Refusal,
    Refused,
    classify,
)
from kiosk.codes.grammar import LONGEST_IDENTITY, LONGEST_PAYLOAD
from tests.fixtures.signed_codes import CONTENTS, issued, paper

PAGE = "https://zizhu.example/verify/SL2026112212345678?c=ABCD2345"
CODE = issued()
APP_CODE = "SZAPP.v1." + "aZ09-_" * 9

FOREIGN = {
    "https://menu.example/table/7": ForeignKind.URL,
    "HTTP://MENU.EXAMPLE": ForeignKind.URL,
    "www.example.cn": ForeignKind.URL,
    "https://раypal.example/粤": ForeignKind.URL,
    "https://menu.example/#table-7": ForeignKind.URL,
    PAGE + "#": ForeignKind.URL,
    PAGE + "#lh1:abc": ForeignKind.URL,
    PAGE + "#LH1%3A" + "A" * 300: ForeignKind.URL,
    paper(PAGE, CODE) + "#": ForeignKind.URL,
    paper(PAGE + "#", CODE): ForeignKind.URL,
    paper(PAGE, CODE).replace("https", "http"): ForeignKind.URL,
    paper("http://127.0.0.1.evil.example/verify/1", CODE): ForeignKind.URL,
    paper("http://127.0.0.2:8000/verify/1", CODE): ForeignKind.URL,
    paper("https://zizhu.example@evil.example/", CODE): ForeignKind.URL,
    paper("https://粤.example/", CODE): ForeignKind.URL,
    paper("https://zizhu.example/%2e%2e", CODE): ForeignKind.URL,
    paper("https://zizhu.example/ verify", CODE): ForeignKind.URL,
    paper("HTTPS://ZIZHU.EXAMPLE/", CODE): ForeignKind.URL,
    paper("https://zizhu.example/" + "a" * 280, CODE): ForeignKind.URL,
    paper("ftp://zizhu.example/", CODE): ForeignKind.URL,
    paper("zizhu.example/verify/1", CODE): ForeignKind.OTHER,
    PAGE + "#SZAPP.v1." + "A" * 60: ForeignKind.URL,
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
    paper(PAGE, "LH1:").encode(): Refusal.TOO_SHORT,
    paper(PAGE, "LH1:" + "A" * (LONGEST_OWN - 3)).encode(): Refusal.TOO_LONG,
    paper(PAGE, CODE + "a").encode(): Refusal.FOREIGN_CHARACTERS,
    paper(PAGE, CODE + "粤").encode(): Refusal.FOREIGN_CHARACTERS,
    paper(PAGE, CODE).encode() + b"%": Refusal.FOREIGN_CHARACTERS,
    paper(PAGE, CODE).encode() + b"%2": Refusal.FOREIGN_CHARACTERS,
    paper(PAGE, CODE).encode() + b"%41": Refusal.FOREIGN_CHARACTERS,
    paper(PAGE, CODE).encode() + b"%2f": Refusal.FOREIGN_CHARACTERS,
    paper(PAGE, CODE).encode() + b"%2F": Refusal.FOREIGN_CHARACTERS,
    paper(PAGE, CODE).encode() + b" ": Refusal.FOREIGN_CHARACTERS,
    paper(PAGE, CODE).encode() + b"%ff": Refusal.FOREIGN_CHARACTERS,
    paper(PAGE, CODE + "\n").encode(): Refusal.FOREIGN_CHARACTERS,
    paper(PAGE, CODE).encode() + b"\n": Refusal.CONTROL_CHARACTERS,
    paper(PAGE, CODE).encode() + "\u202e".encode(): Refusal.BIDI,
    paper(PAGE, "LH2:" + "A" * 300).encode(): Refusal.OTHER_VERSION,
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


@pytest.mark.parametrize(
    "address",
    [
        PAGE,
        "https://zizhu.example",
        "https://zizhu.example/",
        "https://zizhu.example:8443/verify/1?c=2",
        "https://10.0.0.7/verify/1",
        "http://127.0.0.1:54321/verify/SL2026112212345678?c=ABCD2345",
        "http://localhost/verify/1",
        "http://[::1]:8000/verify/1",
        "https://zizhu.example/" + "a" * (LONGEST_ADDRESS - 22),
    ],
)
@pytest.mark.parametrize("content", CONTENTS, ids=lambda content: type(content).__name__)
def test_a_code_of_ours_is_found_behind_a_papers_address(address, content):
    text = issued(content)
    payload = paper(address, text)
    assert payload == on_paper(address, text)
    assert classify(payload.encode()) == OwnSigned(text)


def test_an_address_that_no_kiosk_accepts_is_not_printed_with_a_code():
    for address in ("http://zizhu.example/", "https://", "zizhu.example", PAGE + "#", ""):
        assert not is_plain_address(address)
        with pytest.raises(ValueError, match="address"):
            on_paper(address, CODE)


def test_a_papers_code_shows_nothing_either():
    assert CODE[-12:] not in repr(classify(paper(PAGE, CODE).encode()))


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
        assert payload in {code.text.encode(), _behind(payload, code.text)}
        assert code.text.isascii()
        assert code.text.isprintable()


def _behind(payload, text):
    """The only other spelling: behind the address that the payload has."""
    return paper(payload.decode().partition("#")[0], text).encode()


OUR_CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


@given(st.text(OUR_CHARACTERS, min_size=SHORTEST_OWN, max_size=LONGEST_OWN - 4))
def test_any_text_of_our_characters_survives_the_paper(body):
    text = f"LH1:{body}"
    assert classify(on_paper(PAGE, text).encode()) == OwnSigned(text)


@given(st.text(OUR_CHARACTERS + "20%25%2", min_size=SHORTEST_OWN, max_size=500), st.data())
def test_what_stands_behind_an_address_has_one_spelling(body, data):
    behind = data.draw(st.sampled_from([body, body.replace(" ", "%20"), body.replace("%", "%25")]))
    payload = f"{PAGE}#LH1:{behind}".encode()
    code = classify(payload)
    if isinstance(code, OwnSigned):
        assert paper(PAGE, code.text).encode() == payload
    else:
        assert code == Refused(Refusal.FOREIGN_CHARACTERS)


@given(st.text(max_size=60), st.sampled_from(["https://", "http://", "http://127.0.0.1", ""]))
def test_any_address_before_a_code_leads_to_the_code_or_to_a_web_page(rest, scheme):
    payload = f"{scheme}{rest}#{paper('', CODE).removeprefix('#')}".encode("utf-8", "replace")
    code = classify(payload)
    if isinstance(code, OwnSigned):
        assert code.text == CODE
        assert is_plain_address(scheme + rest)
    else:
        assert isinstance(code, Foreign | Refused)


@given(
    st.sampled_from(["LH1:", "SZAPP.v1.", "LH", "SZAPP.v", "BEGIN:VCARD", "WIFI:", "https://"]),
    st.text(max_size=700),
)
def test_a_known_beginning_with_any_end_has_a_kind(beginning, end):
    code = classify((beginning + end).encode("utf-8", "replace"))
    if isinstance(code, OwnSigned):
        assert beginning.startswith("LH")
        assert SHORTEST_OWN <= len(code.text) <= LONGEST_OWN
