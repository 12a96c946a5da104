"""All readers of the computer's PC/SC service at one moment."""

from __future__ import annotations

from drivers._deadline import Deadline
from drivers._errors import TransportError
from drivers.card.pcsc_session import Context, PcscSession
from drivers.card.pcsc_watch import Sighting, watch
from drivers.card.transport import LineFault, Presence

MOMENT_SECONDS = 0.1
"""What a listing waits for the thread of the one before it to end."""

_ANY = ""


class PcscListing:
    """Lists the readers; a service that hangs costs one thread, however often it is asked."""

    def __init__(self) -> None:
        self._last: PcscSession | None = None

    def __call__(self, deadline: Deadline) -> tuple[Presence, ...]:
        """Names and fields of all readers, none when none is connected.

        No card is powered or asked. Blocks until the service answers, 1 ms as a rule. Raises
        TransportError, DeadlineExceeded and Cancelled.
        """
        deadline.check()
        if self._last is not None:
            self._last.join(MOMENT_SECONDS)
            if self._last.stuck:
                raise TransportError(LineFault.NO_ANSWER, "an earlier listing hangs")
        session = self._last = PcscSession()
        try:
            return session.call(_listed, deadline)
        except TransportError as error:
            if error.code == LineFault.NOT_CONNECTED:
                return ()
            raise
        finally:
            session.end()


def _listed(context: Context) -> tuple[Presence, ...]:
    slots = watch(context, _ANY, Sighting(), seconds=0.0).slots
    return tuple(Presence(slot.reader, slot.atr) for slot in slots)
