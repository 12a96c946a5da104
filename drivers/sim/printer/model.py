"""What kind of printer is simulated."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum, unique

DOTS_PER_MM = 8
"""A 203 dpi head."""


@unique
class ErrorRequest(StrEnum):
    """What DLE ENQ 2 does to a model's buffers."""

    IN_ERROR = "in_error"
    """Cleared in a recoverable error only, which it also ends (Epson)."""
    ALWAYS = "always"
    """Cleared whenever it comes (Custom P80C and others)."""
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class SimModel:
    """The defaults are an Epson-like 80 mm printer that prints in no time."""

    head_dots: int = 576
    mm_per_second: float = 0.0
    """0: instantaneous; 60 lets an onlooker see the paper come."""
    black_mm_per_second: float = 0.0
    """Speed with all dots black, which the power supply limits; 0: as fast as white."""
    heat_limit: float = 0.0
    """Millimetres of full black that the head takes before it must cool; 0: any."""
    cooling: float = 5.0
    """Millimetres of full black that a second of rest makes good."""
    buffer_bytes: int = 4096
    near_end_mm: float = 3000.0
    """Where the roll sensor begins to warn."""
    process_echo: bool = True
    """Answers GS ( H function 48 and sends the offline response of function 49."""
    buffer_clear: bool = True
    """Obeys and answers DLE DC4 function 8."""
    error_request: ErrorRequest = ErrorRequest.IN_ERROR
    auto_status: bool = True
    """Knows GS a."""
    paper_sensor: bool = True
    """Answers GS r."""
    identity: bool = True
    """Answers GS I."""
    real_time: bool = True
    """Answers DLE EOT 1 to 4."""
    full_status: bool = False
    """Answers DLE EOT 20 and knows GS e 6 (Custom)."""
    bit_image: bool = True
    """Knows GS v 0."""
    columns: bool = True
    """Knows ESC *."""
    graphics: bool = True
    """Knows GS ( L and GS 8 L functions 112 and 50."""
    image_rows: int = 2303
    """Highest GS v 0 image; a higher one prints as characters."""
    graphics_rows: int = 1662
    """Highest GS ( L image; a higher one is dropped."""
    cut_feeds: bool = True
    """Knows GS V 65 and 66."""
    presenter: bool = False
    """Holds a cut slip in its mouth until it is presented, taken, ejected or retracted."""
    hanzi: bool = True
    """Has a two-byte ROM font, switched on at power-up as Chinese models are."""
    power_on_notice: bool = False
    """Sends 3B 31 00 when it has started (Epson memory switch 1-1)."""
    boot_seconds: float = 2.0
    """A start takes so long; what arrives meanwhile is lost."""
    name: str = "SIM-80"

    @property
    def stride(self) -> int:
        """Bytes a row."""
        return (self.head_dots + 7) // 8


EPSON = SimModel()
CLONE = replace(EPSON, process_echo=False, buffer_clear=False, graphics=False, name="CLONE-80")
"""A cheap one: GS v 0, DLE EOT, GS r and GS a, no proof and no purge."""
MUTE_CLONE = replace(CLONE, auto_status=False, identity=False, name="")
"""A cheaper one, which pushes nothing and has no name."""
KIOSK = replace(
    CLONE,
    auto_status=False,
    full_status=True,
    presenter=True,
    error_request=ErrorRequest.ALWAYS,
    name="KIOSK-80",
)
"""A mechanism with a mouth, as Custom's."""

MODELS = {"epson": EPSON, "clone": CLONE, "mute-clone": MUTE_CLONE, "kiosk": KIOSK}
"""By the word of the command line."""
