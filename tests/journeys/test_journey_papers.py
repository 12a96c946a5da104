"""Papers of ours before the camera: verified, resumed by their own resident, refused to others."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
import zxingcpp
from PIL import Image

from backend_client import BackendClient, Unreachable, contracts, utc_now
from kiosk.codes import EVERY_KIOSK, Certificate, ParkingPermit
from kiosk.session import NoticeCode
from kiosk.session.data import PaperState
from kiosk.session.visit import Attract, Done, Home, Identify, Result, Review, Scanned

pytestmark = pytest.mark.journey
BOOKING = "marriage-registration"
PROOF = "insurance-certificate"
PERMIT = ParkingPermit("TC2026112200012345", "粤B98765")


def bearer(house, resident):
    """For what the resident did before, at another machine say."""
    code = contracts.CodeIdentity(code=house.hands.mint(resident, timedelta(0)))
    return house.app.parts.client.identify(uuid4(), code).resident_token


def printed(house):
    """What the code on the newest paper says, read off the paper itself."""
    paper = house.world.state.papers[-1]
    (found,) = zxingcpp.read_barcodes(Image.open(BytesIO(paper.png)))
    return found.text


def verdict(house, state):
    """The state stands on the screen, large and in words."""
    house.wait(
        lambda: isinstance(house.scene, Scanned) and house.scene.paper.state is state,
        f"{state}, at {house.scene!r:.90}",
    )
    title = house.texts.paper_state(state).title
    house.wait(lambda: title in house.words(), f"the words of {state}")


def file_application(house):
    """Zhang applies, and takes her receipt."""
    house.identify_for("apply", "high-age-allowance")
    house.hands.tap("zhang")
    house.wait(lambda: house.pilot.shows("option-ok"), "the first question")
    house.hands.take()
    house.touch("option-ok", "next", "next", "next", "accept", "next")
    house.at(Review)
    house.touch("submit")
    house.at(Result)
    house.touch("print")
    house.at(Done)
    house.leave()


def test_a_receipt_off_the_printer_resumes_its_case_for_its_own_resident_only(house):
    file_application(house)
    receipt = printed(house)
    house.show(receipt)
    verdict(house, PaperState.VALID)
    assert house.texts.scanned_paper("receipt").title in house.words()
    assert "张*兰" in house.words()
    assert house.visit.visitor is None

    house.touch("resume")
    house.at(Identify)
    house.show(receipt)
    house.told(NoticeCode.CODE_NOT_IDENTITY, on=Identify)
    house.hands.show("li")
    house.told(NoticeCode.NOT_YOURS, on=Scanned)
    house.touch("finish")
    house.at(Home)
    house.leave()

    house.show(receipt)
    verdict(house, PaperState.VALID)
    house.touch("resume")
    house.at(Identify)
    house.hands.hide()
    house.hands.tap("zhang")
    house.at(Result)
    assert house.scene.item.id == "high-age-allowance"
    house.touch("print")
    house.at(Done)
    assert house.world.state.pieces == 2
    assert printed(house).partition("?")[0] == receipt.partition("?")[0]


def book(house, resident):
    client = house.app.parts.client
    office = client.offices(BOOKING).offices[0]
    slot = next(slot for slot in client.calendar(BOOKING, office.office_id).slots if slot.left)
    request = contracts.BookingRequest(
        appointment_id=uuid4(), item_id=BOOKING, slot_id=slot.slot_id
    )
    return client.book(bearer(house, resident), request)


def own_appointment(house, slip):
    """Show the slip and say who one is."""
    house.show(slip)
    verdict(house, PaperState.VALID)
    house.touch("resume")
    house.at(Identify)
    house.hands.show("zhang")
    house.wait(
        lambda: isinstance(house.scene, Scanned) and house.scene.outcome is not None,
        "the appointment",
    )


def test_an_appointment_is_shown_printed_again_and_cancelled_after_a_question(house):
    booked = book(house, "zhang")
    own_appointment(house, booked.verify_url)
    for said in (f"{booked.start:%Y-%m-%d %H:%M}", booked.office.name, booked.office.address):
        assert said in house.words()
    house.touch("print")
    house.at(Done)
    slip = printed(house)
    house.leave()

    own_appointment(house, slip)
    house.touch("cancel")
    house.wait(lambda: "确定要取消这个预约吗？" in house.words(), "the question")
    house.touch("keep", "cancel", "confirm-cancel")
    verdict(house, PaperState.CANCELLED)
    assert not house.pilot.shows("cancel")
    house.touch("finish")
    house.at(Done)
    house.leave()
    left = house.app.parts.client.appointment(bearer(house, "zhang"), booked.number)
    assert left.cancelled_at is not None


def test_a_proof_shows_how_it_stands_and_so_does_a_permit(house):
    client = house.app.parts.client
    subject = contracts.GrantSubject(kind=contracts.SubjectKind.CERTIFICATE, reference=PROOF)
    request = contracts.GrantRequest(grant_id=uuid4(), subject=subject)
    grant = client.grant(bearer(house, "zhang"), request)
    house.show(grant.verify_url)
    verdict(house, PaperState.VALID)
    for said in (grant.title, grant.issuer, "张*兰", f"{grant.valid_until}", "第1份"):
        assert said in house.words()
    assert not house.pilot.shows("resume")
    house.touch("finish")
    house.at(Attract)

    failed = contracts.PrintOutcome(
        serial=grant.serial, outcome=contracts.PrintResult.FAILED, at=utc_now()
    )
    client.report_print(failed)
    house.show(grant.verify_url)
    verdict(house, PaperState.VOID)
    house.touch("finish")
    house.at(Attract)

    house.show(house.backend.issue_code(Certificate("ZM2026112200099999", "ABCD2345")))
    verdict(house, PaperState.UNKNOWN)
    house.touch("finish")
    house.at(Attract)

    house.show(house.backend.issue_code(PERMIT))
    verdict(house, PaperState.VALID)
    assert "粤B***65" in house.words()
    assert "98765" not in house.words()
    house.touch("finish")
    house.at(Attract)

    house.hands.backend(is_on=False)
    house.show(grant.verify_url)
    verdict(house, PaperState.UNASKED)
    house.pass_seconds(181)
    house.at(Attract)


def test_papers_are_known_again_after_a_restart_with_the_backend_away(open_house, monkeypatch):
    house = open_house()
    house.ready()
    permit = house.backend.issue_code(PERMIT, EVERY_KIOSK, timedelta(days=30))
    house.wait(lambda: house.app.conductor._ports.checkpoint.trust.keys != {}, "the keys")
    house.close()

    def away(_self):
        raise Unreachable("OSError")

    monkeypatch.setattr(BackendClient, "code_keys", away)
    again = open_house()
    again.ready()
    again.show(permit)
    verdict(again, PaperState.VALID)
