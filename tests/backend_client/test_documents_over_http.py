"""Every kind of document at the backend: who it names, how much it proves, and what that opens."""

from __future__ import annotations

import json
from datetime import date
from uuid import uuid4

import pytest
from pydantic import ValidationError

from backend_client import Rejected, mint_app_code
from backend_client.contracts import (
    Application,
    BookingRequest,
    CardIdentity,
    CodeIdentity,
    DocumentKind,
    GrantRequest,
    GrantSubject,
    QueryRequest,
    Sex,
    SubjectKind,
)

QUERY = QueryRequest(item_id="insurance-record")
RECEPTION = "delegate-reception"
CARD = {
    "sex": Sex.FEMALE,
    "ethnic_code": "",
    "address": "",
    "issuer": "",
    "valid_from": None,
    "valid_until": date(2034, 1, 1),
}
PERMITS = [
    (DocumentKind.HMT_RESIDENCE, "何子晴", "810000199803070005", date(1998, 3, 7), 2),
    (DocumentKind.FOREIGN_RESIDENCE_2017, "莫爱玲", "UTO860090010102", date(1990, 1, 1), 2),
    (DocumentKind.FOREIGN_RESIDENCE_2023, "席安东", "986999198504120007", date(1985, 4, 12), 2),
    (DocumentKind.SOCIAL_SECURITY, "李明轩", "860303199307180314", date(1993, 7, 18), 1),
    (DocumentKind.TRAVEL, "郭咏诗", "H00000002", date(1996, 10, 30), 1),
]


def card(document, name, number, birth, **changes):
    return CardIdentity(
        **{**CARD, "document": document, "name": name, "id_number": number, "birth": birth}
        | changes
    )


@pytest.fixture
def social_security_card():
    return card(*PERMITS[3][:4])


def refused(call, *arguments):
    with pytest.raises(Rejected) as caught:
        call(*arguments)
    return caught.value.code


@pytest.mark.parametrize(
    ("document", "name", "number", "birth", "assurance"), PERMITS, ids=lambda value: str(value)
)
def test_a_document_names_its_holder(client, document, name, number, birth, assurance):
    resident = client.identify(uuid4(), card(document, name, number, birth))
    assert (resident.display_name, resident.birth_date) == (name, birth)
    assert resident.assurance == assurance
    assert number not in resident.masked_id
    assert (resident.masked_phone is None) is (assurance == 1)


def test_a_travel_document_without_a_name_in_hanzi_gives_the_latin_one(client):
    named = card(DocumentKind.TRAVEL, "KWOK WING SZE", "H00000002", date(1996, 10, 30))
    assert client.identify(uuid4(), named).display_name == "郭咏诗"


def test_a_number_counts_only_for_its_kind(client):
    resident = card(DocumentKind.RESIDENT, "何子晴", "810000199803070005", date(1998, 3, 7))
    assert client.identify(uuid4(), resident).assurance == 2
    travel = card(DocumentKind.TRAVEL, "席安东", "986999198504120", date(1985, 4, 12))
    assert refused(client.identify, uuid4(), travel) == "not_known"


@pytest.mark.parametrize(
    ("document", "number"),
    [
        (DocumentKind.RESIDENT, "UTO860090010102"),
        (DocumentKind.RESIDENT, "86030319930718031"),
        (DocumentKind.HMT_RESIDENCE, "H00000002"),
        (DocumentKind.FOREIGN_RESIDENCE_2017, "860303199307180314"),
        (DocumentKind.FOREIGN_RESIDENCE_2017, "uto860090010102"),
        (DocumentKind.FOREIGN_RESIDENCE_2023, "98699919850412000"),
        (DocumentKind.SOCIAL_SECURITY, "H00000002"),
        (DocumentKind.TRAVEL, "H0000000200000001"),
        (DocumentKind.TRAVEL, "H0000-002"),
        (DocumentKind.TRAVEL, ""),
    ],
)
def test_a_number_of_another_shape_never_leaves(document, number):
    with pytest.raises(ValidationError) as refusal:
        card(document, "李明轩", number, date(1993, 7, 18))
    assert not number or number not in str(refusal.value)


def test_messages_from_before_the_kinds_are_identity_cards(request):
    golden = request.path.parent / "goldens" / "visit_request.card.json"
    wire = json.loads(golden.read_text(encoding="utf-8"))["assertion"]
    for added in ("document", "latin_name", "nationality"):
        del wire[added]
    old = CardIdentity.model_validate_json(json.dumps(wire))
    assert (old.document, old.nationality) == (DocumentKind.RESIDENT, "CHN")


def test_what_could_be_a_copy_opens_no_records(client, clock, social_security_card):
    token = client.identify(uuid4(), social_security_card).resident_token
    assert refused(client.query, token, QUERY) == "assurance_too_low"
    assert refused(client.prefill, token, "temporary-aid") == "assurance_too_low"
    assert refused(client.suggestions, token) == "assurance_too_low"
    for kind in (SubjectKind.RECORDS, SubjectKind.CERTIFICATE, SubjectKind.CASE):
        subject = GrantSubject(kind=kind, reference="insurance-record")
        wanted = GrantRequest(grant_id=uuid4(), subject=subject)
        assert refused(client.grant, token, wanted) == "assurance_too_low"


def test_what_could_be_a_copy_files_nothing(client, clock, application, social_security_card):
    resident = client.identify(uuid4(), social_security_card)
    filed = application(resident, "temporary-aid")
    assert refused(client.apply, filed) == "assurance_too_low"
    direct = Application(**{**dict(filed), "applicant": social_security_card})
    assert refused(client.apply, direct) == "assurance_too_low"


def test_what_could_be_a_copy_takes_a_seat_and_its_slip(client, social_security_card):
    token = client.identify(uuid4(), social_security_card).resident_token
    slot = next(s for s in client.calendar(RECEPTION, "yucun-station").slots if s.left)
    wanted = BookingRequest(
        appointment_id=uuid4(),
        item_id=RECEPTION,
        slot_id=slot.slot_id,
        phone="15400000002",
        topic="其他建议",
    )
    booked = client.book(token, wanted)
    subject = GrantSubject(kind=SubjectKind.APPOINTMENT, reference=booked.number)
    slip = client.grant(token, GrantRequest(grant_id=uuid4(), subject=subject))
    assert slip.number == booked.number


def test_the_same_person_goes_on_with_an_identity_card(client, social_security_card, card_of_li):
    weak = client.identify(uuid4(), social_security_card).resident_token
    strong = client.identify(uuid4(), card_of_li, weak)
    assert strong.assurance == 2
    assert client.query(strong.resident_token, QUERY).rows


def test_the_same_person_goes_on_with_a_code(client, clock, social_security_card):
    weak = client.identify(uuid4(), social_security_card).resident_token
    code = CodeIdentity(code=mint_app_code("li", clock()))
    assert client.identify(uuid4(), code, weak).assurance == 2


def test_another_person_does_not_go_on(client, clock, social_security_card):
    weak = client.identify(uuid4(), social_security_card).resident_token
    code = CodeIdentity(code=mint_app_code("wang", clock()))
    assert refused(client.identify, uuid4(), code, weak) == "other_person"
    assert client.identify(uuid4(), code).display_name == "王晓雨", "the code was not used up"


def test_nobody_goes_on_from_a_visit_that_ended(client, social_security_card, card_of_li):
    visit = uuid4()
    weak = client.identify(visit, social_security_card).resident_token
    client.end_visit(visit, weak)
    assert refused(client.identify, uuid4(), card_of_li, weak) == "visit_ended"


def test_papers_of_a_permit_holder_do_not_call_the_number_a_citizens(client):
    permit = card(*PERMITS[0][:4])
    token = client.identify(uuid4(), permit).resident_token
    subject = GrantSubject(kind=SubjectKind.RECORDS, reference="insurance-record")
    granted = client.grant(token, GrantRequest(grant_id=uuid4(), subject=subject))
    labels = [line.label for line in granted.fields]
    assert "证件号码" in labels
    assert "公民身份号码" not in labels
