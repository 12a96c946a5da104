"""The phone's panel: whose code it shows, how it is held, and what the camera sees of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from drivers import DeviceKind
from drivers.sim.world import Pose, WorldState
from kiosk.dock.camera import CameraPicture
from kiosk.dock.hands import POSE_LIMITS, Hands
from kiosk.dock.images import DockImages
from kiosk.jobs import JobRunner
from kiosk.ui.rows import RowsModel

QML_IMPORT_NAME = "kiosk.dock"
QML_IMPORT_MAJOR_VERSION = 1

_PARTS = {
    "distance": ("距离", "{:.1f} 倍"),
    "angle": ("角度", "{:.0f}°"),
    "blur": ("模糊", "{:.1f} 像素"),
    "brightness": ("亮度", "{:.0%}"),
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
    """``title`` is the phone's owner, ``note`` what the code is worth."""

    shown: bool = False
    title: str = ""
    note: str = ""
    expired: bool = False
    plugged: bool = True


def derive_pose_rows(pose: Pose) -> tuple[PoseRow, ...]:
    """The sliders."""
    rows = []
    for part, (label, form) in _PARTS.items():
        value: float = getattr(pose, part)
        rows.append(PoseRow(part, label, *POSE_LIMITS[part], value, form.format(value)))
    return tuple(rows)


def derive_phone_props(state: WorldState, hands: Hands) -> PhoneProps:
    """The phone and its code."""
    plugged = DeviceKind.CODE_SCANNER not in state.unplugged
    if state.code is None:
        return PhoneProps(plugged=plugged)
    shown = hands.shown(state.code)
    if not shown.resident:
        return PhoneProps(True, "其他二维码", "不是身份码", expired=False, plugged=plugged)
    note = "已过期" if shown.expired else "一次有效 · 1 分钟"
    owner = hands.residents[shown.resident].name
    return PhoneProps(True, owner, note, shown.expired, plugged)


@QmlElement
class PhoneViewModel(QObject):
    """The phone before the camera. Its pose stays as set for the next code."""

    propsChanged = Signal()

    def __init__(
        self, hands: Hands, jobs: JobRunner, images: DockImages, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._hands = hands
        self._pose = Pose()
        self._props = PhoneProps()
        self._parts = RowsModel(PoseRow, self)
        self._parts.show(derive_pose_rows(self._pose))
        self._camera = CameraPicture(jobs, images, self)
        self._camera.changed.connect(self.propsChanged)

    @property
    def pose(self) -> Pose:
        """How a phone is held."""
        return self._pose

    @Property(bool, notify=propsChanged)
    def shown(self) -> bool:
        return self._props.shown

    @Property(str, notify=propsChanged)
    def title(self) -> str:
        return self._props.title

    @Property(str, notify=propsChanged)
    def note(self) -> str:
        return self._props.note

    @Property(bool, notify=propsChanged)
    def expired(self) -> bool:
        return self._props.expired

    @Property(bool, notify=propsChanged)
    def plugged(self) -> bool:
        return self._props.plugged

    @Property(str, notify=propsChanged)
    def view(self) -> str:
        """Address of the camera's picture, empty while it has none of the phone."""
        return self._camera.source

    @Property(QObject, constant=True)
    def parts(self) -> QObject:
        return self._parts

    @Slot(str, float)
    def hold(self, part: str, value: float) -> None:
        """Move the phone: one part of its pose."""
        self._hold(replace(self._pose, **{part: value}))

    @Slot()
    def holdStraight(self) -> None:
        """Straight, near, sharp and bright."""
        self._hold(Pose())

    @Slot()
    def putAway(self) -> None:
        """No phone any more."""
        self._hands.hide()

    def show(self, state: WorldState) -> None:
        """The world is like this now."""
        props = derive_phone_props(state, self._hands)
        if state.code is not None:
            self._keep(state.pose)
        visible = state.code is not None and props.plugged
        self._camera.look((state.code, state.pose) if state.code and visible else None)
        if props != self._props:
            self._props = props
            self.propsChanged.emit()

    def _hold(self, pose: Pose) -> None:
        self._keep(pose)
        self._hands.hold(pose)

    def _keep(self, pose: Pose) -> None:
        self._pose = pose
        self._parts.show(derive_pose_rows(pose))
