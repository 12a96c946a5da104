"""A card reader whose SAM shows identity cards as pages (``sam_pages``)."""

from __future__ import annotations

from drivers._deadline import Deadline
from drivers._errors import DeadlineExceeded, TransportError
from drivers._results import CardRead, CardUnread, ReadFailure
from drivers._status import (
    Action,
    CardReaderStatus,
    Fault,
    FaultCode,
    HardwareError,
    Health,
    NoDevice,
    Offline,
    Online,
    Unknown,
)
from drivers.card.identity_record import parse_record
from drivers.card.sam_pages import read_block
from drivers.card.transport import CardGone, CardMute, CardTransport, LineFault

STATUS_SECONDS = 2.0
"""A service that does not tell its readers in this time is taken to hang (it takes 1 ms)."""

_NO_ANSWER = Unknown(Fault(FaultCode.NO_ANSWER, Action.RESET))

_HEALTH: dict[str, Health] = {
    LineFault.SERVICE_DOWN: NoDevice(Fault(FaultCode.SERVICE_DOWN, Action.RESET)),
    LineFault.ACCESS_DENIED: NoDevice(Fault(FaultCode.SERVICE_DOWN, Action.CONFIGURE)),
    LineFault.NOT_CONNECTED: NoDevice(Fault(FaultCode.NOT_CONNECTED, Action.MAINTAIN)),
    LineFault.IN_USE: Offline(Fault(FaultCode.IN_USE, Action.RESET)),
    LineFault.NO_ANSWER: _NO_ANSWER,
    LineFault.HARDWARE: HardwareError(Fault(FaultCode.HARDWARE, Action.MAINTAIN)),
}


class SamPageCardReader:
    """``CardReader`` over any card transport; finds a returning reader or service by itself."""

    def __init__(self, transport: CardTransport) -> None:
        self._transport = transport

    def status(self, deadline: Deadline) -> CardReaderStatus:
        """See CardReader; takes two seconds at most, a silent service is ``Unknown``."""
        deadline.check()
        try:
            presence = self._transport.presence(deadline.within(STATUS_SECONDS))
        except TransportError as error:
            return CardReaderStatus(_HEALTH[error.code])
        except DeadlineExceeded:
            return CardReaderStatus(_NO_ANSWER)
        return CardReaderStatus(
            Online(), reader=presence.reader, card_present=presence.atr is not None
        )

    def wait_for_card(self, deadline: Deadline) -> bool:
        """See CardReader; raises TransportError and Cancelled."""
        return self._transport.wait_for(deadline, present=True)

    def wait_for_removal(self, deadline: Deadline) -> bool:
        """See CardReader; raises TransportError and Cancelled."""
        return self._transport.wait_for(deadline, present=False)

    def read(self, deadline: Deadline) -> CardRead:
        """See CardReader; raises TransportError, DeadlineExceeded and Cancelled."""
        try:
            with self._transport.connect(deadline) as link:
                block = read_block(lambda apdu: link.transmit(apdu, deadline))
        except CardGone:
            return CardUnread(ReadFailure.REMOVED)
        except CardMute:
            return CardUnread(ReadFailure.UNREADABLE)
        if isinstance(block, CardUnread):
            return block
        return parse_record(block.text, block.photo)

    def close(self) -> None:
        """See CardReader."""
        self._transport.close()
