"""From a reader's configuration to a ``CardReader``, in the calling process."""

from __future__ import annotations

from drivers._config import CardProfile, CardReaderConfig
from drivers._errors import ConfigurationError
from drivers._protocols import CardReader
from drivers.card.apdu_reader import ApduCardReader
from drivers.card.chip_serial import chip_serial
from drivers.card.procedures import (
    Procedure,
    in_turn,
    sam_pages,
    social_security,
    travel_documents,
)
from drivers.card.sam_frames import SamCommand


def open_card_reader(config: CardReaderConfig) -> CardReader:
    """The reader; opens nothing yet: an absent service, port or reader is a status of the result.

    Raises ConfigurationError for a profile that has no real reader, for a serial profile without
    a port, and for country authorities (``csca_folder``) that cannot be loaded.
    """
    match config.profile:
        case CardProfile.PCSC_SAM_READBINARY:
            travel = travel_documents(config.csca_folder)
            return _apdu_reader(config, sam_pages, social_security, travel)
        case CardProfile.PCSC_UID:
            travel = travel_documents(config.csca_folder)
            return _apdu_reader(config, social_security, travel, chip_serial)
        case CardProfile.SAM_SERIAL:
            return _serial_reader(config)
        case CardProfile.PCSC_SAM_ESCAPE:
            from drivers.card.frame_reader import open_sam_escape_reader

            return open_sam_escape_reader(
                config.reader_name, config.control_code, reset=_reset(config)
            )
        case CardProfile.PROBE:
            from drivers.card.probing import open_probed_reader

            return open_probed_reader(config)
        case _:
            message = f"no card reader profile is called {config.profile!r}"
            raise ConfigurationError(message)


def _apdu_reader(config: CardReaderConfig, *procedures: Procedure) -> CardReader:
    from drivers.card.pcsc import PcscTransport

    return ApduCardReader(PcscTransport(config.reader_name), in_turn(procedures))


def _serial_reader(config: CardReaderConfig) -> CardReader:
    from drivers.card.frame_reader import open_sam_serial_reader

    if not config.serial_path:
        message = f"profile {config.profile} needs serial_path, the reader's device file"
        raise ConfigurationError(message)
    return open_sam_serial_reader(config.serial_path, config.baud, reset=_reset(config))


def _reset(config: CardReaderConfig) -> SamCommand:
    return SamCommand.RESET_OLD if config.old_reset else SamCommand.RESET
