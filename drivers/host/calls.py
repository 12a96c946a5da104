"""What the kiosk's side of every hosted device asks in the same way."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from drivers._deadline import Deadline
from drivers._errors import ConfigurationError, TransportError
from drivers._status import FaultCode
from drivers.host.codec import MalformedMessageError
from drivers.host.messages import Request, Result
from drivers.host.supervisor import DeviceHost, HostLostError

T = TypeVar("T")

STATUS_SECONDS = 2.0
"""A host that has not come (back) in this time is told as silent."""


def answer(kind: type[T]) -> Callable[[Result], T]:
    """Takes a result of this kind; any other is no answer, and its host is not to be trusted."""

    def fitting(result: Result) -> T:
        if not isinstance(result, kind):
            raise MalformedMessageError
        return result

    return fitting


def once(
    host: DeviceHost, request: Request, deadline: Deadline, fitting: Callable[[Result], T]
) -> T:
    """A host that cannot open its device leaves the kiosk running, without that device."""
    try:
        return host.call(request, deadline, fitting)
    except ConfigurationError as error:
        raise TransportError(FaultCode.MISCONFIGURED, str(error)) from None


def steadily(
    host: DeviceHost, request: Request, deadline: Deadline, fitting: Callable[[Result], T]
) -> T:
    """A question that may be asked again, within its deadline, when the host is lost under it."""
    while True:
        try:
            return once(host, request, deadline, fitting)
        except HostLostError:
            if deadline.expired():
                raise
