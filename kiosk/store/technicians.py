"""The technicians' PIN: hashed, its tries counted before they are judged, growing lock-outs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import select, update

from kiosk.store.audit import AuditKind, append_audit
from kiosk.store.database import Store
from kiosk.store.tables import pin_gate

FREE_TRIES = 5
FIRST_LOCK_SECONDS = 15
LONGEST_LOCK_SECONDS = 3600
PIN_DIGITS = 6
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""OWASP's argon2id minimum: 19 MiB, 2 passes, 1 lane."""


@dataclass(frozen=True, slots=True)
class PinResult:
    """Whether the door opens; ``locked_seconds`` is how long it refuses to look at another PIN."""

    accepted: bool
    locked_seconds: int = 0


def is_weak(pin: str) -> bool:
    """Not six digits, one digit repeated, or a run up or down."""
    if len(pin) != PIN_DIGITS or not (pin.isascii() and pin.isdigit()):
        return True
    steps = {int(b) - int(a) for a, b in pairwise(pin)}
    return len(steps) == 1 and steps <= {-1, 0, 1}


def lock_seconds(misses: int) -> int:
    """How long the gate is closed after so many misses in a row."""
    if misses < FREE_TRIES:
        return 0
    doubled: int = FIRST_LOCK_SECONDS * 2 ** min(misses - FREE_TRIES, 10)
    return min(doubled, LONGEST_LOCK_SECONDS)


class PinGate:
    """One PIN for the machine; the counter outlives restarts and power cuts."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def enrol(self, pin: str) -> None:
        """Set the PIN and forget earlier misses; ValueError for a weak one."""
        if is_weak(pin):
            message = f"a PIN has {PIN_DIGITS} digits that are neither all equal nor a run"
            raise ValueError(message)
        values = {"only": 1, "pin_hash": _HASHER.hash(pin), "misses": 0, "locked_until": 0.0}
        with self._store.begin() as connection:
            connection.execute(pin_gate.delete())
            connection.execute(pin_gate.insert().values(values))

    @property
    def enrolled(self) -> bool:
        """Whether a PIN has been set."""
        with self._store.begin() as connection:
            return connection.scalar(select(pin_gate.c.only)) is not None

    def check(self, pin: str) -> PinResult:
        """Count the try (committed), then compare: cutting the power gives no further tries.

        Blocks for about 50 ms. A clock that was set back cannot lengthen a lock-out beyond an hour.
        """
        now = self._clock().timestamp()
        with self._store.begin() as connection:
            row = connection.execute(select(pin_gate)).one_or_none()
            if row is None:
                return PinResult(accepted=False)
            wait = min(row.locked_until - now, LONGEST_LOCK_SECONDS)
            if wait > 0:
                return PinResult(accepted=False, locked_seconds=int(wait) + 1)
            misses = row.misses + 1
            lock = lock_seconds(misses)
            connection.execute(update(pin_gate).values(misses=misses, locked_until=now + lock))
        accepted = _matches(row.pin_hash, pin)
        self._judge(accepted=accepted, lock=lock)
        return PinResult(accepted, 0 if accepted else lock)

    def _judge(self, *, accepted: bool, lock: int) -> None:
        now = self._clock()
        kind = AuditKind.TECHNICIAN_IN if accepted else AuditKind.TECHNICIAN_REFUSED
        with self._store.begin() as connection:
            if accepted:
                connection.execute(update(pin_gate).values(misses=0, locked_until=0.0))
            append_audit(connection, now, kind, {"locked_seconds": 0 if accepted else lock})


def _matches(pin_hash: str, pin: str) -> bool:
    try:
        return _HASHER.verify(pin_hash, pin)
    except VerificationError:
        return False
