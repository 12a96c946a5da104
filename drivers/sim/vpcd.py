"""Puts the world's cards into a real PC/SC service through vpcd (test machines only).

vpcd, the virtual reader of the vsmartcard project, is a reader driver inside pcscd that listens
for a card on a TCP port. Its protocol (vsmartcard, virtualsmartcard/doc/api.txt): every message
is a two-byte big-endian length and so many bytes; one byte from vpcd is a control, the rest are
APDUs. A card is in the field while it is connected.

``python -m drivers.sim.vpcd --card li`` lays a card into a running vpcd until Ctrl-C;
``--list`` tells which cards there are.
"""

from __future__ import annotations

import argparse
import contextlib
import select
import signal
import socket
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Self

from drivers._deadline import Deadline
from drivers._errors import Cancelled, TransportError
from drivers._status import DeviceKind
from drivers.card.transport import CardGone
from drivers.sim.card import CardStay
from drivers.sim.sam_card import CardMaker
from drivers.sim.wallet import load_wallet
from drivers.sim.world import World, WorldState

DEFAULT_PORT = 35963
"""Slot 0 of vpcd."""

RECONNECT_SECONDS = 0.05
"""Between two tries to reach a service that is not there."""
BREAK_SECONDS = 0.5
"""How long a broken line stays broken: pcscd looks at the card every 0.4 s (measured, 1.9.9), and
a card that is away for less may be missed, and then be held for absent until it is lifted."""
LINE_SECONDS = 5.0
"""A service that stops in the middle of a message for so long has lost its card."""

LENGTH_BYTES = 2

FAILED = 1
"""Exit status of the command line when there is no vpcd to lay a card into."""


def local_vpcd(port: int = DEFAULT_PORT) -> Callable[[], socket.socket]:
    """A connector to the vpcd of this machine."""
    return lambda: socket.create_connection(("127.0.0.1", port), timeout=1.0)


class VpcdCard:
    """A hand that lays the world's card on vpcd's reader and takes it away again.

    ``start`` begins to follow the world on a thread of its own, ``stop`` takes the card away and
    ends that thread; a service that is not there (yet, or any more) is tried again and again.
    """

    def __init__(
        self,
        world: World,
        connect: Callable[[], socket.socket],
        make_card: CardMaker | None = None,
    ) -> None:
        self._world = world
        self._connect = connect
        self._make_card = make_card or load_wallet().card
        self._stopped = threading.Event()
        self._forever = Deadline(float("inf"), self._stopped)
        self._bell, self._ringer = socket.socketpair()
        self._thread = threading.Thread(target=self._run, name="vpcd-card", daemon=True)

    def start(self) -> None:
        """Follow the world."""
        self._thread.start()

    def stop(self) -> None:
        """End at once and for good; safe to call twice."""
        if self._stopped.is_set():
            return
        self._stopped.set()
        self._ring()
        if self._thread.is_alive():
            self._thread.join()
        self._bell.close()
        self._ringer.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.stop()

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._world.wait_until(_card_wanted, self._forever)
            key = self._world.state.card
            if key is not None:
                self._lay_down(key)

    def _lay_down(self, key: str) -> None:
        card = self._make_card(key)
        stay = CardStay(self._world, key, card, on_gone=self._ring)
        try:
            with self._connect() as line:
                line.settimeout(LINE_SECONDS)
                line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._serve(line, stay)
        except (CardGone, TransportError, Cancelled):
            # taken or off the line: the way to say so to vpcd is to hang up
            if not stay.gone:
                self._stopped.wait(BREAK_SECONDS)
        except OSError:
            if not stay.gone:
                self._stopped.wait(RECONNECT_SECONDS)
        finally:
            stay.end()

    def _serve(self, line: socket.socket, stay: CardStay) -> None:
        while not (stay.gone or self._stopped.is_set()):
            ready, _, _ = select.select([line, self._bell], [], [])
            if self._bell in ready:
                self._bell.recv(64)
            elif message := _receive(line):
                answer = self._answer(message, stay)
                if answer is not None:
                    line.sendall(len(answer).to_bytes(LENGTH_BYTES, "big") + answer)

    def _answer(self, message: bytes, stay: CardStay) -> bytes | None:
        match message:
            case b"\x00" | b"\x01" | b"\x02":  # power off, power on, reset
                return None
            case b"\x04":
                return stay.atr
            case apdu:
                return stay.exchange(apdu, self._forever)

    def _ring(self) -> None:
        with contextlib.suppress(OSError):  # stopped meanwhile
            self._ringer.send(b"!")


def _card_wanted(state: WorldState) -> bool:
    return state.card is not None and DeviceKind.CARD_READER not in state.unplugged


def _receive(line: socket.socket) -> bytes:
    """One message; ConnectionError when the service hung up."""
    length = int.from_bytes(_exactly(line, LENGTH_BYTES), "big")
    return _exactly(line, length)


def _exactly(line: socket.socket, count: int) -> bytes:
    received = b""
    while len(received) < count:
        # without it, the kernel delays acknowledging vpcd's first of two writes by 40 ms
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        chunk = line.recv(count - len(received))
        if not chunk:
            raise ConnectionError
        received += chunk
    return received


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; blocks until SIGINT or SIGTERM. 0 when done, 1 when nothing listens."""
    wallet = load_wallet()
    asked = _parser(wallet.keys).parse_args(argv)
    if asked.list:
        sys.stdout.writelines(f"{key:<14}{wallet.label(key)}\n" for key in wallet.keys)
        return 0
    try:
        lines = [local_vpcd(asked.port)()]
    except OSError as error:
        sys.stderr.write(
            f"nothing answers on 127.0.0.1:{asked.port} ({error.strerror or error}): "
            "pcscd must run with vpcd as a reader driver\n"
        )
        return FAILED
    again = local_vpcd(asked.port)
    world = World()
    world.tap_card(asked.card)
    with VpcdCard(world, lambda: lines.pop() if lines else again()):
        over = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: over.set())
        sys.stdout.write(f"{wallet.label(asked.card)}: on the reader until Ctrl-C\n")
        sys.stdout.flush()
        over.wait()
    return 0


def _parser(keys: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m drivers.sim.vpcd",
        description="Lay a card of a fictitious person into a running vpcd (test machines only).",
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--list", action="store_true", help="tell which cards there are")
    what.add_argument("--card", choices=keys, metavar="KEY", help="a key that --list shows")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="default: slot 0 of vpcd")
    return parser


if __name__ == "__main__":
    sys.exit(main())
