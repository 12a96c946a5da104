"""One child process and the calls that it still owes an answer."""

from __future__ import annotations

import itertools
import os
import socket
import subprocess
import threading
from collections.abc import Sequence
from pathlib import Path
from queue import SimpleQueue

import drivers
from drivers.host.channel import Channel, LineEndedError
from drivers.host.codec import MalformedMessageError
from drivers.host.messages import Call, Cancel, Ping, Pong, Raised, Request, Returned

REAP_SECONDS = 0.5
"""A killed process ends in milliseconds, unless the kernel itself waits for the device."""

Answer = Returned | Raised | None
"""None: the process ended first."""


class PendingCall:
    """A call that was sent; its answer comes once."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.answers: SimpleQueue[Answer] = SimpleQueue()


class HostProcess:
    """A started child; ``ask`` and ``kill`` from any thread, the rest from its supervisor's."""

    def __init__(self, command: Sequence[str], inherited: Sequence[int] = ()) -> None:
        """Start it without waiting for it; raises OSError.

        It gets the ``inherited`` descriptors under the same numbers, and no others.
        """
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                self._process = _start(command, theirs.fileno(), inherited)
            except BaseException:
                ours.close()
                raise
        self._channel = Channel(ours)
        self._numbers = itertools.count()
        self._gate = threading.Lock()
        self._owed: dict[int, PendingCall] = {}
        self._ended = False
        self.served = False
        """Whether it ever answered a call."""

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    @property
    def ended(self) -> bool:
        """Whether it takes no more calls."""
        return self._ended or self._channel.ended()

    def ask(self, request: Request, seconds: float) -> PendingCall:
        """Send a call; one that cannot be sent is answered by None."""
        with self._gate:
            pending = PendingCall(next(self._numbers))
            if self._ended:
                pending.answers.put(None)
                return pending
            self._owed[pending.number] = pending
        try:
            self._channel.send(Call(pending.number, seconds, request))
        except LineEndedError:
            self.kill()
        return pending

    def cancel(self, pending: PendingCall) -> None:
        """Ask for the early end of a call; its answer still comes."""
        try:
            self._channel.send(Cancel(pending.number))
        except LineEndedError:
            self.kill()

    def ping(self) -> None:
        """Raises LineEndedError."""
        self._channel.send(Ping())

    def heard(self, seconds: float) -> bool:
        """Take one message, if one comes in this time; False when none came.

        Raises LineEndedError, or MalformedMessageError for what no honest host sends.
        """
        match self._channel.receive(seconds):
            case None:
                return False
            case Returned() | Raised() as answer:
                self._settle(answer)
            case Pong():
                pass
            case _:
                raise MalformedMessageError
        return True

    def kill(self) -> None:
        """End it now, also when it is stopped."""
        self._process.kill()

    def bury(self) -> bool:
        """Kill it, tell its callers, give everything back; False while the kernel keeps it."""
        self.kill()
        with self._gate:
            self._ended = True
            owed, self._owed = self._owed, {}
        for pending in owed.values():
            pending.answers.put(None)
        self._channel.close()
        return self.gone(REAP_SECONDS)

    def gone(self, seconds: float = 0.0) -> bool:
        """Whether the process is no more, not even as a zombie."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def _settle(self, answer: Returned | Raised) -> None:
        with self._gate:
            pending = self._owed.pop(answer.number, None)
        if pending is None:
            raise MalformedMessageError
        self.served = self.served or pending.number > 0
        pending.answers.put(answer)


def _start(
    command: Sequence[str], descriptor: int, inherited: Sequence[int]
) -> subprocess.Popen[bytes]:
    """In a session of its own, so that Ctrl-C in a terminal reaches the parent only."""
    return subprocess.Popen(  # noqa: S603  the interpreter itself, no shell, nothing from outside
        [*command, str(descriptor)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        pass_fds=[descriptor, *inherited],
        start_new_session=True,
        env=os.environ | {"PYTHONPATH": _search_path()},
    )


def _search_path() -> str:
    """Where this very package is found, before whatever else the environment names."""
    home = str(Path(drivers.__file__).parents[1])
    return os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH", ""))))
