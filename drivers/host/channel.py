"""Messages over a stream socket: a four-byte big-endian length, then so many bytes."""

from __future__ import annotations

import select
import socket
import threading
import time

from drivers.host.codec import MalformedMessageError, decode, encode
from drivers.host.messages import Message

LENGTH_BYTES = 4

LARGEST_MESSAGE = 4 * 1024 * 1024
"""Bytes; a page's picture, the largest thing sent, has half a million, and a third more as text."""

SEND_SECONDS = 1.0
"""The other side has stopped taking messages when one does not go out in this time."""

_CHUNK = 65536


class LineEndedError(Exception):
    """The other side hung up, or takes no more messages."""


class Channel:
    """One end of the line: any thread may send, one thread receives."""

    def __init__(self, line: socket.socket) -> None:
        line.settimeout(SEND_SECONDS)
        self._line = line
        self._sending = threading.Lock()
        self._received = bytearray()
        self._incoming = select.poll()
        self._incoming.register(line, select.POLLIN)

    def send(self, message: Message) -> None:
        """Blocks for a second at most; raises LineEndedError, after which the line is of no use."""
        data = encode(message)
        if len(data) > LARGEST_MESSAGE:
            raise LineEndedError
        with self._sending:
            try:
                self._line.sendall(len(data).to_bytes(LENGTH_BYTES, "big") + data)
            except OSError as error:
                raise LineEndedError from error

    def receive(self, seconds: float | None = None) -> Message | None:
        """The next message, or None when none is complete after ``seconds`` (None: wait for ever).

        Raises LineEndedError at the end of the line and MalformedMessageError for anything that
        is no message.
        """
        until = None if seconds is None else time.monotonic() + seconds
        while (message := self._next()) is None:
            left = None if until is None else max(0.0, until - time.monotonic())
            if not self._incoming.poll(None if left is None else left * 1000):
                return None
            self._received += self._chunk()
        return message

    def ended(self) -> bool:
        """Whether the other side has hung up; does not block."""
        hang_up = select.poll()
        hang_up.register(self._line, select.POLLHUP | select.POLLRDHUP)
        return bool(hang_up.poll(0))

    def hang_up(self) -> None:
        """End the line for both sides; a thread that waits in ``receive`` learns of it."""
        try:
            self._line.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # ended before

    def close(self) -> None:
        """Give the line back to the system; safe to call twice."""
        with self._sending:
            self._line.close()

    def _next(self) -> Message | None:
        head = len(self._received)
        if head < LENGTH_BYTES:
            return None
        length = int.from_bytes(self._received[:LENGTH_BYTES], "big")
        if length > LARGEST_MESSAGE:
            raise MalformedMessageError
        end = LENGTH_BYTES + length
        if len(self._received) < end:
            return None
        data = bytes(self._received[LENGTH_BYTES:end])
        del self._received[:end]
        return decode(data)

    def _chunk(self) -> bytes:
        try:
            chunk = self._line.recv(_CHUNK)
        except OSError as error:
            raise LineEndedError from error
        if not chunk:
            raise LineEndedError
        return chunk
