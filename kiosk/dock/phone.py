"""The camera's panel: what code is shown, how it is held, and what the camera sees of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from drivers import DeviceKind
from drivers.sim.world import Carrier, Pose, WorldState
from kiosk.dock.camera import CameraPicture
from kiosk.dock.hands import POSE_LIMITS, CodelessPaperError, Hands, HandsError
from kiosk.dock.images import DockImages
from kiosk.jobs import Err, JobRunner, Ok
from kiosk.ui.rows import RowsModel

QML_IMPORT_NAME = "kiosk.dock"
QML_IMPORT_MAJOR_VERSION = 1

_PARTS = {
    "distance": ("距离", "{:.1f} 倍"),
    "angle": ("旋转", "{:.0f}°"),
    "tilt": ("俯仰", "{:.0f}°"),
    "turn": ("侧转", "{:.0f}°"),
    "shift": ("偏移", "{:.0%}"),
    "blur": ("模糊", "{:.1f} 像素"),
    "motion": ("晃动", "{:.0f} 像素"),
    "brightness": ("亮度", "{:.0%}"),
    "glare": ("反光", "{:.0%}"),
}


@dataclass(frozen=True, slots=True)
class PoseRow:
    """One slider: ``part`` of the pose, from ``least`` to ``most``; ``said`` is its value."""

    part: str
    label: str
    least: float
    most: float
    value: float
    said: str


@dataclass(frozen=True, slots=True)
class PhoneProps:
    """``title`` tells whose code it is or where it is from, ``note`` what it is worth."""

    shown: bool = False
    title: str = ""
    note: str = ""
    expired: bool = False
    plugged: bool = True
    second: bool = False


def derive_pose_rows(pose: Pose) -> tuple[PoseRow, ...]:
    """The sliders."""
    rows = []
    for part, (label, form) in _PARTS.items():
        value: float = getattr(pose, part)
        rows.append(PoseRow(part, label, *POSE_LIMITS[part], value, form.format(value)))
    return tuple(rows)


def derive_phone_props(state: WorldState, hands: Hands) -> PhoneProps:
    """What is before the camera."""
    plugged = DeviceKind.CODE_SCANNER not in state.unplugged
    if state.code is None:
        return PhoneProps(plugged=plugged, second=hands.second_is_there)
    title, note, expired = _described(state.code, hands)
    return PhoneProps(True, title, note, expired, plugged, hands.second_is_there)


def _described(code: bytes, hands: Hands) -> tuple[str, str, bool]:
    """Title, note, and whether it is a code that has expired."""
    shown = hands.shown(code)
    if shown.paper:
        return f"打印件 第 {shown.paper} 张", "纸上的码", False
    if not shown.resident:
        return "其他二维码", "不是身份码", False
    note = "已过期" if shown.expired else "一次有效 · 1 分钟"
    return hands.residents[shown.resident].name, note, shown.expired


@QmlElement
class PhoneViewModel(QObject):
    """What is held before the camera. Its pose stays as set for the next code."""

    propsChanged = Signal()

    def __init__(
        self, hands: Hands, jobs: JobRunner, images: DockImages, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._hands = hands
        self._jobs = jobs
        self._pose = Pose()
        self._carrier = Carrier.PHONE
        self._notice = ""
        self._props = PhoneProps()
        self._parts = RowsModel(PoseRow, self)
        self._parts.show(derive_pose_rows(self._pose))
        self._camera = CameraPicture(jobs, images, self)
        self._camera.changed.connect(self.propsChanged)

    @property
    def pose(self) -> Pose:
        """How the next code is held: on what was chosen, even where a printed paper is shown."""
        return replace(self._pose, carrier=self._carrier)

    @Property(bool, notify=propsChanged)
    def shown(self) -> bool:
        return self._props.shown

    @Property(str, notify=propsChanged)
    def title(self) -> str:
        return self._props.title

    @Property(str, notify=propsChanged)
    def note(self) -> str:
        return self._props.note

    @Property(str, notify=propsChanged)
    def notice(self) -> str:
        """Why the last thing could not be shown; empty where it could."""
        return self._notice

    @Property(bool, notify=propsChanged)
    def expired(self) -> bool:
        return self._props.expired

    @Property(bool, notify=propsChanged)
    def plugged(self) -> bool:
        return self._props.plugged

    @Property(bool, notify=propsChanged)
    def dark(self) -> bool:
        return self._pose.dark

    @Property(bool, notify=propsChanged)
    def onPaper(self) -> bool:
        return self._pose.carrier is Carrier.PAPER

    @Property(bool, notify=propsChanged)
    def second(self) -> bool:
        return self._props.second

    @Property(str, notify=propsChanged)
    def view(self) -> str:
        """Address of the camera's picture, empty while there is nothing before it."""
        return self._camera.source

    @Property(QObject, constant=True)
    def parts(self) -> QObject:
        return self._parts

    @Slot(str, float)
    def hold(self, part: str, value: float) -> None:
        """Move it: one of the numbers of its pose."""
        numbers = {name: getattr(self._pose, name) for name in POSE_LIMITS}
        numbers[part] = value
        self._hold(replace(self._pose, **numbers))

    @Slot()
    def holdStraight(self) -> None:
        """Straight, near, sharp and bright; on what it was."""
        self._hold(Pose(dark=self._pose.dark, carrier=self._pose.carrier))

    @Slot(bool)
    def setDark(self, is_dark: bool) -> None:
        """Dark mode on or off."""
        self._hold(replace(self._pose, dark=is_dark))

    @Slot(bool)
    def setOnPaper(self, on_paper: bool) -> None:
        """On a slip of paper, or on a phone."""
        self._carrier = Carrier.PAPER if on_paper else Carrier.PHONE
        self._hold(replace(self._pose, carrier=self._carrier))

    @Slot(bool)
    def setSecond(self, is_there: bool) -> None:
        """Another resident's phone beside it, or none."""
        self._hands.accompany(is_there=is_there)

    @Slot(str)
    def showText(self, text: str) -> None:
        """Any text as a code."""
        try:
            self._hands.show_text(text, self.pose)
        except HandsError:
            self._tell(f"这段文字放不进一个二维码（{len(text)} 字）")
        else:
            self._tell("")

    @Slot(int)
    def showPrinted(self, number: int) -> None:
        """A printed paper; its dots are searched for the code off the GUI thread."""
        pose = self.pose

        def show() -> str:
            try:
                self._hands.show_printed(number, pose)
            except CodelessPaperError:
                return f"第 {number} 张纸上没有二维码"
            except HandsError:
                return f"第 {number} 张纸已经撕走"
            return ""

        def shown(result: Ok[str] | Err) -> None:
            if isinstance(result, Err):
                raise result.error
            self._tell(result.value)

        self._jobs.run(show, shown)

    @Slot()
    def putAway(self) -> None:
        """Nothing before the camera any more."""
        self._hands.hide()

    def show(self, state: WorldState) -> None:
        """The world is like this now."""
        props = derive_phone_props(state, self._hands)
        if state.code is not None:
            if not self._hands.shown(state.code).paper:
                self._carrier = state.pose.carrier
            self._keep(replace(state.pose, second=None))
        visible = state.code is not None and props.plugged
        self._camera.look((state.code, state.pose) if state.code and visible else None)
        if props != self._props:
            self._props = props
            self.propsChanged.emit()

    def _hold(self, pose: Pose) -> None:
        self._keep(pose)
        self._hands.hold(pose)

    def _keep(self, pose: Pose) -> None:
        changed = pose != self._pose
        self._pose = pose
        self._parts.show(derive_pose_rows(pose))
        if changed:
            self.propsChanged.emit()

    def _tell(self, notice: str) -> None:
        if notice != self._notice:
            self._notice = notice
            self.propsChanged.emit()
