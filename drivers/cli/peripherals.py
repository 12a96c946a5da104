"""``scan`` and ``print``: one code, one test pattern."""

from __future__ import annotations

import argparse

from drivers._deadline import Deadline
from drivers._results import Bitmap, NotPrinted, Printed, PrintJob, PrintResult, Unproven
from drivers.cli.opened import opened_printer, opened_scanner
from drivers.cli.output import ask, say
from drivers.cli.values import UsageError
from drivers.cli.words import HINTS, fault_text, with_code

PATTERN_ROWS = 240
"""30 mm of paper."""


def run_scan(asked: argparse.Namespace) -> int:
    """Wait for a code; 1 when none came."""
    with opened_scanner(asked) as scanner:
        ask("请把二维码对准摄像头……")
        scan = scanner.scan(Deadline.after(asked.seconds))
    for symbol in scan.symbols:
        shown = symbol.payload.decode(errors="replace") if asked.reveal else "（--reveal 显示内容）"
        say(f"已扫到 {len(symbol.payload)} 字节 {with_code(shown, symbol.symbology)}")
    if not scan.symbols:
        say(with_code(HINTS[scan.hint], scan.hint))
    return 0 if scan.symbols else 1


def run_print(asked: argparse.Namespace) -> int:
    """Print stripes; 1 when nothing proves that they came out."""
    if not asked.host and not asked.simulated:
        message = "用 --host 给出打印机的网络地址"
        raise UsageError(message)
    with opened_printer(asked) as printer:
        job = PrintJob(1, _pattern(printer.head_dots))
        result = printer.print(job, Deadline.after(asked.seconds))
    say(_words(result))
    return 0 if isinstance(result, Printed) else 1


def _pattern(width: int) -> Bitmap:
    stripe, blank = b"\xf0" * (width // 8), b"\x0f" * (width // 8)
    rows = b"".join(stripe if row // 4 % 2 else blank for row in range(PATTERN_ROWS))
    return Bitmap(width, PATTERN_ROWS, rows)


def _words(result: PrintResult) -> str:
    match result:
        case Printed(evidence):
            return f"已打印 [printed]，依据 [{evidence}]"
        case NotPrinted(fault):
            why = f"：{fault_text(fault.code)}" if fault else ""
            return f"没有打印 [not_printed]{why}"
        case Unproven(fault):
            return f"不能确定有没有打印，请看出纸口 [unproven]：{fault_text(fault.code)}"
