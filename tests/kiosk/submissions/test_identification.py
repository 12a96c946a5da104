"""Cards and codes before the backend: who it is, or why not."""

import pytest

from backend_client.contracts import Sex
from kiosk.session import NoticeCode
from kiosk.session.data import IdentifiedBy
from kiosk.submissions import RefusedError
from kiosk.submissions.identity import LONGEST_CODE, code_identity, salutation
from tests.kiosk.submissions.conftest import ITEMS, RESIDENTS, document


def refused(call, *arguments):
    with pytest.raises(RefusedError) as caught:
        call(*arguments)
    return caught.value.notice


def test_a_card_gives_a_masked_visitor_with_what_fits_her(counter):
    visitor = counter.office.identify_card(document("zhang"))
    person = RESIDENTS["zhang"]
    assert visitor.by is IdentifiedBy.CARD
    assert (visitor.masked_name, visitor.salutation) == ("张*兰", "张女士")
    assert visitor.masked_id.endswith("1221")
    assert person.id_number not in visitor.masked_id
    assert visitor.birth_date == person.birth
    assert "high-age-allowance" in visitor.suggestions
    assert visitor.token not in repr(visitor)
    assert visitor.masked_name not in repr(visitor)


def test_a_code_is_good_once(counter):
    code = counter.code("wang")
    visitor = counter.office.identify_code(code)
    assert (visitor.by, visitor.masked_name) == (IdentifiedBy.CODE, "王*雨")
    assert refused(counter.office.identify_code, code) is NoticeCode.CODE_USED


def test_every_refusal_has_its_own_words(counter):
    office = counter.office
    assert refused(office.identify_card, document("zhao")) is NoticeCode.CARD_EXPIRED
    assert refused(office.identify_code, counter.code("wang", 3600)) is NoticeCode.CODE_EXPIRED
    assert refused(office.identify_code, b"https://menu.example/") is NoticeCode.CODE_UNKNOWN


@pytest.mark.parametrize("payload", [b"", b"\xff\xfe", "中文".encode(), b"a\nb", b"x" * 513])
def test_what_cannot_be_a_code_never_reaches_the_backend(counter, payload):
    assert code_identity(payload) is None
    assert refused(counter.office.identify_code, payload) is NoticeCode.CODE_UNKNOWN


def test_the_longest_code_is_handed_on():
    assert code_identity(b"x" * LONGEST_CODE) is not None


@pytest.mark.parametrize(
    ("name", "sex", "said"),
    [
        ("李明轩", Sex.MALE, "李先生"),
        ("张桂兰", Sex.FEMALE, "张女士"),
        ("阿依古丽·买买提明", Sex.FEMALE, ""),
        ("张桂兰", Sex.UNKNOWN, ""),
    ],
)
def test_nobody_is_greeted_by_a_guess(name, sex, said):
    assert salutation(name, sex) == said


def test_a_bearer_ends_with_its_visit(counter):
    visitor = counter.visitor("li")
    counter.office.end_visit(visitor)
    assert refused(counter.office.records, ITEMS["insurance-record"], visitor) is NoticeCode.REFUSED
    counter.office.end_visit(visitor)


def test_a_backend_that_is_away_is_told(counter):
    code = counter.code("li")
    visitor = counter.visitor("wang")
    assert counter.office.reachable()
    counter.backend.stop()
    assert not counter.office.reachable()
    assert refused(counter.office.identify_card, document("li")) is NoticeCode.BACKEND_DOWN
    assert refused(counter.office.identify_code, code) is NoticeCode.BACKEND_DOWN
    assert refused(counter.office.call_staff, "home") is NoticeCode.BACKEND_DOWN
    counter.office.end_visit(visitor)
    counter.backend.start()
    assert counter.office.identify_code(code).masked_name == "李*轩"
