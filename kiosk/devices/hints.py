"""A hint that does not flicker: told once it has held for a while, and then long enough to read."""

from __future__ import annotations

from typing import Final

from kiosk.session import NoticeCode

HOLDS_SECONDS: Final = 0.7
"""How long the camera must say the same before a resident is told."""
STAYS_SECONDS: Final = 1.5
"""How long a hint stands at least: a slow reader takes in ten characters in that time."""


class SteadyHint:
    """Judges what the camera says, look by look; seconds are of one monotonic clock.

    That nothing is wrong is told by the same rules: a hint goes away once nothing has been wrong
    for ``HOLDS_SECONDS``, and not before it has stood for ``STAYS_SECONDS``.
    """

    def __init__(self) -> None:
        self._told: NoticeCode | None = None
        self._told_at = 0.0
        self._heard: NoticeCode | None = None
        self._heard_at: float | None = None

    @property
    def told(self) -> NoticeCode | None:
        """What stands on the screen now."""
        return self._told

    def note(self, reason: NoticeCode | None, now: float) -> None:
        """One look ended with this reason, or with none."""
        if self._heard_at is None or reason is not self._heard:
            self._heard, self._heard_at = reason, now
        holds = now - self._heard_at >= HOLDS_SECONDS
        stood = self._told is None or now - self._told_at >= STAYS_SECONDS
        if reason is not self._told and holds and stood:
            self._told, self._told_at = reason, now

    def forget(self) -> None:
        """Begin anew: a code was read, the scene changed, or the camera is gone."""
        self._told = self._heard = self._heard_at = None
