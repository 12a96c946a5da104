"""Reading a social security card: SELECT the application, then every item of EF05 and EF06.

Items are asked by tag, because the record numbers differ between the generations; a card that
does not know that form is asked by number, and its answer counts only under the right tag.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from drivers._documents import CardUnread, ReadFailure, SocialSecurityCard
from drivers.card.apdu import Response, StatusWord
from drivers.card.ssc.commands import (
    SscCommand,
    get_response,
    read_by_number,
    read_by_tag,
    select_application,
    select_file,
)
from drivers.card.ssc.items import ElementaryFile, Item, items_of, record_numbers
from drivers.card.ssc.record import HEADER_LENGTH, Malformed, parse_record
from drivers.card.ssc.values import card_of, version_of

Exchange = Callable[[bytes], Response]
"""Sends one APDU and returns the answer; what it raises passes through all functions here."""

SocialSecurityCardRead = SocialSecurityCard | CardUnread

FOLLOW_UPS = 4
"""Further exchanges that one command may cost; an honest card needs two (6C xx, then 61 xx)."""

_SHORT_RECORD = 0x6282
"""ISO/IEC 7816-4, table 6: the record ended before Le bytes; the data is all there."""

_PROTECTED = frozenset(
    {
        StatusWord.SECURITY_STATUS,
        0x6983,  # authentication method blocked
        0x6984,  # reference data not usable
        0x6985,  # conditions of use not satisfied
        0x6987,  # secure messaging objects missing
        0x6988,  # secure messaging objects incorrect
    }
)
"""ISO/IEC 7816-4, table 6: the card wants a PIN or a secure module.

Which of these a card of the third generation answers, on its contacts and without them, is not
published: all mean the same here, and what it gives freely is read.
"""

_UNKNOWN_HERE = frozenset(
    {
        StatusWord.FUNCTION_NOT_SUPPORTED,
        StatusWord.FILE_NOT_FOUND,
        StatusWord.WRONG_P1_P2,
        StatusWord.COMMAND_NOT_ALLOWED,
        0x6981,  # command incompatible with the file's structure
        0x6A83,  # record not found
        0x6A86,  # incorrect P1 P2
        0x6A88,  # referenced data not found
    }
)
"""ISO/IEC 7816-4, table 6: the card has no such file or record, or not in the asked form."""

_FOREIGN = (
    _UNKNOWN_HERE
    | _PROTECTED
    | {
        0x6999,  # an applet cannot be selected (Java Card API, ISO7816)
        StatusWord.WRONG_LENGTH,
        StatusWord.INS_NOT_SUPPORTED,
        StatusWord.CLA_NOT_SUPPORTED,
    }
)
"""How other cards answer the SELECT of an application that they do not have."""


class _Broken(Exception):
    """The card answered in a way that ends the reading."""


def read_card(exchange: Exchange) -> SocialSecurityCardRead:
    """Read the card; at most 185 exchanges, whatever it answers.

    A card that keeps items back is still a ``SocialSecurityCard``, with these in ``withheld``;
    no PIN is ever offered to it. NOT_AN_IDENTITY_CARD: it has no social security application.
    """
    selected = converse(exchange, select_application())
    if not selected.ok:
        foreign = selected.sw in _FOREIGN
        return CardUnread(ReadFailure.NOT_AN_IDENTITY_CARD if foreign else ReadFailure.UNREADABLE)
    try:
        return _Reading(exchange).card()
    except Malformed as malformed:
        return CardUnread(ReadFailure.MALFORMED, malformed.item.label)
    except _Broken:
        return CardUnread(ReadFailure.UNREADABLE)


def converse(exchange: Exchange, command: SscCommand) -> Response:
    """Send a command, collect what 61 xx announces and repeat it with the length of 6C xx.

    These two are ISO/IEC 7816-4, table 6; PC/SC hands them out as the card gave them.
    """
    data = b""
    response = exchange(command.to_bytes())
    for _ in range(FOLLOW_UPS):
        match divmod(response.sw, 0x100):
            case (0x61, length):
                data += response.data
                command = get_response(length or 256)
            case (0x6C, length) if command.le is not None:
                command = replace(command, le=length or 256)
            case _:
                break
        response = exchange(command.to_bytes())
    return Response(data + response.data, response.sw)


class _Reading:
    """One pass over the files of a selected application."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self._values: dict[Item, bytes] = {}
        self._withheld: list[Item] = []

    def card(self) -> SocialSecurityCardRead:
        """Raises Malformed and _Broken."""
        self._read_file(ElementaryFile.CARD, None)
        version = version_of(self._values)
        generation = None if version is None else int(version[0])
        self._read_file(ElementaryFile.HOLDER, generation)
        return card_of(self._values, tuple(self._withheld))

    def _read_file(self, file: ElementaryFile, generation: int | None) -> None:
        items = items_of(file, generation)
        sfi = self._select(file)
        if sfi is None:
            self._withheld.extend(items)
            return
        for item in items:
            self._read_item(item, record_numbers(item, generation), sfi)

    def _select(self, file: ElementaryFile) -> int | None:
        """How READ RECORD names the file: 0 once it is current, else its SFI; None: protected."""
        for command in select_file(file):
            response = converse(self._exchange, command)
            if response.ok:
                return 0
            if response.sw in _PROTECTED:
                return None
        return file.sfi

    def _read_item(self, item: Item, numbers: tuple[int, ...], sfi: int) -> None:
        le = item.length + HEADER_LENGTH
        by_number = (read_by_number(number, le, sfi) for number in numbers)
        for command in (read_by_tag(item.tag, le, sfi), *by_number):
            response = converse(self._exchange, command)
            if response.ok or response.sw == _SHORT_RECORD:
                value = parse_record(item, response.data)
                if value is not None:
                    self._values[item] = value
                    return
            elif response.sw in _PROTECTED:
                self._withheld.append(item)
                return
            elif response.sw not in _UNKNOWN_HERE:
                raise _Broken
