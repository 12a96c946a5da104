"""Codes of ours that are no papers: credentials, staff, enrolment, configuration."""

from datetime import timedelta

import pytest

from backend_client import utc_now
from kiosk import CONFIG
from kiosk.codes import Certificate, Configuration, StaffSignIn
from kiosk.config_files import configuration_digest, configuration_files
from kiosk.i18n import SHENZHEN
from kiosk.session import NoticeCode
from kiosk.session.visit import (
    Attract,
    Home,
    Identify,
    Maintenance,
    OutOfService,
    Records,
    Scanned,
)
from kiosk.store import AuditKind

pytestmark = pytest.mark.journey
HERE, ELSEWHERE = "LH-YC-007", "LH-YC-008"
STAFF = StaffSignIn("chen.staff")
RECORD = ("query", "insurance-record")


def test_a_credential_identifies_once_and_every_other_one_says_why_not(house):
    code = house.backend.issue_credential("wang")
    house.identify_for(*RECORD)
    house.show(code)
    house.at(Records)
    assert house.visit.level == 2
    house.leave()

    house.identify_for(*RECORD)
    house.show(code)
    house.told(NoticeCode.CODE_USED, on=Identify)
    minutes = timedelta(minutes=5)
    past = utc_now() - timedelta(hours=1)
    house.show(house.backend.issue_credential("wang", life=minutes, start=past))
    house.told(NoticeCode.CODE_PAST, on=Identify)
    assert f"{(past + minutes).astimezone(SHENZHEN):%Y-%m-%d %H:%M}" in house.words()
    house.show(
        house.backend.issue_credential("wang", life=minutes, start=utc_now() + timedelta(hours=1))
    )
    house.told(NoticeCode.CODE_NOT_YET, on=Identify)
    house.show(house.backend.issue_credential("wang", ELSEWHERE))
    house.told(NoticeCode.CODE_OTHER_KIOSK, on=Identify)
    house.show(house.backend.issue_enrolment(HERE))
    house.told(NoticeCode.CODE_FOR_UPKEEP, on=Identify)
    house.show(house.backend.issue_code(STAFF, HERE))
    house.told(NoticeCode.CODE_FOR_STAFF, on=Identify)
    good = house.backend.issue_credential("wang")
    house.show(good[:-2] + ("AA" if good[-2:] != "AA" else "BB"))
    house.wait(
        lambda: house.visit.notice in {NoticeCode.CODE_FORGED, NoticeCode.CODE_DAMAGED},
        "the refusal of a forgery",
    )
    assert house.visit.visitor is None


def test_a_credential_that_the_backend_never_saw_is_good_afterwards(house):
    code = house.backend.issue_credential("li")
    house.identify_for(*RECORD)
    house.hands.backend(is_on=False)
    house.show(code)
    house.told(NoticeCode.BACKEND_DOWN, on=Identify)
    house.hands.backend(is_on=True)
    house.show(code)
    house.at(Records)


def test_a_staff_code_opens_the_page_once_and_never_after_a_restart(open_house):
    house = open_house()
    house.ready()
    code = house.backend.issue_code(STAFF, HERE)
    house.show(code)
    house.at(Maintenance)
    assert house.audited(AuditKind.STAFF_IN) == [{"staff_id": "chen.staff"}]
    house.touch("leave")
    house.at(Attract)
    house.close()

    again = open_house()
    again.ready()
    again.show(code)
    again.told(NoticeCode.CODE_USED, on=Identify)
    again.touch("home")
    again.at(Home)
    again.show(again.backend.issue_code(STAFF, ELSEWHERE))
    again.told(NoticeCode.CODE_OTHER_KIOSK, on=Identify)
    again.app.conductor.break_down("KeyError")
    again.at(OutOfService)
    again.show(again.backend.issue_code(STAFF, HERE))
    again.at(Maintenance)
    assert len(again.audited(AuditKind.STAFF_IN)) == 2


def test_the_page_enrols_and_compares_and_takes_no_papers(house):
    house.show(house.backend.issue_code(STAFF, HERE))
    house.at(Maintenance)
    assert "可扫描入网码、配置码" in house.words()
    paper = house.backend.issue_code(Certificate("ZM2026112200099999", "ABCD2345"))
    house.show(paper)
    house.told(NoticeCode.CODE_FOR_RESIDENTS, on=Maintenance)

    running = configuration_digest(configuration_files(CONFIG))
    for digest, word in ((running, "配置第 7 版：一致"), (bytes(32), "不一致")):
        house.show(house.backend.issue_code(Configuration(7, digest), HERE))
        house.wait(lambda said=word: said in house.words(), word)
    checked = house.audited(AuditKind.CONFIGURATION_CHECKED)
    assert [row["outcome"] for row in checked] == ["same", "different"]

    house.show(house.backend.issue_enrolment(HERE, backend_url="https://kiosk.example"))
    house.told(NoticeCode.ENROLMENT_ELSEWHERE, on=Maintenance)
    enrolment = house.backend.issue_enrolment(HERE)
    house.show(enrolment)
    house.wait(lambda: house.pilot.shows("enrol"), "the question")
    assert house.backend.url in house.words()
    house.touch("decline-enrolment")
    house.show(enrolment)
    house.told(NoticeCode.CODE_USED, on=Maintenance)
    assert house.audited(AuditKind.KIOSK_ENROLLED) == []
    house.show(house.backend.issue_enrolment(HERE))
    house.wait(lambda: house.pilot.shows("enrol"), "the question again")
    house.touch("enrol")
    house.told(NoticeCode.ENROLLED, on=Maintenance)
    assert house.audited(AuditKind.KIOSK_ENROLLED) == [{"outcome": "enrolled"}]
    house.touch("leave")
    house.at(Attract)
    house.show(paper)
    house.at(Scanned)
