"""Files and items of a social security card that are read without a key.

Source: file structure of the social security card rules (letter 37 of 2012; LD/T 32), tags and
lengths as two independent published reader programs use them.
"""

from __future__ import annotations

from enum import Enum, IntEnum, unique


@unique
class ElementaryFile(IntEnum):
    """File identifiers inside the social security application."""

    CARD = 0xEF05
    HOLDER = 0xEF06

    @property
    def sfi(self) -> int:
        """The short file identifier: the last five bits (ISO/IEC 7816-4, 7.3.1)."""
        return self & 0x1F


@unique
class Item(Enum):
    """File, tag and length in bytes of every item, in the order of the records of its file."""

    CARD_IDENTIFICATION = (ElementaryFile.CARD, 0x01, 16)
    CARD_CLASS = (ElementaryFile.CARD, 0x02, 1)
    VERSION = (ElementaryFile.CARD, 0x03, 4)
    INSTITUTION = (ElementaryFile.CARD, 0x04, 12)
    ISSUED_ON = (ElementaryFile.CARD, 0x05, 4)
    EXPIRES_ON = (ElementaryFile.CARD, 0x06, 4)
    CARD_NUMBER = (ElementaryFile.CARD, 0x07, 9)
    ID_NUMBER = (ElementaryFile.HOLDER, 0x08, 18)
    NAME = (ElementaryFile.HOLDER, 0x09, 30)
    NAME_EXTENSION = (ElementaryFile.HOLDER, 0x4E, 20)
    SEX = (ElementaryFile.HOLDER, 0x0A, 1)
    ETHNIC_CODE = (ElementaryFile.HOLDER, 0x0B, 1)
    BIRTHPLACE = (ElementaryFile.HOLDER, 0x0C, 3)
    BIRTH_DATE = (ElementaryFile.HOLDER, 0x0D, 4)

    def __init__(self, file: ElementaryFile, tag: int, length: int) -> None:
        self.file = file
        self.tag = tag
        self.length = length

    @property
    def label(self) -> str:
        """The item's name in results and logs."""
        return self.name.lower()


def record_numbers(item: Item, generation: int | None) -> tuple[int, ...]:
    """Where the item may lie in its file, from 1, the likelier place first.

    Behind the name extension every record of the first generation is one place nearer. Either
    place may be the right one on a card that keeps its version back; the record's tag decides.
    """
    generations = (generation, None, 1)
    files = [items_of(item.file, each) for each in generations]
    return tuple(dict.fromkeys(file.index(item) + 1 for file in files if item in file))


def items_of(file: ElementaryFile, generation: int | None) -> tuple[Item, ...]:
    """The records of a file in order; the first generation has no name extension."""
    return tuple(
        item
        for item in Item
        if item.file is file and not (generation == 1 and item is Item.NAME_EXTENSION)
    )
