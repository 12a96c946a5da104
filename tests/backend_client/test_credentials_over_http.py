"""A signed resident credential opens one visit, at the kiosk and the time it was made for."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from pydantic import ValidationError

from backend_client import EmbeddedBackend, Rejected
from backend_client.contracts import CredentialIdentity, QueryRequest
from backend_client.signed_codes import Certificate, ResidentCredential, StaffSignIn
from tests.backend_client.conftest import KIOSK, SEED

LIFE = timedelta(minutes=5)
QUERY = QueryRequest(item_id="insurance-record")


@pytest.fixture
def credential(backend):
    def make(resident_key: str = "li", **how) -> CredentialIdentity:
        return CredentialIdentity(
            code=backend.issue_credential(resident_key, **{"life": LIFE} | how)
        )

    return make


def refused(call, *arguments):
    with pytest.raises(Rejected) as caught:
        call(*arguments)
    return caught.value.code


@pytest.mark.parametrize("audience", ["*", KIOSK])
def test_a_credential_names_its_resident(client, credential, audience):
    resident = client.identify(uuid4(), credential(audience=audience))
    assert (resident.display_name, resident.assurance) == ("李明轩", 2)
    assert client.query(resident.resident_token, QUERY).rows


def test_a_credential_opens_one_visit_and_asking_again_gives_the_same(client, credential, clock):
    shown, visit = credential(), uuid4()
    first = client.identify(visit, shown)
    clock.pass_time(minutes=20)
    assert client.identify(visit, shown) == first
    clock.pass_time(minutes=-20)
    assert refused(client.identify, uuid4(), shown) == "code_used"


def test_a_used_credential_stays_used_when_the_backend_was_away(client, backend, credential):
    shown = credential()
    client.identify(uuid4(), shown)
    backend.stop()
    backend.start()
    assert refused(client.identify, uuid4(), shown) == "code_used"


def test_a_credential_for_another_kiosk_is_refused_and_not_used_up(client, other_kiosk, credential):
    shown = credential(audience="LH-0002")
    assert refused(client.identify, uuid4(), shown) == "wrong_kiosk"
    assert other_kiosk.identify(uuid4(), shown).display_name == "李明轩"


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (-61, "code_not_yet_valid"),
        (-60, None),
        (0, None),
        (LIFE.total_seconds() + 59, None),
        (LIFE.total_seconds() + 60, "code_expired"),
    ],
)
def test_clocks_may_differ_by_a_minute(client, credential, clock, seconds, code):
    shown = credential()
    clock.pass_time(seconds=seconds)
    if code is None:
        assert client.identify(uuid4(), shown).assurance == 2
    else:
        assert refused(client.identify, uuid4(), shown) == code


def test_codes_for_something_else_name_nobody(client, backend):
    for content, audience in (
        (Certificate("SB2026112200000001", "ABCDEFGH"), "*"),
        (StaffSignIn("chen.staff"), KIOSK),
    ):
        text = backend.issue_code(content, audience)
        assert refused(client.identify, uuid4(), CredentialIdentity(code=text)) == "code_unknown"


def test_codes_that_nobody_here_signed_are_unknown(client, credential, clock, tmp_path):
    with EmbeddedBackend(f"sqlite:///{tmp_path / 'elsewhere.db'}", SEED, clock) as elsewhere:
        foreign = elsewhere.issue_credential("li", life=LIFE)
    good = credential().code
    at = len(good) // 2
    altered = good[:at] + ("A" if good[at] != "A" else "B") + good[at + 1 :]
    for text in (foreign, altered, "LH1:" + "A" * 200, "HC1:" + good[4:], good + "粤"):
        assert refused(client.identify, uuid4(), CredentialIdentity(code=text)) == "code_unknown"


def test_a_credential_must_agree_with_the_register(client, backend):
    for content in (
        ResidentCredential("李某某", "860303199307180314"),
        ResidentCredential("何子晴", "860303199007180312"),
    ):
        text = backend.issue_code(content, life=LIFE)
        assert refused(client.identify, uuid4(), CredentialIdentity(code=text)) == "not_known"


def test_the_same_person_goes_on_with_a_credential_and_nobody_else(client, credential, card_of_li):
    former = client.identify(uuid4(), card_of_li).resident_token
    wang = credential("wang")
    assert refused(client.identify, uuid4(), wang, former) == "other_person"
    assert client.identify(uuid4(), wang).display_name == "王晓雨", "it was not used up"
    assert client.identify(uuid4(), credential("li"), former).display_name == "李明轩"


def test_a_code_of_no_possible_length_never_leaves():
    for text in ("", "LH1:" + "A" * 100, "LH1:" + "A" * 597):
        with pytest.raises(ValidationError):
            CredentialIdentity(code=text)


def test_nothing_shows_what_a_credential_says(credential, backend):
    shown = credential()
    content = ResidentCredential("李明轩", "860303199307180314")
    for seen in (repr(shown), str(shown), repr(content), repr(backend._running().codes)):
        for secret in (shown.code, shown.code[-20:], "李明轩", "860303199307180314"):
            assert secret not in seen


def test_what_no_kiosk_would_open_is_not_issued(backend):
    with pytest.raises(ValueError, match="live"):
        backend.issue_credential("li", life=timedelta(days=1))
    with pytest.raises(ValueError, match="names its kiosk"):
        backend.issue_code(StaffSignIn("chen.staff"))
    backend.stop()
    with pytest.raises(ValueError, match="not been started"):
        backend.issue_credential("li")
