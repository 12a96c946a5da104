"""Every code that somebody may meet has its words, and no table has words for nothing."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

import pytest

from drivers import Action, FaultCode, PaperLevel
from kiosk.catalog import Verb
from kiosk.config_files import ConfigError
from kiosk.devices.health import Part, State
from kiosk.flow import ErrorCode
from kiosk.i18n import Texts, Tone, wall_time
from kiosk.session import NoticeCode, OutcomeKind
from kiosk.session.data import PaperKind, PaperState
from kiosk.session.key_entry import KeyProblem
from kiosk.session.shots import Place, RetakeReason
from kiosk.session.visit import Task

TEXTS = Texts.load()
TABLES: list[tuple[str, type[StrEnum], set[str]]] = [
    ("notices", NoticeCode, set()),
    ("field_errors", ErrorCode, set()),
    ("retakes", RetakeReason, set()),
    ("places", Place, set()),
    ("key_problems", KeyProblem, set()),
    ("tasks", Task, set()),
    ("outcomes", OutcomeKind, set()),
    ("scanned_papers", PaperKind, set()),
    ("paper_states", PaperState, set()),
    ("parts", Part, set()),
    ("part_states", State, set()),
    ("paper_levels", PaperLevel, {PaperLevel.NOT_SUPPORTED}),
    ("faults", FaultCode, set()),
    ("actions", Action, set()),
    ("verbs", Verb, set()),
]


@pytest.mark.parametrize(("table", "codes", "unsaid"), TABLES)
def test_a_table_has_exactly_its_codes(table: str, codes: type[StrEnum], unsaid: set[str]) -> None:
    assert set(getattr(TEXTS, table)) == {str(code) for code in codes} - unsaid


@pytest.mark.parametrize("code", NoticeCode)
def test_a_notice_says_what_happened_and_what_to_do(code: NoticeCode) -> None:
    notice = TEXTS.notice(code)
    assert notice.hint.endswith("。")
    assert not notice.title.endswith("。")
    assert len(notice.title) <= 16, "a title is one line of the banner"


def test_good_news_is_green_and_bad_news_is_not() -> None:
    green = {code for code in NoticeCode if TEXTS.notice(code).tone is Tone.SUCCESS}
    assert green == {NoticeCode.HELP_SENT, NoticeCode.TEST_PRINTED, NoticeCode.ENROLLED}


def test_a_code_that_is_past_says_until_when_it_was_good() -> None:
    dated = {code for code in NoticeCode if "{" in TEXTS.notice(code).hint}
    assert dated == {NoticeCode.CODE_PAST}
    assert "{until}" in TEXTS.notice(NoticeCode.CODE_PAST).hint


def test_only_a_paper_that_counts_is_green() -> None:
    green = {state for state in PaperState if TEXTS.paper_state(state).tone is Tone.SUCCESS}
    assert green == {PaperState.VALID}


@pytest.mark.parametrize("reason", RetakeReason)
def test_a_photo_that_is_no_use_says_what_the_hand_can_do(reason: RetakeReason) -> None:
    text = TEXTS.retake(reason)
    assert text.hint.endswith("。")
    assert len(text.title) <= 12
    assert TEXTS.retake_at(reason, ()) == text.title
    assert ("左上、右边" in TEXTS.retake_at(reason, (Place.TOP_LEFT, Place.RIGHT))) is (
        reason is RetakeReason.GLARE
    )


@pytest.mark.parametrize("code", FaultCode)
def test_technicians_are_told_more_than_residents(code: FaultCode) -> None:
    assert len(TEXTS.technician_fault(code)) > len(TEXTS.resident_fault(code))


def test_look_ups_answer_in_words() -> None:
    assert TEXTS.field_error(ErrorCode.BAD_PHONE).startswith("请输入 11 位")
    assert TEXTS.task(Task.PRINTING).title == "正在打印"
    assert TEXTS.part(Part.PRINTER).well == "打印正常"
    assert TEXTS.part_state(State.UNKNOWN) == "状态不明"
    assert TEXTS.paper_level(PaperLevel.LOW) == "纸快用完"
    assert TEXTS.action(Action.REPLENISH) == "补充耗材"
    assert TEXTS.verb(Verb.BOOK).title == "预约"
    assert TEXTS.day(date(2026, 11, 22)) == "11月22日 周日"


def test_an_unknown_language_is_a_configuration_error() -> None:
    with pytest.raises(ConfigError):
        Texts.load("xx_XX")


def test_the_wall_clock_is_that_of_shenzhen() -> None:
    now = wall_time()
    assert now.utcoffset() == timedelta(hours=8)
    assert abs(now - datetime.now().astimezone()) < timedelta(seconds=5)
