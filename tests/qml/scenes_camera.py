"""What the camera sees while a code is awaited, for pictures of the identify screen."""

from __future__ import annotations

from kiosk.devices.health import PartHealth
from kiosk.session import NoticeCode, Visit
from kiosk.session.visit import Identify
from tests.fixtures.shown_camera import CameraSight
from tests.qml.scenes_entry import LONGEST, NO_READER, WEAK

_BARE, _ITEM = Visit(scene=Identify()), Visit(scene=Identify(LONGEST))

CAMERA_SCENES: dict[str, tuple[Visit, tuple[PartHealth, ...], CameraSight | None]] = {
    "identify-camera": (_ITEM, (), CameraSight()),
    "identify-camera-code": (_BARE, (), CameraSight(code=True)),
    "identify-camera-closer": (_BARE, (), CameraSight(NoticeCode.CODE_TOO_SMALL, size=0.4)),
    "identify-camera-moving": (_BARE, (), CameraSight(NoticeCode.CODE_MOVING, blur=3)),
    "identify-camera-dark": (_BARE, (), CameraSight(NoticeCode.CODE_TOO_DARK, shade=0.2)),
    "identify-camera-bright": (_BARE, (), CameraSight(NoticeCode.CODE_TOO_BRIGHT, shade=3)),
    "identify-camera-blurred": (
        _ITEM,
        (),
        CameraSight(NoticeCode.CODE_BLURRED, blur=6, size=1.6),
    ),
    "identify-camera-waiting": (_BARE, (), None),
    "identify-camera-many": (
        Visit(scene=Identify(), notice=NoticeCode.CODES_MANY),
        (),
        CameraSight(code=True),
    ),
    "identify-camera-hint-below-notice": (
        Visit(scene=Identify(LONGEST), visitor=WEAK, notice=NoticeCode.IDENTITY_TOO_WEAK),
        (),
        CameraSight(NoticeCode.CODE_TOO_BRIGHT, shade=3),
    ),
    "identify-camera-no-reader": (_ITEM, (NO_READER,), CameraSight()),
}
"""A visit, what is broken, and what the camera sees (None: it is not ready), by picture."""
