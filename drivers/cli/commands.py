"""Runs one command and turns every expected fault into words and an exit code."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from drivers._errors import ConfigurationError, DeadlineExceeded, DriverError, TransportError
from drivers.cli.output import ask, say, say_json
from drivers.cli.parser import build_parser
from drivers.cli.values import UsageError
from drivers.cli.words import DEADLINE, TIMED_OUT, fault_text, with_code

FAILED = 1
USAGE = 2
INTERRUPTED = 130
"""128 + SIGINT, as shells report it."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns 0 when it was done, 1 when a device or card said no, 2 for options that make no sense
    and 130 after Ctrl-C. Raises SystemExit where argparse does (``--help``, unknown options).
    """
    asked = build_parser().parse_args(argv)
    try:
        return int(asked.act(asked))
    except UsageError as error:
        ask(f"命令写错：{error}")
        return USAGE
    except ConfigurationError as error:
        ask(with_code(f"命令写错：{error}", "configuration"))
        return USAGE
    except DriverError as error:
        _tell(error, asked)
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED


def _tell(error: DriverError, asked: argparse.Namespace) -> None:
    code, text, detail = DEADLINE, with_code(TIMED_OUT, DEADLINE), ""
    if isinstance(error, TransportError):
        code, text, detail = error.code, fault_text(error.code), error.detail
    elif not isinstance(error, DeadlineExceeded):
        code = type(error).__name__.lower()
        text = with_code("没有完成", code)
    if asked.json:
        say_json({"result": "failed", "error": str(code), "detail": detail, "text": text})
    else:
        say(f"{text}（{detail}）" if detail else text)
