"""Cards and codes become residents, or a refusal that says why."""

from __future__ import annotations

from uuid import uuid4

import pytest

from backend_client import Rejected, mint_app_code
from backend_client.contracts import CodeIdentity, QueryRequest
from backend_client.sandbox.app_codes import open_app_code

QUERY = QueryRequest(item_id="case-progress")


def refused(call, *arguments):
    with pytest.raises(Rejected) as caught:
        call(*arguments)
    return caught.value.code


def test_a_fresh_code_names_its_resident(arrive):
    zhang = arrive("zhang")
    assert zhang.display_name == "张桂兰"
    assert zhang.masked_id == "8603**********1221"
    assert zhang.masked_phone == "154****0001"
    assert (zhang.birth_date.isoformat(), zhang.sex, zhang.assurance) == ("1941-03-12", "female", 2)


def test_a_code_is_good_for_sixty_seconds(client, clock):
    code = CodeIdentity(code=mint_app_code("li", clock()))
    clock.pass_time(seconds=60.5)
    assert refused(client.identify, uuid4(), code) == "code_expired"
    clock.pass_time(seconds=-1)
    assert client.identify(uuid4(), code).display_name == "李明轩"


def test_a_code_from_the_far_future_is_not_fresh(client, clock):
    code = CodeIdentity(code=mint_app_code("li", clock()))
    clock.pass_time(seconds=-120)
    assert refused(client.identify, uuid4(), code) == "code_expired"


def test_a_code_opens_one_visit_and_asking_again_gives_the_same(client, clock):
    code = CodeIdentity(code=mint_app_code("li", clock()))
    visit = uuid4()
    first = client.identify(visit, code)
    clock.pass_time(minutes=2)
    assert client.identify(visit, code) == first
    assert refused(client.identify, uuid4(), code) == "code_used"


def test_another_spelling_of_a_used_code_is_used_too(client, clock):
    code = mint_app_code("li", clock())
    client.identify(uuid4(), CodeIdentity(code=code))
    assert refused(client.identify, uuid4(), CodeIdentity(code=code + "=")) in {
        "code_used",
        "code_unknown",
    }


def test_codes_that_nobody_minted_are_unknown(client, clock):
    genuine = mint_app_code("li", clock())
    altered = genuine[:20] + ("A" if genuine[20] != "A" else "B") + genuine[21:]
    stranger = mint_app_code("nobody", clock())
    foreign_key = mint_app_code("li", clock(), key=b"another authority")
    for code in (altered, stranger, foreign_key, "SZAPP.v1.", "SZAPP.v1.粤", "https://example.cn/"):
        assert refused(client.identify, uuid4(), CodeIdentity(code=code)) == "code_unknown"


def test_codes_do_not_show_whose_they_are(clock):
    code = mint_app_code("zhang", clock())
    assert "zhang" not in code
    assert mint_app_code("zhang", clock()) != code
    opened = open_app_code(code)
    assert opened is not None
    assert opened.resident_key == "zhang"


def test_a_card_names_its_resident(client, card_of_li):
    assert client.identify(uuid4(), card_of_li).display_name == "李明轩"


def test_a_card_is_refused_after_its_last_day(client, card_of_li, clock):
    today = clock().date()
    assert client.identify(uuid4(), card_of_li.model_copy(update={"valid_until": today}))
    clock.pass_time(days=1)
    old = card_of_li.model_copy(update={"valid_until": today})
    assert refused(client.identify, uuid4(), old) == "card_expired"


def test_a_card_that_contradicts_the_register_is_not_known(client, card_of_li):
    for change in ({"name": "李某某"}, {"id_number": "860303199307180314"[:17] + "X"}):
        wrong = card_of_li.model_copy(update=change)
        assert refused(client.identify, uuid4(), wrong) == "not_known"


def test_one_visit_id_cannot_name_two_people(client, card_of_li, clock):
    visit = uuid4()
    client.identify(visit, card_of_li)
    code = CodeIdentity(code=mint_app_code("zhang", clock()))
    assert refused(client.identify, visit, code) == "idempotency_conflict"


def test_the_bearer_ends_with_the_visit(client, card_of_li):
    visit = uuid4()
    token = client.identify(visit, card_of_li).resident_token
    client.query(token, QUERY)
    client.end_visit(visit, token)
    client.end_visit(visit, token)
    assert refused(client.query, token, QUERY) == "visit_ended"
    assert refused(client.identify, visit, card_of_li) == "visit_ended"


def test_only_its_own_bearer_ends_a_visit(client, card_of_li):
    visit = uuid4()
    token = client.identify(visit, card_of_li).resident_token
    client.end_visit(visit, "x" * 43)
    assert client.query(token, QUERY)


def test_the_bearer_runs_out(client, card_of_li, clock):
    token = client.identify(uuid4(), card_of_li).resident_token
    clock.pass_time(minutes=31)
    assert refused(client.query, token, QUERY) == "visit_ended"


def test_a_bearer_is_worth_nothing_on_another_kiosk(client, other_kiosk, card_of_li):
    token = client.identify(uuid4(), card_of_li).resident_token
    assert refused(other_kiosk.query, token, QUERY) == "visit_ended"
    assert refused(other_kiosk.query, "x" * 43, QUERY) == "visit_ended"
