"""What scanners and printers return; for card readers see ``_documents``."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum, unique

from drivers._status import Fault


@unique
class Symbology(StrEnum):
    """Code formats the scanner may report."""

    QR = "qr"
    """QR Code Model 2."""
    MICRO_QR = "micro_qr"
    DATA_MATRIX = "data_matrix"
    PDF417 = "pdf417"
    AZTEC = "aztec"


@dataclass(frozen=True, slots=True)
class Symbol:
    """One decoded code: exact payload bytes and its corners in frame pixels (x, y), clockwise.

    ``module_px``, the quality of the picture: side of a module in frame pixels, the root of its
    area; 0.0 where the format does not tell how many modules it has. Below 2 a code is read by
    luck, from 3 on reliably.
    """

    symbology: Symbology
    payload: bytes = field(repr=False)
    corners: tuple[tuple[int, int], ...] = ()
    module_px: float = field(default=0.0, compare=False)


@unique
class ScanHint(StrEnum):
    """What the resident could do to be read, from measured image facts."""

    NONE = "none"
    TOO_DARK = "too_dark"
    """The phone's screen is too dim: turn its brightness up."""
    TOO_BRIGHT = "too_bright"
    """It dazzles the camera: turn its brightness down."""
    BLURRED = "blurred"
    """Out of focus: mostly too near."""
    CLOSER = "closer"
    """Something like a code is there, too small to read."""
    HOLD_STILL = "hold_still"
    """It moves too fast for the exposure."""


@dataclass(frozen=True, slots=True)
class Scan:
    """Codes of one frame (several: let the resident choose) or none and a hint."""

    symbols: tuple[Symbol, ...] = ()
    hint: ScanHint = ScanHint.NONE


@dataclass(frozen=True, slots=True)
class Bitmap:
    """A 1-bit raster: rows of ``stride`` bytes, most significant bit left, 1 = black dot."""

    width: int
    height: int
    rows: bytes = field(repr=False)

    @property
    def stride(self) -> int:
        """Bytes a row."""
        return (self.width + 7) // 8

    def __post_init__(self) -> None:
        if len(self.rows) != self.stride * self.height:
            message = f"{self.width}x{self.height} needs {self.stride * self.height} bytes"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One document to print: ``job_id`` (1 to 99_999_999) is echoed by the printer as proof."""

    job_id: int
    page: Bitmap


@unique
class Evidence(StrEnum):
    """Why the driver believes that the paper came out, strongest first."""

    PRESENTED = "presented"
    """The sensor in the printer's mouth saw the slip come after the cut."""
    PROCESS_ECHO = "process_echo"
    """The printer echoed the job's process id (ESC/POS GS ( H function 48) after the cut."""
    STATUS_AFTER = "status_after"
    """A status request queued behind the job was answered and every status stayed clean."""


@dataclass(frozen=True, slots=True)
class Printed:
    """The paper came out."""

    evidence: Evidence


@dataclass(frozen=True, slots=True)
class NotPrinted:
    """No byte of the job reached the device: safe to try again; no fault: no longer wanted."""

    fault: Fault | None


@dataclass(frozen=True, slots=True)
class Unproven:
    """Bytes went out and nothing proves the paper: never print it again by itself."""

    fault: Fault


PrintResult = Printed | NotPrinted | Unproven
