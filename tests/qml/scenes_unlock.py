"""A travel document's page on the document camera instead of the keys."""

from __future__ import annotations

from kiosk.devices.health import Part, PartHealth, State
from kiosk.session import NoticeCode, Visit
from kiosk.session.key_entry import TrayStage
from kiosk.session.visit import Unlock

CAMERA_GONE = PartHealth(Part.DOCUMENT_CAMERA, State.NO_DEVICE, "not_connected", "maintain")


def _unread(notice: NoticeCode) -> Visit:
    return Visit(scene=Unlock(tray=TrayStage.UNREAD), notice=notice)


SCENES: dict[str, Visit] = {
    "unlock-tray": Visit(scene=Unlock(tray=TrayStage.READING)),
    "unlock-tray-missing": _unread(NoticeCode.ZONE_MISSING),
    "unlock-tray-unreadable": _unread(NoticeCode.ZONE_UNREADABLE),
    "unlock-tray-down": Visit(scene=Unlock(), notice=NoticeCode.ZONE_CAMERA_DOWN),
}

TROUBLED: dict[str, tuple[Visit, tuple[PartHealth, ...]]] = {
    "unlock-tray-gone": (Visit(scene=Unlock()), (CAMERA_GONE,)),
}
"""The tray is not offered."""
