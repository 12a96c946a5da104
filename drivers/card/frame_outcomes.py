"""What a SAM's refusals come to: a result of the read, or a fault of the line or the reader."""

from __future__ import annotations

from drivers._documents import CardUnread, ReadFailure
from drivers._errors import TransportError
from drivers.card.sam_dialogue import SamFailure, SamRefusal, reason_of
from drivers.card.sam_frames import Reply, SamStatus
from drivers.card.sam_pages import SamBlock
from drivers.card.transport import LineFault

_OUR_BYTES_BROKEN = frozenset({SamStatus.BAD_CHECKSUM, SamStatus.BAD_LENGTH})
"""What the SAM says of a request that arrived damaged."""


def refusal(reply: Reply) -> TransportError:
    """What the status of a question that needs no card says about reader and line."""
    if reply.status in _OUR_BYTES_BROKEN:
        return TransportError(LineFault.GARBLED, _said(reply.status))
    if reason_of(reply.status) is SamRefusal.SAM_REFUSED:
        return TransportError(LineFault.SAM_REFUSED, _said(reply.status))
    return TransportError(LineFault.HARDWARE, _said(reply.status))


def _said(status: SamStatus | None) -> str:
    return status.name.lower() if status is not None else ""


def of_two_tries(first: SamFailure, second: SamBlock | SamFailure) -> SamBlock | SamFailure:
    """What two tries come to.

    A record that got broken on its way was read, so the SAM no longer finds its card, which may lie
    there as before: that is no removal.
    """
    lost = _broken_on_the_way(first) and second == SamFailure(SamRefusal.NO_CARD, SamStatus.NO_CARD)
    return SamFailure(SamRefusal.READ_FAILED, SamStatus.NO_CARD) if lost else second


def _broken_on_the_way(failure: SamFailure) -> bool:
    garbled = failure.status is None or failure.status in _OUR_BYTES_BROKEN
    return failure.reason is SamRefusal.READ_FAILED and garbled


def unread(failure: SamFailure) -> CardUnread:
    """What the resident is told, or a TransportError when it is no matter of her card."""
    match failure.reason:
        case SamRefusal.NO_CARD:
            return CardUnread(ReadFailure.REMOVED)
        case SamRefusal.CARD_REFUSED:
            return CardUnread(ReadFailure.NOT_AN_IDENTITY_CARD)
        case SamRefusal.SAM_REFUSED:
            raise TransportError(LineFault.SAM_REFUSED, _said(failure.status))
        case SamRefusal.READ_FAILED:
            if _broken_on_the_way(failure):
                raise TransportError(LineFault.GARBLED)
            return CardUnread(ReadFailure.UNREADABLE)
