"""The technicians' keypad."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.i18n import Texts
from kiosk.session import NoticeCode, Visit
from kiosk.session.events import BackPressed, PinEntered
from kiosk.session.visit import Scene, SignIn
from kiosk.stage import Stage

QML_IMPORT_NAME = "kiosk.screens.sign_in"
QML_IMPORT_MAJOR_VERSION = 1

PIN_DIGITS = 6
"""A technician's PIN has as many; the last digit sends it."""


@dataclass(frozen=True, slots=True)
class SignInProps:
    """What the screen shows; ``locked_left`` is in whole seconds, 0 while tries are taken."""

    dots: int = 0
    locked_left: int = 0
    checking: bool = False
    complaint: str = ""


def derive_sign_in_props(
    visit: Visit, typed: int, locked_left: float, *, sent: bool, texts: Texts
) -> SignInProps:
    """The keypad with ``typed`` digits, ``locked_left`` seconds of the lock still to come.

    ``sent`` says that a PIN went out and that nothing has come back since.
    """
    if not isinstance(visit.scene, SignIn):
        return SignInProps()
    left = max(0, math.ceil(locked_left))
    wrong = visit.notice is NoticeCode.PIN_WRONG and typed == 0
    return SignInProps(
        dots=typed,
        locked_left=left,
        checking=sent,
        complaint=texts.notice(NoticeCode.PIN_WRONG).title if wrong else "",
    )


@QmlElement
class SignInViewModel(QObject):
    """The keypad's side in Python; QML never sees a digit, only how many there are."""

    propsChanged = Signal()

    def __init__(
        self,
        stage: Stage,
        texts: Texts,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._stage = stage
        self._texts = texts
        self._clock = clock
        self._props = SignInProps()
        self._typed = ""
        self._sent = False
        self._scene: Scene | None = None
        self._locked_until = 0.0
        stage.changed.connect(self._follow)
        stage.ticked.connect(self._refresh)
        self._follow()

    @Property(int, constant=True)
    def digits(self) -> int:
        """How many digits a PIN has."""
        return PIN_DIGITS

    @Property(int, notify=propsChanged)
    def dots(self) -> int:
        return self._props.dots

    @Property(int, notify=propsChanged)
    def lockedLeft(self) -> int:
        return self._props.locked_left

    @Property(bool, notify=propsChanged)
    def checking(self) -> bool:
        return self._props.checking

    @Property(str, notify=propsChanged)
    def complaint(self) -> str:
        return self._props.complaint

    @Slot(str)
    def press(self, digit: str) -> None:
        """One more digit; the last one sends the PIN and forgets it."""
        if self._props.locked_left or self._sent:
            return
        self._typed += digit
        if len(self._typed) == PIN_DIGITS:
            pin, self._typed = self._typed, ""
            self._sent = True
            self._stage.send(PinEntered(pin))
        self._refresh()

    @Slot()
    def erase(self) -> None:
        """The last digit was wrong."""
        self._typed = self._typed[:-1]
        self._refresh()

    @Slot()
    def clear(self) -> None:
        """All digits were wrong."""
        self._typed = ""
        self._refresh()

    @Slot()
    def goBack(self) -> None:
        """Whoever is here is no technician after all."""
        self._stage.send(BackPressed())

    def _follow(self) -> None:
        visit = self._stage.visit
        scene = visit.scene
        if scene is not self._scene:
            self._scene = scene
            self._sent = False
            locked = scene.locked_seconds if isinstance(scene, SignIn) else 0
            self._locked_until = self._clock() + locked
        if not isinstance(scene, SignIn):
            self._typed = ""
        if visit.notice is not None:
            self._sent = False
        self._refresh()

    def _refresh(self) -> None:
        props = derive_sign_in_props(
            self._stage.visit,
            len(self._typed),
            self._locked_until - self._clock(),
            sent=self._sent,
            texts=self._texts,
        )
        if props != self._props:
            self._props = props
            self.propsChanged.emit()
