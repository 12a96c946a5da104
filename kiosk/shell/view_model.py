"""The shell's side in Python: what stands around every screen, and what its buttons do."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.i18n import Texts, wall_time
from kiosk.session.events import (
    BackPressed,
    ElderToggled,
    HelpClosed,
    HelpPressed,
    HomePressed,
    Knocked,
    LeavePressed,
    Touched,
)
from kiosk.settings import Site
from kiosk.shell.clock import Knock, minutes_and_seconds
from kiosk.shell.props import derive_shell_props
from kiosk.stage import Stage

QML_IMPORT_NAME = "kiosk.shell"
QML_IMPORT_MAJOR_VERSION = 1

_SCREENS = Path(__file__).parents[1] / "screens"


def screen_file(name: str) -> Path:
    """The QML file of a screen: ``sign_in`` is shown by ``SignInScreen.qml``."""
    title = "".join(word.capitalize() for word in name.split("_"))
    return _SCREENS / name / f"{title}Screen.qml"


@QmlElement
class ShellViewModel(QObject):
    """``screens`` gives each screen's view model by the screen's name.

    ``now`` is the wall time to show, ``monotonic`` (seconds) times the technicians' knock.
    """

    propsChanged = Signal()
    screenChanged = Signal()
    timeChanged = Signal()

    def __init__(
        self,
        stage: Stage,
        site: Site,
        texts: Texts,
        screens: Mapping[str, QObject],
        now: Callable[[], datetime] = wall_time,
        monotonic: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._stage = stage
        self._site = site
        self._texts = texts
        self._screens = dict(screens)
        self._now = now
        self._knock = Knock(monotonic)
        self._props = derive_shell_props(stage.visit, site, texts)
        self._time = self._read_time()
        stage.changed.connect(self._refresh)
        stage.ticked.connect(self._tick)

    @Property(str, notify=screenChanged)
    def screenName(self) -> str:
        return self._props.screen

    @Property(QUrl, notify=screenChanged)
    def screenUrl(self) -> QUrl:
        return QUrl.fromLocalFile(str(screen_file(self._props.screen)))

    @Property(QObject, notify=screenChanged)
    def screenModel(self) -> QObject:
        return self._screens[self._props.screen]

    @Property(bool, notify=propsChanged)
    def branded(self) -> bool:
        return self._props.branded

    @Property(str, notify=propsChanged)
    def title(self) -> str:
        return self._props.title

    @Property(str, notify=propsChanged)
    def subtitle(self) -> str:
        return self._props.subtitle

    @Property(str, notify=propsChanged)
    def visitor(self) -> str:
        return self._props.visitor

    @Property(bool, notify=propsChanged)
    def elder(self) -> bool:
        return self._props.elder

    @Property(bool, notify=propsChanged)
    def elderOffered(self) -> bool:
        return self._props.elder_offered

    @Property(bool, notify=propsChanged)
    def homeOffered(self) -> bool:
        return self._props.home_offered

    @Property(bool, notify=propsChanged)
    def backOffered(self) -> bool:
        return self._props.back_offered

    @Property(bool, notify=propsChanged)
    def signOutOffered(self) -> bool:
        return self._props.sign_out_offered

    @Property(bool, notify=propsChanged)
    def helpOffered(self) -> bool:
        return self._props.help_offered

    @Property(str, notify=propsChanged)
    def noticeTone(self) -> str:
        return self._props.notice_tone

    @Property(str, notify=propsChanged)
    def noticeTitle(self) -> str:
        return self._props.notice_title

    @Property(str, notify=propsChanged)
    def noticeHint(self) -> str:
        return self._props.notice_hint

    @Property(bool, notify=propsChanged)
    def helping(self) -> bool:
        return self._props.helping

    @Property(str, notify=propsChanged)
    def helpTone(self) -> str:
        return self._props.help_tone

    @Property(str, notify=propsChanged)
    def helpTitle(self) -> str:
        return self._props.help_title

    @Property(str, notify=propsChanged)
    def helpHint(self) -> str:
        return self._props.help_hint

    @Property(bool, notify=propsChanged)
    def asking(self) -> bool:
        """Whether the are-you-there question stands."""
        return self._props.asking

    @Property(str, constant=True)
    def hotline(self) -> str:
        return self._site.phone

    @Property(str, constant=True)
    def position(self) -> str:
        """Where the machine stands, to be told on the telephone."""
        site = self._site
        return f"{site.estate} · {site.place}（{site.kiosk_id}）"

    @Property(str, notify=timeChanged)
    def clock(self) -> str:
        return self._time[0]

    @Property(str, notify=timeChanged)
    def day(self) -> str:
        return self._time[1]

    @Property(str, notify=timeChanged)
    def timeLeft(self) -> str:
        """Time left as mm:ss; empty while none runs."""
        return self._time[2]

    @Property(int, notify=timeChanged)
    def secondsLeft(self) -> int:
        return self._time[3]

    @Slot()
    def touch(self) -> None:
        """The window was touched anywhere; while the question stands only its answers count."""
        if not self._props.asking:
            self._stage.send(Touched())

    @Slot()
    def stillHere(self) -> None:
        """The resident answered the question."""
        self._stage.send(Touched())

    @Slot()
    def leave(self) -> None:
        """The resident ends the visit."""
        self._stage.send(LeavePressed())

    @Slot()
    def goHome(self) -> None:
        """To the four verbs."""
        self._stage.send(HomePressed())

    @Slot()
    def goBack(self) -> None:
        """To the page before."""
        self._stage.send(BackPressed())

    @Slot()
    def callStaff(self) -> None:
        """The resident wants a person."""
        self._stage.send(HelpPressed())

    @Slot()
    def closeHelp(self) -> None:
        """The resident goes on alone."""
        self._stage.send(HelpClosed())

    @Slot()
    def switchElder(self) -> None:
        """Large and simple, or back."""
        self._stage.send(ElderToggled())

    @Slot()
    def tapClock(self) -> None:
        """A tap on the clock: nothing, unless it completes the technicians' knock."""
        if self._knock.tap():
            self._stage.send(Knocked())

    def _refresh(self) -> None:
        props = derive_shell_props(self._stage.visit, self._site, self._texts)
        before, self._props = self._props, props
        if props != before:
            self.propsChanged.emit()
        if props.screen != before.screen:
            self.screenChanged.emit()
        self._tick()

    def _tick(self) -> None:
        shown = self._read_time()
        if shown != self._time:
            self._time = shown
            self.timeChanged.emit()

    def _read_time(self) -> tuple[str, str, str, int]:
        now = self._now()
        left = self._stage.idle_left if self._props.timed else None
        seconds = 0 if left is None else math.ceil(left)
        return f"{now:%H:%M}", self._texts.day(now), minutes_and_seconds(left), seconds
