"""Environment faults that end a device call.

DriverError
|-- DeadlineExceeded      the time given to the call is used up
|-- Cancelled             the caller called it off
|-- TransportError        the line to the device broke (unplugged, refused); ``code`` says how
+-- ConfigurationError    the profile asks for something this driver cannot do

What a resident's hand can cause (a card pulled, paper torn, an unreadable code) is no exception:
it is a value of the call's result.
"""

from __future__ import annotations


class DriverError(Exception):
    """Base of everything a driver raises on purpose."""


class DeadlineExceeded(DriverError):
    """The call did not finish in its time."""


class Cancelled(DriverError):
    """The caller set the cancel event."""


class TransportError(DriverError):
    """The line to the device broke; ``code`` is a stable word for logs and texts."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


class ConfigurationError(DriverError):
    """The configuration names a driver, address or option that does not exist."""
