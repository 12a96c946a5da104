"""The dock's command language: one parser for the command line and for the running kiosk."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from drivers import DeviceKind
from drivers.sim.trouble import LASTING_TROUBLES
from drivers.sim.world import Carrier, PlannedTrouble, Pose, Trouble
from kiosk.dock.cards import key_text
from kiosk.dock.hands import OTHER_CARDS, Hands, HandsError, UnknownNameError

DEVICES = [kind.value for kind in DeviceKind]
_STRAIGHT = Pose()
NO_DOCUMENT = "off"
USUAL_DELAY = 2.0
"""Seconds: a device that is noticeably slow, but within its deadlines."""


class CommandError(Exception):
    """The command cannot be understood or carried out; the text says why."""


class HelpAsked(Exception):
    """Not a command but a question about one; the text answers it."""


class _Parser(argparse.ArgumentParser):
    """Neither prints nor exits: it also runs inside the kiosk."""

    def error(self, message: str) -> NoReturn:
        text = f"{message}\n{self.format_usage().rstrip()}"
        raise CommandError(text)

    def print_help(self, file: object = None) -> NoReturn:
        del file
        raise HelpAsked(self.format_help().rstrip())


Act = Callable[[Hands, argparse.Namespace], str | None]
AddVerb = Callable[[str, str, Act], argparse.ArgumentParser]


def parser() -> argparse.ArgumentParser:
    """The grammar of ``kiosk dock ...``; ``act`` of the result carries the command out."""
    root = _Parser(
        prog="kiosk dock",
        description="Steer the simulated devices of a running kiosk.",
        allow_abbrev=False,
    )
    verbs = root.add_subparsers(dest="verb", required=True, metavar="verb")

    def verb(name: str, text: str, act: Act) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=text, description=text, allow_abbrev=False)
        added.set_defaults(act=act)
        return added

    _hand_verbs(verb)
    _pose_verbs(verb)
    _device_verbs(verb)
    return root


def _hand_verbs(verb: AddVerb) -> None:
    verb("state", "what the simulated world looks like, as JSON", lambda h, _: describe(h))
    verb("residents", "the fictitious residents", lambda h, _: _residents(h))
    verb("cards", "every card that can be laid on the reader", lambda h, _: _cards(h))
    tap = verb("tap", "lay a card on the reader", lambda h, a: h.tap(a.card))
    tap.add_argument("card", help="a resident's key, or another one of: kiosk dock cards")
    verb("take", "take the card away", lambda h, _: h.take())
    verb("hide", "put the phone away", lambda h, _: h.hide())
    document = verb("document", "lay a page under the document camera", _lay_document)
    document.add_argument("page", help="one of: kiosk dock documents; off takes it away")
    verb("documents", "every page that can be laid there", lambda h, _: _documents(h))
    paper = verb("paper", "load paper", lambda h, a: h.paper(a.amount))
    paper.add_argument("amount", help="full, low, out or millimetres")
    verb("tear", "take the printed papers away", lambda h, _: h.tear())
    papers = verb("papers", "save the printed papers as PNG files", _save_papers)
    papers.add_argument("folder", type=Path)


def _pose_verbs(verb: AddVerb) -> None:
    show = verb("show", "show a resident's code to the camera", _show)
    show.add_argument("resident", help="a resident's key")
    show.add_argument("--expired", action="store_true", help="a code of an hour ago")
    text = verb("show-text", "show any other code", lambda h, a: h.show_text(a.text, _pose(a)))
    text.add_argument("text")
    printed = verb(
        "show-printed",
        "hold a printed paper before the camera",
        lambda h, a: h.show_printed(a.number, _pose(a)),
    )
    printed.add_argument("number", type=int, nargs="?", default=0, help="by default the newest")
    hold = verb("hold", "hold it differently", _hold)
    for each in (show, text, printed, hold):
        _pose_options(each)
    second = verb("second", "another resident's phone beside", _second)
    second.add_argument("presence", choices=["on", "off"])


_POSE_OPTIONS = {
    "distance": "2: half the size",
    "angle": "degrees, counter-clockwise",
    "blur": "pixels out of focus",
    "brightness": "0.1: nearly black",
    "tilt": "degrees by which the upper edge leans away",
    "turn": "degrees by which the right edge leans away",
    "motion": "pixels that it moves while the shutter is open",
    "heading": "of the motion: degrees, counter-clockwise from the right",
    "glare": "share of the code under a lamp's reflection, 0 to 1",
    "shift": "to the right, in widths of the picture; 0.5: half out of view",
}


def _pose_options(added: argparse.ArgumentParser) -> None:
    for part, text in _POSE_OPTIONS.items():
        usual = getattr(_STRAIGHT, part)
        added.add_argument(f"--{part}", type=float, default=usual, help=text)
    added.add_argument("--dark", action="store_true", help="the phone is in dark mode")
    added.add_argument("--paper", action="store_true", help="on a slip of paper, not on a phone")


def _device_verbs(verb: AddVerb) -> None:
    cover = verb("cover", "the printer's cover", lambda h, a: h.cover(is_open=a.position == "open"))
    cover.add_argument("position", choices=["open", "closed"])
    acts: dict[str, Act] = {
        "unplug": lambda h, a: h.plug(DeviceKind(a.device), plugged=False),
        "plug": lambda h, a: h.plug(DeviceKind(a.device), plugged=True),
        "mend": lambda h, a: h.mend(DeviceKind(a.device)),
    }
    for name, act in acts.items():
        verb(name, f"{name} a device", act).add_argument("device", choices=DEVICES)
    trouble = verb("break", "let a device misbehave", _break)
    trouble.add_argument("device", choices=DEVICES)
    trouble.add_argument("trouble", choices=[t.value for t in Trouble])
    trouble.add_argument("--after", type=int, default=0, metavar="STEPS", help="that go well first")
    lasting = ", ".join(sorted(LASTING_TROUBLES))
    trouble.add_argument("--times", type=int, help=f"0: until mended, as usual for {lasting}")
    trouble.add_argument(
        "--seconds", type=float, default=USUAL_DELAY, help="of a delay, or of a replug"
    )
    backend = verb("backend", "the embedded backend", lambda h, a: h.backend(is_on=a.power == "on"))
    backend.add_argument("power", choices=["on", "off"])


def understand(argv: Sequence[str]) -> None:
    """Raises CommandError or HelpAsked for what needs no running kiosk to be refused or told."""
    parser().parse_args(list(argv))


def execute(argv: Sequence[str], hands: Hands, folder: Path = Path()) -> str:
    """Carry out one command; returns what to tell. Relative paths start at ``folder``.

    Blocks some seconds on ``backend``, else shortly. Raises CommandError.
    """
    try:
        asked = parser().parse_args(list(argv), argparse.Namespace(here=folder))
        return asked.act(hands, asked) or "ok"
    except HelpAsked as answer:
        return str(answer)
    except UnknownNameError as error:
        known = ", ".join(hands.residents)
        others = ", ".join((*hands.specimens, *OTHER_CARDS))
        message = f"unknown name {error}; residents: {known}; other cards: {others}"
        raise CommandError(message) from None
    except (HandsError, OSError) as error:
        raise CommandError(str(error)) from None


def _residents(hands: Hands) -> str:
    people = hands.residents.values()
    return "\n".join(f"{p.key:8} {p.name}  {p.birth:%Y-%m-%d}  {p.address}" for p in people)


def _cards(hands: Hands) -> str:
    """Key and label; of travel documents also what opens the chip, as a resident would type it."""
    lines = []
    for key in hands.wallet.keys:
        opens = hands.wallet.travel_key(key)
        typed = f"  {key_text(opens)}" if opens else ""
        lines.append(f"{key:12} {hands.wallet.label(key)}{typed}")
    return "\n".join(lines)


def _documents(hands: Hands) -> str:
    return "\n".join(f"{key:16} {title}" for key, title in hands.pages.items())


def _lay_document(hands: Hands, asked: argparse.Namespace) -> None:
    if asked.page == NO_DOCUMENT:
        hands.take_document()
    elif asked.page in hands.pages:
        hands.lay_document(asked.page)
    else:
        message = f"unknown page {asked.page}; pages: {', '.join(hands.pages)}"
        raise CommandError(message)


def _pose(asked: argparse.Namespace) -> Pose:
    numbers = {part: getattr(asked, part) for part in _POSE_OPTIONS}
    carrier = Carrier.PAPER if asked.paper else Carrier.PHONE
    return replace(_STRAIGHT, dark=asked.dark, carrier=carrier, **numbers)


def _show(hands: Hands, asked: argparse.Namespace) -> None:
    hands.show(asked.resident, _pose(asked), expired=asked.expired)


def _hold(hands: Hands, asked: argparse.Namespace) -> None:
    if not hands.hold(_pose(asked)):
        message = "no phone is there: show a code first"
        raise CommandError(message)


def _second(hands: Hands, asked: argparse.Namespace) -> None:
    hands.accompany(is_there=asked.presence == "on")


def _break(hands: Hands, asked: argparse.Namespace) -> None:
    trouble = Trouble(asked.trouble)
    usual = 0 if trouble in LASTING_TROUBLES else 1
    times = usual if asked.times is None else asked.times
    planned = PlannedTrouble(trouble, asked.after, times, asked.seconds)
    hands.break_(DeviceKind(asked.device), planned)


def describe(hands: Hands) -> str:
    """The world in JSON, without the code's payload."""
    state = hands.world.state
    return json.dumps(
        {
            "card": state.card,
            "code": _code(hands, state.code),
            "second": state.pose.second is not None,
            "document": state.document,
            "paper_mm": round(state.paper_mm, 1),
            "cover": "open" if state.cover_open else "closed",
            "unplugged": sorted(state.unplugged),
            "troubles": [_trouble(kind, planned) for kind, planned in state.troubles],
            "backend": "on" if hands.backend_is_on else "off",
            "papers": [paper.number for paper in state.papers],
        },
        ensure_ascii=False,
    )


def _code(hands: Hands, code: bytes | None) -> str | None:
    if code is None:
        return None
    shown = hands.shown(code)
    if shown.paper:
        return f"paper {shown.paper}"
    return f"{shown.resident or 'other'}{' (expired)' if shown.expired else ''}"


def _trouble(kind: DeviceKind, planned: PlannedTrouble) -> str:
    times = f"{planned.times} x" if planned.times else "until mended"
    return f"{kind}: {planned.trouble} after {planned.skip} steps, {times}"


def _save_papers(hands: Hands, asked: argparse.Namespace) -> str:
    folder: Path = asked.here / asked.folder
    papers = hands.world.state.papers
    if not papers:
        return "no paper"
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"paper-{paper.number:03d}.png" for paper in papers]
    for file, paper in zip(files, papers, strict=True):
        file.write_bytes(paper.png)
    return "\n".join(map(str, files))
