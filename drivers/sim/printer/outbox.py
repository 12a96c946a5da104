"""What the printer has to say, and the ways in which that goes wrong."""

from __future__ import annotations

import math
from hashlib import blake2b

_LONGEST_NONSENSE = 64


class Outbox:
    """Replies in order; faults hold them back, double them or turn them into nonsense."""

    def __init__(self) -> None:
        self._ready = bytearray()
        self._later: list[tuple[float, bytes]] = []
        self._now = 0.0
        self._spoilt = 0
        self.silent = False
        """Says nothing at all."""
        self.twice = False
        """Says everything twice."""
        self.late_seconds = 0.0
        """Says everything so late."""
        self.nonsense = 0
        """Bytes of nonsense to send instead of the next replies."""
        self.garbled = False
        """Turns every reply into nonsense of the same length."""

    @property
    def waiting(self) -> bool:
        """Whether a reply only waits for its time."""
        return bool(self._later)

    def clear(self) -> None:
        """Forget what has not been said."""
        self._ready.clear()
        self._later.clear()

    def say(self, reply: bytes) -> None:
        """Say this."""
        if self.silent:
            return
        said = self._spoil(reply) if self.garbled else reply * (2 if self.twice else 1)
        if self.late_seconds:
            self._later.append((self._now + self.late_seconds, said))
        else:
            self._ready += said

    def next_due(self) -> float:
        """Seconds until a late reply is due; infinite when there is none."""
        return self._later[0][0] - self._now if self._later else math.inf

    def elapse(self, seconds: float) -> None:
        """Let time pass."""
        self._now += seconds
        while self._later and self._later[0][0] <= self._now:
            self._ready += self._later.pop(0)[1]

    def take(self) -> bytes:
        """What has been said, or nonsense in its place."""
        replies = bytes(self._ready)
        self._ready.clear()
        if not self.nonsense:
            return replies
        size, self.nonsense = max(len(replies), self.nonsense), 0
        return self._spoil(bytes(min(size, _LONGEST_NONSENSE)))

    def _spoil(self, reply: bytes) -> bytes:
        self._spoilt += 1
        return blake2b(self._spoilt.to_bytes(4), digest_size=len(reply)).digest()
