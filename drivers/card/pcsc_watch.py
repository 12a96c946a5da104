"""What lies on all readers of a name at once, and which of their cards counts.

With several cards in the fields, the one laid last counts. Of cards that were first seen in the
same look (at the start, or laid within the service's own polling interval) the one on the reader
that the service lists first counts.
"""

from __future__ import annotations

from dataclasses import dataclass

from smartcard import scard

from drivers._errors import TransportError
from drivers.card.pcsc_codes import CANCELLED, TIMEOUT, masked
from drivers.card.pcsc_session import Context, check
from drivers.card.transport import LineFault, Presence

NEW_READERS = "\\\\?PnP?\\Notification"
"""The reader name under which the service tells of readers that come and go (pcsclite.h)."""

_GONE = scard.SCARD_STATE_UNKNOWN | scard.SCARD_STATE_UNAVAILABLE
_EVENTS_SHIFT = 16
"""The high word of a reader's state counts its insertions and removals (pcsc-lite)."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One reader as last seen; ``laid`` is the number of the look that first saw its card."""

    reader: str
    state: int
    atr: bytes | None
    laid: int = 0

    @property
    def events(self) -> int:
        """Insertions and removals since the reader was found."""
        return self.state >> _EVENTS_SHIFT


@dataclass(frozen=True, slots=True)
class Sighting:
    """All readers of the wanted name, in the service's order."""

    slots: tuple[Slot, ...] = ()
    plugs: int = scard.SCARD_STATE_UNAWARE
    """State word of the pseudo-reader for new readers."""

    @property
    def presence(self) -> Presence:
        """The card that counts, or the first reader and an empty field; needs a reader."""
        slot = self._counting or self.slots[0]
        return Presence(slot.reader, slot.atr)

    @property
    def known_card(self) -> str | None:
        """The reader on which the card that counts was seen; None when there was no card."""
        return None if self._counting is None else self._counting.reader

    @property
    def _counting(self) -> Slot | None:
        laid = [slot for slot in self.slots if slot.atr is not None]
        return max(laid, key=lambda slot: slot.laid) if laid else None


def watch(context: Context, wanted: str, before: Sighting, seconds: float) -> Sighting:
    """Wait up to ``seconds`` for another sighting than ``before``; 0 looks once.

    Returns earlier for changes that do not matter here, and when the wait is called off. Raises
    TransportError: NOT_CONNECTED when no reader has ``wanted`` in its name.
    """
    known = {slot.reader: slot for slot in before.slots}
    names = _listed(context, wanted)
    asked = [(name, _state(known.get(name))) for name in names]
    hresult, states = scard.SCardGetStatusChange(
        context, round(seconds * 1000), [*asked, (NEW_READERS, before.plugs)]
    )
    if masked(hresult) in (TIMEOUT, CANCELLED):
        unseen = (known.get(name) or Slot(name, scard.SCARD_STATE_UNAWARE, None) for name in names)
        return Sighting(tuple(unseen), before.plugs)
    check(hresult)
    *readers, (_, plugs, _) = states
    look = 1 + max((slot.laid for slot in before.slots), default=0)
    slots = tuple(
        _slot(name, state, bytes(atr), known.get(name), look)
        for name, state, atr in readers
        if not state & _GONE
    )
    if not slots:
        raise TransportError(LineFault.NOT_CONNECTED)
    return Sighting(slots, plugs & ~scard.SCARD_STATE_CHANGED)


def _listed(context: Context, wanted: str) -> list[str]:
    hresult, readers = scard.SCardListReaders(context, [])
    check(hresult)
    names = [str(reader) for reader in readers if wanted in reader]
    if not names:
        raise TransportError(LineFault.NOT_CONNECTED)
    return names


def _state(slot: Slot | None) -> int:
    return scard.SCARD_STATE_UNAWARE if slot is None else slot.state


def _slot(reader: str, state: int, atr: bytes, before: Slot | None, look: int) -> Slot:
    now = Slot(reader, state & ~scard.SCARD_STATE_CHANGED, atr, look)
    if not state & scard.SCARD_STATE_PRESENT:
        return Slot(reader, now.state, None)
    if before is not None and before.atr is not None and before.events == now.events:
        return Slot(reader, now.state, atr, before.laid)
    return now
