"""A card reader whose driver runs in a process of its own."""

from __future__ import annotations

from collections.abc import Sequence

from drivers._deadline import Deadline
from drivers._documents import CardRead, TravelKey
from drivers._errors import DeadlineExceeded, TransportError
from drivers._status import CardReaderStatus
from drivers.card.line_health import HEALTH, NO_ANSWER
from drivers.card.transport import LineFault
from drivers.host.calls import STATUS_SECONDS, answer, once, steadily
from drivers.host.codec import MalformedMessageError
from drivers.host.messages import (
    AskStatus,
    OpenCardReader,
    Reached,
    ReadCard,
    Result,
    WaitForField,
)
from drivers.host.supervisor import COMMAND, DeviceHost, HostLostError, HostPace


class HostedCardReader:
    """``CardReader`` in a supervised host; starts nothing before the first call.

    A host that crashes, freezes or does not come back from a call is replaced in the background.
    A call that meets no host waits for the next one within its deadline; one whose host is lost
    under it goes on with the next host if it only watches, and a ``read`` ends as a
    TransportError: its caller knows whether the card still counts.
    """

    def __init__(
        self,
        opening: OpenCardReader,
        command: Sequence[str] = COMMAND,
        pace: HostPace | None = None,
    ) -> None:
        self._host = DeviceHost(opening, "card_reader", command, pace)

    @property
    def host_pid(self) -> int | None:
        """Process id of the present host; None while there is none."""
        return self._host.pid

    def status(self, deadline: Deadline) -> CardReaderStatus:
        """See CardReader; a host that is away for two seconds is ``Unknown``."""
        deadline.check()
        try:
            in_time = deadline.within(STATUS_SECONDS)
            return steadily(self._host, AskStatus(), in_time, answer(CardReaderStatus))
        except TransportError as error:
            told = error.detail if error.code == LineFault.MISCONFIGURED else ""
            return CardReaderStatus(HEALTH.get(error.code, NO_ANSWER), told)
        except DeadlineExceeded:
            return CardReaderStatus(NO_ANSWER)

    def wait_for_card(self, deadline: Deadline) -> bool:
        """See CardReader; raises TransportError, Cancelled, and DeadlineExceeded for a hang.

        Without a host until the deadline it ends as False: nothing was seen; ``status`` tells why.
        """
        return self._wait(deadline, present=True)

    def wait_for_removal(self, deadline: Deadline) -> bool:
        """See CardReader; ends as ``wait_for_card`` does."""
        return self._wait(deadline, present=False)

    def read(self, deadline: Deadline, key: TravelKey | None = None) -> CardRead:
        """See CardReader; raises TransportError, DeadlineExceeded and Cancelled."""
        deadline.check()
        return once(self._host, ReadCard(key), deadline, _card_read)

    def close(self) -> None:
        """See CardReader; kills the host, waits a second at most, from any thread."""
        self._host.close()

    def _wait(self, deadline: Deadline, *, present: bool) -> bool:
        try:
            reached = steadily(self._host, WaitForField(present), deadline, answer(Reached))
        except HostLostError:
            return False
        return reached.reached


def _card_read(result: Result) -> CardRead:
    if not isinstance(result, CardRead):
        raise MalformedMessageError
    return result
