"""Card readers: bytes (transport), pure protocols (pages, record), device (``CardReader``)."""

from drivers.card.apdu_reader import ApduCardReader
from drivers.card.ethnic_groups import ethnic_group
from drivers.card.transport import CardLink, CardTransport, LineFault, Presence

__all__ = [
    "ApduCardReader",
    "CardLink",
    "CardTransport",
    "LineFault",
    "Presence",
    "ethnic_group",
    "open_pcsc_reader",
]


def open_pcsc_reader(reader_name: str = "") -> ApduCardReader:
    """The PC/SC reader whose name contains ``reader_name`` (empty: the first one).

    Opens nothing yet: an absent service or reader is a status of the result.
    """
    from drivers.card.pcsc import PcscTransport  # noqa: PLC0415  loads pyscard: 30 ms, PC/SC only

    return ApduCardReader(PcscTransport(reader_name))
