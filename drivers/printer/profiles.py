"""What differs between ESC/POS models, as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, unique

MM_PER_INCH = 25.4

MOST_BAND_ROWS = 256
"""Small bands keep the receive buffer short and end soon; also, no image header can then hold
the bytes of a real-time command (1040 rows would be 10 04)."""

LEAST_BAND_ROWS = 8
"""Below 1 mm the heads of the bands would weigh more than their rows."""

_BAND_OVERHEAD = 40
"""Bytes around a band's rows: feeds, the image's head and the request behind it."""

_BAND_SECONDS = 0.25
"""How long a slow line may be busy with one band: so late is a fault or a cancellation seen."""


@unique
class RasterCommand(StrEnum):
    """How a model takes dots."""

    BIT_IMAGE = "gs_v_0"
    """GS v 0: called obsolete by Epson, and the one that nearly every clone understands."""
    GRAPHICS = "gs_l"
    """GS ( L functions 112 and 50, GS 8 L above 65535 bytes: what Epson recommends."""
    COLUMNS = "esc_star"
    """ESC * 33: 24 rows at a time, column by column; the oldest."""


@unique
class Cutter(StrEnum):
    """What ends a slip."""

    FULL = "full"
    PARTIAL = "partial"
    """One point stays uncut, so the slip does not fall."""
    NONE = "none"
    """A tear bar: paper is fed until the slip's end has passed it."""


@unique
class Ability(StrEnum):
    """Whether a model can do something."""

    YES = "yes"
    NO = "no"
    ASK = "ask"
    """Clones differ: the driver finds out when it connects, without printing anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Presenter:
    """A mechanism that holds the cut slip in its mouth until somebody takes it.

    Its state is told by DLE EOT 20, the full status of Custom's kiosk printers.
    """

    present: bytes
    """Push the slip out so that a hand can take it."""
    clear: bytes
    """Get rid of a slip that nobody took: back into the machine where there is a bin, else out."""
    seconds: float = 5.0
    """Longest time for either movement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterProfile:
    """A model's measures and abilities; the sources stand beside the numbers in the table."""

    name: str
    head_dots: int
    dots_per_inch: int = 203
    mm_per_second: float
    """Rated speed, for estimates; no deadline depends on it."""
    slow_mm_per_second: float = 38.0
    """Slowest believable speed: an Axiohm 7156 burning all dots black at 55 W."""
    raster: RasterCommand = RasterCommand.BIT_IMAGE
    image_rows: int = 2303
    """Highest image of one command; higher ones print as garbage."""
    cutter: Cutter = Cutter.FULL
    feed_before_cut: int = 0
    """Dots to feed beyond what the cutter or tear bar itself asks for."""
    cut_feeds: bool = True
    """GS V 65 and 66 feed to the cutter; without them ``feed_before_cut`` must do it."""
    near_end_sensor: bool = True
    hanzi_text: bool = False
    """A ROM font for GB18030; never used for papers, whose text is drawn."""
    process_echo: Ability = Ability.YES
    """GS ( H function 48."""
    buffer_clear: Ability = Ability.YES
    """DLE DC4 function 8."""
    auto_status: bool = True
    """GS a."""
    presenter: Presenter | None = None
    window_bytes: int = 4096
    """Most unacknowledged bytes; not above the receive buffer, or a purge could not get in."""
    intake_bytes_per_second: float = 50_000
    """Slowest believable intake of a fast line."""
    margin_seconds: float = 3.0
    """Grace for the cutter, the network and a warm head."""

    @property
    def stride(self) -> int:
        """Bytes a row."""
        return (self.head_dots + 7) // 8

    def print_seconds(self, rows: int) -> float:
        """How long the paper takes at rated speed, for somebody who watches it come."""
        return rows * MM_PER_INCH / self.dots_per_inch / self.mm_per_second

    def band_rows(self, stride: int, line_bytes_per_second: float) -> int:
        """Rows a band: two bands fit into the window, one takes a slow line a quarter second."""
        room = self.window_bytes // 2 - _BAND_OVERHEAD
        prompt = max(LEAST_BAND_ROWS, line_bytes_per_second * _BAND_SECONDS / stride)
        return int(max(1, min(MOST_BAND_ROWS, self.image_rows, room // stride, prompt)))

    def seconds_for(self, data_bytes: int, rows: int, line_bytes_per_second: float) -> float:
        """Longest time in which a healthy printer takes in and prints this much."""
        millimetres = rows * MM_PER_INCH / self.dots_per_inch
        return (
            data_bytes / min(self.intake_bytes_per_second, line_bytes_per_second)
            + millimetres / self.slow_mm_per_second
            + self.margin_seconds
        )
