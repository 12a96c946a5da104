"""The commands of fixed length, and which of them a model knows.

``n + 48`` means n in most commands: the digit does as well as the number.
"""

from __future__ import annotations

from collections.abc import Callable

from drivers.sim.printer.model import SimModel
from drivers.sim.printer.operations import (
    CharacterSize,
    Cut,
    Emphasis,
    FeedLines,
    FeedUnits,
    HanziMode,
    Initialise,
    Justify,
    LineSpacing,
    MotionUnits,
    MoveTicket,
    Nothing,
    Operation,
    PrintMode,
    Refused,
    RequestEjector,
    RequestIdentity,
    RequestSensor,
    SetAutoStatus,
    Underline,
)

Maker = Callable[[bytes], Operation]
_TICKET_STATUS = 6


def _nothing(_: bytes) -> Operation:
    return Nothing()


def _only_off(what: str) -> Maker:
    """A setting that is known and that this printer can draw in its off state only."""

    def make(arguments: bytes) -> Operation:
        off = not any(arguments) or arguments == b"0"
        return Nothing() if off else Refused(what, arguments)

    return make


def _refused(what: str) -> Maker:
    return lambda arguments: Refused(what, arguments)


def _ticket(arguments: bytes) -> Operation:
    return RequestEjector() if arguments[0] == _TICKET_STATUS else MoveTicket(arguments[0])


FIXED: dict[bytes, tuple[int, Maker]] = {
    b"\x1b@": (0, lambda _: Initialise()),
    b"\x1bJ": (1, lambda a: FeedUnits(a[0])),
    b"\x1bd": (1, lambda a: FeedLines(a[0])),
    b"\x1b2": (0, lambda _: LineSpacing(None)),
    b"\x1b3": (1, lambda a: LineSpacing(a[0])),
    b"\x1ba": (1, lambda a: Justify(a[0] % 48)),
    b"\x1b!": (1, lambda a: PrintMode(a[0])),
    b"\x1bE": (1, lambda a: Emphasis(bool(a[0] & 1))),
    b"\x1bG": (1, lambda a: Emphasis(bool(a[0] & 1))),
    b"\x1b-": (1, lambda a: Underline(min(a[0] % 48, 2))),
    b"\x1bi": (0, lambda _: Cut(None)),
    b"\x1bm": (0, lambda _: Cut(None)),
    b"\x1d!": (1, lambda a: CharacterSize((a[0] >> 4 & 7) + 1, (a[0] & 7) + 1)),
    b"\x1dP": (2, lambda a: MotionUnits(a[1])),
    b"\x1da": (1, lambda a: SetAutoStatus(a[0])),
    b"\x1dr": (1, lambda a: RequestSensor(a[0] % 48)),
    b"\x1dI": (1, lambda a: RequestIdentity(a[0])),
    b"\x1c&": (0, lambda _: HanziMode(on=True)),
    b"\x1c.": (0, lambda _: HanziMode(on=False)),
    # known, and nothing that paper shows
    b"\x1bB": (2, _nothing),  # buzzer
    b"\x1bR": (1, _nothing),  # international characters
    b"\x1bt": (1, _nothing),  # code page: the built-in font shows ASCII and Latin-1
    b"\x1bc3": (1, _nothing),
    b"\x1bc4": (1, _nothing),
    b"\x1bc5": (1, _nothing),
    b"\x1bp": (3, _nothing),  # drawer pulse
    b"\x1cC": (1, _nothing),  # Kanji code system
    b"\x1db": (1, _nothing),  # smoothing
    b"\x1dH": (1, _nothing),
    b"\x1df": (1, _nothing),
    b"\x1dh": (1, _nothing),
    b"\x1dw": (1, _nothing),
    b"\x1d|": (1, _nothing),  # density
    # known, and drawn in the off state only
    b"\x1b ": (1, _only_off("ESC SP: character spacing")),
    b"\x1b%": (1, _only_off("ESC %: own characters")),
    b"\x1bM": (1, _only_off("ESC M: another font")),
    b"\x1bT": (1, _only_off("ESC T: direction")),
    b"\x1bV": (1, _only_off("ESC V: rotation")),
    b"\x1br": (1, _only_off("ESC r: colour")),
    b"\x1b{": (1, _only_off("ESC {: upside down")),
    b"\x1c!": (1, _only_off("FS !: Kanji mode")),
    b"\x1c-": (1, _only_off("FS -: Kanji underline")),
    b"\x1cS": (2, _only_off("FS S: Kanji spacing")),
    b"\x1cW": (1, _only_off("FS W: quadruple Kanji")),
    b"\x1dB": (1, _only_off("GS B: reverse printing")),
    b"\x1dL": (2, _only_off("GS L: left margin")),
    # known, and never drawn
    b"\x1b$": (2, _refused("ESC $: position")),
    b"\x1b\\": (2, _refused("ESC \\: position")),
    b"\x1bK": (1, _refused("ESC K: feed backwards")),
    b"\x1be": (1, _refused("ESC e: feed backwards")),
    b"\x1bL": (0, _refused("ESC L: page mode")),
    b"\x1bS": (0, _refused("ESC S: standard mode")),
    b"\x1bW": (8, _refused("ESC W: page area")),
    b"\x1b=": (1, lambda a: Nothing() if a == b"\x01" else Refused("ESC =: deselected", a)),
    b"\x1cp": (2, _refused("FS p: stored image")),
    b"\x1dW": (2, _refused("GS W: print width")),
    # real-time commands that acted when they arrived
    b"\x10\x04": (1, _nothing),
    b"\x10\x05": (1, _nothing),
}
"""How many arguments follow, and what the command makes of them."""

SIZED = frozenset(b"AKMND")
"""GS ( with a length that set up or test the printer; nothing of it shows on paper."""


def fixed_commands(model: SimModel) -> dict[bytes, tuple[int, Maker]]:
    """The fixed commands that ``model`` knows."""
    known = dict(FIXED)
    lacking = {
        b"\x1da": model.auto_status,
        b"\x1dr": model.paper_sensor,
        b"\x1dI": model.identity,
        b"\x1c&": model.hanzi,
        b"\x1c.": model.hanzi,
    }
    for head, has in lacking.items():
        if not has:
            del known[head]
    if model.presenter:
        known |= {b"\x1de" + bytes([n]): (0, _how(n)) for n in (2, 5, 6)}
        known[b"\x1de\x03"] = (1, _how(3))  # its argument: how far
    return known


def _how(n: int) -> Maker:
    return lambda _: _ticket(bytes([n]))
