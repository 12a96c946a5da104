"""Messages as JSON, and back without believing anything.

A process that hosts a device runs a vendor's native code on data from strangers' cards; what comes
from it is data and never code, so there is no pickle here. Every union is tagged by class name;
unknown tags, extra keys and values of another type are refused.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from cattrs.preconf.json import JsonConverter, make_converter
from cattrs.strategies import configure_tagged_union

from drivers._status import Health
from drivers.host.messages import Message, Request, Result

T = TypeVar("T")

TAG = "type"

_MESSAGE: Any = Message
"""A union is a type to cattrs, but not to the type checker."""


class MalformedMessageError(Exception):
    """The bytes are no message; tells nothing of their content."""


def encode(message: Message) -> bytes:
    """The message as UTF-8 JSON."""
    return _converter().dumps(message, unstructure_as=_MESSAGE).encode()


def decode(data: bytes) -> Message:
    """The message in these bytes; raises MalformedMessageError for anything else."""
    try:
        message: Message = _converter().loads(data.decode(), _MESSAGE)
    except Exception:  # noqa: BLE001  the sender is not trusted, and any error may quote its data
        raise MalformedMessageError from None
    return message


@cache
def _converter() -> JsonConverter:
    converter = make_converter(forbid_extra_keys=True, detailed_validation=False)
    converter.register_structure_hook(str, _text)
    converter.register_structure_hook(int, _exactly)
    converter.register_structure_hook(float, _number)
    converter.register_structure_hook(bytes, lambda value, _: _bytes(value))
    converter.register_unstructure_hook(bytes, lambda value: b64encode(value).decode("ascii"))
    converter.register_structure_hook(Path, lambda value, _: Path(_text(value, str)))
    for union in (Health, Request, Result, Message):
        configure_tagged_union(union, converter, tag_name=TAG)
    return converter


def _text(value: object, kind: Callable[[str], T]) -> T:
    """A string, or a member of an enumeration of strings; cattrs alone would take ``str(5)``."""
    if not isinstance(value, str):
        raise TypeError
    return kind(value)


def _exactly(value: object, kind: type[T]) -> T:
    """A whole number or a truth value: JSON tells them apart, Python and cattrs do not."""
    if not isinstance(value, kind) or type(value) is not kind:
        raise TypeError
    return value


def _bytes(value: object) -> bytes:
    """Base64 without anything else in it; cattrs's own base85 takes 0.1 s for a page's picture."""
    return b64decode(_text(value, str), validate=True)


def _number(value: object, kind: type[float]) -> float:
    return kind(value) if isinstance(value, float) else float(_exactly(value, int))
