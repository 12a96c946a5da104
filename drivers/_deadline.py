"""How long a device call may take, and how it is called off."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from drivers._errors import Cancelled, DeadlineExceeded

Clock = Callable[[], float]
"""Monotonic seconds."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment on a monotonic clock and a cancel event, handed to every device call.

    A driver asks ``check`` between its steps and bounds each blocking wait by ``remaining``; so a
    call ends within one transport time-out after the deadline or the cancellation.
    """

    at: float
    cancel: threading.Event = field(default_factory=threading.Event)
    clock: Clock = time.monotonic

    @classmethod
    def after(
        cls, seconds: float, cancel: threading.Event | None = None, clock: Clock = time.monotonic
    ) -> Deadline:
        """A deadline ``seconds`` from now; without ``cancel`` it can only run out."""
        return cls(clock() + seconds, cancel or threading.Event(), clock)

    def remaining(self) -> float:
        """Seconds left, never negative."""
        return max(0.0, self.at - self.clock())

    def within(self, seconds: float) -> Deadline:
        """The same cancel event with a deadline at most ``seconds`` away."""
        return Deadline(min(self.at, self.clock() + seconds), self.cancel, self.clock)

    def expired(self) -> bool:
        """Whether the time is used up (a cancellation does not count as expiry)."""
        return self.clock() >= self.at

    def check(self) -> None:
        """Raise Cancelled or DeadlineExceeded when the call must end now."""
        if self.cancel.is_set():
            raise Cancelled
        if self.expired():
            raise DeadlineExceeded

    def pause(self, seconds: float) -> None:
        """Wait up to ``seconds``, woken early by cancellation; raises as ``check`` does.

        The wait is on the real clock: a test with a virtual clock sets ``cancel`` or passes a
        device that never pauses.
        """
        self.check()
        self.cancel.wait(min(seconds, self.remaining()))
        self.check()
