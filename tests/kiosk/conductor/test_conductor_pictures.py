"""Photos of materials: in memory while the visit uses them, sent with it, gone with it."""

from uuid import UUID

import pytest

from backend_client.contracts import MAX_ATTACHMENT_BYTES
from drivers import (
    GlareSpot,
    PagePicture,
    PageQuality,
    PageShape,
    Retake,
)
from drivers import RetakeReason as Seen
from drivers.camera.pages.encoding import MOST_BYTES
from kiosk import flow
from kiosk.conductor.pictures import place_of
from kiosk.conductor.vault import Vault
from kiosk.session import NoticeCode, Visit, events
from kiosk.session.shots import Place, RetakeReason, ShotStage
from kiosk.session.visit import Attract, Form, Guide, Result, Review, Working
from kiosk.submissions import RefusedError
from tests.kiosk.conductor.stage_setting import Rig
from tests.kiosk.session.test_session_picturing import ITEM
from tests.kiosk.session.visits import FACTS, VISITOR

JPEG, OTHER = b"\xff\xd8\xffcanary-one\xff\xd9", b"\xff\xd8\xffcanary-two\xff\xd9"
QUALITY = PageQuality(0.8, 240.0, 0.9)


def page(jpeg=JPEG):
    return PagePicture(jpeg, 1200, 1700, PageShape.A4, False, QUALITY)


@pytest.fixture
def rig(qapp, tmp_path):
    made = Rig(tmp_path)
    begin(made)
    yield made
    made.store.close()


def begin(rig):
    """On the question for the first picture; the other question there is answered."""
    state = flow.answer(flow.start(ITEM.flow, FACTS), "office", "o1")
    rig.conductor._visit = Visit(scene=Form(ITEM, state), trail=(Guide(ITEM),), visitor=VISITOR)
    rig.stage.show(rig.conductor._visit)


def shoot(rig, field_id="bill", jpeg=JPEG):
    rig.send(events.CapturePressed(field_id))
    rig.desk.captures.pop()(page(jpeg))


def kept(rig):
    """What is held: in the vault, and for the screen."""
    vault = rig.conductor._vault.pictures
    assert vault == rig.images.kept
    return sorted(vault.values())


def test_a_picture_is_shown_under_an_id_that_tells_nothing(rig):
    rig.send(events.CapturePressed("bill"))
    assert rig.desk.listening.page
    rig.desk.captures.pop()(page())
    shot = rig.scene.shot
    assert shot.stage is ShotStage.TAKEN
    assert str(UUID(shot.picture_id)) == shot.picture_id
    assert rig.conductor._vault.pictures == {shot.picture_id: JPEG}
    assert rig.images.kept == {shot.picture_id: JPEG}
    assert not rig.desk.listening.page


def test_neither_state_nor_vault_shows_the_bytes(rig):
    shoot(rig)
    rig.send(events.PictureKept("bill"))
    for thing in (rig.visit, rig.conductor._vault, page()):
        assert "canary" not in repr(thing)


@pytest.mark.parametrize(
    "leave",
    [
        events.RetakePressed("bill"),
        events.BackPressed(),
        events.HomePressed(),
        events.LeavePressed(),
        events.Broken("bug"),
    ],
)
@pytest.mark.parametrize("decided", [True, False])
def test_a_picture_that_is_not_wanted_any_more_is_dropped_at_once(rig, leave, decided):
    shoot(rig)
    if decided:
        rig.send(events.PictureKept("bill"))
    assert kept(rig) == [JPEG]
    rig.send(leave)
    assert kept(rig) == []


def test_a_new_try_takes_the_place_of_the_old_picture(rig):
    shoot(rig)
    rig.send(events.PictureKept("bill"), events.RetakePressed("bill"))
    shoot(rig, jpeg=OTHER)
    assert kept(rig) == [OTHER]


def test_a_picture_that_comes_too_late_is_not_kept(rig):
    rig.send(events.CapturePressed("bill"))
    rig.send(events.BackPressed())
    rig.desk.captures.pop()(page())
    assert kept(rig) == []
    assert isinstance(rig.scene, Guide)


def test_idleness_wipes_pictures_too(rig):
    shoot(rig)
    rig.now += 10_000
    rig.conductor.tick()
    assert rig.scene == Attract()
    assert rig.conductor._vault == Vault()
    assert kept(rig) == []


def test_reasons_are_handed_on_with_the_places_that_dazzle(rig):
    rig.send(events.CapturePressed("bill"))
    spots = (GlareSpot(0.02, 0.1, 0.1), GlareSpot(0.01, 0.2, 0.3), GlareSpot(0.01, 0.9, 0.5))
    rig.desk.captures.pop()(Retake((Seen.GLARE, Seen.MOVED), PageQuality(0.8, 240.0, 0.9, spots)))
    shot = rig.scene.shot
    assert shot.reasons == (RetakeReason.GLARE, RetakeReason.MOVED)
    assert shot.glare == (Place.TOP_LEFT, Place.RIGHT), "each place once"


def test_places_are_told_only_where_glare_is_the_matter(rig):
    rig.send(events.CapturePressed("bill"))
    faint = PageQuality(0.1, 240.0, 0.9, (GlareSpot(0.001, 0.5, 0.5),))
    rig.desk.captures.pop()(Retake((Seen.BLURRED,), faint))
    assert rig.scene.shot.glare == ()
    rig.send(events.CapturePressed("bill"))
    rig.desk.captures.pop()(Retake((Seen.NO_PAGE,)))
    assert rig.scene.shot.reasons == (RetakeReason.NO_PAGE,)


@pytest.mark.parametrize("reason", Seen)
def test_every_reason_of_the_camera_is_known_here(rig, reason):
    rig.send(events.CapturePressed("bill"))
    rig.desk.captures.pop()(Retake((reason,)))
    assert rig.scene.shot.reasons == (RetakeReason(reason),)


def test_the_camera_keeps_within_what_the_backend_takes():
    assert MOST_BYTES <= MAX_ATTACHMENT_BYTES


def test_a_broken_camera_is_told(rig):
    rig.send(events.CapturePressed("bill"))
    rig.desk.captures.pop()(NoticeCode.DOCUMENT_CAMERA_DOWN)
    assert rig.visit.notice is NoticeCode.DOCUMENT_CAMERA_DOWN
    assert rig.scene.shot is None


def to_review(rig):
    shoot(rig)
    rig.send(events.PictureKept("bill"), events.NextPressed(), events.NextPressed())
    assert isinstance(rig.scene, Review)


def test_the_pictures_of_the_answers_are_sent_and_then_forgotten(rig):
    to_review(rig)
    rig.send(events.SubmitPressed())
    assert kept(rig) == [JPEG]
    rig.jobs.all()
    assert isinstance(rig.scene, Result)
    ((answers, pictures),) = rig.office.submitted
    assert pictures == {"bill": JPEG}
    assert set(answers) == {"bill", "office"}
    assert kept(rig) == []


def test_a_refusal_leaves_everything_for_another_try(rig):
    to_review(rig)
    rig.office.error = RefusedError(NoticeCode.STORE_FAULT)
    rig.send(events.SubmitPressed())
    rig.jobs.all()
    assert isinstance(rig.scene, Review)
    assert kept(rig) == [JPEG]
    rig.office.error = None
    rig.send(events.SubmitPressed())
    rig.jobs.all()
    assert [pictures for _, pictures in rig.office.submitted] == [{"bill": JPEG}] * 2


def test_what_is_being_sent_survives_a_breakdown_of_the_visit(rig):
    """The job has its own hold on the bytes; the visit has none any more."""
    to_review(rig)
    rig.send(events.SubmitPressed())
    assert isinstance(rig.scene, Working)
    rig.send(events.Broken("bug"))
    assert kept(rig) == []
    rig.jobs.all()
    assert [pictures for _, pictures in rig.office.submitted] == [{"bill": JPEG}]


@pytest.mark.parametrize(
    ("x", "y", "place"),
    [
        (0.0, 0.0, Place.TOP_LEFT),
        (0.5, 0.1, Place.TOP),
        (1.0, 0.0, Place.TOP_RIGHT),
        (0.1, 0.5, Place.LEFT),
        (0.5, 0.5, Place.MIDDLE),
        (0.9, 0.5, Place.RIGHT),
        (0.0, 1.0, Place.BOTTOM_LEFT),
        (0.5, 0.9, Place.BOTTOM),
        (1.0, 1.0, Place.BOTTOM_RIGHT),
        (-0.1, 1.2, Place.BOTTOM_LEFT),
    ],
)
def test_places_are_ninths_of_the_page(x, y, place):
    assert place_of(x, y) is place
