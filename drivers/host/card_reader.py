"""A card reader whose driver runs in a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from drivers._deadline import Deadline
from drivers._documents import CardRead, TravelKey
from drivers._errors import ConfigurationError, DeadlineExceeded, TransportError
from drivers._status import CardReaderStatus
from drivers.card.line_health import HEALTH, NO_ANSWER
from drivers.card.transport import LineFault
from drivers.host.codec import MalformedMessageError
from drivers.host.messages import (
    AskStatus,
    OpenCardReader,
    Reached,
    ReadCard,
    Request,
    Result,
    WaitForField,
)
from drivers.host.supervisor import COMMAND, DeviceHost, HostLostError, HostPace

T = TypeVar("T")

STATUS_SECONDS = 2.0
"""A host that has not come (back) in this time is told as silent."""


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
            return self._steadily(AskStatus(), deadline.within(STATUS_SECONDS), _status)
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
        return self._call(ReadCard(key), deadline, _card_read)

    def close(self) -> None:
        """See CardReader; kills the host, waits a second at most, from any thread."""
        self._host.close()

    def _wait(self, deadline: Deadline, *, present: bool) -> bool:
        try:
            return self._steadily(WaitForField(present), deadline, _reached)
        except HostLostError:
            return False

    def _steadily(self, request: Request, deadline: Deadline, fitting: Callable[[Result], T]) -> T:
        """A question that may be asked again when the host is lost under it."""
        while True:
            try:
                return self._call(request, deadline, fitting)
            except HostLostError:
                if deadline.expired():
                    raise

    def _call(self, request: Request, deadline: Deadline, fitting: Callable[[Result], T]) -> T:
        """A host that cannot open its reader leaves the kiosk running, without a reader."""
        try:
            return self._host.call(request, deadline, fitting)
        except ConfigurationError as error:
            raise TransportError(LineFault.MISCONFIGURED, str(error)) from None


def _status(result: Result) -> CardReaderStatus:
    if not isinstance(result, CardReaderStatus):
        raise MalformedMessageError
    return result


def _reached(result: Result) -> bool:
    if not isinstance(result, Reached):
        raise MalformedMessageError
    return result.reached


def _card_read(result: Result) -> CardRead:
    if not isinstance(result, CardRead):
        raise MalformedMessageError
    return result
