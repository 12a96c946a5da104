"""The five visits, as a resident and a technician would make them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.demo.stagehand import Stagehand
from kiosk.session.visit import (
    Attract,
    Done,
    Guide,
    Home,
    Identify,
    Listing,
    Maintenance,
    Preview,
    Records,
    Result,
    Review,
    SignIn,
)

CARD_HOLDER = "li"
ELDER = "zhang"
PHONE_HOLDER = "wang"
KNOCKS = 5


@dataclass(frozen=True, slots=True)
class Script:
    """``play`` makes the visit and returns the handling's number."""

    verb: str
    item: str
    identified_by: str
    play: Callable[[Stagehand], str]


def query(stage: Stagehand) -> str:
    """By card: the insurance record as a table, then on paper."""
    _open(stage, "verb-query", "item-insurance-record", first=True)
    stage.touch("begin")
    stage.at(Identify)
    stage.picture("identify")
    stage.hands.tap(CARD_HOLDER)
    stage.at(Records)
    stage.picture("query-records")
    stage.touch("print")
    stage.at(Preview)
    stage.picture("query-preview")
    stage.touch("print")
    stage.at(Done)
    stage.hands.take()
    stage.paper("query-insurance-record")
    stage.picture("done")
    stage.touch("rate-5")
    return _number(stage, leave=True)


def appointment(stage: Stagehand) -> str:
    """By phone: office, day, time, review; the slip goes straight to the printer."""
    _open(stage, "verb-book", "item-marriage-registration")
    stage.touch("begin")
    stage.at(Identify)
    stage.hands.show(PHONE_HOLDER)
    stage.pilot.wait(lambda: stage.pilot.shows("next"), "the first question")
    stage.hands.hide()
    stage.picture("appointment-office")
    stage.touch("option-*", "next")
    stage.pilot.wait(lambda: stage.pilot.shows("day-*"), "free times")
    stage.picture("appointment-slots")
    stage.touch("option-*", "next")
    stage.picture("appointment-phone")
    stage.touch("next")
    stage.at(Review)
    stage.picture("appointment-review")
    stage.touch("submit")
    stage.at(Result)
    stage.picture("appointment-result")
    stage.touch("print")
    stage.at(Done)
    stage.paper("appointment-slip")
    return _number(stage, leave=True)


def application(stage: Stagehand) -> str:
    """By card: prefilled, declared, submitted, decided at once."""
    _open(stage, "verb-apply", "item-high-age-allowance")
    stage.picture("guide")
    stage.touch("begin")
    stage.at(Identify)
    stage.hands.tap(ELDER)
    stage.pilot.wait(lambda: stage.pilot.shows("option-ok"), "the prefilled address")
    stage.hands.take()
    stage.picture("application-address")
    stage.touch("option-ok", "next")
    stage.picture("application-account")
    stage.touch("option-*", "next")
    stage.picture("application-phone")
    stage.touch("next")
    stage.picture("application-declaration")
    stage.touch("accept", "next")
    stage.at(Review)
    stage.picture("application-review")
    stage.touch("submit")
    stage.at(Result)
    stage.picture("application-result")
    stage.touch("print")
    stage.at(Done)
    stage.paper("application-receipt")
    return _number(stage, leave=True)


def certificate(stage: Stagehand) -> str:
    """By phone: a certificate whose code leads to the page that confirms it."""
    _open(stage, "verb-print", "item-insurance-certificate")
    stage.touch("begin")
    stage.at(Identify)
    stage.hands.show(PHONE_HOLDER)
    stage.pilot.wait(lambda: stage.pilot.shows("next"), "the purpose")
    stage.hands.hide()
    stage.touch("option-*")
    stage.picture("certificate-purpose")
    stage.touch("next")
    stage.at(Preview)
    stage.picture("certificate-preview")
    stage.touch("print")
    stage.at(Done)
    stage.verify(stage.paper("certificate"))
    return _number(stage, leave=True)


def technician(stage: Stagehand) -> str:
    """Knocks, signs in, sees every device, prints a test slip and leaves."""
    _wake(stage)
    for _ in range(KNOCKS):
        stage.touch("clock")
    stage.at(SignIn)
    stage.picture("sign-in")
    stage.touch(*(f"key-{digit}" for digit in stage.app.settings.technician_pin or ""))
    stage.at(Maintenance)
    stage.picture("maintenance")
    stage.touch("test-print")
    stage.paper("test-print")
    stage.pilot.wait(lambda: stage.app.stage.visit.notice is not None, "the test's result")
    stage.picture("maintenance-tested")
    stage.touch("leave")
    stage.at(Attract)
    return ""


SCRIPTS = (
    Script("query", "insurance-record", "card", query),
    Script("appointment", "marriage-registration", "code", appointment),
    Script("application", "high-age-allowance", "card", application),
    Script("print", "insurance-certificate", "code", certificate),
    Script("technician", "", "pin", technician),
)


def _wake(stage: Stagehand) -> None:
    stage.at(Attract)
    stage.touch("start")
    stage.at(Home)


def _open(stage: Stagehand, verb: str, item: str, *, first: bool = False) -> None:
    """From the attract screen to an item's guide."""
    stage.at(Attract)
    if first:
        stage.picture("attract")
    _wake(stage)
    if first:
        stage.picture("home")
    stage.touch(verb)
    stage.at(Listing)
    if first:
        stage.picture("listing")
    stage.touch(item)
    stage.at(Guide)


def _number(stage: Stagehand, *, leave: bool) -> str:
    scene = stage.app.stage.visit.scene
    number = scene.number if isinstance(scene, Done) else ""
    if leave:
        stage.touch("leave")
        stage.at(Attract)
    return number
