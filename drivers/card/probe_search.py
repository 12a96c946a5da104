"""The search itself: PC/SC readers and named serial ports, one bounded question at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from drivers._config import SAM_BAUD
from drivers._deadline import Deadline
from drivers._errors import ConfigurationError, DeadlineExceeded, TransportError
from drivers._protocols import CardReader
from drivers._status import FaultCode, fault_of
from drivers.card.probe_bench import ProbeBench
from drivers.card.probe_card import ask_card
from drivers.card.probe_findings import (
    NOT_TRIED,
    CardFinding,
    EscapeFinding,
    PortFinding,
    ProbeReport,
    ReaderFinding,
    SamFinding,
)
from drivers.card.transport import LineFault, Presence

SPEEDS = (SAM_BAUD, 57600, 38400, 19200, 9600)
"""What command 60 of the SAM protocol can set, the delivered speed first."""

SAM_SECONDS = 1.0
"""For a SAM's answer to a status frame, opening the line included; it takes under 0.1 s."""
LISTING_SECONDS = 3.0

_NO_USE_TO_REPEAT = frozenset({FaultCode.NOT_CONNECTED, FaultCode.IN_USE})
"""Of a serial port: another speed would not help."""


@dataclass(frozen=True, slots=True)
class ProbeScope:
    """What may be asked."""

    reader_name: str = ""
    """Part of the names of the PC/SC readers; empty: all."""
    ports: tuple[str, ...] = ()
    """Serial ports, which may belong to any device: only those that somebody named."""
    speeds: tuple[int, ...] = SPEEDS
    control_codes: tuple[int, ...] = ()
    """For SAM frames through SCardControl, which some readers take for other commands."""
    cards: bool = True
    """Whether the cards in the fields may be talked to."""
    sam_seconds: float = SAM_SECONDS


def probe(scope: ProbeScope, bench: ProbeBench, deadline: Deadline) -> ProbeReport:
    """Ask everything in scope and report it; what the deadline leaves no time for is "not tried".

    Blocks for the sum of the questions' own limits at most (a SAM at ``sam_seconds``, a card's
    question at 3 s). Raises Cancelled, and no other error: every fault is a finding.
    """
    ports = tuple(_port(path, scope, bench, deadline) for path in scope.ports)
    try:
        seen = bench.list_readers(deadline.within(LISTING_SECONDS))
    except TransportError as error:
        return ProbeReport(ports=ports, service_fault=str(error.code))
    except DeadlineExceeded:
        return ProbeReport(ports=ports, service_fault=str(LineFault.NO_ANSWER))
    wanted = [presence for presence in seen if scope.reader_name in presence.reader]
    readers = tuple(_reader(presence, scope, bench, deadline) for presence in wanted)
    others = (presence.reader for presence in seen if presence not in wanted)
    return ProbeReport(readers, ports, not_asked=tuple(others))


def _reader(
    presence: Presence, scope: ProbeScope, bench: ProbeBench, deadline: Deadline
) -> ReaderFinding:
    name = presence.reader
    escapes = tuple(
        EscapeFinding(code, _sam(partial(bench.open_escape, name, code), scope, deadline))
        for code in scope.control_codes
    )
    card = _card(presence, bench, deadline) if scope.cards else None
    return ReaderFinding(name, presence.atr is not None, card, escapes)


def _card(presence: Presence, bench: ProbeBench, deadline: Deadline) -> CardFinding | None:
    if presence.atr is None:
        return None
    transport = bench.open_transport(presence.reader)
    try:
        return ask_card(transport, presence.atr, deadline)
    finally:
        transport.close()


def _port(path: str, scope: ProbeScope, bench: ProbeBench, deadline: Deadline) -> PortFinding:
    sam = SamFinding(answers=False, fault=NOT_TRIED)
    for baud in scope.speeds:
        asked = _sam(partial(bench.open_serial, path, baud), scope, deadline)
        if asked.answers:
            return PortFinding(path, baud, asked)
        sam = asked if sam.fault == NOT_TRIED else sam
        if asked.fault in _NO_USE_TO_REPEAT:
            break
    return PortFinding(path, None, sam)


def _sam(
    open_reader: Callable[[], CardReader], scope: ProbeScope, deadline: Deadline
) -> SamFinding:
    try:
        deadline.check()
    except DeadlineExceeded:
        return SamFinding(answers=False, fault=NOT_TRIED)
    try:
        reader = open_reader()
    except (TransportError, ConfigurationError) as error:
        return SamFinding(answers=False, fault=_word(error))
    try:
        return _status(reader, deadline.within(scope.sam_seconds))
    finally:
        reader.close()


def _status(reader: CardReader, deadline: Deadline) -> SamFinding:
    try:
        status = reader.status(deadline)
    except (TransportError, DeadlineExceeded) as error:
        return SamFinding(answers=False, fault=_word(error))
    fault = fault_of(status.health)
    if fault is None:
        return SamFinding(answers=True, sam=status.sam)
    refused = fault.code is FaultCode.SAM_REFUSED
    return SamFinding(answers=refused, sam=status.sam, fault=str(fault.code))


def _word(error: Exception) -> str:
    if isinstance(error, TransportError):
        return str(error.code)
    return str(LineFault.NO_ANSWER if isinstance(error, DeadlineExceeded) else LineFault.HARDWARE)
