"""A simulated reader field, driven by the ``World``.

``CardStay`` adds what hands and hazards do to one stay of a card in the field. ``SimCardTransport``
is the in-process line to it; ``drivers.sim.vpcd`` puts the same stay into a real PC/SC service.
"""

from __future__ import annotations

from collections.abc import Callable

from drivers._deadline import Deadline
from drivers._errors import Cancelled, TransportError
from drivers._status import DeviceKind
from drivers.card.apdu import Response
from drivers.card.transport import CardGone, CardLink, LineFault, Presence
from drivers.sim.sam_card import CardMaker, SimCard
from drivers.sim.wallet import load_wallet
from drivers.sim.world import PlannedTrouble, Trouble, World, WorldState

READER_NAME = "Simulated SAM reader"


class CardStay:
    """One card from the moment it is laid down until it is first taken away."""

    def __init__(
        self, world: World, key: str, card: SimCard, on_gone: Callable[[], object] = bool
    ) -> None:
        self.key = key
        self._world = world
        self._card = card
        self._on_gone = on_gone
        self._gone = False
        self._unsubscribe = world.subscribe(self._notice)
        self._notice(world.state)

    @property
    def gone(self) -> bool:
        """Whether it was taken, exchanged or lost its reader at any moment since."""
        return self._gone

    @property
    def atr(self) -> bytes:
        """The card's answer-to-reset."""
        return self._card.atr

    def exchange(self, apdu: bytes, deadline: Deadline) -> bytes:
        """One APDU, with the world's next trouble for the reader.

        Raises CardGone, TransportError (the plug is out or the line breaks), DeadlineExceeded and
        Cancelled (hanging or late for too long).
        """
        deadline.check()
        self._check()
        answer = self._troubled(self._world.step(DeviceKind.CARD_READER), apdu, deadline)
        self._check()
        return answer

    def end(self) -> None:
        """Stop watching the world."""
        self._unsubscribe()

    def _troubled(self, planned: PlannedTrouble | None, apdu: bytes, deadline: Deadline) -> bytes:
        match planned.trouble if planned else None:
            case Trouble.FAIL if planned:
                return Response(b"", planned.sw).to_bytes()
            case Trouble.DISCONNECT:
                raise TransportError(LineFault.NOT_CONNECTED)
            case Trouble.GARBLE:
                return garbled(self._card.respond(apdu))
            case Trouble.WRONG_LENGTH:
                return of_wrong_length(self._card.respond(apdu))
            case Trouble.REMOVE:
                self._world.take_card()
                raise CardGone
            case Trouble.HANG if planned:
                until_mended = planned.times == 0
                self._wait(deadline, lambda state: until_mended and not _troubles(state))
            case Trouble.DELAY if planned:
                late = deadline.within(planned.seconds)
                self._wait(late, lambda _: False)
            case _:
                pass
        deadline.check()
        return self._card.respond(apdu)

    def _wait(self, deadline: Deadline, until: Callable[[WorldState], bool]) -> None:
        self._world.wait_until(lambda state: self._gone or until(state), deadline)

    def _check(self) -> None:
        if not self._world.plugged(DeviceKind.CARD_READER):
            raise TransportError(LineFault.NOT_CONNECTED)
        if self._gone:
            raise CardGone

    def _notice(self, state: WorldState) -> None:
        if not self._gone and (state.card != self.key or _unplugged(state)):
            self._gone = True
            self._on_gone()


def garbled(answer: bytes) -> bytes:
    """Half of the data, every bit turned, under the honest status word: lengths never fit."""
    response = Response.from_bytes(answer)
    kept = response.data[: len(response.data) // 2]
    return Response(bytes(byte ^ 0xFF for byte in kept), response.sw).to_bytes()


def of_wrong_length(answer: bytes) -> bytes:
    """Without its last data byte, or with a zero byte of data where there is none."""
    response = Response.from_bytes(answer)
    return Response(response.data[:-1] if response.data else b"\0", response.sw).to_bytes()


def _troubles(state: WorldState) -> bool:
    return any(kind is DeviceKind.CARD_READER for kind, _ in state.troubles)


class SimLink(CardLink):
    """A connection to one stay."""

    def __init__(self, stay: CardStay) -> None:
        self._stay = stay

    def transmit(self, apdu: bytes, deadline: Deadline) -> Response:
        """See CardLink."""
        return Response.from_bytes(self._stay.exchange(apdu, deadline))

    def close(self) -> None:
        """See CardLink."""
        self._stay.end()


class SimCardTransport:
    """The in-process reader; it lays down the sandbox's cards unless ``make_card`` has others."""

    def __init__(self, world: World, make_card: CardMaker | None = None) -> None:
        self._world = world
        self._make_card = make_card or load_wallet().card

    def presence(self, deadline: Deadline) -> Presence:
        """See CardTransport."""
        deadline.check()
        key = self._plugged().card
        atr = None if key is None else self._make_card(key).atr
        return Presence(READER_NAME, atr)

    def wait_for(self, deadline: Deadline, *, present: bool) -> bool:
        """See CardTransport."""
        reached = self._world.wait_until(
            lambda state: _unplugged(state) or (state.card is not None) is present, deadline
        )
        if deadline.cancel.is_set():
            raise Cancelled
        self._plugged()
        return reached

    def connect(self, deadline: Deadline) -> SimLink:
        """See CardTransport."""
        deadline.check()
        key = self._plugged().card
        if key is None:
            raise CardGone
        return SimLink(CardStay(self._world, key, self._make_card(key)))

    def close(self) -> None:
        """See CardTransport; nothing is held."""

    def _plugged(self) -> WorldState:
        state = self._world.state
        if _unplugged(state):
            raise TransportError(LineFault.NOT_CONNECTED)
        return state


def _unplugged(state: WorldState) -> bool:
    return DeviceKind.CARD_READER in state.unplugged
