"""How line faults become statuses, with a transport that does as told."""

import subprocess
import sys
from datetime import date

import pytest

from drivers import (
    Action,
    CardUnread,
    Deadline,
    DeadlineExceeded,
    Fault,
    FaultCode,
    HardwareError,
    NoDevice,
    Offline,
    Online,
    ReadFailure,
    TransportError,
    TravelKey,
    Unknown,
)
from drivers.card import ApduCardReader, LineFault, Presence
from drivers.card.apdu import Response
from drivers.card.apdu_reader import STATUS_SECONDS
from drivers.card.transport import CardGone, CardLink, CardMute


class FakeTransport:
    """Raises what it was given, or shows a field."""

    def __init__(self, outcome):
        self.outcome = outcome
        self.deadlines = []
        self.closed = 0

    def presence(self, deadline):
        return self._come_out(deadline)

    def connect(self, deadline):
        return self._come_out(deadline)

    def close(self):
        self.closed += 1

    def _come_out(self, deadline):
        self.deadlines.append(deadline)
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome


def soon() -> Deadline:
    return Deadline.after(20.0)


HEALTH = {
    LineFault.SERVICE_DOWN: NoDevice(Fault(FaultCode.SERVICE_DOWN, Action.RESET)),
    LineFault.ACCESS_DENIED: NoDevice(Fault(FaultCode.SERVICE_DOWN, Action.CONFIGURE)),
    LineFault.NOT_CONNECTED: NoDevice(Fault(FaultCode.NOT_CONNECTED, Action.MAINTAIN)),
    LineFault.IN_USE: Offline(Fault(FaultCode.IN_USE, Action.RESET)),
    LineFault.NO_ANSWER: Unknown(Fault(FaultCode.NO_ANSWER, Action.RESET)),
    LineFault.GARBLED: Unknown(Fault(FaultCode.GARBLED, Action.CONFIGURE)),
    LineFault.MISCONFIGURED: NoDevice(Fault(FaultCode.MISCONFIGURED, Action.CONFIGURE)),
    LineFault.SAM_REFUSED: HardwareError(Fault(FaultCode.SAM_REFUSED, Action.MAINTAIN)),
    LineFault.HARDWARE: HardwareError(Fault(FaultCode.HARDWARE, Action.MAINTAIN)),
}


@pytest.mark.parametrize("fault", LineFault)
def test_each_line_fault_is_a_status_with_something_to_do(fault):
    reader = ApduCardReader(FakeTransport(TransportError(fault)))

    assert reader.status(soon()).health == HEALTH[fault]


def test_a_silent_service_is_unknown_and_not_absent():
    transport = FakeTransport(DeadlineExceeded())
    deadline = soon()

    assert ApduCardReader(transport).status(deadline).health == HEALTH[LineFault.NO_ANSWER]
    assert transport.deadlines[0].remaining() <= STATUS_SECONDS


@pytest.mark.parametrize(("atr", "present"), [(None, False), (b"", True), (b"\x3b", True)])
def test_something_without_an_answer_to_reset_still_lies_in_the_field(atr, present):
    status = ApduCardReader(FakeTransport(Presence("Reader 0", atr))).status(soon())

    assert (status.health, status.reader, status.card_present) == (Online(), "Reader 0", present)


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [(CardGone(), ReadFailure.REMOVED), (CardMute(), ReadFailure.UNREADABLE)],
)
def test_what_a_hand_can_cause_is_a_value(trouble, reason):
    assert ApduCardReader(FakeTransport(trouble)).read(soon()) == CardUnread(reason)


def test_a_broken_line_ends_a_read_as_an_error():
    reader = ApduCardReader(FakeTransport(TransportError(LineFault.NOT_CONNECTED)))

    with pytest.raises(TransportError):
        reader.read(soon())


class FakeLink(CardLink):
    """A card that answers 90 00 to everything."""

    def close(self):
        pass

    def transmit(self, apdu, deadline):
        return Response(apdu, 0x9000)


def test_the_key_reaches_the_procedure():
    key = TravelKey("X1234567", date(1990, 1, 1), date(2030, 1, 1))
    heard = []

    def procedure(transmit, key):
        heard.append((transmit(b"\0").data, key))
        return CardUnread(ReadFailure.KEY_REFUSED)

    reader = ApduCardReader(FakeTransport(FakeLink()), procedure)

    assert reader.read(soon(), key) == CardUnread(ReadFailure.KEY_REFUSED)
    assert reader.read(soon()) == CardUnread(ReadFailure.KEY_REFUSED)
    assert heard == [(b"\0", key), (b"\0", None)]


def test_close_reaches_the_transport():
    transport = FakeTransport(None)
    ApduCardReader(transport).close()

    assert transport.closed == 1


def test_the_package_loads_without_the_pcsc_library():
    """Simulated and other readers do not pay for it, nor need it installed."""
    program = "import sys, drivers.card; sys.exit(bool({'smartcard', 'serial'} & {*sys.modules}))"

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
