"""What kind of printer is simulated."""

from __future__ import annotations

from dataclasses import dataclass

DOTS_PER_MM = 8
"""A 203 dpi head."""


@dataclass(frozen=True, slots=True)
class SimModel:
    """The defaults are an Epson-like 80 mm printer that prints in no time."""

    head_dots: int = 576
    mm_per_second: float = 0.0
    """0: instantaneous; 60 lets an onlooker see the paper come."""
    buffer_bytes: int = 4096
    near_end_mm: float = 3000.0
    """Where the roll sensor begins to warn."""
    process_echo: bool = True
    """Answers GS ( H function 48."""
    buffer_clear: bool = True
    """Obeys and answers DLE DC4 function 8."""
    name: str = "SIM-80"

    @property
    def stride(self) -> int:
        """Bytes a row."""
        return (self.head_dots + 7) // 8
