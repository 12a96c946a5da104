"""What a camera sees, for the screen that shows it, and only while that screen does."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage

from drivers import Preview, PreviewFrame, Symbol
from kiosk.session import NoticeCode

INTERVAL_MILLISECONDS: Final = 33
"""A camera gives 30 pictures a second; asking whether there is a new one costs microseconds."""
FRESH_SECONDS: Final = 0.5
"""A picture older than this would mislead the hand that follows it."""

Outline = tuple[tuple[float, float], ...]
"""Corners of a code in shares of the picture's width and height, from the upper left corner."""


class ScanView(QObject):
    """The newest camera picture, where codes are in it, and the hint for the hand. GUI thread only.

    Pictures are asked for while a screen looks *and* the scene listens for codes; the moment
    either ends, nothing is asked for and nothing is kept. ``clock`` is the clock of the pictures'
    ``at``. Nothing here blocks.
    """

    picture_changed = Signal()
    """Another picture, other outlines, or none any more."""
    changed = Signal()
    """``ready`` or ``hint`` changed."""

    def __init__(
        self, source: Preview, clock: Callable[[], float], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._clock = clock
        self._listens = False
        self._lookers: frozenset[str] = frozenset()
        self._picture: QImage | None = None
        self._number = 0
        self._taken_from = 0.0
        self._outlines: tuple[Outline, ...] = ()
        self._sighted_at = 0.0
        self._hint: NoticeCode | None = None
        self._timer = QTimer(self, interval=INTERVAL_MILLISECONDS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.renew)

    @property
    def picture(self) -> QImage | None:
        """The newest picture as the camera sees it, grey; None: the camera is not ready."""
        return self._picture

    @property
    def outlines(self) -> tuple[Outline, ...]:
        """Where codes were seen just now."""
        return self._outlines

    @property
    def ready(self) -> bool:
        """Whether there is a picture of this moment."""
        return self._picture is not None

    @property
    def hint(self) -> NoticeCode | None:
        """How to hold the phone; steady, see ``SteadyHint``."""
        return self._hint

    @property
    def wanted(self) -> bool:
        """Whether pictures are being asked for."""
        return self._timer.isActive()

    # what the screen and the desk say

    def look(self, *, is_looking: bool, screen: str = "") -> None:
        """Whether this screen shows the picture now; screens that share a view have names."""
        self._lookers = self._lookers | {screen} if is_looking else self._lookers - {screen}
        self._decide()

    def listen(self, *, code: bool) -> None:
        """Whether the scene listens for codes now."""
        self._listens = code
        self._decide()

    def tell(self, hint: NoticeCode | None) -> None:
        """Show this hint from now on."""
        if hint is not self._hint:
            self._hint = hint
            self.changed.emit()

    def sight(self, symbols: Iterable[Symbol], width: int, height: int) -> None:
        """Codes were seen in a camera frame of this size in pixels; none: in no frame of a look.

        A frame of unknown size (0) tells no place.
        """
        outlines: tuple[Outline, ...] = ()
        if self.wanted and width > 0 and height > 0:
            outlines = tuple(
                tuple((x / width, y / height) for x, y in symbol.corners)
                for symbol in symbols
                if symbol.corners
            )
        self._sighted_at = self._clock()
        if outlines != self._outlines:
            self._outlines = outlines
            self.picture_changed.emit()

    def wipe(self) -> None:
        """A visit ended: keep nothing of what was seen."""
        self._drop()
        self.tell(None)

    def close(self) -> None:
        """Ask for nothing any more."""
        self._listens, self._lookers = False, frozenset()
        self._decide()

    # pictures

    def renew(self) -> None:
        """Ask for pictures a while longer, and take the newest one; called by the timer."""
        self._source.want()
        now = self._clock()
        frame = self._source.latest(self._number)
        if frame is not None:
            self._number = frame.number
        if frame is not None and now - frame.at <= FRESH_SECONDS:
            self._take(frame)
        elif self._picture is not None and now - self._taken_from > FRESH_SECONDS:
            self._drop()
        if self._outlines and now - self._sighted_at > FRESH_SECONDS:
            self._outlines = ()
            self.picture_changed.emit()

    def _take(self, frame: PreviewFrame) -> None:
        was_ready = self.ready
        self._picture = _image(frame)
        self._taken_from = frame.at
        self.picture_changed.emit()
        if not was_ready:
            self.changed.emit()

    def _drop(self) -> None:
        was_ready = self.ready
        self._picture = None
        self._outlines = ()
        self.picture_changed.emit()
        if was_ready:
            self.changed.emit()

    def _decide(self) -> None:
        wanted = bool(self._lookers) and self._listens
        if wanted and not self.wanted:
            self._timer.start()
            self.renew()
        elif not wanted and self.wanted:
            self._timer.stop()
            self._source.want(0)
            self._drop()


def _image(frame: PreviewFrame) -> QImage:
    """A copy of the pixels that needs nothing else to live."""
    grey = QImage.Format.Format_Grayscale8
    return QImage(frame.pixels, frame.width, frame.height, frame.width, grey).copy()
