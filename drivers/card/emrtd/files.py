"""Elementary files of the eMRTD application, read over secure messaging (ICAO 9303-10)."""

from __future__ import annotations

from enum import Enum, unique

from drivers.card.apdu import Response
from drivers.card.emrtd.commands import MAX_OFFSET, PlainCommand, read_binary, select_file
from drivers.card.emrtd.mrz_grammar import Malformed
from drivers.card.emrtd.results import EmrtdFailure, Refused, Tampered, TooLong
from drivers.card.emrtd.secure_messaging import SecureChannel
from drivers.card.emrtd.tlv import read_header

CHUNK = 0xDF
"""Bytes of one READ BINARY: padded and protected they still fit a short response."""
HEADER_LENGTH = 5
"""Tag and longest length; every file of a real chip has as many bytes."""


@unique
class ElementaryFile(Enum):
    """File identifier and tag (ICAO 9303-10)."""

    COM = (0x011E, 0x60)
    DG1 = (0x0101, 0x61)
    DG2 = (0x0102, 0x75)
    DG11 = (0x010B, 0x6B)
    SOD = (0x011D, 0x77)

    @property
    def identifier(self) -> int:
        """The two bytes SELECT takes."""
        return self.value[0]

    @property
    def tag(self) -> int:
        """Tag of the one data object in the file, and its name in EF.COM."""
        return self.value[1]

    @property
    def label(self) -> str:
        """The file's name in results and logs."""
        return self.name.lower()


def read_file(channel: SecureChannel, file: ElementaryFile) -> bytes | EmrtdFailure:
    """The whole data object of a file, in chunks; raises what the transport raises."""
    selected = _answer(channel, select_file(file.identifier), file)
    if not isinstance(selected, Response):
        return selected
    contents = _chunk(channel, file, 0, HEADER_LENGTH)
    if not isinstance(contents, bytes):
        return contents
    header = read_header(contents)
    if header is None or header.tag != file.tag:
        return Malformed(file.label)
    size = header.start + header.length
    if size > MAX_OFFSET:
        return TooLong(file.label)
    while len(contents) < size:
        chunk = _chunk(channel, file, len(contents), min(CHUNK, size - len(contents)))
        if not isinstance(chunk, bytes):
            return chunk
        contents += chunk
    return contents[:size]


def _chunk(
    channel: SecureChannel, file: ElementaryFile, offset: int, length: int
) -> bytes | EmrtdFailure:
    response = _answer(channel, read_binary(offset, length), file)
    if not isinstance(response, Response):
        return response
    return response.data if len(response.data) == length else Malformed(file.label)


def _answer(
    channel: SecureChannel, command: PlainCommand, file: ElementaryFile
) -> Response | Refused | Tampered:
    response = channel.exchange(command)
    if isinstance(response, Tampered) or response.ok:
        return response
    return Refused(file.label, response.sw)
