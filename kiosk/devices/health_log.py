"""The journal of parts: one line when a part goes down, one when it is back."""

from __future__ import annotations

from PySide6.QtCore import QObject

from kiosk.devices.health import HealthBoard, Part, PartHealth
from kiosk.logs import log


class HealthLog(QObject):
    """Watches a board; a part that only changes its fault while it is down is not told again."""

    def __init__(self, board: HealthBoard) -> None:
        super().__init__(board)
        self._board = board
        self._told: dict[Part, bool] = {}
        board.changed.connect(self._look)

    def _look(self) -> None:
        for health in self._board.parts:
            self._tell(health)

    def _tell(self, health: PartHealth) -> None:
        known = self._told.get(health.part)
        if known == health.usable or (known is None and not health.fault and not health.usable):
            return
        self._told[health.part] = health.usable
        if health.usable:
            log().info("part_up", part=health.part, state=health.state)
        else:
            log().warning("part_down", part=health.part, state=health.state, fault=health.fault)
