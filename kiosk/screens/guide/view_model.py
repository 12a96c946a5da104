"""What an item needs and gives, before it is begun."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.catalog import Item, ItemKind, Material, MaterialSource
from kiosk.session import Visit
from kiosk.session.events import BackPressed, Began
from kiosk.session.visit import Guide
from kiosk.stage import Stage
from kiosk.ui.rows import RowsModel

QML_IMPORT_NAME = "kiosk.screens.guide"
QML_IMPORT_MAJOR_VERSION = 1

_BEGIN = {
    ItemKind.QUERY: "开始查询",
    ItemKind.APPOINTMENT: "开始预约",
    ItemKind.APPLICATION: "开始办理",
    ItemKind.CERTIFICATE: "开始打印",
}
_SOURCES = {
    MaterialSource.BROUGHT: ("请带来", "warning"),
    MaterialSource.SHARED: ("不用带，系统已有", "success"),
    MaterialSource.ON_PHONE: ("手机上出示", "info"),
}


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact told in a word or two."""

    icon: str
    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """A material, and whether somebody has to bring it."""

    name: str
    source: str
    tone: str


@dataclass(frozen=True, slots=True)
class GuideProps:
    """What the screen shows."""

    name: str = ""
    summary: str = ""
    verb: str = ""
    facts: tuple[FactRow, ...] = ()
    who: tuple[str, ...] = ()
    materials: tuple[MaterialRow, ...] = ()
    issuer: str = ""
    phone: str = ""
    identity: bool = False
    """Whether the resident will be asked who she is."""
    begin: str = ""


def derive_guide_props(visit: Visit) -> GuideProps:
    """The guide of an item; empty on every other scene."""
    if not isinstance(visit.scene, Guide):
        return GuideProps()
    item = visit.scene.item
    return GuideProps(
        name=(visit.elder and item.elder_name) or item.name,
        summary=item.summary,
        verb=item.verbs[0],
        facts=_facts(item),
        who=item.guide.who,
        materials=tuple(_material(material) for material in item.guide.materials),
        issuer=item.issuer,
        phone=item.guide.phone,
        identity=item.assurance > visit.level,
        begin=_BEGIN[item.kind],
    )


def _facts(item: Item) -> tuple[FactRow, ...]:
    guide = item.guide
    visits = "无需到场" if guide.visits == 0 else f"到场 {guide.visits} 次"
    reason = (guide.visits_reason or "") if guide.visits else ""
    return (
        FactRow("clock", "多久办好", guide.takes),
        FactRow("card", "费用", guide.fee),
        FactRow("location", "跑几趟", visits, reason),
        FactRow("document", "您会得到", guide.result),
    )


def _material(material: Material) -> MaterialRow:
    source, tone = _SOURCES[material.source]
    optional = "" if material.required else "（没有也可以办）"
    issued_by = f"（{material.issued_by}出具）" if material.issued_by else ""
    return MaterialRow(f"{material.name}{issued_by}{optional}", source, tone)


@QmlElement
class GuideViewModel(QObject):
    """The screen's side in Python."""

    propsChanged = Signal()

    def __init__(self, stage: Stage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self._props = GuideProps()
        self._facts = RowsModel(FactRow, self)
        self._materials = RowsModel(MaterialRow, self)
        stage.changed.connect(self._refresh)
        self._refresh()

    @Property(str, notify=propsChanged)
    def name(self) -> str:
        return self._props.name

    @Property(str, notify=propsChanged)
    def summary(self) -> str:
        return self._props.summary

    @Property(str, notify=propsChanged)
    def verb(self) -> str:
        return self._props.verb

    @Property(list, notify=propsChanged)
    def who(self) -> list[str]:
        """Conditions: who may do this."""
        return list(self._props.who)

    @Property(int, notify=propsChanged)
    def materialCount(self) -> int:
        return len(self._props.materials)

    @Property(str, notify=propsChanged)
    def issuer(self) -> str:
        return self._props.issuer

    @Property(str, notify=propsChanged)
    def phone(self) -> str:
        return self._props.phone

    @Property(bool, notify=propsChanged)
    def identity(self) -> bool:
        return self._props.identity

    @Property(str, notify=propsChanged)
    def beginText(self) -> str:
        return self._props.begin

    @Property(QObject, constant=True)
    def facts(self) -> QObject:
        return self._facts

    @Property(QObject, constant=True)
    def materials(self) -> QObject:
        return self._materials

    @Slot()
    def begin(self) -> None:
        """The resident starts the item."""
        self._stage.send(Began())

    @Slot()
    def goBack(self) -> None:
        """The resident looks for something else."""
        self._stage.send(BackPressed())

    def _refresh(self) -> None:
        props = derive_guide_props(self._stage.visit)
        if props != self._props:
            self._props = props
            self._facts.show(props.facts)
            self._materials.show(props.materials)
            self.propsChanged.emit()
