"""Which single-use codes have been used, in bounded memory."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final, Protocol

MOST_REMEMBERED: Final = 10_000


class Use(Enum):
    """What a single-use code's showing is."""

    FIRST = auto()
    AGAIN = auto()
    """Or one of which it can no longer be told, because the clock went back."""
    NO_ROOM = auto()


class Uses(Protocol):
    """Whoever counts the uses of single-use codes: in memory, or in a database."""

    def use(self, name: bytes, refused_from: int, now: int) -> Use:
        """Count the use of the code ``name``, which is refused as expired from ``refused_from`` on.

        Both moments in seconds since 1970. Only FIRST counts as a use.
        """
        ...


class ReplayGuard:
    """Remembers codes until they have expired. Not thread-safe; forgets all when dropped.

    Has no clock: whoever asks says what time it is. A code that is forgotten stays refused, even
    when the clock goes back: what expires no later than something forgotten counts as used.
    """

    def __init__(self, capacity: int = MOST_REMEMBERED) -> None:
        if capacity < 1:
            message = "a guard must remember at least one code"
            raise ValueError(message)
        self._capacity = capacity
        self._refused_from: dict[bytes, int] = {}
        self._forgotten_to = 0

    @property
    def remembered(self) -> int:
        """How many codes it remembers just now."""
        return len(self._refused_from)

    def use(self, name: bytes, refused_from: int, now: int) -> Use:
        """Count the use of the code ``name``, which is refused as expired from ``refused_from`` on.

        Both moments in seconds since 1970. Only FIRST counts as a use.
        """
        if name in self._refused_from or refused_from <= self._forgotten_to:
            return Use.AGAIN
        if len(self._refused_from) >= self._capacity:
            self._forget(now)
        if len(self._refused_from) >= self._capacity:
            return Use.NO_ROOM
        self._refused_from[name] = refused_from
        return Use.FIRST

    def _forget(self, now: int) -> None:
        over = {name: end for name, end in self._refused_from.items() if end <= now}
        for name in over:
            del self._refused_from[name]
        self._forgotten_to = max([self._forgotten_to, *over.values()])
