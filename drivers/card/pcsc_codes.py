"""What the result codes of PC/SC mean for a card reader (PC/SC workgroup, part 5; pcsclite.h)."""

from __future__ import annotations

from drivers._errors import TransportError
from drivers.card.transport import CardGone, CardMute, LineFault

SUCCESS = 0x00000000
CANCELLED = 0x80100002
TIMEOUT = 0x8010000A

_GONE = frozenset(
    {
        0x8010000C,  # SCARD_E_NO_SMARTCARD
        0x80100016,  # SCARD_E_NOT_TRANSACTED: what pcscd says at the moment of removal
        0x80100068,  # SCARD_W_RESET_CARD: removed and another one is in
        0x80100069,  # SCARD_W_REMOVED_CARD
    }
)

_MUTE = frozenset(
    {
        0x8010000F,  # SCARD_E_PROTO_MISMATCH: the answer-to-reset makes no sense
        0x80100065,  # SCARD_W_UNSUPPORTED_CARD
        0x80100066,  # SCARD_W_UNRESPONSIVE_CARD
        0x80100067,  # SCARD_W_UNPOWERED_CARD
    }
)

_LINE_FAULTS = {
    0x80100003: LineFault.SERVICE_DOWN,  # SCARD_E_INVALID_HANDLE: from before a restart
    0x80100013: LineFault.SERVICE_DOWN,  # SCARD_F_COMM_ERROR: the service died in the call
    0x8010001D: LineFault.SERVICE_DOWN,  # SCARD_E_NO_SERVICE
    0x8010001E: LineFault.SERVICE_DOWN,  # SCARD_E_SERVICE_STOPPED
    0x8010006A: LineFault.ACCESS_DENIED,  # SCARD_W_SECURITY_VIOLATION
    0x80100009: LineFault.NOT_CONNECTED,  # SCARD_E_UNKNOWN_READER
    0x80100017: LineFault.NOT_CONNECTED,  # SCARD_E_READER_UNAVAILABLE
    0x8010002E: LineFault.NOT_CONNECTED,  # SCARD_E_NO_READERS_AVAILABLE
    0x8010000B: LineFault.IN_USE,  # SCARD_E_SHARING_VIOLATION
    TIMEOUT: LineFault.NO_ANSWER,
}


def masked(hresult: int) -> int:
    """The code as the unsigned 32-bit number of the standard, however the library signs it."""
    return hresult & 0xFFFFFFFF


def error_of(hresult: int) -> Exception:
    """The exception to raise for a failed call: CardGone, CardMute or a TransportError."""
    code = masked(hresult)
    text = f"0x{code:08X}"
    if code in _GONE:
        return CardGone(text)
    if code in _MUTE:
        return CardMute(text)
    return TransportError(_LINE_FAULTS.get(code, LineFault.HARDWARE), text)
