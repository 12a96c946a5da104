"""What codes hold: links with tokens, opaque tokens, Chinese JSON; 30 to 400 bytes."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass

import numpy as np
import segno
from numpy.random import Generator
from numpy.typing import NDArray

SHORTEST, LONGEST = 30, 400
DENSE = (320, 400)
LEVELS = ("L", "M", "Q")
LAST_VERSION = 20
WORDS = "罗湖区智慧政务进小区预约办理查询打印社保公积金居住证老年优待凭证渔邨社区服务中心"


@dataclass(frozen=True, slots=True, eq=False)
class Code:
    """A QR code: its bytes and its modules without a quiet zone (1 = dark)."""

    payload: bytes
    modules: NDArray[np.uint8]

    @property
    def size(self) -> int:
        """Modules a side."""
        return len(self.modules)


def make_code(dice: Generator, shortest: int = SHORTEST, longest: int = LONGEST) -> Code:
    """A code of version 2 to 20 with a random payload and error correction level."""
    while True:
        payload = make_payload(dice, int(dice.integers(shortest, longest + 1)))
        level = LEVELS[dice.integers(len(LEVELS))]
        made = segno.make_qr(payload, error=level, boost_error=False, mode="byte")
        if 2 <= int(made.version) <= LAST_VERSION:
            return Code(payload, np.array(made.matrix, np.uint8))


def make_payload(dice: Generator, length: int) -> bytes:
    """Bytes of one of the three kinds, at most ``length`` long and nearly so."""
    token = base64.urlsafe_b64encode(dice.bytes(length)).decode()
    match dice.integers(3):
        case 0:
            return f"https://id.example/q?t={token}"[:length].encode()
        case 1:
            return token[:length].encode()
        case _:
            return _chinese(dice, length)


def _chinese(dice: Generator, length: int) -> bytes:
    text = "".join(WORDS[index] for index in dice.integers(len(WORDS), size=length))
    kept = length
    while True:
        raw = json.dumps({"v": 1, "事项": text[:kept]}, ensure_ascii=False).encode()
        if len(raw) <= length:
            return raw
        kept -= max(1, (len(raw) - length) // 3)
