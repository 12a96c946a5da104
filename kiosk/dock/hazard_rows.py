"""The hazards in words: health as the kiosk sees it, and what hands have done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from drivers import DeviceKind, PaperLevel
from drivers.sim.trouble import CAMERA_TROUBLES, CARD_TROUBLES
from drivers.sim.world import PlannedTrouble, Trouble, WorldState
from kiosk.devices.health import Part, PartHealth, State
from kiosk.dock.printer import paper_level
from kiosk.i18n import Texts, Tone

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
_TROUBLES = {
    Trouble.FAIL: "失败",
    Trouble.HANG: "卡住",
    Trouble.DELAY: "延迟",
    Trouble.DISCONNECT: "断线",
    Trouble.GARBLE: "乱码",
    Trouble.WRONG_LENGTH: "残缺",
    Trouble.REMOVE: "拿走",
    Trouble.FROZEN: "画面定格",
    Trouble.BLACK: "镜头遮住",
    Trouble.OVEREXPOSED: "曝光过度",
    Trouble.RESIZE: "画面变小",
    Trouble.REPLUG: "换口重插",
    Trouble.STUCK: "程序卡死",
}
_TIMED = {Trouble.DELAY, Trouble.REPLUG}
_LEVELS = {PaperLevel.LOW: "纸快用完", PaperLevel.OUT: "纸用完了"}


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part: its health as the kiosk sees it, and what hands can do to it now.

    ``part`` is the code in slots, ``slug`` the same for names of touchable things.
    """

    part: str
    slug: str
    icon: str
    name: str
    tone: str
    word: str
    meaning: str
    plugged: bool
    busy: bool
    cutWord: str
    restoreWord: str
    breakable: bool
    broken: bool


@dataclass(frozen=True, slots=True)
class TroubleRow:
    """Something that is wrong now, or will be after some steps; ``mood`` is its tone."""

    words: str
    mood: str


@dataclass(frozen=True, slots=True)
class TroubleKindRow:
    """One way to misbehave; ``cards``: one that only a card knows."""

    trouble: str
    label: str
    cards: bool


def derive_part_row(
    health: PartHealth, waiting: int, state: WorldState, texts: Texts, *, backend: bool, busy: bool
) -> PartRow:
    """``backend``: whether it is switched on; ``busy``: whether it is being switched."""
    is_backend = health.part is Part.BACKEND
    device = None if is_backend else DeviceKind(health.part)
    text = texts.part(health.part)
    meaning = texts.resident_fault(health.fault) if health.fault else text.well
    if is_backend and waiting:
        meaning = f"{waiting} 条待上传"
    elif health.paper and health.usable:
        meaning = texts.paper_level(health.paper)
    return PartRow(
        part=health.part,
        slug=health.part.replace("_", "-"),
        icon=_ICONS[health.part],
        name=text.name,
        tone=_TONES[health.state],
        word=texts.part_state(health.state),
        meaning=meaning,
        plugged=device not in state.unplugged if device else backend,
        busy=is_backend and busy,
        cutWord="断网" if is_backend else "拔掉",
        restoreWord="恢复" if is_backend else "插上",
        breakable=not is_backend,
        broken=any(kind is device for kind, _ in state.troubles),
    )


def derive_trouble_rows(
    state: WorldState, texts: Texts, *, backend: bool
) -> tuple[TroubleRow, ...]:
    """What hands have done to the machine, the lasting things first."""
    return tuple(_lasting(state, texts, backend=backend)) + tuple(
        TroubleRow(f"{texts.part(kind).name} · {describe_trouble(planned)}", _when(planned))
        for kind, planned in state.troubles
    )


def describe_trouble(planned: PlannedTrouble) -> str:
    """A planned trouble in few words."""
    late = f" {planned.seconds:g} 秒" if planned.trouble in _TIMED else ""
    start = f"，{planned.skip} 步后" if planned.skip else ""
    times = f"，{planned.times} 次" if planned.times else "，直到修好"
    return f"{_TROUBLES[planned.trouble]}{late}{start}{times}"


def _when(planned: PlannedTrouble) -> Tone:
    return Tone.WARNING if planned.skip else Tone.ERROR


def _lasting(state: WorldState, texts: Texts, *, backend: bool) -> Iterator[TroubleRow]:
    for kind in sorted(state.unplugged):
        yield TroubleRow(f"{texts.part(kind).name} · 已拔掉", Tone.ERROR)
    if not backend:
        yield TroubleRow(f"{texts.part(Part.BACKEND).name} · 已断网", Tone.ERROR)
    printer = texts.part(Part.PRINTER).name
    if state.cover_open:
        yield TroubleRow(f"{printer} · 上盖打开", Tone.ERROR)
    level = paper_level(state.paper_mm)
    if level in _LEVELS:
        tone = Tone.ERROR if level is PaperLevel.OUT else Tone.WARNING
        yield TroubleRow(f"{printer} · {_LEVELS[level]}", tone)


def trouble_kinds() -> tuple[TroubleKindRow, ...]:
    """All ways to misbehave but those of cameras alone."""
    return tuple(_kind(trouble) for trouble in _TROUBLES if trouble not in CAMERA_TROUBLES)


def camera_kinds() -> tuple[TroubleKindRow, ...]:
    """Those of cameras alone."""
    return tuple(_kind(trouble) for trouble in _TROUBLES if trouble in CAMERA_TROUBLES)


def _kind(trouble: Trouble) -> TroubleKindRow:
    return TroubleKindRow(trouble, _TROUBLES[trouble], trouble in CARD_TROUBLES)
