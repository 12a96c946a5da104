"""After a visit nothing of it is left; and it ends by itself when nobody is there."""

import tempfile
import threading
from datetime import timedelta
from uuid import uuid4

import pytest

from backend_client.contracts import CodeIdentity, GrantRequest, GrantSubject, SubjectKind
from drivers import IdentityDocument
from kiosk.conductor.vault import HeldPaper, Vault
from kiosk.session import NoticeCode, Outcome, Paper, RecordsTable, Visit, Visitor
from kiosk.session.data import HeldDocument, ScannedPaper
from kiosk.session.visit import (
    Attract,
    Done,
    Home,
    Identify,
    Preview,
    Records,
    Result,
    Review,
    Scanned,
    Working,
)
from kiosk.submissions import BackOffice, PaperOrder
from tests.journeys import canaries
from tests.journeys.house import SECONDS

PERSONAL = (
    Visitor,
    HeldDocument,
    IdentityDocument,
    HeldPaper,
    PaperOrder,
    Paper,
    RecordsTable,
    Outcome,
    ScannedPaper,
)
PHONE = "15400000001"
ACCOUNT = "尾号0011"


@pytest.fixture
def temp_folder(tmp_path, monkeypatch):
    folder = tmp_path / "temp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


def watched(house):
    """What belongs to zhang, and to this visit of hers."""
    resident, visitor = house.hands.residents["zhang"], house.visit.visitor
    return [
        resident.name,
        resident.id_number,
        resident.address,
        "渔邨花园3栋",
        PHONE,
        visitor.token,
        visitor.masked_name,
        visitor.masked_id,
        visitor.salutation,
    ]


def nothing_left(house, found, before, folders, capfd):
    """Not on the screen, in memory, in the database, in files, or in what was logged."""
    house.at(Attract)
    house.hands.tear()
    assert house.visit == Visit(
        number=house.visit.number, ticket=house.visit.ticket, touched_at=house.visit.touched_at
    )
    screen = canaries.on_screen(house.app)
    assert [canary for canary in found if canary in screen] == []
    conductor = house.app.conductor
    assert conductor._vault == Vault()
    assert conductor._ports.images._images == {}
    assert house.codes_in_view == 0
    house.wait(lambda: house.app.parts.filing.waiting() == 0, "an empty outbox")
    house.wait(lambda: canaries.personal(*PERSONAL).keys() <= before, "all about her to be gone")
    rows = canaries.in_tables(house.app)
    assert [canary for canary in found if canary in rows] == []
    assert [canaries.in_files(folder, found) for folder in folders] == [[], []]
    written = "".join(capfd.readouterr())
    assert [canary for canary in found if canary in written] == []


@pytest.mark.journey
def test_nothing_is_left_of_an_application(temp_folder, house, state_dir, capfd):
    before = canaries.personal(*PERSONAL).keys()
    house.identify_for("apply", "high-age-allowance")
    house.hands.tap("zhang")
    house.pilot.wait(lambda: house.pilot.shows("option-ok"), "the first question")
    found = watched(house)
    house.hands.take()
    screen = canaries.on_screen(house.app)
    assert found[2] in screen, "the hunt must find what is on the screen"
    house.touch("option-ok", "next")
    assert ACCOUNT in canaries.on_screen(house.app)
    house.touch("next", "next", "accept", "next")
    house.at(Review)
    assert PHONE in canaries.on_screen(house.app)
    house.touch("submit")
    house.at(Result)
    found += [house.scene.outcome.check_code, ACCOUNT]
    house.touch("print")
    house.at(Done)
    house.touch("rate-5", "leave")
    nothing_left(house, found, before, [state_dir, temp_folder], capfd)


@pytest.mark.journey
def test_nothing_is_left_when_nobody_is_there_any_more(temp_folder, house, state_dir, capfd):
    before = canaries.personal(*PERSONAL).keys()
    house.identify_for("query", "insurance-record")
    house.hands.tap("zhang")
    house.at(Records)
    found = watched(house)
    house.hands.take()
    house.touch("print")
    house.at(Preview)
    assert house.app.conductor._ports.images._images != {}
    assert {"Visitor", "HeldPaper"} <= set(canaries.personal(*PERSONAL).values())
    house.pass_seconds(166)
    house.wait(lambda: house.pilot.shows("still-here"), "the question")
    house.pass_seconds(16)
    nothing_left(house, found, before, [state_dir, temp_folder], capfd)


@pytest.mark.journey
def test_nothing_is_left_of_a_scanned_paper(temp_folder, house, state_dir, capfd):
    client = house.app.parts.client
    code = CodeIdentity(code=house.hands.mint("zhang", timedelta(0)))
    bearer = client.identify(uuid4(), code).resident_token
    subject = GrantSubject(kind=SubjectKind.CERTIFICATE, reference="insurance-certificate")
    grant = client.grant(bearer, GrantRequest(grant_id=uuid4(), subject=subject))
    before = canaries.personal(*PERSONAL).keys()
    house.show(grant.verify_url)
    house.at(Scanned)
    assert grant.number in canaries.on_screen(house.app), "the hunt must find what is shown"
    found = [grant.number, grant.check_code, grant.verify_url, grant.verify_url[-40:], "张*兰"]
    house.hands.hide()
    house.touch("home")
    house.wait(lambda: house.codes_in_view == 0, "an empty view")
    credential = house.backend.issue_credential("zhang")
    house.show(credential)
    house.wait(lambda: house.visit.visitor is not None, "somebody known")
    found += [*watched(house), credential, credential[-40:]]
    house.hands.hide()
    house.leave()
    house.touch("start", "identify")
    house.at(Identify)
    house.wait(lambda: house.codes_in_view == 0, "an empty view")
    house.touch("back")
    house.pass_seconds(181)
    nothing_left(house, found, before, [state_dir, temp_folder], capfd)


@pytest.mark.journey
def test_somebody_who_is_there_goes_on_where_she_was(house):
    house.identify_for("query", "insurance-record")
    house.hands.tap("zhang")
    house.at(Records)
    number = house.visit.number
    house.pass_seconds(160)
    assert not house.pilot.shows("still-here")
    house.pass_seconds(6)
    house.touch("still-here")
    house.at(Records)
    house.pass_seconds(160)
    assert (house.visit.number, house.visit.presence_until) == (number, None)
    house.pass_seconds(6)
    house.touch("leave")
    house.at(Attract)
    assert house.visit.number == number + 1


@pytest.mark.journey
def test_the_last_page_and_an_empty_home_do_not_stay_long(house):
    house.touch("start")
    house.pass_seconds(181)
    house.at(Attract)
    house.identify_for("query", "insurance-record")
    house.hands.tap("zhang")
    house.at(Records)
    house.touch("finish")
    house.at(Done)
    house.pass_seconds(31)
    house.at(Attract)


@pytest.mark.journey
def test_a_help_panel_on_the_first_screen_does_not_stay_for_ever(house):
    house.touch("help")
    house.wait(lambda: house.visit.notice is NoticeCode.HELP_SENT, "the answer")
    house.pass_seconds(181)
    house.wait(lambda: not house.visit.helping, "the panel to go")
    assert house.visit.notice is None


@pytest.mark.journey
def test_a_bearer_that_comes_too_late_is_given_back(house, monkeypatch):
    """She walks away while the backend is still asked who she is."""
    identify, ended, answer = BackOffice.identify_card, [], threading.Event()

    def late(self, *given):
        assert answer.wait(SECONDS)
        return identify(self, *given)

    monkeypatch.setattr(BackOffice, "identify_card", late)
    monkeypatch.setattr(BackOffice, "end_visit", lambda _, visitor: ended.append(visitor.visit_id))
    house.touch("start")
    house.hands.tap("zhang")
    house.wait(lambda: isinstance(house.scene, Working), "the question who it is")
    house.touch("home")
    answer.set()
    house.wait(lambda: len(ended) == 1, "the bearer to be given back")
    assert house.visit.visitor is None
    house.at(Home)
