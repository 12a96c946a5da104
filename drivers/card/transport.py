"""What the card protocols need of a line to a card: bytes, presence and an honest end.

Two things that a resident's hand can do to a line are exceptions *inside* ``drivers.card`` and
become values of a read at its door:

CardTrouble
|-- CardGone   the card left the field, or another one took its place, since ``connect``
+-- CardMute   something lies in the field but does not answer as a card

All else that goes wrong is a ``TransportError`` whose code is a ``LineFault``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum, unique
from typing import Protocol, Self, TypeVar

from drivers._deadline import Deadline
from drivers.card.apdu import Response

T = TypeVar("T")

Talk = Callable[[Callable[[bytes], Response]], T]
"""A conversation with a card: given the exchange of one APDU, it comes to a result."""


class CardTrouble(Exception):
    """Base of what ends a card session without the line being broken."""


class CardGone(CardTrouble):
    """The card is not (or no longer) the one in the field."""


class CardMute(CardTrouble):
    """The object in the field does not talk."""


@unique
class LineFault(StrEnum):
    """Codes of the ``TransportError`` that a card transport raises."""

    SERVICE_DOWN = "service_down"
    """The smart-card service does not run."""
    ACCESS_DENIED = "access_denied"
    """The service refuses this user (polkit rule missing)."""
    NOT_CONNECTED = "not_connected"
    """No reader of the wanted name."""
    IN_USE = "in_use"
    """Another program holds the card."""
    NO_ANSWER = "no_answer"
    """Earlier calls still hang in the service or the reader."""
    GARBLED = "garbled"
    """What comes back is no answer: another device, another speed, or a bad line."""
    MISCONFIGURED = "misconfigured"
    """The profile asks for what this machine cannot open; the error's detail tells what."""
    SAM_REFUSED = "sam_refused"
    """The reader answers, its SAM does no work."""
    HARDWARE = "hardware"
    """The reader reports a fault of its own."""


@dataclass(frozen=True, slots=True)
class Presence:
    """Name of the reader and the answer-to-reset of the card in its field.

    ``atr`` is None while the field is empty, and empty for an object that does not answer.
    """

    reader: str
    atr: bytes | None = None


class CardLink(Protocol):
    """An exclusive connection to the card that lay in the field at ``connect``."""

    def transmit(self, apdu: bytes, deadline: Deadline) -> Response:
        """Exchange one APDU.

        Blocks until the card answers; raises CardGone, TransportError, DeadlineExceeded or
        Cancelled, and never hands out bytes of another card than the connected one.
        """
        ...

    def converse(self, talk: Talk[T], deadline: Deadline) -> T:
        """Hold a whole conversation; ``talk`` gets a function that exchanges one APDU.

        As many calls of ``transmit``, and raises as these do; ``talk`` may run on another thread.
        """
        return talk(lambda apdu: self.transmit(apdu, deadline))

    def close(self) -> None:
        """Let go of the card without waiting for it; safe to call twice."""
        ...

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()


class CardTransport(Protocol):
    """One reader, or several seen as one; calls raise TransportError, DeadlineExceeded, Cancelled.

    After a TransportError the next call tries afresh, so a restarted service or a replugged reader
    is found again without anybody's help. Of several cards the one laid last counts; the field is
    empty when none is left.
    """

    def presence(self, deadline: Deadline) -> Presence:
        """What lies in the field now; does not talk to the card."""
        ...

    def wait_for(self, deadline: Deadline, *, present: bool) -> bool:
        """Block until a card is in the field (or not); False once the deadline has run out."""
        ...

    def connect(self, deadline: Deadline) -> CardLink:
        """Power the card in the field; raises CardGone (empty field) or CardMute."""
        ...

    def close(self) -> None:
        """Release the reader; safe to call twice and from any thread."""
        ...
