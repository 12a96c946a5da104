"""Answers to the questions that wait their turn among the other commands."""

from __future__ import annotations

from drivers.sim.printer.condition import SimCondition
from drivers.sim.printer.model import SimModel
from drivers.sim.printer.operations import (
    RequestEcho,
    RequestEjector,
    RequestIdentity,
    RequestSensor,
)

_SINGLE_IDENTITIES = {1: 0x20, 2: 0x02, 3: 0x01, 49: 0x20, 50: 0x02, 51: 0x01}
"""GS I 1 to 3, or their digits: model, type (a cutter), ROM version."""

Question = RequestSensor | RequestEjector | RequestIdentity | RequestEcho


def answer(question: Question, condition: SimCondition, model: SimModel) -> bytes:
    """What a printer in this condition says; nothing to what it does not know."""
    match question:
        case RequestSensor(n):
            return bytes([condition.paper_sensor() if n == 1 else 0])
        case RequestEjector():
            return bytes([condition.ejector()])
        case RequestEcho(identifier):
            return b"\x37\x22" + identifier + b"\0"
        case RequestIdentity(n):
            return _identity(n, model)


def _identity(n: int, model: SimModel) -> bytes:
    texts = {65: "1.00", 66: "SIM", 67: model.name, 68: "0"}
    if n in texts:
        return b"_" + texts[n].encode("ascii") + b"\0"
    return bytes([_SINGLE_IDENTITIES[n]]) if n in _SINGLE_IDENTITIES else b""
