"""Codes, figures and pictures of a scan as JSON and as lines."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import asdict

from drivers._results import Scan, Symbol
from drivers.cli.scan_folder import PictureResult, Verdict
from drivers.cli.scan_tally import ScanStats
from drivers.cli.words import HINTS, with_code

_DIGEST_DIGITS = 12
"""48 bits: enough to tell codes apart, too few to mean anything elsewhere."""

VERDICTS = {
    Verdict.RIGHT: "读对",
    Verdict.WRONG: "读错",
    Verdict.NONE: "没读到",
    Verdict.READ: "读到（旁边没有 .txt 可以核对）",
    Verdict.UNREADABLE: "图片损坏或不是图片",
}


def symbol_json(symbol: Symbol, *, reveal: bool) -> dict[str, object]:
    """Its payload in base64 only when asked; otherwise its length and the start of its SHA-256."""
    told: dict[str, object] = {
        "symbology": symbol.symbology,
        "length": len(symbol.payload),
        "sha256": digest(symbol.payload),
        "corners": [list(corner) for corner in symbol.corners],
        "module_px": round(symbol.module_px, 2),
    }
    if reveal:
        told["base64"] = base64.b64encode(symbol.payload).decode("ascii")
    return told


def scan_json(scan: Scan, *, reveal: bool) -> dict[str, object]:
    """The whole answer, without figures."""
    return {
        "result": "read" if scan.symbols else "none",
        "symbols": [symbol_json(symbol, reveal=reveal) for symbol in scan.symbols],
        "hint": scan.hint,
    }


def scan_lines(scan: Scan, *, reveal: bool) -> list[str]:
    """A line a code, or the hint."""
    if not scan.symbols:
        return [with_code(HINTS[scan.hint], scan.hint)]
    return [_symbol_line(symbol, reveal=reveal) for symbol in scan.symbols]


def stats_json(stats: ScanStats) -> dict[str, object]:
    """Rounded to what a measurement can tell."""
    return {
        key: round(value, 1) if isinstance(value, float) else value
        for key, value in asdict(stats).items()
    }


def stats_lines(stats: ScanStats) -> list[str]:
    """Figures in words."""
    decode = (
        f"解码每帧：中位 {stats.decode_median:.1f}，95% 在 {stats.decode_p95:.1f} 以内，"
        f"最长 {stats.decode_longest:.1f} 毫秒"
    )
    first = "没有" if stats.first_read_ms is None else f"{stats.first_read_ms:.0f} 毫秒"
    return [
        f"画面 {stats.frames} 帧，读到码 {stats.read} 帧，{stats.fps:.1f} 帧/秒",
        decode,
        f"第一次读到：{first}",
        f"丢帧：残缺 {stats.damaged}，过时 {stats.outdated}",
    ]


def picture_json(picture: PictureResult, *, reveal: bool) -> dict[str, object]:
    """One picture of a folder."""
    return {
        "picture": picture.name,
        "verdict": picture.verdict,
        "milliseconds": round(picture.milliseconds, 1),
        "symbols": [symbol_json(symbol, reveal=reveal) for symbol in picture.symbols],
    }


def picture_line(picture: PictureResult, *, reveal: bool) -> str:
    """Name, verdict, and what was read."""
    codes = "；".join(_symbol_line(symbol, reveal=reveal) for symbol in picture.symbols)
    line = f"{picture.name}  {with_code(VERDICTS[picture.verdict], picture.verdict)}"
    return f"{line}  {picture.milliseconds:.0f} 毫秒  {codes}".rstrip()


def digest(payload: bytes) -> str:
    """The start of its SHA-256 in hexadecimal."""
    return hashlib.sha256(payload).hexdigest()[:_DIGEST_DIGITS]


def _symbol_line(symbol: Symbol, *, reveal: bool) -> str:
    shown = symbol.payload.decode(errors="replace") if reveal else "（--reveal 显示内容）"
    size = f"，模块 {symbol.module_px:.1f} 像素" if symbol.module_px else ""
    told = with_code(shown, symbol.symbology)
    return f"已扫到 {len(symbol.payload)} 字节{size} {told}"
