"""Everything a call to the backend may raise, mapped once at the edge.

BackendError
|-- Unreachable      no connection, or it broke midway: a write may or may not have arrived
|-- TimedOut         the deadline passed: a write may or may not have arrived
|-- Rejected         4xx: ``code`` says why; sending the same again will not help, but for
|                    the statuses in ``TRANSIENT_REJECTIONS``
|-- ServerFault      5xx: the backend failed and kept nothing
+-- ContractBroken   the answer is not what contract v1 says (a captive portal, a wrong version)

No message carries what was sent or received: codes, statuses and field names only.
"""

from __future__ import annotations

from typing import Final

TRANSIENT_REJECTIONS: Final = frozenset({401, 408, 409, 425, 429})
"""RFC 9110 / 8470 / 6585 statuses that invite another try: time-out, the first try still running,
too early, too many requests. And 401: this kiosk's key or clock is at fault, not what it sent.
"""


class BackendError(Exception):
    """Base of everything a client call raises on purpose."""


class Unreachable(BackendError):
    """The line to the backend failed; ``cause`` is the kind of failure, never its content."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


class TimedOut(BackendError):
    """The call did not end within its deadline."""


class Rejected(BackendError):
    """The backend understood and declined. ``code`` is a ``ProblemCode`` value or a newer word."""

    def __init__(self, code: str, status: int, retry_after: float | None = None) -> None:
        super().__init__(f"{status} {code}")
        self.code = code
        self.status = status
        self.retry_after = retry_after
        """Seconds the backend asks to wait, where it does."""

    @property
    def transient(self) -> bool:
        """Whether the same request may succeed later."""
        return self.status in TRANSIENT_REJECTIONS


class ServerFault(BackendError):
    """The backend answered 5xx."""

    def __init__(self, status: int, retry_after: float | None = None) -> None:
        super().__init__(str(status))
        self.status = status
        self.retry_after = retry_after
        """Seconds the backend asks to wait, where it does."""


class ContractBroken(BackendError):
    """The answer does not fit the contract; ``where`` lists fields and rules, no values."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where
