"""Card readers: bytes (transport), pure protocols, device (``CardReader``)."""

from drivers._config import CardProfile, CardReaderConfig
from drivers._protocols import CardReader
from drivers.card.apdu_reader import ApduCardReader
from drivers.card.ethnic_groups import ethnic_group
from drivers.card.opening import open_card_reader
from drivers.card.transport import CardLink, CardTransport, LineFault, Presence

__all__ = [
    "ApduCardReader",
    "CardLink",
    "CardTransport",
    "LineFault",
    "Presence",
    "ethnic_group",
    "open_card_reader",
    "open_pcsc_reader",
]


def open_pcsc_reader(reader_name: str = "") -> CardReader:
    """The PC/SC readers whose name contains ``reader_name`` (empty: all), with a SAM.

    Opens nothing yet: an absent service or reader is a status of the result.
    """
    return open_card_reader(
        CardReaderConfig(CardProfile.PCSC_SAM_READBINARY, reader_name=reader_name)
    )
