"""Whatever hands and the document camera do, in whatever order: no picture is lost or left over."""

from __future__ import annotations

from itertools import count
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from kiosk.session import NoticeCode, listening, picturing, step
from kiosk.session import events as e
from kiosk.session.effects import CapturePage, Submit
from kiosk.session.shots import RetakeReason
from kiosk.session.visit import Form
from tests.kiosk.session.test_session_picturing import begun
from tests.kiosk.session.visits import FACTS, OUTCOME, TIMING

HANDS = st.sampled_from(
    [
        *(made(field) for made in (e.CapturePressed, e.RetakePressed, e.PictureKept)
          for field in ("bill", "more")),
        e.Answered("office", "o1"),
        e.Answered("office", ""),
        e.NextPressed(),
        e.NextPressed(),
        e.BackPressed(),
        e.EditPressed("office"),
        e.EditPressed("more"),
        e.SubmitPressed(),
        e.HelpPressed(),
        e.HelpClosed(),
        e.ElderToggled(),
        e.Began(),
        e.CardLaid(),
    ]
)  # fmt: skip
ANSWERS = st.sampled_from(
    [
        lambda t, new: e.PageCaptured(t, new),
        lambda t, new: e.PageCaptured(t, new),
        lambda t, _: e.PageRefused(t, (RetakeReason.MOVED,)),
        lambda t, _: e.Failed(t, NoticeCode.DOCUMENT_CAMERA_DOWN),
        lambda t, _: e.FactsReady(t, FACTS),
        lambda t, _: e.OutcomeReady(t, OUTCOME),
    ]
)


@given(st.lists(st.tuples(HANDS | ANSWERS, st.integers(-1, 0)), max_size=60))
def test_what_the_visit_uses_is_what_is_kept(happenings: list[tuple[object, int]]) -> None:
    visit, vault, asked, numbers = begun().visit, frozenset[str](), 0, count(1)
    for happening, offset in happenings:
        new, ticket = str(UUID(int=next(numbers))), visit.ticket
        event = happening(ticket + offset, new) if callable(happening) else happening
        if isinstance(event, e.PageCaptured) and event.ticket == ticket:
            vault |= {new}
        result = step(visit, event, 0.0, TIMING)
        before, visit = visit, result.visit
        used = picturing.pictures(visit)
        assert used <= vault, "nothing is shown or sent that was dropped"
        vault &= used
        for effect in result.effects:
            match effect:
                case CapturePage(ticket=asked):
                    assert not picturing.taking(before)
                case Submit(item=item, answers=answers):
                    assert set(item.flow.pictures(answers).values()) <= vault
        if picturing.taking(visit):
            assert visit.ticket == asked, "the camera's answer will be heard"
        if listening(visit).page:
            assert isinstance(visit.scene, Form)
