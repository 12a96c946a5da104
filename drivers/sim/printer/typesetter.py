"""Turns text, feeds and images into rows of dots, under the settings in force."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from PIL import Image

from drivers.sim.printer.line import Line, Style, offset
from drivers.sim.printer.model import SimModel
from drivers.sim.printer.operations import (
    CharacterSize,
    ColumnDots,
    Emphasis,
    FeedLines,
    FeedUnits,
    HanziMode,
    ImageRows,
    Initialise,
    Justify,
    LineSpacing,
    MotionUnits,
    Operation,
    PrintGraphics,
    PrintMode,
    PrintQr,
    QrSettings,
    Refused,
    StoreGraphics,
    StoreQr,
    Text,
    Underline,
)
from drivers.sim.printer.pictures import column_picture, qr_rows, scaled_rows
from drivers.sim.printer.rom_text import RomText

_DEFAULT_SPACING = 30
"""3.75 mm, the power-on line spacing."""
_DOTS_PER_INCH = 203
_DOUBLE_WIDTH, _DOUBLE_HEIGHT = 0x01, 0x02
"""Bits of GS v 0's m."""
_DEFAULT_MODULE, _DEFAULT_LEVEL = 3, "L"
"""Of GS ( k, as Epson's printers have them at power-on."""


@dataclass(frozen=True, slots=True)
class _Settings:
    style: Style = field(default_factory=Style)
    spacing: int = _DEFAULT_SPACING
    units_per_inch: int = _DOTS_PER_INCH
    module: int = _DEFAULT_MODULE
    level: str = _DEFAULT_LEVEL

    def dots(self, units: int) -> int:
        return round(units * _DOTS_PER_INCH / self.units_per_inch)


class Typesetter:
    """Keeps the line buffer, the stored pictures and the settings that ESC @ resets."""

    def __init__(self, model: SimModel) -> None:
        self._model = model
        self._line = Line(model.head_dots)
        self._text = RomText(hanzi=model.hanzi)
        self._settings = _Settings()
        self._stored = b""
        self._payload = b""
        self.refused: list[Refused] = []
        """What could not be drawn."""

    def reset(self) -> None:
        """Power-on settings, an empty line and nothing stored."""
        self.clear_line()
        self._text = RomText(hanzi=self._model.hanzi)
        self._settings = _Settings()

    def clear_line(self) -> None:
        """Forget what is not printed, keep the settings."""
        self._line.clear()
        self._stored = self._payload = b""

    def feed(self, units: int) -> bytes:
        """Blank rows."""
        return self._blank(self._settings.dots(units))

    def rows(self, operation: Operation) -> bytes:
        """What ``operation`` burns or feeds; settings change and give no rows."""
        match operation:
            case Text(characters):
                return self._put_all(characters)
            case FeedUnits(units):
                return self._end_line(self._settings.dots(units))
            case FeedLines(lines):
                return self._end_line(lines * self._settings.spacing)
            case ImageRows() | PrintGraphics() | PrintQr():
                return self._end_line(0) + self._drawn(operation)
            case ColumnDots() | StoreGraphics() | StoreQr():
                self._keep(operation)
            case Initialise():
                self.reset()
            case _:
                self._settings = self._changed(operation)
        return b""

    def _keep(self, operation: ColumnDots | StoreGraphics | StoreQr) -> None:
        match operation:
            case ColumnDots(mode, columns):
                self._line.add_picture(column_picture(mode, columns))
            case StoreGraphics(width, _, wide, tall, rows):
                self._stored = self._placed_all(scaled_rows(rows, width, wide, tall))
            case StoreQr(payload):
                self._payload = payload

    def _drawn(self, operation: ImageRows | PrintGraphics | PrintQr) -> bytes:
        match operation:
            case ImageRows():
                return self._image(operation)
            case PrintGraphics():
                rows, self._stored = self._stored, b""
                return rows
            case PrintQr():
                return self._qr()

    def _changed(self, operation: Operation) -> _Settings:
        now = self._settings
        style = now.style
        match operation:
            case Justify(side):
                return replace(now, style=replace(style, side=side))
            case PrintMode(bits):
                return replace(now, style=style.with_mode(bits))
            case CharacterSize(wide, tall):
                return replace(now, style=replace(style, wide=wide, tall=tall))
            case Emphasis(on):
                return replace(now, style=replace(style, bold=on))
            case Underline(dots):
                return replace(now, style=replace(style, underline=dots))
            case HanziMode(on):
                self._text.hanzi = on
                return now
            case LineSpacing(units):
                spacing = _DEFAULT_SPACING if units is None else now.dots(units)
                return replace(now, spacing=spacing)
            case MotionUnits(per_inch):
                return replace(now, units_per_inch=per_inch or _DOTS_PER_INCH)
            case QrSettings(module, level):
                return replace(now, module=module or now.module, level=level or now.level)
            case _:
                return now

    def _put_all(self, characters: bytes) -> bytes:
        rows = b"".join(self._put(character) for character in self._text.decode(characters))
        self.refused += self._text.take_refused()
        return rows

    def _put(self, character: str) -> bytes:
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
        wide = 2 if image.scale & _DOUBLE_WIDTH else 1
        tall = 2 if image.scale & _DOUBLE_HEIGHT else 1
        return self._placed_all(scaled_rows(image.rows, image.stride * 8, wide, tall))

    def _qr(self) -> bytes:
        if not self._payload:
            return b""
        settings = self._settings
        return self._placed_all(qr_rows(self._payload, settings.level, settings.module))

    def _placed_all(self, picture: Image.Image) -> bytes:
        """A picture on the head: aligned, and cut off where the head ends."""
        paper = Image.new("1", (self._model.stride * 8, picture.height))
        side = self._settings.style.side
        paper.paste(picture, (offset(picture.width, self._model.head_dots, side), 0))
        return paper.tobytes()
