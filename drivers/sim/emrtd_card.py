"""A simulated eMRTD chip with basic access control, for fictitious persons only.

The chip's side of ICAO 9303-11 (4.3 and 9.8) on its own: it counts and checks for itself and
shares only the block ciphers, the TLV reader and the data group coding with the driver.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date
from enum import IntEnum, unique

from drivers.card.apdu import Response, StatusWord
from drivers.card.emrtd.ciphers import (
    BLOCK,
    SessionKeys,
    decrypt,
    derive_keys,
    encrypt,
    key_seed,
    pad,
    retail_mac,
    unpad,
)
from drivers.card.emrtd.data_groups import encode_com, encode_dg1, encode_dg2, encode_dg11
from drivers.card.emrtd.mrz import Mrz
from drivers.card.emrtd.mrz_grammar import check_digit
from drivers.card.emrtd.tlv import Item, encode, items
from drivers.sim.country_signer import CountrySigner, fictitious_country

_AID = bytes.fromhex("A0000002471001")
_SELECT_APPLICATION = bytes.fromhex("00A4040C07") + _AID
_GET_CHALLENGE = bytes.fromhex("0084000008")
_EXTERNAL_AUTHENTICATE = bytes.fromhex("0082000028")
_SELECT_FILE = bytes.fromhex("0CA4020C")
_READ_BINARY = bytes.fromhex("0CB0")
_PROTECTED_CLA = 0x0C
_HEADER_LENGTH = 4
_DATA, _LE, _STATUS, _MAC = 0x87, 0x97, 0x99, 0x8E
"""Secure messaging data objects."""


@unique
class _Refusal(IntEnum):
    """Status words of ISO/IEC 7816-4 beyond those that drivers tell apart."""

    AUTHENTICATION_FAILED = 0x6300
    MESSAGING_OBJECTS_MISSING = 0x6987
    MESSAGING_OBJECTS_WRONG = 0x6988


class SimEmrtdCard:
    """A passport or permit chip; plain reads get 69 82, a wrong MAC ends the session."""

    atr = bytes.fromhex("3B80800101")
    """ISO 14443-4 without historical bytes (PC/SC part 3, section 3.1.3.2.3)."""
    id_card = None
    """No SAM accepts it."""

    def __init__(
        self,
        mrz: Mrz,
        *,
        image: bytes,
        full_name: str = "",
        personal_number: str = "",
        birth_date: date | None = None,
        sod: bytes | None = None,
        signer: CountrySigner | None = None,
        random_bytes: Callable[[int], bytes] = secrets.token_bytes,
    ) -> None:
        """ValueError when the zone does not fit its form.

        ``birth_date`` is what DG11 says of it. The chip is signed by ``signer``, the fictitious
        country of this process unless told; ``sod``, if there is one, is what EF.SOD wraps instead.
        """
        groups = {
            1: encode_dg1(mrz),
            2: encode_dg2(image),
            11: encode_dg11(full_name, personal_number, birth_date),
        }
        if sod is None:
            sod = (signer or fictitious_country()).security_object(groups)
        self._files = {
            0x011E: encode_com(bytes.fromhex("61756B")),
            0x0101: groups[1],
            0x0102: groups[2],
            0x010B: groups[11],
            0x011D: encode(0x77, sod),
        }
        number = mrz.document_number.ljust(9, "<")
        information = "".join(part + check_digit(part) for part in (number, mrz.birth, mrz.expiry))
        self._access_keys = derive_keys(key_seed(information))
        self._random = random_bytes
        self._application = False
        self._challenge = b""
        self._session: SessionKeys | None = None
        self._counter = 0
        self._file = b""

    def respond(self, apdu: bytes) -> bytes:
        """Answer the commands of basic access control and, protected, SELECT and READ BINARY."""
        if apdu[:1] == bytes((_PROTECTED_CLA,)):
            return self._protected(apdu).to_bytes()
        self._session = None
        return self._plain(apdu).to_bytes()

    def _plain(self, apdu: bytes) -> Response:
        challenge, self._challenge = self._challenge, b""
        if apdu.rstrip(b"\0") == _SELECT_APPLICATION:
            self._application = True
            return Response(b"", StatusWord.OK)
        if not self._application:
            return Response(b"", StatusWord.FILE_NOT_FOUND)
        if apdu == _GET_CHALLENGE:
            self._challenge = self._random(8)
            return Response(self._challenge, StatusWord.OK)
        if apdu.startswith(_EXTERNAL_AUTHENTICATE) and challenge:
            return self._authenticate(apdu[5:45], challenge)
        return Response(b"", StatusWord.SECURITY_STATUS)

    def _authenticate(self, token: bytes, challenge: bytes) -> Response:
        refusal = Response(b"", _Refusal.AUTHENTICATION_FAILED)
        keys, cryptogram = self._access_keys, token[:32]
        if len(token) != len(cryptogram) + 8 or retail_mac(keys.mac, cryptogram) != token[32:]:
            return refusal
        plain = decrypt(keys.enc, cryptogram)
        nonce, echoed, terminal_part = plain[:8], plain[8:16], plain[16:]
        if echoed != challenge:
            return refusal
        own_part = self._random(16)
        answer = encrypt(keys.enc, challenge + nonce + own_part)
        shared = int.from_bytes(own_part, "big") ^ int.from_bytes(terminal_part, "big")
        self._session = derive_keys(shared.to_bytes(16, "big"))
        self._counter = int.from_bytes(challenge[4:] + nonce[4:], "big")
        return Response(answer + retail_mac(keys.mac, answer), StatusWord.OK)

    def _protected(self, apdu: bytes) -> Response:
        keys, self._session = self._session, None
        if keys is None:
            return Response(b"", StatusWord.SECURITY_STATUS)
        objects = items(apdu[5:-1])
        if len(apdu) < _HEADER_LENGTH + 2 or not objects or apdu[4] != len(apdu) - 6:
            return Response(b"", _Refusal.MESSAGING_OBJECTS_MISSING)
        self._tick()
        covered = b"".join(encode(*item) for item in objects[:-1])
        mac = retail_mac(keys.mac, self._counted(pad(apdu[:_HEADER_LENGTH]) + covered))
        if objects[-1] != Item(_MAC, mac):
            return Response(b"", _Refusal.MESSAGING_OBJECTS_WRONG)
        self._session = keys
        return self._sealed(keys, self._execute(keys, apdu[:_HEADER_LENGTH], dict(objects)))

    def _execute(self, keys: SessionKeys, header: bytes, objects: dict[int, bytes]) -> Response:
        if header == _SELECT_FILE and _DATA in objects:
            cryptogram = objects[_DATA][1:]
            whole = cryptogram[: len(cryptogram) // BLOCK * BLOCK]
            name = unpad(decrypt(keys.enc, whole)) or b""
            file = self._files.get(int.from_bytes(name, "big"))
            self._file = file or b""
            return Response(b"", StatusWord.FILE_NOT_FOUND if file is None else StatusWord.OK)
        if header.startswith(_READ_BINARY) and _LE in objects:
            offset = int.from_bytes(header[2:], "big")
            wanted = int.from_bytes(objects[_LE], "big") or 256
            if offset >= len(self._file):
                return Response(b"", StatusWord.WRONG_P1_P2)
            return Response(self._file[offset : offset + wanted], StatusWord.OK)
        return Response(b"", StatusWord.INS_NOT_SUPPORTED)

    def _sealed(self, keys: SessionKeys, plain: Response) -> Response:
        self._tick()
        body = encode(_DATA, b"\x01" + encrypt(keys.enc, pad(plain.data))) if plain.data else b""
        body += encode(_STATUS, plain.sw.to_bytes(2, "big"))
        return Response(body + encode(_MAC, retail_mac(keys.mac, self._counted(body))), plain.sw)

    def _tick(self) -> None:
        self._counter = (self._counter + 1) % (1 << 64)

    def _counted(self, message: bytes) -> bytes:
        return self._counter.to_bytes(8, "big") + message
