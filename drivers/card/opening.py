"""From a reader's configuration to a ``CardReader``, in the calling process."""

from __future__ import annotations

from drivers._config import CardProfile, CardReaderConfig
from drivers._errors import ConfigurationError
from drivers._protocols import CardReader
from drivers.card.apdu_reader import ApduCardReader


def open_card_reader(config: CardReaderConfig) -> CardReader:
    """The reader; opens nothing yet: an absent service or reader is a status of the result.

    Raises ConfigurationError for a profile that has no real reader.
    """
    from drivers.card.pcsc import PcscTransport  # noqa: PLC0415  loads pyscard: 30 ms, PC/SC only

    if config.profile is CardProfile.PCSC_SAM_READBINARY:
        return ApduCardReader(PcscTransport(config.reader_name))
    message = f"no card reader profile is called {config.profile!r}"
    raise ConfigurationError(message)
