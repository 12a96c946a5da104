"""Starts a simulated printer and lets a tester be its hands."""

from __future__ import annotations

import argparse
import os
import select
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from drivers._status import DeviceKind
from drivers.sim.printer.front import PrinterFront
from drivers.sim.printer.mishaps import Mishap, MishapKind, Unit
from drivers.sim.printer.model import MODELS, SimModel
from drivers.sim.printer.pty_front import SimPrinterPty
from drivers.sim.printer.server import SimPrinterServer
from drivers.sim.world import FULL_ROLL_MM, World, WorldState

_LOOK_SECONDS = 0.2
_BAD_USAGE = 2
_CHUNK = 4096
_EPILOG = f"""faults: kind@unit:number[/seconds], as reset@row:120 or head_hot@second:3/10
  kinds  {", ".join(MishapKind)}
  units  {", ".join(Unit)} (from the start of the printer; seconds: how long, else until repair)
hands, one a line: cover open|close, paper MM, plug in|out, take, repair, quit"""


def main(argv: Sequence[str] | None = None, hands: int | None = None) -> int:
    """Run until ``quit`` or Ctrl-C; 2 for a mistake in the arguments.

    ``hands`` is the descriptor that the tester's orders come from; standard input by default.
    """
    parser = _parser()
    asked = parser.parse_args(argv)
    world = World()
    world.load_paper(asked.paper)
    try:
        front = _front(asked, world)
    except (ValueError, OSError) as error:
        _warn(f"sim.printer: {error}")
        return _BAD_USAGE
    pieces = _Pieces(asked.papers)
    world.subscribe(pieces.look)
    with front:
        _say(_where(front))
        try:
            _serve(front, world, sys.stdin.fileno() if hands is None else hands)
        except KeyboardInterrupt:
            _say("stopped")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m drivers.sim.printer",
        description="An ESC/POS receipt printer behind TCP or a pseudo-terminal.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    line = parser.add_mutually_exclusive_group()
    line.add_argument("--port", type=int, default=9100, help="TCP port, 0 for a free one (9100)")
    line.add_argument("--pty", action="store_true", help="a serial port or device file instead")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--link", type=Path, help="--pty: where the device file shall be")
    parser.add_argument("--xon-xoff", action="store_true", help="--pty: stop the host with XOFF")
    parser.add_argument("--model", choices=sorted(MODELS), default="epson")
    parser.add_argument("--head-dots", type=int, default=576, help="384, 576 or 832 (576)")
    parser.add_argument("--speed", type=float, default=150.0, help="mm/s, 0 for at once (150)")
    parser.add_argument("--paper", type=float, default=FULL_ROLL_MM, help="mm left on the roll")
    parser.add_argument("--papers", type=Path, help="folder for the pieces as PNG")
    parser.add_argument("--fault", action="append", default=[], metavar="SPEC", help="see below")
    return parser


def _front(asked: argparse.Namespace, world: World) -> PrinterFront:
    model: SimModel = replace(
        MODELS[asked.model], head_dots=asked.head_dots, mm_per_second=asked.speed
    )
    mishaps = [Mishap.parse(text) for text in asked.fault]
    if asked.pty:
        return SimPrinterPty(world, model, mishaps, xon_xoff=asked.xon_xoff, link=asked.link)
    return SimPrinterServer(world, model, asked.host, asked.port, mishaps)


def _where(front: PrinterFront) -> str:
    match front:
        case SimPrinterServer(host=host, port=port):
            return f"listening on {host}:{port}"
        case SimPrinterPty(path=path):
            return f"listening on {path}"
        case _:
            return "listening"


def _serve(front: PrinterFront, world: World, hands: int) -> None:
    """Obey the tester, and tell what the printer did not understand."""
    told, orders, listening, going = 0, "", True, True
    while going:
        if select.select([hands] if listening else [], [], [], _LOOK_SECONDS)[0]:
            heard = os.read(hands, _CHUNK)
            listening = bool(heard)  # no terminal behind it: go on serving
            orders += heard.decode(errors="replace")
        while going and "\n" in orders:
            order, _, orders = orders.partition("\n")
            going = order.strip() != "quit"
            if going:
                _obey(order.split(), front, world)
        for refused in front.printer.refused[told:]:
            _warn(f"refused: {refused.what} {refused.data[:8].hex(' ')}")
            told += 1


def _obey(words: list[str], front: PrinterFront, world: World) -> None:
    match words:
        case []:
            pass
        case ["cover", "open" | "close" as how]:
            world.open_cover(is_open=how == "open")
        case ["paper", millimetres] if millimetres.replace(".", "", 1).isdigit():
            world.load_paper(float(millimetres))
        case ["plug", "in"]:
            world.plug(DeviceKind.PRINTER)
        case ["plug", "out"]:
            world.unplug(DeviceKind.PRINTER)
        case ["take"]:
            front.take()
        case ["repair"]:
            front.repair()
        case _:
            _warn(f"unknown: {' '.join(words)}")


class _Pieces:
    """Tells of each piece of paper, and keeps its picture."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._told = 0
        if folder:
            folder.mkdir(parents=True, exist_ok=True)

    def look(self, state: WorldState) -> None:
        """Called on the printer's thread after every change."""
        for paper in state.papers:
            if paper.number <= self._told:
                continue
            self._told = paper.number
            where = ""
            if self._folder:
                path = self._folder / f"piece-{paper.number:03}.png"
                path.write_bytes(paper.png)
                where = f" {path}"
            _say(f"piece {paper.number}: {paper.length_mm:.1f} mm{where}")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()  # a script waits for the line


def _warn(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
