"""The simulated printer behind a pseudo-terminal: a serial printer, or a device file."""

from __future__ import annotations

import contextlib
import os
import select
import tempfile
import tty
from collections.abc import Iterable
from pathlib import Path

from drivers.sim.printer.front import CHUNK, PrinterFront
from drivers.sim.printer.mishaps import Mishap
from drivers.sim.printer.model import SimModel
from drivers.sim.world import World

_XON, _XOFF = b"\x11", b"\x13"
_STOP_AT, _GO_AT = 256, 1024
"""Free bytes of the receive buffer at which the printer stops the host and lets it go on; the
first is Epson's, the second keeps the two apart."""


class SimPrinterPty(PrinterFront):
    """``path`` leads to the host's end while the plug is in: open it as a serial port or file.

    With ``xon_xoff`` the printer stops the host with XOFF when its buffer fills. Pulling the plug
    takes the terminal away; the link then leads nowhere, and to a fresh one when it is back.
    """

    def __init__(
        self,
        world: World,
        model: SimModel | None = None,
        mishaps: Iterable[Mishap] = (),
        *,
        xon_xoff: bool = False,
        link: Path | None = None,
    ) -> None:
        super().__init__(world, model, mishaps)
        self._folder = tempfile.TemporaryDirectory(prefix="sim-printer-")
        self._link = link or Path(self._folder.name) / "printer"
        self._xon_xoff = xon_xoff
        self._stopped_host = False
        self._master = self._device = -1

    @property
    def path(self) -> str:
        """The device file."""
        return str(self._link)

    @property
    def _connected(self) -> bool:
        return self._master >= 0

    def _follow_plug(self) -> None:
        if self._plugged() and self._master < 0:
            self._plug_in()
        elif not self._plugged() and self._master >= 0:
            self.printer.power_off()
            self._plug_out()

    def _plug_in(self) -> None:
        self._master, self._device = os.openpty()
        tty.setraw(self._device)
        os.set_blocking(self._master, False)
        self._stopped_host = False
        self._link.symlink_to(os.ttyname(self._device))

    def _plug_out(self) -> None:
        self._link.unlink(missing_ok=True)
        if self._master >= 0:
            os.close(self._device)
            os.close(self._master)
        self._master = self._device = -1
        self._forget_line()

    def _waits(self) -> dict[int, int]:
        if self._master < 0:
            return {}
        self._control_flow()
        events = select.POLLIN if self._reads() else 0
        events |= select.POLLOUT if self._outgoing else 0
        return {self._master: events}

    def _control_flow(self) -> None:
        room = self.printer.room if self._held is None else 0
        if not self._xon_xoff or self._stopped_host == (room < _STOP_AT):
            return
        if not self._stopped_host or room >= _GO_AT:
            self._stopped_host = not self._stopped_host
            with contextlib.suppress(BlockingIOError):
                os.write(self._master, _XOFF if self._stopped_host else _XON)

    def _handle(self, ready: dict[int, int]) -> None:
        if self._master >= 0 and ready.get(self._master, 0) & select.POLLIN and self._reads():
            with contextlib.suppress(BlockingIOError):
                self._received(os.read(self._master, min(CHUNK, self.printer.room)))

    def _send_some(self, data: bytes) -> int:
        return os.write(self._master, data)

    def _hang_up(self, *, reset: bool = False) -> None:
        """Cut the cable; without ``reset`` only the host has let go, which a port does not see."""
        if reset and self._master >= 0:
            self._plug_out()

    def _restarted(self) -> None:
        """A serial line stays up when the printer at its end starts anew."""
        self._forget_line()

    def _release(self) -> None:
        self._plug_out()
        self._folder.cleanup()
