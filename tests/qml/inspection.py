"""What a resident's eye and finger would complain about, read off the items on screen.

All sizes are pixels of the reference canvas (1080x1920 or 1920x1080).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage
from PySide6.QtQml import QQmlExpression, qmlContext
from PySide6.QtQuick import QQuickItem, QQuickWindow

LEAST_TOUCH = 64.0
"""The smallest side of anything to be touched; EN 301 549 and the elder-friendly rules ask less."""
LEAST_TEXT = 26
LEAST_CONTRAST = 4.5
"""WCAG 2.1, 1.4.3."""
_SLACK = 1.5
_RIGHT, _CENTRE = 2, 4
"""Qt.AlignRight and Qt.AlignHCenter, as QML says them."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A visible item, where it is, and the part of it that no clipping ancestor hides."""

    item: QQuickItem
    rect: QRectF
    visible_rect: QRectF

    @property
    def whole(self) -> bool:
        """Whether nothing of it is clipped away."""
        return self.visible_rect == self.rect


def walk(item: QQuickItem, clip: QRectF) -> Iterator[Seen]:
    """All items below ``item`` that are on screen."""
    for child in item.childItems():
        if not child.isVisible() or child.opacity() == 0:
            continue
        rect = child.mapRectToScene(QRectF(0, 0, child.width(), child.height()))
        inner = clip.intersected(rect) if child.clip() else clip
        yield Seen(child, rect, rect.intersected(clip))
        yield from walk(child, inner)


def on_screen(window: QQuickWindow) -> list[Seen]:
    """Everything visible in the window."""
    root = window.contentItem()
    return list(walk(root, QRectF(0, 0, window.width(), window.height())))


def texts(seen: list[Seen]) -> list[Seen]:
    """The texts that say something."""
    return [one for one in seen if one.item.inherits("QQuickText") and one.item.property("text")]


def complaints(window: QQuickWindow) -> list[str]:
    """Everything wrong with the picture, each in one line."""
    seen = on_screen(window)
    frame = QRectF(0, 0, window.width(), window.height())
    return [
        *(line for one in texts(seen) for line in _text_complaints(one, frame)),
        *_overlaps(seen),
        *(line for one in seen for line in _touch_complaints(one, frame)),
    ]


def _text_complaints(one: Seen, frame: QRectF) -> Iterator[str]:
    item, said = one.item, str(one.item.property("text"))[:24]
    font = item.property("font")
    if item.property("truncated"):
        yield f"cut short: {said}"
    if item.property("contentWidth") > item.width() + _SLACK:
        yield f"wider than its place: {said}"
    if item.property("contentHeight") > item.height() + _SLACK:
        yield f"higher than its place: {said}"
    if font.pixelSize() < LEAST_TEXT:
        yield f"too small ({font.pixelSize()} px): {said}"
    if one.visible_rect.isEmpty() or _scrolls(item):
        return
    if not frame.adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(one.rect):
        yield f"leaves the screen: {said}"


def _scrolls(item: QQuickItem | None) -> bool:
    while item is not None:
        if item.inherits("QQuickFlickable"):
            return True
        item = item.parentItem()
    return False


def _overlaps(seen: list[Seen]) -> Iterator[str]:
    """Texts of one screen that lie on each other (panels above a screen may cover it)."""
    screen = next((one.item for one in seen if one.item.objectName() == "screen"), None)
    if screen is None:
        return
    parts = [one for one in texts(seen) if screen.isAncestorOf(one.item)]
    bodies = [(one, _painted(one).intersected(one.visible_rect)) for one in parts]
    floor = screen.mapRectToScene(QRectF(0, 0, screen.width(), screen.height())).bottom()
    for at, (one, body) in enumerate(bodies):
        said = str(one.item.property("text"))[:24]
        if body.bottom() > floor + _SLACK:
            yield f"runs into the footer: {said}"
        for other, second in bodies[at + 1 :]:
            common = body.intersected(second)
            if common.width() > 4 and common.height() > 4:
                yield f"overlap: {said} / {str(other.item.property('text'))[:24]}"


def _painted(one: Seen) -> QRectF:
    """Where the glyphs are: narrower than the item when the text is left-aligned."""
    item = one.item
    width, height = item.property("contentWidth"), item.property("contentHeight")
    align, _ = QQmlExpression(qmlContext(item), item, "horizontalAlignment").evaluate()
    left = {_RIGHT: item.width() - width, _CENTRE: (item.width() - width) / 2}.get(align, 0.0)
    return item.mapRectToScene(QRectF(left, 0, width, height))


def _touch_complaints(one: Seen, frame: QRectF) -> Iterator[str]:
    item = one.item
    if not item.inherits("QQuickAbstractButton"):
        return
    name = item.objectName() or item.property("text")
    if min(item.width(), item.height()) < LEAST_TOUCH:
        yield f"hard to hit ({item.width():.0f}x{item.height():.0f}): {name}"
    if not item.objectName():
        yield f"a button without an objectName: {name}"
    if not _scrolls(item) and not frame.contains(one.rect.center()):
        yield f"out of reach: {name}"


def contrast_complaints(window: QQuickWindow, image: QImage) -> list[str]:
    """Texts whose colour is too near to what lies behind them.

    What lies behind is the commonest colour in the text's place. Panels over a screen veil it, so
    this looks only at pictures without them.
    """
    found = []
    for one in texts(on_screen(window)):
        if not one.whole or not one.item.isEnabled():
            continue
        ink: QColor = one.item.property("color")
        ground = _ground(image, _painted(one))
        ratio = contrast(ink, ground)
        if ratio < LEAST_CONTRAST:
            said = str(one.item.property("text"))[:24]
            found.append(f"contrast {ratio:.2f} ({ink.name()} on {ground.name()}): {said}")
    return found


def _ground(image: QImage, rect: QRectF) -> QColor:
    box = rect.toAlignedRect().intersected(image.rect())
    colours = Counter(
        image.pixel(x, y)
        for x in range(box.left(), box.right(), 5)
        for y in range(box.top(), box.bottom(), 5)
    )
    return QColor(colours.most_common(1)[0][0]) if colours else QColor("white")


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of two colours (WCAG 2.1)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
