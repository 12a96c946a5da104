"""The hazards' panel: every part's health as the kiosk sees it, and what can be done to it."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from drivers import DeviceKind
from drivers.sim.trouble import LASTING_TROUBLES
from drivers.sim.world import PlannedTrouble, Trouble, WorldState
from kiosk.devices.health import HealthBoard, Part
from kiosk.dock.hands import Hands
from kiosk.dock.hazard_rows import (
    PartRow,
    TroubleKindRow,
    TroubleRow,
    camera_kinds,
    derive_part_row,
    derive_trouble_rows,
    trouble_kinds,
)
from kiosk.i18n import Texts, Tone
from kiosk.jobs import Err, JobRunner, Ok
from kiosk.ui.rows import RowsModel

QML_IMPORT_NAME = "kiosk.dock"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class HazardsViewModel(QObject):
    """All parts with their health, and everything that is wrong now."""

    propsChanged = Signal()

    def __init__(
        self,
        hands: Hands,
        board: HealthBoard,
        texts: Texts,
        jobs: JobRunner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._hands = hands
        self._board = board
        self._texts = texts
        self._jobs = jobs
        self._switching = False
        self._failed = False
        self._parts = RowsModel(PartRow, self)
        self._troubles = RowsModel(TroubleRow, self)
        self._kinds = RowsModel(TroubleKindRow, self)
        self._kinds.show(trouble_kinds())
        self._camera_kinds = RowsModel(TroubleKindRow, self)
        self._camera_kinds.show(camera_kinds())

    @Property(QObject, constant=True)
    def parts(self) -> QObject:
        return self._parts

    @Property(QObject, constant=True)
    def troubles(self) -> QObject:
        return self._troubles

    @Property(QObject, constant=True)
    def troubleKinds(self) -> QObject:
        return self._kinds

    @Property(QObject, constant=True)
    def cameraKinds(self) -> QObject:
        return self._camera_kinds

    @Property(int, notify=propsChanged)
    def troubleCount(self) -> int:
        return len(self._troubles.rows)

    @Slot(str)
    def unplug(self, part: str) -> None:
        """Pull a device's plug, or the backend's network."""
        self._plug(Part(part), plugged=False)

    @Slot(str)
    def plugIn(self, part: str) -> None:
        """Put it back."""
        self._plug(Part(part), plugged=True)

    @Slot(str, str, int, int, float)
    def breakDevice(
        self, device: str, trouble: str, after: int, times: int, seconds: float
    ) -> None:
        """Let a device misbehave after so many steps, so often (0: until mended).

        A trouble that nobody would notice in one step always stays until it is mended.
        """
        kind = Trouble(trouble)
        often = 0 if kind in LASTING_TROUBLES else times
        self._hands.break_(DeviceKind(device), PlannedTrouble(kind, after, often, seconds))

    @Slot(str)
    def mend(self, device: str) -> None:
        """Let it behave again."""
        self._hands.mend(DeviceKind(device))

    def show(self, state: WorldState) -> None:
        """The world is like this now; what the board says is read too."""
        on, busy = self._hands.backend_is_on, self._switching
        self._parts.show(
            [
                derive_part_row(
                    part, self._board.waiting, state, self._texts, backend=on, busy=busy
                )
                for part in self._board.parts
            ]
        )
        troubles = derive_trouble_rows(state, self._texts, backend=on)
        if self._failed:
            troubles = (TroubleRow("业务系统没能切换", Tone.ERROR), *troubles)
        self._troubles.show(troubles)
        self.propsChanged.emit()

    def _plug(self, part: Part, *, plugged: bool) -> None:
        if part is not Part.BACKEND:
            self._hands.plug(DeviceKind(part), plugged=plugged)
        elif not self._switching:
            self._switch(is_on=plugged)

    def _switch(self, *, is_on: bool) -> None:
        """Takes some seconds, so never on the GUI thread."""

        def switched(result: Ok[None] | Err) -> None:
            if isinstance(result, Err) and not isinstance(result.error, OSError):
                raise result.error
            self._switching, self._failed = False, isinstance(result, Err)
            self.show(self._hands.world.state)

        self._switching = True
        self.show(self._hands.world.state)
        self._jobs.run(lambda: self._hands.backend(is_on=is_on), switched)
