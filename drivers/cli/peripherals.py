"""``print``: one test pattern."""

from __future__ import annotations

import argparse

from drivers._deadline import Deadline
from drivers._results import Bitmap, NotPrinted, Printed, PrintJob, PrintResult, Unproven
from drivers.cli.opened import opened_printer
from drivers.cli.output import say
from drivers.cli.values import UsageError
from drivers.cli.words import fault_text

PATTERN_ROWS = 240
"""30 mm of paper."""


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
