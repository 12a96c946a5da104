"""A simulated reader with an identity card SAM, at the level of its frames: bytes in, bytes out.

What the protocol papers leave open: select and read out of turn fail with 81 and 41, a read card
can tell its newest address until it leaves the field, and after a reset it is found again.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum, unique

from drivers.card.sam_dialogue import ADDRESS_LENGTH, FingerprintBlock
from drivers.card.sam_frames import (
    HEADER_LENGTH,
    PREAMBLE,
    Reply,
    SamCommand,
    SamStatus,
    checksum,
)
from drivers.card.sam_pages import SamBlock

SIM_SAM_ID = struct.pack("<HHIII", 5, 3, 20200101, 1, 1)
"""05.03-20200101-0000000001-0000000001: no SAM has this number."""

_LONGEST_REQUEST = 16
"""Len of the longest request that is taken for one; the commands need 3 or 4."""
_SHORTEST_REQUEST = 3
_RESETS = frozenset({SamCommand.RESET, SamCommand.RESET_OLD})
_COMMANDS = {command.value: command for command in SamCommand}
_CONTENT_LENGTHS = {command.value[:2]: len(command.value) for command in SamCommand}


@dataclass(frozen=True, slots=True)
class SamModuleFaults:
    """What goes wrong with replies: to all commands, or to those in ``commands`` alone."""

    commands: frozenset[SamCommand] = frozenset(SamCommand)
    silence: bool = False
    """The command is done, its reply is lost."""
    answer: Reply | None = None
    """Said instead of doing the command, such as ``Reply(0x66)``."""
    garbage: bytes = b""
    """Comes before the frame."""
    bad_checksum: bool = False
    extra_length: int = 0
    """Added to Len, which then is wrong; the checksum is that of the right frame."""


@dataclass(frozen=True, slots=True)
class SimIdCard:
    """A card that a SAM accepts."""

    block: SamBlock
    fingerprint: bytes = b""
    address: str | None = None
    """The newest address, at most 35 characters; None when the card has no such item."""


@unique
class _Phase(IntEnum):
    IDLE = 0
    FOUND = 1
    SELECTED = 2
    READ = 3


class SimSamModule:
    """Answers every request frame at once; ``faults`` may be changed between requests.

    ``reset`` is the one frame of the two published ones that it takes for a reset.
    """

    def __init__(
        self, faults: SamModuleFaults | None = None, reset: SamCommand = SamCommand.RESET
    ) -> None:
        self.faults = faults or SamModuleFaults()
        self._reset = reset
        self._card: SimIdCard | None = None
        self._phase = _Phase.IDLE
        self._buffer = bytearray()

    def place(self, card: SimIdCard) -> None:
        """Lay a card into the field; one that lies there already leaves it first."""
        self._card, self._phase = card, _Phase.IDLE

    def remove(self) -> None:
        """Take the card away, if there is one."""
        self._card, self._phase = None, _Phase.IDLE

    def exchange(self, data: bytes) -> bytes:
        """The reader's bytes in answer to the host's, which may be any part of the stream."""
        return b"".join(self.serve(request) for request in self.requests(data))

    def requests(self, data: bytes) -> Iterator[bytes | SamStatus]:
        """The requests that ``data`` completes: CMD, Para and data, or how the frame is wrong."""
        self._buffer += data
        while (content := self._next_request()) is not None:
            yield content

    def _next_request(self) -> bytes | SamStatus | None:
        """CMD, Para and data of the next request; how it is wrong; None when more must come."""
        at = self._buffer.find(PREAMBLE)
        del self._buffer[: at if at >= 0 else max(0, len(self._buffer) - len(PREAMBLE) + 1)]
        if len(self._buffer) < HEADER_LENGTH:
            return None
        length = int.from_bytes(self._buffer[len(PREAMBLE) : HEADER_LENGTH], "big")
        if not _SHORTEST_REQUEST <= length <= _LONGEST_REQUEST:
            del self._buffer[:HEADER_LENGTH]
            return SamStatus.BAD_LENGTH
        end = HEADER_LENGTH + length
        if len(self._buffer) < end:
            return None
        request = bytes(self._buffer[len(PREAMBLE) : end])
        del self._buffer[:end]
        return SamStatus.BAD_CHECKSUM if checksum(request) else request[2:-1]

    def serve(self, content: bytes | SamStatus) -> bytes:
        """The reply frame to one of ``requests``; empty when a fault swallows it."""
        if isinstance(content, SamStatus):
            return Reply(content).to_bytes()
        command = _COMMANDS.get(content)
        if command is None or (command in _RESETS and command is not self._reset):
            fits = _CONTENT_LENGTHS.get(content[:2], len(content)) == len(content)
            return Reply(SamStatus.BAD_COMMAND if fits else SamStatus.BAD_LENGTH).to_bytes()
        faults = self.faults if command in self.faults.commands else SamModuleFaults()
        return _spoiled(faults.answer or self._answer(command), faults)

    def _answer(self, command: SamCommand) -> Reply:
        match command:
            case SamCommand.READ_SAM_ID:
                return Reply(SamStatus.DONE, SIM_SAM_ID)
            case SamCommand.FIND:
                return self._find()
            case SamCommand.SELECT:
                return self._select()
            case SamCommand.READ_TEXT_PHOTO | SamCommand.READ_TEXT_PHOTO_FINGERPRINT:
                return self._read(fingerprint=command is SamCommand.READ_TEXT_PHOTO_FINGERPRINT)
            case SamCommand.READ_NEWEST_ADDRESS:
                return self._newest_address()
            case SamCommand.RESET | SamCommand.RESET_OLD:
                self._phase = _Phase.IDLE
                return Reply(SamStatus.DONE)
            case SamCommand.STATUS | SamCommand.SET_MAX_RF_BYTES:
                return Reply(SamStatus.DONE)

    def _find(self) -> Reply:
        """A card that was read is not found again before it has left the field."""
        if self._card is None or self._phase is _Phase.READ:
            return Reply(SamStatus.NO_CARD)
        self._phase = _Phase.FOUND
        return Reply(SamStatus.CARD_FOUND, bytes(4))

    def _select(self) -> Reply:
        if self._phase is not _Phase.FOUND:
            return Reply(SamStatus.SELECT_FAILED)
        self._phase = _Phase.SELECTED
        return Reply(SamStatus.DONE, bytes(8))

    def _read(self, *, fingerprint: bool) -> Reply:
        if self._card is None or self._phase is not _Phase.SELECTED:
            return Reply(SamStatus.READ_FAILED)
        self._phase = _Phase.READ
        block = self._card.block
        with_fingerprint = FingerprintBlock(block, self._card.fingerprint)
        return Reply(SamStatus.DONE, (with_fingerprint if fingerprint else block).to_bytes())

    def _newest_address(self) -> Reply:
        if self._card is None or self._phase < _Phase.SELECTED:
            return Reply(SamStatus.READ_FAILED)
        if self._card.address is None:
            return Reply(SamStatus.NO_SUCH_ITEM)
        padded = self._card.address.ljust(ADDRESS_LENGTH // 2)
        return Reply(SamStatus.DONE, padded.encode("utf-16-le"))


def _spoiled(reply: Reply, faults: SamModuleFaults) -> bytes:
    if faults.silence:
        return b""
    sent = bytearray(reply.to_bytes())
    if faults.bad_checksum:
        sent[-1] ^= 0xFF
    length = int.from_bytes(sent[len(PREAMBLE) : HEADER_LENGTH], "big") + faults.extra_length
    sent[len(PREAMBLE) : HEADER_LENGTH] = length.to_bytes(2, "big")
    return faults.garbage + bytes(sent)
