"""A simulated SAM reader behind a serial port: one end of a pseudo-terminal.

The host opens ``SamPtyReader.path`` as it would a USB converter's stable link (``/dev/serial/
by-id``): pulling the plug takes it away, and it leads to a fresh device when the plug is back. A
pseudo-terminal has no speed, so every baud rate is right.
"""

from __future__ import annotations

import contextlib
import os
import select
import socket
import tempfile
import threading
import tty
from pathlib import Path
from typing import Self

from drivers._deadline import Deadline
from drivers._errors import TransportError
from drivers._status import DeviceKind
from drivers.sim.sam_field import IdCardOf, SamField
from drivers.sim.sam_module import SimSamModule
from drivers.sim.world import World, WorldState

_CHUNK = 4096
_FULL_SECONDS = 0.1
"""A host that does not listen for so long, with its buffer full, loses the rest of a reply."""


class SamPtyReader:
    """The reader; follows the world on a thread of its own from ``start`` to ``stop``."""

    def __init__(
        self, world: World, id_card_of: IdCardOf, module: SimSamModule | None = None
    ) -> None:
        self._world = world
        self._field = SamField(world, id_card_of, module)
        self._folder = tempfile.TemporaryDirectory(prefix="sam-reader-")
        self._link = Path(self._folder.name) / "reader"
        self._stopped = threading.Event()
        self._forever = Deadline(float("inf"), self._stopped)
        self._bell, self._ringer = socket.socketpair()
        self._ringer.setblocking(False)
        self._unsubscribe = world.subscribe(self._ring)
        self._master = self._device = -1
        self._thread = threading.Thread(target=self._run, name="sam-reader", daemon=True)

    @property
    def path(self) -> str:
        """The device file; there while the plug is in, from ``start`` on."""
        return str(self._link)

    def start(self) -> None:
        """Plug the reader in, unless the world says otherwise, and serve."""
        if _plugged(self._world.state):
            self._plug_in()
        self._thread.start()

    def stop(self) -> None:
        """Pull the plug for good; safe to call twice."""
        if self._stopped.is_set():
            return
        self._stopped.set()
        self._ring()
        if self._thread.is_alive():
            self._thread.join()
        self._unsubscribe()
        self._field.end()
        self._plug_out()
        self._bell.close()
        self._ringer.close()
        self._folder.cleanup()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.stop()

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._world.wait_until(_plugged, self._forever)
            if self._stopped.is_set():
                return
            if self._master < 0:
                self._plug_in()
            with contextlib.suppress(TransportError):
                self._serve()
            self._plug_out()

    def _plug_in(self) -> None:
        self._master, device = os.openpty()
        tty.setraw(device)
        os.set_blocking(self._master, False)
        self._link.symlink_to(os.ttyname(device))
        self._device = device

    def _plug_out(self) -> None:
        self._link.unlink(missing_ok=True)
        if self._master >= 0:
            os.close(self._device)
            os.close(self._master)
            self._master = -1

    def _serve(self) -> None:
        """Answer until the plug is out; TransportError when the line breaks."""
        while _plugged(self._world.state) and not self._stopped.is_set():
            bell = self._bell.fileno()
            ready, _, _ = select.select([self._master, bell], [], [])
            if bell in ready:
                self._bell.recv(_CHUNK)
            elif data := os.read(self._master, _CHUNK):
                for answer in self._field.answers(data, self._forever):
                    self._send(answer)

    def _send(self, answer: bytes) -> None:
        while answer and not self._stopped.is_set():
            with contextlib.suppress(BlockingIOError):
                answer = answer[os.write(self._master, answer) :]
            if answer and not select.select([], [self._master], [], _FULL_SECONDS)[1]:
                return

    def _ring(self, state: WorldState | None = None) -> None:
        del state
        with contextlib.suppress(OSError):  # stopped meanwhile, or many rings unheard
            self._ringer.send(b"!")


def _plugged(state: WorldState) -> bool:
    return DeviceKind.CARD_READER not in state.unplugged
