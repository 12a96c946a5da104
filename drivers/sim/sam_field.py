"""A simulated SAM reader before which the ``World``'s hands lay cards, at the level of frames.

``SamField`` adds what hands and hazards do to a ``SimSamModule``; ``drivers.sim.sam_pty`` puts it
behind a serial port.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

from drivers._deadline import Deadline
from drivers._errors import TransportError
from drivers._status import DeviceKind
from drivers.card.sam_frames import HEADER_LENGTH, PREAMBLE, Reply, SamStatus
from drivers.card.transport import LineFault
from drivers.sim.sam_module import SimIdCard, SimSamModule
from drivers.sim.world import PlannedTrouble, Trouble, World, WorldState

IdCardOf = Callable[[str], SimIdCard | None]
"""What a SAM sees of the card with a key; None for a card that it cannot see at all."""


class SamField:
    """The module, its field and its plug; ``end`` stops watching the world.

    A step of the world's plan is one request. ``FAIL`` answers with the planned status word's low
    byte where that is a status of the protocol, otherwise with 41 (read failed). ``GARBLE`` turns
    one bit of the reply, ``WRONG_LENGTH`` makes its Len one too small. What is late (``DELAY``)
    was true when it was asked. A replugged reader has forgotten which card it read.
    """

    def __init__(
        self, world: World, id_card_of: IdCardOf, module: SimSamModule | None = None
    ) -> None:
        self._world = world
        self._id_card_of = id_card_of
        self._module = module or SimSamModule()
        self._gate = threading.Lock()
        self._key: str | None = None
        self._unsubscribe = world.subscribe(self._follow)
        self._follow(world.state)

    def answers(self, data: bytes, deadline: Deadline) -> Iterator[bytes]:
        """The reply to each request that ``data`` completes, in turn; empty for a lost one.

        Blocks as a delayed or hanging reader does, at most until the deadline's end or until the
        plug is pulled. Raises TransportError when the line breaks.
        """
        with self._gate:
            requests = list(self._module.requests(data))
        for request in requests:
            planned = self._world.step(DeviceKind.CARD_READER)
            yield self._answer(request, planned, deadline)

    def end(self) -> None:
        """Stop watching the world."""
        self._unsubscribe()

    def _answer(
        self, request: bytes | SamStatus, planned: PlannedTrouble | None, deadline: Deadline
    ) -> bytes:
        match planned:
            case PlannedTrouble(trouble=Trouble.FAIL, sw=sw):
                return _failure(sw).to_bytes()
            case PlannedTrouble(trouble=Trouble.DISCONNECT):
                raise TransportError(LineFault.NOT_CONNECTED)
            case PlannedTrouble(trouble=Trouble.HANG, times=times):
                if times:
                    return b""
                self._pause(deadline, _mended)
            case PlannedTrouble(trouble=Trouble.REMOVE):
                self._world.take_card()
            case _:
                pass
        reply = self._served(request)
        match planned:
            case PlannedTrouble(trouble=Trouble.DELAY, seconds=seconds):
                self._pause(deadline.within(seconds), lambda _: False)
                self._check_plug()
                return reply
            case PlannedTrouble(trouble=Trouble.GARBLE):
                return _garbled(reply)
            case PlannedTrouble(trouble=Trouble.WRONG_LENGTH):
                return _mislabelled(reply)
            case _:
                return reply

    def _served(self, request: bytes | SamStatus) -> bytes:
        self._check_plug()
        with self._gate:
            return self._module.serve(request)

    def _check_plug(self) -> None:
        if not self._world.plugged(DeviceKind.CARD_READER):
            raise TransportError(LineFault.NOT_CONNECTED)

    def _pause(self, deadline: Deadline, until: Callable[[WorldState], bool]) -> None:
        self._world.wait_until(lambda state: not _plugged(state) or until(state), deadline)

    def _follow(self, state: WorldState) -> None:
        key = state.card if _plugged(state) else None
        with self._gate:
            if key == self._key:
                return
            self._key = key
            card = None if key is None else self._id_card_of(key)
            if card is None:
                self._module.remove()
            else:
                self._module.place(card)


def _plugged(state: WorldState) -> bool:
    return DeviceKind.CARD_READER not in state.unplugged


def _mended(state: WorldState) -> bool:
    return all(kind is not DeviceKind.CARD_READER for kind, _ in state.troubles)


def _failure(sw: int) -> Reply:
    reply = Reply(sw & 0xFF)
    return Reply(SamStatus.READ_FAILED) if reply.status is SamStatus.UNKNOWN else reply


def _garbled(reply: bytes) -> bytes:
    """One bit of the last status byte turned: the checksum tells."""
    damaged = bytearray(reply)
    damaged[HEADER_LENGTH + 2] ^= 0x01
    return bytes(damaged)


def _mislabelled(reply: bytes) -> bytes:
    """Len is one too small."""
    length = int.from_bytes(reply[len(PREAMBLE) : HEADER_LENGTH], "big") - 1
    return reply[: len(PREAMBLE)] + length.to_bytes(2, "big") + reply[HEADER_LENGTH:]
