"""The process that hosts one device: ``python -m drivers.host FD``.

The main thread only listens, so that it can answer pings and take cancellations whatever the
device does; all device calls run on one other thread. The process is made to be killed: it keeps
nothing, and it ends at once, without tidying up, when its parent does or when its driver has a bug.
"""

from __future__ import annotations

import ctypes
import faulthandler
import os
import signal
import socket
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import NoReturn

from drivers._deadline import Deadline
from drivers._errors import ConfigurationError
from drivers.host.channel import Channel, LineEndedError
from drivers.host.codec import MalformedMessageError
from drivers.host.messages import Opened, Opening, Request, Result
from drivers.host.worker import CallWorker, Perform

PR_SET_PDEATHSIG = 1
"""prctl(2): which signal the kernel sends when the thread that started this process ends."""

PR_SET_DUMPABLE = 4
"""prctl(2): whether a crash may leave a core file, which would hold what a card or a code said."""

EXIT_BUG = 70
"""EX_SOFTWARE of sysexits.h."""

EXIT_PROTOCOL = 76
"""EX_PROTOCOL of sysexits.h."""

Opener = Callable[[Opening], Perform]


class HostedDevice:
    """The device of this process, once it has been told which."""

    def __init__(self, opener: Opener) -> None:
        self._opener = opener
        self._perform: Perform | None = None

    def perform(self, request: Request, deadline: Deadline) -> Result:
        """Do one request; raises what the device raises."""
        if isinstance(request, Opening):
            self._perform = self._opener(request)
            return Opened()
        if self._perform is None:
            message = "no device was opened"
            raise ConfigurationError(message)
        return self._perform(request, deadline)


def serve(descriptor: int, opener: Opener) -> NoReturn:
    """Host a device for the parent process, which holds the other end of the socket."""
    _set_process_rules()
    faulthandler.enable()  # a native crash tells its places, never its data
    sys.excepthook = _tell_places
    threading.excepthook = _crash
    channel = Channel(socket.socket(fileno=descriptor))
    worker = CallWorker("device", channel, HostedDevice(opener).perform)
    try:
        worker.attend()
    except LineEndedError:
        os._exit(os.EX_OK)
    except MalformedMessageError:
        os._exit(EXIT_PROTOCOL)


def _set_process_rules() -> None:
    """Leave no memory on disk, and end with the parent.

    The kernel sees to the latter also when native code holds the interpreter, so that nobody here
    can notice the end of the line.
    """
    kernel = ctypes.CDLL(None)
    kernel.prctl(PR_SET_DUMPABLE, 0)
    kernel.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _crash(bug: threading.ExceptHookArgs) -> None:
    """A driver with a bug is replaced whole: its state is not known any more."""
    _tell_places(bug.exc_type, bug.exc_value, bug.exc_traceback)
    os._exit(EXIT_BUG)


def _tell_places(
    kind: type[BaseException], _error: BaseException | None, trace: TracebackType | None
) -> None:
    """Type and places on standard error; the message may quote a resident's data."""
    for place in traceback.extract_tb(trace):
        sys.stderr.write(f"{place.filename}:{place.lineno} {place.name}\n")
    sys.stderr.write(f"device host ended by {kind.__name__}\n")
    sys.stderr.flush()
