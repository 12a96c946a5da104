"""Transports over a file descriptor that can be polled: sockets, serial ports, device files."""

from __future__ import annotations

import math
import select
import threading
from abc import ABC, abstractmethod
from typing import Protocol

from drivers._deadline import Deadline
from drivers._errors import TransportError
from drivers.printer.transport import POLL_SECONDS, LineFault

CHUNK = 4096
_BUSY_SECONDS = 0.005
"""How long to wait before a modem line is looked at again; at 115200 baud 58 bytes pass."""
_HUNG_UP = select.POLLHUP | select.POLLERR | select.POLLNVAL | select.POLLRDHUP


class Channel(Protocol):
    """One open connection; nothing here blocks.

    Reading and writing raise BlockingIOError when nothing can be done now, EOFError when the
    other end is gone, and OSError for what else may happen.
    """

    @property
    def write_end(self) -> int:
        """File descriptor to poll before writing."""
        ...

    @property
    def read_end(self) -> int:
        """File descriptor to poll before reading; -1 where nothing can be read."""
        ...

    def may_send(self) -> bool:
        """Whether the printer's own flow control lets bytes through."""
        ...

    def write(self, data: memoryview) -> int:
        """Hand over what fits; how many bytes that was."""
        ...

    def read(self) -> bytes:
        """What has arrived, at most 4096 bytes."""
        ...

    def withdraw(self) -> int:
        """Take back what has not left this machine; how many bytes that was."""
        ...

    def close(self) -> None:
        """Let go of it at once, without waiting for anything to drain."""
        ...


class PolledTransport(ABC):
    """A ``PrinterTransport`` over a ``Channel``; subclasses say how to connect."""

    def __init__(self, bytes_per_second: float = math.inf) -> None:
        self._rate = bytes_per_second
        self._channel: Channel | None = None
        self._gate = threading.Lock()  # a descriptor must not be closed, and reused, amid a write
        self._closed = threading.Event()
        self._sent = 0

    @abstractmethod
    def _connect(self, deadline: Deadline) -> Channel:
        """A fresh channel; TransportError, or Cancelled."""

    @property
    def connected(self) -> bool:
        """Whether the other end still holds the line; a vanished host shows by keep-alive only."""
        channel = self._channel
        if channel is None:
            return False
        end = channel.read_end if channel.read_end >= 0 else channel.write_end
        return not _poll(end, select.POLLRDHUP, 0.0) & _HUNG_UP

    @property
    def bytes_per_second(self) -> float:
        """What the line carries at most."""
        return self._rate

    @property
    def bytes_sent(self) -> int:
        """How many bytes have been handed over and not been taken back."""
        return self._sent

    def open(self, deadline: Deadline) -> None:
        """Connect unless connected; a line that has hung up is replaced."""
        self._require_open()
        if self.connected:
            return
        self.drop()
        deadline.check()
        channel = self._connect(deadline)
        with self._gate:
            self._channel = channel
        if self._closed.is_set():
            self.drop()
            raise TransportError(LineFault.CLOSED)

    def send(self, data: bytes, deadline: Deadline) -> None:
        """Send piecewise, so that a full window is noticed within the deadline."""
        rest = memoryview(data)
        while rest:
            deadline.check()
            rest = rest[self._handed(rest, deadline) :]

    def receive(self, deadline: Deadline) -> bytes:
        """At most 4096 bytes at once."""
        while True:
            if deadline.cancel.is_set():
                deadline.check()
            end = self._line().read_end
            wait = min(POLL_SECONDS, deadline.remaining())
            if end < 0:
                deadline.cancel.wait(wait)
            elif _poll(end, select.POLLIN, wait) and (data := self._read()):
                return data
            if deadline.expired():
                return b""

    def purge_input(self) -> None:
        """Read away what has arrived."""
        channel = self._channel
        while channel and channel.read_end >= 0 and _poll(channel.read_end, select.POLLIN, 0.0):
            if not self._read():
                return

    def withdraw(self) -> None:
        """Take back what has not left this machine."""
        with self._gate:
            if self._channel:
                self._sent -= self._channel.withdraw()

    def drop(self) -> None:
        """Close the channel."""
        with self._gate:
            channel, self._channel = self._channel, None
            if channel:
                self._sent -= channel.withdraw()
                channel.close()

    def close(self) -> None:
        """Close the channel for ever; a call that waits on it ends with TransportError."""
        self._closed.set()
        self.drop()

    def _require_open(self) -> None:
        if self._closed.is_set():
            raise TransportError(LineFault.CLOSED)

    def _handed(self, data: memoryview, deadline: Deadline) -> int:
        try:
            if not self._line().may_send():
                deadline.cancel.wait(min(_BUSY_SECONDS, deadline.remaining()))
                return 0
        except OSError as error:
            raise self._broken(error) from None
        if not _poll(
            self._line().write_end, select.POLLOUT, min(POLL_SECONDS, deadline.remaining())
        ):
            return 0
        with self._gate:
            try:
                count = self._line().write(data)
            except BlockingIOError:
                return 0
            except OSError as error:
                failure = error
            else:
                self._sent += count
                return count
        raise self._broken(failure) from None

    def _read(self) -> bytes:
        with self._gate:
            try:
                return self._line().read()
            except BlockingIOError:
                return b""
            except (OSError, EOFError) as error:
                failure = error
        raise self._broken(failure) from None

    def _line(self) -> Channel:
        channel = self._channel
        if channel is None:
            raise TransportError(LineFault.NOT_CONNECTED)
        return channel

    def _broken(self, cause: Exception) -> TransportError:
        self.drop()
        return TransportError(LineFault.LINE_BROKEN, type(cause).__name__)


def _poll(descriptor: int, events: int, seconds: float) -> int:
    """The events that are there, errors and hang-ups among them; 0 when time has run out."""
    if descriptor < 0:  # closed by another thread
        return select.POLLNVAL
    poll = select.poll()
    poll.register(descriptor, events)
    ready = poll.poll(seconds * 1000)
    return ready[0][1] if ready else 0
