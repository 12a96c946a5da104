"""The device's side of calls: one thread does them one after the other, each can be cancelled."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import NoReturn

from drivers._deadline import Deadline
from drivers._errors import Cancelled, ConfigurationError, DeadlineExceeded, TransportError
from drivers.card.transport import CardGone, CardMute
from drivers.host.channel import Channel, LineEndedError
from drivers.host.messages import (
    Call,
    Cancel,
    Ping,
    Pong,
    Problem,
    Raised,
    Request,
    Result,
    Returned,
)

Perform = Callable[[Request, Deadline], Result]
"""Does one request, and raises ConfigurationError for one of another device kind.

An error that is not one of ``Problem`` ends the process or the line.
"""


class CallWorker:
    """Runs ``perform`` for each call and sends how it ended."""

    def __init__(self, name: str, channel: Channel, perform: Perform) -> None:
        self._channel = channel
        self._perform = perform
        self._waiting: SimpleQueue[tuple[Call, Deadline] | None] = SimpleQueue()
        self._cancels: dict[int, threading.Event] = {}
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def attend(self) -> NoReturn:
        """Take calls and cancellations and answer pings until the line ends.

        Raises LineEndedError or MalformedMessageError.
        """
        while True:
            match self._channel.receive():
                case Call() as call:
                    cancel = self._cancels[call.number] = threading.Event()
                    self._waiting.put((call, Deadline.after(call.seconds, cancel)))
                case Cancel(number):
                    if known := self._cancels.get(number):
                        known.set()
                case Ping():
                    self._channel.send(Pong())
                case _:
                    pass

    def end(self) -> None:
        """Cancel all calls and wait for the thread."""
        for cancel in list(self._cancels.values()):
            cancel.set()
        self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (work := self._waiting.get()) is not None:
            call, deadline = work
            answer = self._outcome(call, deadline)
            self._cancels.pop(call.number, None)
            try:
                self._channel.send(answer)
            except LineEndedError:
                self._channel.hang_up()  # the receiving thread ends what has to end
                return

    def _outcome(self, call: Call, deadline: Deadline) -> Returned | Raised:
        try:
            return Returned(call.number, self._perform(call.request, deadline))
        except DeadlineExceeded:
            return Raised(call.number, Problem.DEADLINE)
        except Cancelled:
            return Raised(call.number, Problem.CANCELLED)
        except TransportError as error:
            return Raised(call.number, Problem.TRANSPORT, error.code, error.detail)
        except ConfigurationError as error:
            return Raised(call.number, Problem.CONFIGURATION, detail=str(error))
        except CardGone:
            return Raised(call.number, Problem.CARD_GONE)
        except CardMute:
            return Raised(call.number, Problem.CARD_MUTE)


def error_of(raised: Raised) -> Exception:
    """The error that a Raised tells of, to be raised on the caller's side."""
    match raised.problem:
        case Problem.DEADLINE:
            return DeadlineExceeded()
        case Problem.CANCELLED:
            return Cancelled()
        case Problem.TRANSPORT:
            return TransportError(raised.code, raised.detail)
        case Problem.CONFIGURATION:
            return ConfigurationError(raised.detail)
        case Problem.CARD_GONE:
            return CardGone()
        case Problem.CARD_MUTE:
            return CardMute()
