"""Ways to read a card over APDUs, and which of them a reader's profile tries in which order.

A procedure answers NOT_AN_IDENTITY_CARD for a card that is not of its kind; then the next one is
tried. No procedure sends VERIFY or anything else that writes to, locks or counts on a card.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from drivers._documents import CardRead, CardUnread, ReadFailure, TravelKey
from drivers.card.apdu import Response
from drivers.card.identity_record import parse_record
from drivers.card.sam_pages import read_block
from drivers.card.ssc import read_card as read_social_security_card

Transmit = Callable[[bytes], Response]
"""Sends one APDU and returns the answer; what it raises passes through every procedure."""

Procedure = Callable[[Transmit, TravelKey | None], CardRead]


def sam_pages(transmit: Transmit, key: TravelKey | None) -> CardRead:
    """An identity card or permit as the pages of a SAM reader (``sam_pages``)."""
    del key
    block = read_block(transmit)
    return block if isinstance(block, CardUnread) else parse_record(block.text, block.photo)


def social_security(transmit: Transmit, key: TravelKey | None) -> CardRead:
    """A social security card without PIN and PSAM."""
    del key
    return read_social_security_card(transmit)


def in_turn(procedures: Sequence[Procedure]) -> Procedure:
    """Try one after the other until a card is of a procedure's kind."""

    def read(transmit: Transmit, key: TravelKey | None) -> CardRead:
        foreign = CardUnread(ReadFailure.NOT_AN_IDENTITY_CARD)
        outcome: CardRead = foreign
        for procedure in procedures:
            outcome = procedure(transmit, key)
            if not is_foreign(outcome):
                return outcome
        return outcome

    return read


def is_foreign(outcome: CardRead) -> bool:
    """Whether the card is of another kind than the procedure's."""
    return isinstance(outcome, CardUnread) and outcome.reason is ReadFailure.NOT_AN_IDENTITY_CARD


def travel_documents(csca_folder: Path | None) -> Procedure:
    """Passports and permits, vouched for by the country authorities of the folder, if any.

    Raises ConfigurationError for a file in the folder that is no certificate.
    """
    from drivers.card import emrtd  # noqa: PLC0415  loads ciphers: only when they are needed

    return emrtd.travel_documents(csca_folder)


def _travel(transmit: Transmit, key: TravelKey | None) -> CardRead:
    return travel_documents(None)(transmit, key)


SAM_READER: Procedure = in_turn((sam_pages, social_security, _travel))
"""Profile ``pcsc-sam-readbinary`` where no authorities are configured."""
