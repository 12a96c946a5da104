"""Turns text, feeds and images into rows of dots, under the settings in force."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from drivers.sim.printer.line import Line, Style, offset
from drivers.sim.printer.model import SimModel
from drivers.sim.printer.operations import (
    Emphasis,
    FeedLines,
    FeedUnits,
    ImageRows,
    Initialise,
    Justify,
    LineSpacing,
    MotionUnits,
    Operation,
    PrintMode,
    Text,
)

_DEFAULT_SPACING = 30
"""3.75 mm, the power-on line spacing."""
_DOTS_PER_INCH = 203
_DOUBLE_WIDTH, _DOUBLE_HEIGHT = 0x01, 0x02
"""Bits of GS v 0's m."""


@dataclass(frozen=True, slots=True)
class _Settings:
    style: Style = field(default_factory=Style)
    spacing: int = _DEFAULT_SPACING
    units_per_inch: int = _DOTS_PER_INCH

    def dots(self, units: int) -> int:
        return round(units * _DOTS_PER_INCH / self.units_per_inch)


class Typesetter:
    """Keeps the line buffer and the settings that ESC @ resets."""

    def __init__(self, model: SimModel) -> None:
        self._model = model
        self._line = Line(model.head_dots)
        self._settings = _Settings()

    def reset(self) -> None:
        """Power-on settings and an empty line."""
        self._line.clear()
        self._settings = _Settings()

    def clear_line(self) -> None:
        """Forget unprinted characters, keep the settings."""
        self._line.clear()

    def feed(self, units: int) -> bytes:
        """Blank rows."""
        return self._blank(self._settings.dots(units))

    def rows(self, operation: Operation) -> bytes:
        """What ``operation`` burns or feeds; settings change and give no rows."""
        match operation:
            case Text(characters):
                return b"".join(self._put(character) for character in characters)
            case FeedUnits(units):
                return self._end_line(self._settings.dots(units))
            case FeedLines(lines):
                return self._end_line(lines * self._settings.spacing)
            case ImageRows():
                return self._end_line(0) + self._image(operation)
            case Initialise():
                self.reset()
            case _:
                self._settings = self._changed(operation)
        return b""

    def _changed(self, operation: Operation) -> _Settings:
        now = self._settings
        match operation:
            case Justify(side):
                return replace(now, style=replace(now.style, side=side))
            case PrintMode(bits):
                return replace(now, style=now.style.with_mode(bits))
            case Emphasis(on):
                return replace(now, style=replace(now.style, bold=on))
            case LineSpacing(units):
                spacing = _DEFAULT_SPACING if units is None else now.dots(units)
                return replace(now, spacing=spacing)
            case MotionUnits(per_inch):
                return replace(now, units_per_inch=per_inch or _DOTS_PER_INCH)
            case _:
                return now

    def _put(self, character: int) -> bytes:
        if self._line.add(character, self._settings.style):
            return b""
        full = self._end_line(self._settings.spacing)
        self._line.add(character, self._settings.style)
        return full

    def _end_line(self, height: int) -> bytes:
        rows = self._line.take_rows(self._settings.style.side)
        return rows + self._blank(max(0, height - len(rows) // self._model.stride))

    def _blank(self, count: int) -> bytes:
        return bytes(count * self._model.stride)

    def _image(self, image: ImageRows) -> bytes:
        starts = range(0, len(image.rows), image.stride)
        repeat = 2 if image.scale & _DOUBLE_HEIGHT else 1
        return b"".join(
            self._place(image.rows[start : start + image.stride], image.scale) * repeat
            for start in starts
        )

    def _place(self, row: bytes, scale: int) -> bytes:
        """One image row on the head: scaled, aligned, and cut off where the head ends."""
        if scale & _DOUBLE_WIDTH:
            row = _doubled(row)
        stride = self._model.stride
        if len(row) >= stride:
            return row[:stride]
        left = offset(len(row) * 8, self._model.head_dots, self._settings.style.side)
        shifted = int.from_bytes(row) << (8 * (stride - len(row)) - left)
        return shifted.to_bytes(stride)


def _doubled(row: bytes) -> bytes:
    bits = "".join(f"{byte:08b}" for byte in row)
    return int("".join(bit * 2 for bit in bits), 2).to_bytes(2 * len(row))
