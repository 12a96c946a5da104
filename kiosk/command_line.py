"""``kiosk run | demo | dock | catalog | check | doctor | pin``."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from kiosk import CONFIG, __version__
from kiosk.catalog import check, load_catalog
from kiosk.catalog.schema import schemas
from kiosk.config_files import ConfigError, configuration_digest, configuration_files
from kiosk.documents import DocumentError, load_templates
from kiosk.ownership import FolderTakenError
from kiosk.settings import load_settings

USAGE_ERROR = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code. Configuration errors go to standard error, code 2."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] == ["dock"]:
        return _dock(words[1:])
    asked = _parser().parse_args(words)
    try:
        return int(asked.command(asked))
    except (ConfigError, DocumentError, FolderTakenError) as error:
        print(error, file=sys.stderr)
        return USAGE_ERROR


def _parser() -> argparse.ArgumentParser:
    root = argparse.ArgumentParser(prog="kiosk", description="24-hour government kiosk")
    root.add_argument("--version", action="version", version=__version__)
    root.set_defaults(command=_run, profile="simulation", size=None)
    commands = root.add_subparsers()
    run = commands.add_parser("run", help="start the kiosk; without a display, the demo")
    _common(run)
    run.set_defaults(command=_run)
    demo = commands.add_parser("demo", help="five visits on the real application, with pictures")
    _common(demo)
    demo.add_argument("--out", type=Path, default=Path("build/demo"))
    demo.add_argument("--elder", action="store_true", help="in elder mode")
    demo.set_defaults(command=_demo)
    catalog = commands.add_parser("catalog", help="check or show the services")
    catalog.add_argument("what", choices=["check", "list", "schema"])
    catalog.add_argument("--dir", type=Path, default=CONFIG / "catalog")
    catalog.set_defaults(command=_catalog)
    checking = commands.add_parser("check", help="check a profile and the catalogue")
    _common(checking)
    checking.set_defaults(command=_check)
    doctor = commands.add_parser("doctor", help="what is wrong with the devices, and what to do")
    doctor.add_argument("--profile", default="simulation", help="a name or a file")
    doctor.add_argument("--json", action="store_true", help="for a program")
    doctor.set_defaults(command=_doctor)
    pin = commands.add_parser("pin", help="set the technicians' PIN of this machine")
    _common(pin)
    pin.set_defaults(command=_pin)
    commands.add_parser("dock", help="steer the simulated devices of a running kiosk")
    return root


def _common(command: argparse.ArgumentParser) -> None:
    command.add_argument("--profile", default="simulation", help="a name or a file")
    command.add_argument("--size", default=None, help="window size, such as 1080x1920")


def _run(asked: argparse.Namespace) -> int:
    from kiosk import startup
    from kiosk.parts import profile_path

    profile = profile_path(asked.profile)
    size = startup.parse_size(asked.size) if asked.size else None
    if load_settings(profile).production or startup.has_display():
        return startup.run(profile, size)
    out = Path("build/demo")
    _say(f"No display here: running five scripted visits instead; pictures go to {out}/")
    return _demo(argparse.Namespace(profile=asked.profile, size=asked.size, out=out, elder=False))


def _demo(asked: argparse.Namespace) -> int:
    from kiosk.demo.runner import run_demo
    from kiosk.parts import profile_path
    from kiosk.startup import parse_size

    size = parse_size(asked.size) if asked.size else None
    report = run_demo(profile_path(asked.profile), asked.out, size, elder=asked.elder, say=_say)
    return 0 if all(visit.ok for visit in report) else 1


def _dock(words: Sequence[str]) -> int:
    from kiosk.dock.commands import CommandError, parser
    from kiosk.dock.line import send

    if not words or words[0] in {"-h", "--help"}:
        _say(parser().format_help())
        return 0
    try:
        _say(send(load_settings(CONFIG / "profiles" / "simulation.yaml").state_dir, words))
    except CommandError as error:
        print(f"kiosk dock: {error}", file=sys.stderr)
        return USAGE_ERROR
    return 0


def _catalog(asked: argparse.Namespace) -> int:
    match asked.what:
        case "check":
            problems = check(asked.dir)
            for problem in problems:
                _say(str(problem))
            _say(f"{len(problems)} problem(s)" if problems else "the catalogue is in order")
            return 1 if problems else 0
        case "schema":
            for name, text in schemas().items():
                _say(f"{name}\n{text}")
        case _:
            for item in load_catalog(asked.dir).items.values():
                _say(f"{item.id:28} {'+'.join(item.verbs):12} {item.name}")
    return 0


def _check(asked: argparse.Namespace) -> int:
    from kiosk.parts import profile_path

    settings = load_settings(profile_path(asked.profile))
    load_catalog(CONFIG / "catalog")
    load_templates()
    _say(f"profile {settings.profile} and its files are in order")
    _say(f"configuration {configuration_digest(configuration_files(CONFIG)).hex()}")
    return 0


def _doctor(asked: argparse.Namespace) -> int:
    from kiosk.doctor import diagnose, report_json, report_lines
    from kiosk.parts import profile_path

    settings = load_settings(profile_path(asked.profile))
    parts = diagnose(settings)
    if asked.json:
        _say(json.dumps(report_json(settings.profile, parts), ensure_ascii=False, indent=2))
    else:
        _say("\n".join(report_lines(settings.profile, parts)))
    return 0 if all(part.in_order for part in parts) else 1


def _pin(asked: argparse.Namespace) -> int:
    from backend_client import utc_now
    from kiosk.parts import profile_path
    from kiosk.store import PinGate, load_or_create_key, open_store

    settings = load_settings(profile_path(asked.profile))
    settings.state_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = load_or_create_key(settings.state_dir / "store.key")
    store = open_store(settings.state_dir / "kiosk.db", key)
    try:
        PinGate(store, utc_now).enrol(getpass.getpass("PIN (6 digits): "))
    except ValueError as error:
        print(f"kiosk pin: {error}", file=sys.stderr)
        return USAGE_ERROR
    finally:
        store.close()
    _say("the PIN is set")
    return 0


def _say(text: str) -> None:
    print(text)
