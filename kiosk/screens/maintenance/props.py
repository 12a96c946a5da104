"""The machine's health in words and tones for technicians."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from kiosk.devices.health import Part, PartHealth, State
from kiosk.i18n import Texts, Tone
from kiosk.session import Visit
from kiosk.session.data import ConfigurationCheck
from kiosk.session.visit import Maintenance
from kiosk.settings import Site

DISTRIBUTION = "luohu-kiosk"

_ICONS = {
    Part.CARD_READER: "card",
    Part.CODE_SCANNER: "scan",
    Part.DOCUMENT_CAMERA: "camera",
    Part.PRINTER: "printer",
    Part.BACKEND: "network",
}
_TONES = {
    State.ONLINE: Tone.SUCCESS,
    State.BUSY: Tone.SUCCESS,
    State.OFFLINE: Tone.WARNING,
    State.UNKNOWN: Tone.WARNING,
    State.NO_DEVICE: Tone.ERROR,
    State.HARDWARE_ERROR: Tone.ERROR,
}
_LOW = {"low": Tone.WARNING, "out": Tone.ERROR, "jammed": Tone.ERROR}
_IDLE = {"", "none"}
"""Actions that ask nobody to do anything."""
_URGENCY = (Tone.SUCCESS, Tone.WARNING, Tone.ERROR)


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part: its state as a tone and a word, what that means, and what to do.

    ``level`` is the tone of the paper supply, empty where there is no paper.
    """

    icon: str
    name: str
    tone: str
    word: str
    meaning: str
    todo: str
    paper: str
    level: str
    detail: str
    waiting: int


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact about the kiosk: ``key`` is kiosk, estate, place, district or version."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class MaintenanceProps:
    """What the screen shows."""

    tone: str = ""
    troubled: int = 0
    waiting: int = 0
    testing: bool = False
    checking: bool = False
    """A code is looked at or carried out."""
    enrolment: str = ""
    """Where this kiosk would enrol, while that is asked; empty: it is not."""
    configuration: str = ""
    """What comparing the configuration came to: same or different; empty: nothing was compared."""
    version: int = 0
    """Of the configuration that was compared."""
    parts: tuple[PartRow, ...] = ()
    facts: tuple[FactRow, ...] = ()


def derive_part_row(health: PartHealth, waiting: int, texts: Texts) -> PartRow:
    """A part in words; ``waiting`` are the messages that the backend has not acknowledged."""
    paper = texts.paper_levels.get(health.paper, "")
    return PartRow(
        icon=_ICONS[health.part],
        name=texts.part(health.part).name,
        tone=_TONES[health.state],
        word=texts.part_state(health.state),
        meaning=_meaning(health, texts),
        todo=texts.action(health.action) if health.action not in _IDLE else "",
        paper=paper,
        level=_LOW.get(health.paper, Tone.SUCCESS) if paper else "",
        detail=health.detail,
        waiting=waiting if health.part is Part.BACKEND else 0,
    )


def _meaning(health: PartHealth, texts: Texts) -> str:
    """What is wrong; the device faults' words do not fit a backend that is only out of reach."""
    if health.fault and health.part is not Part.BACKEND:
        return texts.technician_fault(health.fault)
    return "" if health.usable else texts.part(health.part).limited


def derive_maintenance_props(
    visit: Visit, parts: Sequence[PartHealth], waiting: int, texts: Texts, site: Site
) -> MaintenanceProps:
    """The page in words; empty on every other scene."""
    if not isinstance(visit.scene, Maintenance):
        return MaintenanceProps()
    rows = tuple(derive_part_row(part, waiting, texts) for part in parts)
    tones = [Tone(tone) for row in rows for tone in (row.tone, row.level) if tone]
    return MaintenanceProps(
        tone=max(tones, key=_URGENCY.index, default=Tone.SUCCESS),
        troubled=sum(not part.usable for part in parts),
        waiting=waiting,
        testing=visit.scene.testing,
        checking=visit.scene.checking,
        enrolment=visit.scene.enrolment if visit.scene.asking else "",
        configuration=_compared(visit.scene.configuration),
        version=visit.scene.configuration.version if visit.scene.configuration else 0,
        parts=rows,
        facts=_facts(site),
    )


def _compared(check: ConfigurationCheck | None) -> str:
    if check is None:
        return ""
    return "same" if check.same else "different"


def _facts(site: Site) -> tuple[FactRow, ...]:
    return (
        FactRow("kiosk", site.kiosk_id),
        FactRow("version", _version()),
        FactRow("district", site.district),
        FactRow("place", f"{site.estate} · {site.place}"),
    )


def _version() -> str:
    try:
        return version(DISTRIBUTION)
    except PackageNotFoundError:
        return ""
