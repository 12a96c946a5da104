"""What stands around each screen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kiosk.i18n import Texts
from kiosk.session import NoticeCode, Visit
from kiosk.session.data import PaperKind, PaperState, ScannedPaper
from kiosk.session.visit import (
    Attract,
    Done,
    Form,
    Guide,
    Home,
    Identify,
    Listing,
    Maintenance,
    OutOfService,
    Review,
    Scanned,
    Scene,
    SignIn,
    Task,
    Working,
)
from kiosk.shell.props import ShellProps, derive_shell_props, screen_name, screens
from kiosk.shell.view_model import screen_file
from tests.qml import scenes_b
from tests.qml.harness import SITE
from tests.qml.scenes_entry import LONGEST, VISITOR

TEXTS = Texts.load()


def props_of(scene: Scene, **changes: Any) -> ShellProps:
    return derive_shell_props(replace(Visit(scene=scene), **changes), SITE, TEXTS)


@pytest.mark.parametrize("name", screens())
def test_every_screen_has_its_file(name: str) -> None:
    assert screen_file(name).is_file()


@pytest.mark.parametrize(
    ("visit", "name"),
    [
        (Visit(), "attract"),
        (scenes_b.SCENES["step-choice"], "step"),
        (scenes_b.SCENES["slots"], "slots"),
        (Visit(scene=SignIn()), "sign_in"),
        (Visit(scene=OutOfService("x")), "out_of_service"),
    ],
)
def test_the_screen_of_a_scene(visit: Visit, name: str) -> None:
    assert screen_name(visit) == name


@pytest.mark.parametrize(
    ("scene", "title", "branded"),
    [
        (Home(), "政务服务 24 小时自助终端", True),
        (Listing(theme="elderly"), "选择事项", False),
        (Listing(query="sb"), "搜索事项", False),
        (Guide(LONGEST), LONGEST.name, False),
        (Identify(LONGEST), LONGEST.name, False),
        (Identify(), "请出示身份", False),
        (Working(Task.IDENTIFYING), "请出示身份", False),
        (Done(LONGEST, "", printed=True), LONGEST.name, False),
        (Maintenance(), "设备维护", False),
    ],
)
def test_titles(scene: Scene, title: str, branded: bool) -> None:
    props = props_of(scene)
    assert (props.title, props.branded) == (title, branded)


def test_the_elder_home_asks_a_question() -> None:
    assert props_of(Home(), elder=True).title == "您想办什么？"


ALLOWANCE = scenes_b.SCENES["step-choice"].scene


@pytest.mark.parametrize(
    ("scene", "home", "back", "elder", "help_offered"),
    [
        (Attract(), False, False, True, True),
        (Home(), False, False, True, True),
        (Listing(query=""), True, True, True, True),
        (Guide(LONGEST), True, False, True, True),
        (ALLOWANCE, True, False, True, True),
        (Working(Task.FETCHING, LONGEST), True, True, True, True),
        (Working(Task.SUBMITTING, LONGEST), False, False, True, True),
        (Working(Task.PRINTING, LONGEST), False, False, True, True),
        (SignIn(), True, False, False, False),
        (OutOfService("x"), False, False, False, False),
    ],
)
def test_what_the_footer_offers(
    scene: Scene, home: bool, back: bool, elder: bool, help_offered: bool
) -> None:
    props = props_of(scene)
    offered = (props.home_offered, props.back_offered, props.elder_offered, props.help_offered)
    assert offered == (home, back, elder, help_offered)


def test_pages_with_an_action_bar_have_no_second_way_back() -> None:
    for name in ("step-choice", "slots", "review-book"):
        visit = scenes_b.SCENES[name]
        assert isinstance(visit.scene, Form | Review)
        assert not derive_shell_props(visit, SITE, TEXTS).back_offered


def test_leaving_is_offered_on_the_home_page_of_somebody_known() -> None:
    assert props_of(Home(), visitor=VISITOR).sign_out_offered
    assert not props_of(Home()).sign_out_offered
    assert not props_of(Guide(LONGEST), visitor=VISITOR).sign_out_offered


def test_only_the_masked_name_is_shown() -> None:
    props = props_of(Guide(LONGEST), visitor=VISITOR)
    assert props.visitor == VISITOR.masked_name
    assert VISITOR.masked_name not in repr(props)


def test_a_notice_is_shown_in_its_tone() -> None:
    props = props_of(Identify(), notice=NoticeCode.CARD_EXPIRED)
    assert (props.notice_tone, props.notice_title) == ("error", "这张证件已过有效期")


@pytest.mark.parametrize(
    ("notice", "tone", "title"),
    [
        (None, "info", "正在通知值班人员"),
        (NoticeCode.HELP_SENT, "success", "已通知值班人员"),
        (NoticeCode.HELP_NOT_SENT, "warning", "通知没有送到"),
        (NoticeCode.CARD_EXPIRED, "info", "正在通知值班人员"),
    ],
)
def test_the_help_panel_never_claims_a_call_that_was_not_answered(
    notice: NoticeCode | None, tone: str, title: str
) -> None:
    props = props_of(Home(), helping=True, notice=notice)
    assert (props.help_tone, props.help_title) == (tone, title)
    assert props.notice_title == ("这张证件已过有效期" if notice == "card_expired" else "")


def test_the_farewell_counts_down_itself() -> None:
    assert props_of(Guide(LONGEST), presence_until=9.0).asking
    assert not props_of(Done(LONGEST, "", printed=True), presence_until=9.0).asking


def test_elder_mode_says_the_plain_name() -> None:
    scene = scenes_b.SCENES["step-choice"].scene
    assert isinstance(scene, Form)
    named = {props_of(scene).title, props_of(scene, elder=True).title}
    assert named == {scene.item.name, scene.item.elder_name or scene.item.short_name}


def test_a_code_that_is_past_is_told_with_its_time() -> None:
    visit = Visit(scene=Identify(), notice=NoticeCode.CODE_PAST, until="2026-11-22 09:30")
    hint = derive_shell_props(visit, SITE, TEXTS).notice_hint
    assert "2026-11-22 09:30" in hint
    assert "{" not in hint


@pytest.mark.parametrize("kind", PaperKind)
def test_a_scanned_papers_page_is_called_after_the_paper(kind: PaperKind) -> None:
    paper = ScannedPaper(kind, PaperState.VALID, "GL1")
    title = TEXTS.scanned_paper(kind).title
    for scene in (Scanned(paper), Identify(resumes=paper), Working(Task.FETCHING, resumes=paper)):
        assert derive_shell_props(Visit(scene=scene), SITE, TEXTS).title == title


def test_a_machine_out_of_service_asks_nobody_whether_she_is_there() -> None:
    visit = Visit(scene=OutOfService("x"), notice=NoticeCode.CODE_USED, presence_until=1.0)
    assert not derive_shell_props(visit, SITE, TEXTS).asking
