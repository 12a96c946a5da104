"""``read``: wait for a card, read it, and say what it is without saying whose."""

from __future__ import annotations

import argparse
import getpass
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import TypeVar

from drivers._deadline import Deadline
from drivers._documents import Authenticity, CardUnread, Sex, TravelKey
from drivers.cli.card_view import CardView, Value, view_of
from drivers.cli.opened import opened_card_reader
from drivers.cli.output import ask, padded, say, say_json
from drivers.cli.photo_file import save_photo
from drivers.cli.values import UsageError, day, document_number
from drivers.cli.words import AUTHENTICITIES, FAILURES, FIELDS, PROTECTIONS, SEXES, with_code

T = TypeVar("T")

NO_CARD = "no_card"
_LABEL_COLUMNS = 34


def run_read(asked: argparse.Namespace) -> int:
    """0 when a document or a chip was read, expired or not."""
    key = _travel_key(asked)
    if asked.photo and not asked.reveal:
        message = "--photo 要和 --reveal 一起用"
        raise UsageError(message)
    with opened_card_reader(asked) as reader:
        ask("请把卡放在读卡器上……")
        if not reader.wait_for_card(Deadline.after(asked.seconds)):
            return _no_card(asked)
        outcome = reader.read(Deadline.after(asked.seconds), key)
    if isinstance(outcome, CardUnread):
        return _unread(outcome, asked)
    view = view_of(outcome, reveal=asked.reveal, today=_today())
    if asked.json:
        say_json({"result": "read", **_plain(view)})
    else:
        _say(view)
    return 0 if asked.photo is None else save_photo(outcome, asked.photo)


def _today() -> date:
    """At the machine's place."""
    return datetime.now(UTC).astimezone().date()


def _no_card(asked: argparse.Namespace) -> int:
    text = with_code("没有等到卡", NO_CARD)
    if asked.json:
        say_json({"result": NO_CARD, "text": text})
    else:
        say(text)
    return 1


def _unread(unread: CardUnread, asked: argparse.Namespace) -> int:
    place = f"（字段 {unread.field}）" if unread.field else ""
    text = with_code(FAILURES[unread.reason] + place, unread.reason)
    if asked.json:
        say_json({"result": "unread", "reason": unread.reason, "field": unread.field, "text": text})
    else:
        say(text)
    return 1


def _plain(view: CardView) -> dict[str, object]:
    return asdict(view)


def _say(view: CardView) -> None:
    say(with_code(f"已读到：{view.title}", view.kind))
    for name, value in view.fields.items():
        if value is not None:
            say(f"  {padded(with_code(FIELDS[name], name), _LABEL_COLUMNS)}{_worded(value)}")
    if view.expired:
        say(with_code("  证件已过有效期", "expired"))
    for kept in view.withheld:
        what = with_code(FIELDS.get(kept.item, kept.item), kept.item)
        say(f"  未给出 {what}：{with_code(PROTECTIONS[kept.protection], kept.protection)}")
    if view.masked:
        say("  个人信息已遮盖；--reveal 显示 [masked]")


def _worded(value: Value) -> str:
    match value:
        case Sex():
            return with_code(SEXES[value], value)
        case Authenticity():
            return with_code(AUTHENTICITIES[value], value)
        case _:
            return str(value)


def _travel_key(asked: argparse.Namespace) -> TravelKey | None:
    """The key of the options or of the answers; None when none was given."""
    given = (asked.number, asked.birth, asked.until)
    if asked.ask:
        if any(given):
            message = "--ask 不能和 --number、--birth、--until 一起用"
            raise UsageError(message)
        return TravelKey(
            _hidden("证件号码: ", document_number),
            _hidden("出生日期 (YYYY-MM-DD): ", day),
            _hidden("有效期至 (YYYY-MM-DD): ", day),
        )
    if not any(given):
        return None
    if not all(given):
        message = "--number、--birth、--until 要一起给出"
        raise UsageError(message)
    return TravelKey(_checked(document_number, asked.number), asked.birth, asked.until)


def _hidden(prompt: str, parse: Callable[[str], T]) -> T:
    try:
        return _checked(parse, getpass.getpass(prompt))
    except EOFError:
        message = "--ask 要在终端上回答"
        raise UsageError(message) from None


def _checked(parse: Callable[[str], T], text: str) -> T:
    try:
        return parse(text)
    except argparse.ArgumentTypeError as error:
        raise UsageError(str(error)) from None
