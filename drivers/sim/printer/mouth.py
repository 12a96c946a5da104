"""The presenter: where a cut slip waits for a hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

_RETRACT, _PRESENT, _EJECT = 2, 3, 5


@dataclass(frozen=True, slots=True)
class Slip:
    """A piece that the cutter let fall: its picture and length."""

    png: bytes = field(repr=False)
    length_mm: float


class Mouth:
    """Holds one slip; ``deliver`` is called when it leaves the printer."""

    def __init__(self, deliver: Callable[[Slip], None]) -> None:
        self._deliver = deliver
        self._inside: Slip | None = None
        self._shown: Slip | None = None
        self.retracted: list[Slip] = []
        """What went into the bin."""

    @property
    def full(self) -> bool:
        """Whether the sensor in the mouth sees a slip."""
        return self._shown is not None

    def receive(self, slip: Slip) -> None:
        """A cut slip; it pushes out what was still there."""
        self._expel()
        self._inside = slip

    def move(self, how: int) -> None:
        """GS e: 2 retracts, 3 presents, 5 ejects."""
        if how == _RETRACT:
            self.retract()
        elif how == _PRESENT:
            self.present()
        elif how == _EJECT:
            self._expel()

    def present(self) -> None:
        """Push the slip out so far that a hand can take it."""
        if self._inside:
            self._shown, self._inside = self._inside, None

    def take(self) -> None:
        """A hand takes the slip."""
        if self._shown:
            self._deliver(self._shown)
            self._shown = None

    def retract(self) -> None:
        """Pull it back into the machine."""
        slip = self._shown or self._inside
        if slip:
            self.retracted.append(slip)
        self._shown = self._inside = None

    def _expel(self) -> None:
        slip = self._shown or self._inside
        self._shown = self._inside = None
        if slip:
            self._deliver(slip)
