"""A card reader in its host."""

from __future__ import annotations

from drivers._deadline import Deadline
from drivers._errors import ConfigurationError
from drivers._protocols import CardReader
from drivers.host.messages import (
    AskStatus,
    OpenCardReader,
    Reached,
    ReadCard,
    Request,
    Result,
    WaitForField,
)


def open_device(opening: OpenCardReader) -> CardReader:
    """The reader that the parent asks for; raises ConfigurationError."""
    from drivers._factory import card_reader_at  # noqa: PLC0415  loads the device

    return card_reader_at(opening.config, opening.field_path)


def perform(reader: CardReader, request: Request, deadline: Deadline) -> Result:
    """Do one request; raises what the reader raises."""
    match request:
        case AskStatus():
            return reader.status(deadline)
        case WaitForField(present):
            wait = reader.wait_for_card if present else reader.wait_for_removal
            return Reached(wait(deadline))
        case ReadCard(key):
            return reader.read(deadline, key)
        case _:
            message = f"a card reader takes no {type(request).__name__}"
            raise ConfigurationError(message)
