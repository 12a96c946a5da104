"""A PC/SC card reader: a line for APDUs, and the procedures that its profile allows."""

from __future__ import annotations

from drivers._deadline import Deadline
from drivers._documents import CardRead, CardUnread, ReadFailure, TravelKey
from drivers._errors import DeadlineExceeded, TransportError
from drivers._status import CardReaderStatus, Online
from drivers.card.line_health import HEALTH, NO_ANSWER
from drivers.card.procedures import SAM_READER, Procedure
from drivers.card.transport import CardGone, CardMute, CardTransport

STATUS_SECONDS = 2.0
"""A service that does not tell its readers in this time is taken to hang (it takes 1 ms)."""


class ApduCardReader:
    """``CardReader`` over any card transport; finds a returning reader or service by itself."""

    def __init__(self, transport: CardTransport, procedure: Procedure = SAM_READER) -> None:
        self._transport = transport
        self._procedure = procedure

    def status(self, deadline: Deadline) -> CardReaderStatus:
        """See CardReader; takes two seconds at most, a silent service is ``Unknown``."""
        deadline.check()
        try:
            presence = self._transport.presence(deadline.within(STATUS_SECONDS))
        except TransportError as error:
            return CardReaderStatus(HEALTH[error.code])
        except DeadlineExceeded:
            return CardReaderStatus(NO_ANSWER)
        return CardReaderStatus(
            Online(), reader=presence.reader, card_present=presence.atr is not None
        )

    def wait_for_card(self, deadline: Deadline) -> bool:
        """See CardReader; raises TransportError and Cancelled."""
        return self._transport.wait_for(deadline, present=True)

    def wait_for_removal(self, deadline: Deadline) -> bool:
        """See CardReader; raises TransportError and Cancelled."""
        return self._transport.wait_for(deadline, present=False)

    def read(self, deadline: Deadline, key: TravelKey | None = None) -> CardRead:
        """See CardReader; raises TransportError, DeadlineExceeded and Cancelled."""
        try:
            with self._transport.connect(deadline) as link:
                return link.converse(lambda transmit: self._procedure(transmit, key), deadline)
        except CardGone:
            return CardUnread(ReadFailure.REMOVED)
        except CardMute:
            return CardUnread(ReadFailure.UNREADABLE)

    def close(self) -> None:
        """See CardReader."""
        self._transport.close()
