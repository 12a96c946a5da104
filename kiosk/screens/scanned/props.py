"""A scanned paper in words."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.i18n import Texts
from kiosk.session import Visit
from kiosk.session.data import PaperState, Row, ScannedPaper
from kiosk.session.scanning import NEEDED
from kiosk.session.visit import Scanned


@dataclass(frozen=True, slots=True)
class FactRow:
    """One line: what it is, and what the paper or the backend says."""

    label: str
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ScannedProps:
    """What the screen shows; ``tone`` names the colour and the icon of the state.

    ``primary`` is what the loud button does: resume, print or finish.
    """

    tone: str = "info"
    state: str = ""
    hint: str = ""
    name: str = ""
    title: str = ""
    number: str = ""
    specimen: bool = False
    facts: tuple[FactRow, ...] = ()
    next: str = ""
    primary: str = "finish"
    action: str = ""
    cancellable: bool = False
    asking: bool = False


def derive_scanned_props(visit: Visit, texts: Texts) -> ScannedProps:
    """The paper that is shown; empty on every other scene."""
    scene = visit.scene
    if not isinstance(scene, Scanned):
        return ScannedProps()
    paper, said = scene.paper, texts.paper_state(scene.paper.state)
    words, primary = texts.scanned_paper(paper.kind), _primary(scene)
    return ScannedProps(
        tone=said.tone,
        state=said.title,
        hint=said.hint,
        name=words.name,
        title=paper.title,
        number=paper.number,
        specimen=paper.specimen,
        facts=tuple(FactRow(row.label, row.value) for row in _rows(scene)),
        next=words.next if _explains(scene, primary) else "",
        primary=primary,
        action=words.action if primary == "resume" else "",
        cancellable=scene.cancellable,
        asking=scene.asking,
    )


def _primary(scene: Scanned) -> str:
    if scene.paper.state is not PaperState.VALID:
        return "finish"
    if scene.outcome is not None:
        return "print"
    return "resume" if scene.paper.kind in NEEDED else "finish"


def _explains(scene: Scanned, primary: str) -> bool:
    """What comes next is said before it has come, and what to compare while it counts."""
    return scene.paper.state is PaperState.VALID and primary != "print"


def _rows(scene: Scanned) -> tuple[Row, ...]:
    """An appointment says where and when itself; before, the masked answer of the backend."""
    issuer = _issuer(scene.paper)
    if scene.outcome is None:
        return (*issuer, *scene.paper.rows)
    return scene.outcome.details


def _issuer(paper: ScannedPaper) -> tuple[Row, ...]:
    return (Row("出具单位", paper.issuer),) if paper.issuer else ()
