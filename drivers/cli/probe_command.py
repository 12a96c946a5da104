"""``probe``: ask an unknown reader everything that is safe and say what to configure."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from drivers._deadline import Deadline
from drivers._errors import TransportError
from drivers._protocols import CardReader
from drivers.card.probing import (
    ProbeBench,
    ProbeReport,
    ProbeScope,
    Recommendation,
    probe,
    real_bench,
    recommendation,
)
from drivers.card.transport import LineFault
from drivers.cli.opened import simulated_world
from drivers.cli.output import ask, say, say_json
from drivers.cli.probe_report import config_lines, report_lines, settings_of
from drivers.cli.values import UsageError
from drivers.sim.card import SimCardTransport

SECONDS = 60.0
"""For everything: a reader with a card takes up to 12 s, a silent serial port 5 s."""


def run_probe(asked: argparse.Namespace) -> int:
    """0 when there is something to recommend."""
    bench = _bench(asked)
    scope = ProbeScope(asked.reader, tuple(asked.serial), control_codes=tuple(asked.control_code))
    ask("正在逐项查询，请不要移动卡片……")
    report = probe(scope, bench, Deadline.after(SECONDS))
    best = recommendation(report)
    if asked.json:
        say_json(_plain(report, best))
    else:
        for line in [*report_lines(report), *config_lines(best)]:
            say(line)
    return 0 if best else 1


def _plain(report: ProbeReport, best: Recommendation | None) -> dict[str, object]:
    found = asdict(report, dict_factory=_texts)
    advice: object = None
    if best is not None:
        advice = {
            "card_reader": dict(settings_of(best.config)),
            "reason": best.reason,
            "proven": best.proven,
        }
    return {**found, "recommended": advice}


def _texts(items: list[tuple[str, object]]) -> dict[str, object]:
    """Bytes as hexadecimal digits: JSON has none."""
    return {
        name: value.hex().upper() if isinstance(value, bytes) else value for name, value in items
    }


def _bench(asked: argparse.Namespace) -> ProbeBench:
    if not asked.simulated:
        if asked.card:
            message = "--card 只能和 --simulated 一起用"
            raise UsageError(message)
        return real_bench()
    transport = SimCardTransport(simulated_world(asked))
    return ProbeBench(
        lambda deadline: (transport.presence(deadline),), lambda _: transport, _none, _none
    )


def _none(where: str, _speed_or_code: int) -> CardReader:
    raise TransportError(LineFault.NOT_CONNECTED, where)
