"""Profile ``probe``: a card reader that finds out by itself which other profile it has."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from drivers._config import CardProfile, CardReaderConfig
from drivers._deadline import Deadline
from drivers._documents import CardRead, TravelKey
from drivers._errors import TransportError
from drivers._protocols import CardReader
from drivers._status import Action, CardReaderStatus, Fault, FaultCode, NoDevice, fault_of
from drivers.card.line_health import HEALTH
from drivers.card.probe_advice import recommended
from drivers.card.probe_bench import ProbeBench, real_bench
from drivers.card.probe_search import SPEEDS, ProbeScope, probe
from drivers.card.transport import LineFault

T = TypeVar("T")

SAM_SECONDS = 0.3
"""For a SAM's answer at one speed: all five fit into one status call of two seconds."""
SEARCH_SHARE = 0.8
"""Of a call's time for the search; the rest is for what the call is about."""
LOOK_AGAIN_SECONDS = 30.0
"""While a PC/SC reader stands in for a named serial port: how often that port is asked again."""

_LOST = frozenset({LineFault.NOT_CONNECTED, LineFault.SERVICE_DOWN})
_LOST_AT_PORT = _LOST | {LineFault.NO_ANSWER, LineFault.GARBLED}
"""Faults after which another reader, or the same one elsewhere, may be the right one.

A PC/SC line that does not answer is kept: it bounds the calls that hang in it.
"""
_NOTHING = NoDevice(Fault(FaultCode.NOT_CONNECTED, Action.MAINTAIN))

OpenFound = Callable[[CardReaderConfig], CardReader]


def open_probed_reader(config: CardReaderConfig) -> CardReader:
    """The reader that ``config.profile`` ``probe`` stands for; looks for it at the first call."""
    from drivers.card.opening import open_card_reader  # noqa: PLC0415  opens this profile, too

    return ProbedCardReader(config, real_bench(), open_card_reader)


class ProbedCardReader:
    """``CardReader`` that looks for a usable reader and hands every call to it.

    A SAM at the configured serial port comes first, then one behind the configured control code,
    then any PC/SC reader of the configured name as ``pcsc-sam-readbinary``. Cards are not asked
    while it looks. A reader whose line is lost is given up and looked for again by the next call.
    """

    def __init__(self, config: CardReaderConfig, bench: ProbeBench, open_found: OpenFound) -> None:
        self._config = config
        self._bench = bench
        self._open_found = open_found
        self._gate = threading.Lock()
        self._closed = False
        self._found: tuple[CardReaderConfig, CardReader] | None = None
        self._look_again_at = 0.0

    def status(self, deadline: Deadline) -> CardReaderStatus:
        """See CardReader; NoDevice while nothing is found."""
        deadline.check()
        try:
            config, reader = self._usable(deadline)
            if self._stands_in(config, deadline):
                config, reader = self._better(config, reader, deadline)
        except TransportError as error:
            health = HEALTH.get(error.code)
            return CardReaderStatus(health if isinstance(health, NoDevice) else _NOTHING)
        status = reader.status(deadline)
        fault = fault_of(status.health)
        if fault is not None:
            self._drop_lost(config, fault.code)
        return status

    def wait_for_card(self, deadline: Deadline) -> bool:
        """See CardReader; TransportError at once while nothing is found."""
        return self._on_found(lambda reader: reader.wait_for_card(deadline), deadline)

    def wait_for_removal(self, deadline: Deadline) -> bool:
        """See CardReader; TransportError at once while nothing is found."""
        return self._on_found(lambda reader: reader.wait_for_removal(deadline), deadline)

    def read(self, deadline: Deadline, key: TravelKey | None = None) -> CardRead:
        """See CardReader; TransportError while nothing is found."""
        return self._on_found(lambda reader: reader.read(deadline, key), deadline)

    def close(self) -> None:
        """See CardReader."""
        with self._gate:
            self._closed = True
        self._drop()

    def _on_found(self, act: Callable[[CardReader], T], deadline: Deadline) -> T:
        deadline.check()
        config, reader = self._usable(deadline)
        try:
            return act(reader)
        except TransportError as error:
            self._drop_lost(config, error.code)
            raise

    def _usable(self, deadline: Deadline) -> tuple[CardReaderConfig, CardReader]:
        """What was found, now or earlier; TransportError NOT_CONNECTED or the service's fault."""
        with self._gate:
            found = self._found
            if self._closed:
                raise TransportError(LineFault.NOT_CONNECTED, "closed")
        if found is None:
            found = self._take(self._look(deadline), deadline)
        return found

    def _look(self, deadline: Deadline) -> CardReaderConfig:
        wanted = self._config
        speeds = tuple(dict.fromkeys((wanted.baud, *SPEEDS)))
        scope = ProbeScope(
            wanted.reader_name,
            (wanted.serial_path,) if wanted.serial_path else (),
            speeds,
            (wanted.control_code,),
            cards=False,
            sam_seconds=SAM_SECONDS,
        )
        report = probe(scope, self._bench, deadline.within(deadline.remaining() * SEARCH_SHARE))
        best = recommended(report)
        if best is None:
            raise TransportError(report.service_fault or LineFault.NOT_CONNECTED)
        if best.profile is CardProfile.SAM_SERIAL:
            return replace(wanted, profile=best.profile, baud=best.baud)
        if best.profile is CardProfile.PCSC_SAM_ESCAPE:
            return replace(wanted, profile=best.profile, reader_name=best.reader_name)
        return replace(wanted, profile=CardProfile.PCSC_SAM_READBINARY)

    def _take(
        self, config: CardReaderConfig, deadline: Deadline
    ) -> tuple[CardReaderConfig, CardReader]:
        found = (config, self._open_found(config))
        with self._gate:
            closed = self._closed
            if not closed:
                self._found = found
                self._look_again_at = deadline.clock() + LOOK_AGAIN_SECONDS
        if closed:
            found[1].close()
            raise TransportError(LineFault.NOT_CONNECTED, "closed")
        return found

    def _stands_in(self, config: CardReaderConfig, deadline: Deadline) -> bool:
        awaited = self._config.serial_path and config.profile is not CardProfile.SAM_SERIAL
        return bool(awaited) and deadline.clock() >= self._look_again_at

    def _better(
        self, config: CardReaderConfig, reader: CardReader, deadline: Deadline
    ) -> tuple[CardReaderConfig, CardReader]:
        self._look_again_at = deadline.clock() + LOOK_AGAIN_SECONDS
        try:
            best = self._look(deadline)
        except TransportError:
            return config, reader
        if best == config:
            return config, reader
        self._drop()
        return self._take(best, deadline)

    def _drop_lost(self, config: CardReaderConfig, code: str) -> None:
        at_port = config.profile is CardProfile.SAM_SERIAL
        if code in (_LOST_AT_PORT if at_port else _LOST):
            self._drop()

    def _drop(self) -> None:
        with self._gate:
            found, self._found = self._found, None
        if found is not None:
            found[1].close()
