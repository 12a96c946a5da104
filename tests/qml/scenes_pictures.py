"""Visits on a question for the photo of a material."""

from __future__ import annotations

from kiosk import flow
from kiosk.catalog import ItemKind, Verb
from kiosk.devices.health import Part, PartHealth, State
from kiosk.flow import Facts, Flow
from kiosk.session import Visit
from kiosk.session.shots import Place, RetakeReason, Shot, ShotStage
from kiosk.session.visit import Form
from tests.fixtures.shown_tray import MATERIAL_ID
from tests.qml.scenes_b import VISITOR, make_item

FIELD = "evidence"


def _flow(*, required: bool) -> Flow:
    return Flow.model_validate(
        {
            "steps": [
                {
                    "id": "evidence",
                    "title": "带了病历或单据吗？",
                    "hint": "拍一张，工作人员会先看到。" + ("" if required else "没带可以不拍。"),
                    "fields": [
                        {
                            "kind": "picture",
                            "id": FIELD,
                            "label": "病历、单据或事故文书",
                            "hint": "请拍写着姓名、日期或金额的那一页。",
                            "required": required,
                        }
                    ],
                }
            ]
        }
    )


def asking(shot: Shot | None = None, kept: str = "", *, required: bool = True) -> Visit:
    """On the question, with this shot or this answer."""
    flows = _flow(required=required)
    item = make_item("temporary-aid", "临时救助", ItemKind.APPLICATION, Verb.APPLY, flow=flows)
    state = flow.start(flows, Facts())
    if kept:
        state = flow.answer(state, FIELD, kept)
    return Visit(scene=Form(item, state, shot=shot), visitor=VISITOR)


def _refused(*reasons: RetakeReason, glare: tuple[Place, ...] = ()) -> Visit:
    return asking(Shot(FIELD, ShotStage.REFUSED, reasons=reasons, glare=glare))


BROKEN = PartHealth(Part.DOCUMENT_CAMERA, State.NO_DEVICE, "not_connected", "maintain")

SCENES: dict[str, Visit] = {
    "picture-live": asking(),
    "picture-optional": asking(required=False),
    "picture-taking": asking(Shot(FIELD, ShotStage.TAKING)),
    "picture-refused": _refused(RetakeReason.NO_PAGE),
    "picture-refused-glare": _refused(
        RetakeReason.GLARE, glare=(Place.TOP_LEFT, Place.BOTTOM_RIGHT)
    ),
    "picture-refused-much": _refused(
        RetakeReason.CUT_OFF,
        RetakeReason.BLURRED,
        RetakeReason.GLARE,
        RetakeReason.TOO_DARK,
        glare=(Place.TOP_LEFT, Place.TOP_RIGHT),
    ),
    "picture-taken": asking(Shot(FIELD, ShotStage.TAKEN, MATERIAL_ID)),
    "picture-kept": asking(kept=MATERIAL_ID),
}

TROUBLED: dict[str, tuple[Visit, tuple[PartHealth, ...]]] = {
    "picture-closed": (asking(), (BROKEN,)),
    "picture-closed-optional": (asking(required=False), (BROKEN,)),
}

NOT_READY: dict[str, Visit] = {"picture-preparing": asking()}
"""The camera gives no picture yet."""
