"""Our own codes: what opens, and each reason why one does not."""

from datetime import UTC, datetime, timedelta

import base45
import pytest

from backend_client.signed_codes import (
    EVERY_KIOSK,
    POLICIES,
    CodeRefused,
    Configuration,
    KioskEnrolment,
    Opened,
    Purpose,
    Reason,
    ReplayGuard,
    ResidentCredential,
    StaffSignIn,
    TrustedKey,
    open_code,
    trusted,
)
from backend_client.signed_codes.armour import LONGEST_OWN, SHORTEST_OWN, armoured
from backend_client.signed_codes.contents import purpose_of
from backend_client.signed_codes.cose import key_id, seal
from backend_client.signed_codes.signed import MOST_LEEWAY
from backend_client.signed_codes.strict_cbor import encode
from tests.fixtures.signed_codes import (
    AUDIENCE,
    CODE_ID_CLAIM,
    CONTENT,
    CONTENTS,
    EXPIRES,
    ISSUER,
    ISSUER_CLAIM,
    KIOSK,
    NOT_BEFORE,
    NOW,
    PAPER_PRESS,
    PURPOSE,
    RECEIPT,
    STRANGER,
    TOWN,
    asked,
    claims,
    issued,
    opened,
    signed,
)

MOMENT = int(NOW.timestamp())
KEY_ID = key_id(TOWN.public_key())
EDDSA, ES256 = -8, -7
SIGNERS = (TOWN, STRANGER)

GOLDEN = (
    "d2844da20127044856475aa75463474ca05853a701656c756f687503612a041a6b02b744051a6b02b6180750"
    "000102030405060708090a0b0c0d0e0f3a00010000033a00010001a20172534c323032363131323230303031"
    "323334350268414243443233343558409456bb274881c2033dcc7b7d155865815d508a66ee5bfeef3a796b72"
    "2a141e848791ea2385df02229e56481825c687a1c6cd31a3e7f83883c410f3ec502d010c"
)
"""A receipt for NOW, written by ``cwt`` 3.3.0 from the same claims, header and key."""


def sealed_with(header, payload=b"", signature=bytes(64), unprotected=None):
    """A message whose header is anything; nobody gets as far as its signature."""
    protected = header if isinstance(header, bytes) else encode(header)
    return armoured(b"\xd2" + encode([protected, unprotected or {}, payload, signature]))


def without(claim):
    return {name: value for name, value in claims().items() if name != claim}


def credential(name, number):
    return claims(CONTENTS[0]) | {CONTENT: {1: name, 2: number}}


def enrolment(url, token=bytes(32)):
    return claims(CONTENTS[6]) | {CONTENT: {1: url, 2: token}}


UNOPENED = {
    "another prefix": ("HC1:" + issued()[4:], Reason.NOT_OURS),
    "nothing": ("", Reason.NOT_OURS),
    "too long": ("LH1:" + "0" * LONGEST_OWN, Reason.TOO_LONG),
    "ten megabytes": ("LH1:" + "0" * 10_000_000, Reason.TOO_LONG),
    "small letters": (issued().replace("LH1:", "LH1:x"), Reason.NOT_BASE45),
    "hanzi": (issued() + "粤", Reason.NOT_BASE45),
    "half a surrogate pair": (issued() + "\ud800", Reason.NOT_BASE45),
    "a line break after it": (issued() + "\n", Reason.NOT_BASE45),
    "a triple beyond two bytes": ("LH1::::", Reason.NOT_BASE45),
    "a single character left": ("LH1:0000", Reason.NOT_BASE45),
    "no bytes": ("LH1:", Reason.MALFORMED_CBOR),
    "no CBOR": (armoured(b"\xff\xff"), Reason.MALFORMED_CBOR),
    "cut short": (armoured(seal(encode(claims()), TOWN)[:-1]), Reason.MALFORMED_CBOR),
    "more after it": (armoured(seal(encode(claims()), TOWN) + b"\x00"), Reason.MALFORMED_CBOR),
    "header no CBOR": (sealed_with(b"\xff"), Reason.MALFORMED_CBOR),
    "no tag": (armoured(seal(encode(claims()), TOWN)[1:]), Reason.NOT_COSE),
    "a number": (armoured(encode(7)), Reason.NOT_COSE),
    "three parts": (armoured(b"\xd2" + encode([b"", {}, b""])), Reason.NOT_COSE),
    "a map": (armoured(b"\xd2" + encode({1: 2})), Reason.NOT_COSE),
    "an open header": (
        sealed_with({1: EDDSA, 4: KEY_ID}, unprotected={4: KEY_ID}),
        Reason.NOT_COSE,
    ),
    "a short signature": (
        sealed_with({1: EDDSA, 4: KEY_ID}, signature=bytes(63)),
        Reason.NOT_COSE,
    ),
    "a header without key id": (sealed_with({1: EDDSA}), Reason.NOT_COSE),
    "a header with more": (sealed_with({1: EDDSA, 2: [1], 4: KEY_ID}), Reason.NOT_COSE),
    "a short key id": (sealed_with({1: EDDSA, 4: KEY_ID[:7]}), Reason.NOT_COSE),
    "a key id in words": (sealed_with({1: EDDSA, 4: "12345678"}), Reason.NOT_COSE),
    "ECDSA": (sealed_with({1: ES256, 4: KEY_ID}), Reason.WRONG_ALGORITHM),
    "an algorithm by name": (sealed_with({1: "none", 4: KEY_ID}), Reason.WRONG_ALGORITHM),
    "a stranger's key": (issued(key=STRANGER), Reason.UNKNOWN_KEY),
    "no signature": (
        sealed_with({1: EDDSA, 4: KEY_ID}, encode(claims())),
        Reason.BAD_SIGNATURE,
    ),
    "claims no CBOR": (signed(b"\xff"), Reason.MALFORMED_CLAIMS),
    "claims no map": (signed([1]), Reason.MALFORMED_CLAIMS),
    "another claim": (signed(claims() | {2: "subject"}), Reason.UNKNOWN_CLAIM),
    "a claim by name": (signed(claims() | {"iss": "x"}), Reason.UNKNOWN_CLAIM),
    "no expiry": (signed(without(EXPIRES)), Reason.MISSING_CLAIM),
    "no audience": (signed(without(AUDIENCE)), Reason.MISSING_CLAIM),
    "no code id": (signed(without(CODE_ID_CLAIM)), Reason.MISSING_CLAIM),
    "no claims": (signed({}), Reason.MISSING_CLAIM),
    "purpose 0": (signed(claims() | {PURPOSE: 0}), Reason.UNKNOWN_PURPOSE),
    "purpose 9": (signed(claims() | {PURPOSE: 9}), Reason.UNKNOWN_PURPOSE),
    "purpose a map": (signed(claims() | {PURPOSE: {}}), Reason.UNKNOWN_PURPOSE),
    "content a number": (signed(claims() | {CONTENT: 3}), Reason.MALFORMED_CONTENT),
    "content empty": (signed(claims() | {CONTENT: {}}), Reason.MALFORMED_CONTENT),
    "content with more": (
        signed(claims() | {CONTENT: claims()[CONTENT] | {3: "x"}}),
        Reason.MALFORMED_CONTENT,
    ),
    "content of another purpose": (
        signed(claims() | {PURPOSE: int(Purpose.CONFIGURATION)}),
        Reason.MALFORMED_CONTENT,
    ),
    "a number with a line break": (
        signed(claims() | {CONTENT: {1: "SL20261122\n", 2: "ABCD2345"}}),
        Reason.MALFORMED_CONTENT,
    ),
    "a wrong check digit": (
        signed(credential("李明轩", "860303199307180315")),
        Reason.MALFORMED_CONTENT,
    ),
    "a resident number in full-width digits": (
        signed(credential("李明轩", "86030319930718031４")),
        Reason.MALFORMED_CONTENT,
    ),
    "a name that turns": (
        signed(credential("李\u202e轩", "860303199307180314")),
        Reason.MALFORMED_CONTENT,
    ),
    "enrolment without TLS": (signed(enrolment("http://kiosk.example")), Reason.MALFORMED_CONTENT),
    "enrolment at a name that begins like this machine": (
        signed(enrolment("http://127.0.0.1.evil.example")),
        Reason.MALFORMED_CONTENT,
    ),
    "enrolment with a name in the address": (
        signed(enrolment("https://kiosk.example@evil.example")),
        Reason.MALFORMED_CONTENT,
    ),
    "a short token": (
        signed(enrolment("https://kiosk.example", bytes(15))),
        Reason.MALFORMED_CONTENT,
    ),
    "a configuration's version 0": (
        signed(claims(CONTENTS[7]) | {CONTENT: {1: 0, 2: bytes(32)}}),
        Reason.MALFORMED_CONTENT,
    ),
    "expiry in words": (signed(claims() | {EXPIRES: "never"}), Reason.MALFORMED_CLAIMS),
    "expiry beyond all years": (signed(claims() | {EXPIRES: 2**63}), Reason.MALFORMED_CLAIMS),
    "expiry before its start": (signed(claims() | {EXPIRES: MOMENT}), Reason.MALFORMED_CLAIMS),
    "a start before 1970": (signed(claims() | {NOT_BEFORE: -1}), Reason.MALFORMED_CLAIMS),
    "a short code id": (signed(claims() | {CODE_ID_CLAIM: bytes(15)}), Reason.MALFORMED_CLAIMS),
    "an issuer of bytes": (signed(claims() | {ISSUER_CLAIM: b"luohu"}), Reason.MALFORMED_CLAIMS),
    "several audiences": (signed(claims() | {AUDIENCE: [KIOSK]}), Reason.MALFORMED_CLAIMS),
    "another issuer": (signed(claims() | {ISSUER_CLAIM: "futian"}), Reason.WRONG_ISSUER),
    "a key for papers signs staff in": (
        signed(claims(CONTENTS[5]) | {ISSUER_CLAIM: "press"}, PAPER_PRESS),
        Reason.KEY_NOT_FOR_PURPOSE,
    ),
    "another kiosk": (issued(audience="LH-0008"), Reason.WRONG_AUDIENCE),
    "staff at every kiosk": (
        signed(claims(CONTENTS[5]) | {AUDIENCE: "*"}),
        Reason.WRONG_AUDIENCE,
    ),
    "a credential for a year": (
        signed(claims(CONTENTS[0]) | {EXPIRES: MOMENT + 365 * 86400}),
        Reason.LIVES_TOO_LONG,
    ),
    "tomorrow's": (issued(start=NOW + timedelta(days=1)), Reason.NOT_YET_VALID),
    "yesterday's": (issued(start=NOW - timedelta(days=1)), Reason.EXPIRED),
}
ELSEWHERE = {Reason.WRONG_PURPOSE, Reason.REPLAYED, Reason.NO_ROOM_TO_REMEMBER}


@pytest.mark.parametrize(("text", "reason"), UNOPENED.values(), ids=UNOPENED)
def test_each_refusal_has_its_reason(text, reason):
    refused = opened(text)
    assert isinstance(refused, CodeRefused)
    assert refused.reason is reason


def test_every_reason_is_shown_by_an_example():
    assert {reason for _, reason in UNOPENED.values()} | ELSEWHERE == set(Reason)


@pytest.mark.parametrize("content", CONTENTS, ids=lambda content: type(content).__name__)
def test_every_kind_of_code_opens_with_what_was_issued(content):
    text = issued(content)
    assert SHORTEST_OWN <= len(text) <= LONGEST_OWN
    assert opened(text) == Opened(purpose_of(content), content, ISSUER, NOW + timedelta(minutes=5))


def test_there_is_a_content_and_a_policy_for_every_purpose():
    assert [purpose_of(content) for content in CONTENTS] == list(Purpose) == list(POLICIES)


@pytest.mark.parametrize("content", CONTENTS, ids=lambda content: type(content).__name__)
def test_a_good_code_that_nobody_asked_for_names_its_purpose(content):
    purpose = purpose_of(content)
    others = frozenset(Purpose) - {purpose}
    assert opened(issued(content), asked(others)) == CodeRefused(Reason.WRONG_PURPOSE, purpose)


def test_nothing_is_told_of_a_code_whose_signature_is_not_good():
    assert opened(issued(key=STRANGER)).purpose is None


@pytest.mark.parametrize("content", CONTENTS, ids=lambda content: type(content).__name__)
def test_what_lets_somebody_in_opens_once_and_papers_as_often_as_one_likes(content):
    guard, text = ReplayGuard(), issued(content)
    assert isinstance(opened(text, guard=guard), Opened)
    again = opened(text, guard=guard)
    if POLICIES[purpose_of(content)].once:
        assert again == CodeRefused(Reason.REPLAYED, purpose_of(content))
    else:
        assert isinstance(again, Opened)


def test_a_refused_code_is_not_used_up():
    guard, text = ReplayGuard(), issued(CONTENTS[0])
    assert isinstance(opened(text, asked({Purpose.CERTIFICATE}), guard), CodeRefused)
    assert isinstance(opened(text, guard=guard), Opened)


def test_two_issuers_may_use_one_code_id():
    guard = ReplayGuard()
    keys = trusted([TrustedKey(key.public_key(), ISSUER, frozenset(Purpose)) for key in SIGNERS])
    for signer in SIGNERS:
        text = issued(CONTENTS[0], signer)
        assert isinstance(open_code(text, keys, asked(), guard), Opened)


def test_a_code_has_one_spelling_whatever_the_library_forgives(monkeypatch):
    strict = base45.b45decode
    monkeypatch.setattr(base45, "b45decode", lambda text: strict(text.strip()))
    assert opened(issued() + "\n") == CodeRefused(Reason.NOT_BASE45)


def test_a_full_memory_refuses_rather_than_forgets():
    guard = ReplayGuard(capacity=1)
    assert isinstance(opened(issued(CONTENTS[0]), guard=guard), Opened)
    other = issued(CONTENTS[0], code_id=bytes(16))
    assert opened(other, guard=guard).reason is Reason.NO_ROOM_TO_REMEMBER


def test_memory_is_free_again_when_codes_have_expired_beyond_any_leeway():
    guard = ReplayGuard(capacity=1)
    opened(issued(CONTENTS[0]), guard=guard)
    later = NOW + timedelta(minutes=5) + MOST_LEEWAY
    fresh = issued(CONTENTS[0], code_id=bytes(16), start=later)
    assert isinstance(opened(fresh, asked(now=later), guard), Opened)
    assert opened(issued(CONTENTS[0]), guard=guard).reason is Reason.REPLAYED


@pytest.mark.parametrize(
    ("late", "reason"),
    [
        (-61, Reason.NOT_YET_VALID),
        (-60, None),
        (0, None),
        (299, None),
        (359, None),
        (360, Reason.EXPIRED),
    ],
)
def test_the_leeway_counts_to_the_second(late, reason):
    answer = opened(issued(), asked(now=NOW + timedelta(seconds=late)))
    assert getattr(answer, "reason", None) is reason


def test_the_moment_may_be_told_in_any_time_zone():
    local = NOW.astimezone(datetime.now(UTC).astimezone().tzinfo)
    assert isinstance(opened(issued(), asked(now=local)), Opened)


def test_a_moment_without_time_zone_is_a_mistake():
    with pytest.raises(ValueError, match="time zone"):
        asked(now=NOW.replace(tzinfo=None))


@pytest.mark.parametrize("leeway", [timedelta(seconds=-1), MOST_LEEWAY + timedelta(seconds=1)])
def test_a_leeway_that_is_none_or_too_much_is_a_mistake(leeway):
    with pytest.raises(ValueError, match="leeway"):
        asked(leeway=leeway)


def test_one_key_listed_twice_is_a_mistake():
    key = TrustedKey(TOWN.public_key(), ISSUER, frozenset())
    with pytest.raises(ValueError, match="same id"):
        trusted([key, key])


@pytest.mark.parametrize(
    "unfit",
    [
        {"content": ResidentCredential("李明轩", "860303199307180315")},
        {"content": StaffSignIn("")},
        {"content": Configuration(1, b"short")},
        {"content": KioskEnrolment("ftp://kiosk.example", bytes(32))},
        {"code_id": bytes(15)},
        {"issuer": "a name"},
        {"audience": "no such name"},
        {"life": timedelta(days=4 * 366)},
        {"life": timedelta(0)},
    ],
)
def test_nothing_is_issued_that_no_kiosk_would_open(unfit):
    with pytest.raises(ValueError, match=r"no valid|may not live"):
        issued(**unfit)


@pytest.mark.parametrize(
    "url",
    ["https://kiosk.example", "https://kiosk.example:8443/v1", "http://127.0.0.1:54321"],
)
def test_a_kiosk_enrols_over_tls_or_on_its_own_machine(url):
    code = KioskEnrolment(url, bytes(16))
    assert opened(issued(code)).content == code


def test_a_code_that_must_name_its_kiosk_is_issued_for_no_other_audience():
    for content in CONTENTS:
        if POLICIES[purpose_of(content)].one_kiosk:
            with pytest.raises(ValueError, match="names its kiosk"):
                issued(content, audience=EVERY_KIOSK)
        else:
            assert isinstance(opened(issued(content, audience=EVERY_KIOSK)), Opened)


def test_only_an_expired_code_says_since_when():
    late = opened(issued(start=NOW - timedelta(days=1)))
    assert late.expired_at == NOW - timedelta(days=1) + timedelta(minutes=5)
    assert opened(issued(start=NOW + timedelta(days=1))).expired_at is None


def test_a_message_too_long_for_any_reader_is_not_issued():
    with pytest.raises(ValueError, match="longer"):
        armoured(bytes(LONGEST_OWN))


def test_no_repr_shows_what_a_code_says():
    answer = opened(issued(CONTENTS[0]))
    for secret in ("李明轩", "860303199307180314"):
        assert secret not in repr(answer)
        assert secret not in repr(CONTENTS[0])
    assert RECEIPT.number not in repr(opened(issued()))


def test_the_message_is_what_other_cose_libraries_write():
    assert base45.b45decode(issued().removeprefix("LH1:")).hex() == GOLDEN
