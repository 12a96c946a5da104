"""What may never crash, whatever a card, a reader or a line says: one function of bytes a target.

A target returns when all is well; every exception it lets through is a bug.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from drivers import CardUnread, IdentityDocument
from drivers._documents import Authenticity, TravelKey
from drivers.card.apdu import Response
from drivers.card.emrtd import ChipFiles, MrzKey, data_groups, tlv, travel_documents
from drivers.card.emrtd.passive import authenticity
from drivers.card.emrtd.trust import TrustStore
from drivers.card.identity_record import RECORD_LENGTH, encode_record, parse_record
from drivers.card.procedures import SAM_READER
from drivers.card.sam_dialogue import SamDialogue
from drivers.card.sam_frames import LONGEST_FRAME, FrameParser, Reply, SamCommand, encode
from drivers.card.ssc import read_card
from drivers.sim.country_signer import Signing, new_country
from drivers.sim.residents import load_residents
from drivers.sim.sam_card import document_of
from tests.fuzz.suites import Target

TRAVEL_KEY = TravelKey("E00000000", date(1990, 1, 2), date(2030, 1, 2))
TRAVEL_ZONE_KEY = MrzKey("E00000000", "900102", "300102")


class Talker:
    """A card that says what the fuzzer wants: two bytes of length, then the response."""

    def __init__(self, data: bytes) -> None:
        self._responses = self._split(data)

    @staticmethod
    def _split(data: bytes) -> Iterator[bytes]:
        at = 0
        while at + 2 <= len(data):
            length = int.from_bytes(data[at : at + 2], "big") % 300
            yield data[at + 2 : at + 2 + length]
            at += 2 + length

    def transmit(self, apdu: bytes) -> Response:
        """The next response; a card that has nothing more to say answers 6F 00."""
        assert apdu[1] != 0x20, "VERIFY must never leave"
        raw = next(self._responses, b"")
        return Response.from_bytes(raw if len(raw) >= 2 else b"\x6f\x00")


def told(*responses: bytes) -> bytes:
    """The input that makes a ``Talker`` say these."""
    return b"".join(len(raw).to_bytes(2, "big") + raw for raw in responses)


def sam_frames(data: bytes) -> None:
    """A stream cut in two anywhere gives the same replies as whole; nothing piles up."""
    cut = data[0] if data else 0
    whole, parts = FrameParser(), FrameParser()
    assert whole.feed(data) == parts.feed(data[:cut]) + parts.feed(data[cut:])
    assert whole.pending < LONGEST_FRAME
    assert whole.pending == parts.pending
    dialogue = SamDialogue()
    for at in range(0, len(data), 64):
        dialogue.to_send()
        dialogue.feed(data[at : at + 64])


def identity_record(data: bytes) -> None:
    """A record is a document or names its first bad field; a document survives a round trip."""
    read = parse_record(data[:RECORD_LENGTH].ljust(RECORD_LENGTH, b"\0"))
    if isinstance(read, IdentityDocument):
        assert parse_record(encode_record(read)) == read
    else:
        assert isinstance(read, CardUnread)


def pcsc_card(data: bytes) -> None:
    """Every procedure of a SAM reader over a card that says anything."""
    SAM_READER(Talker(data).transmit, None)


def social_security_card(data: bytes) -> None:
    """A social security card that says anything; its answers start after a good SELECT."""
    read_card(Talker(told(b"\x90\x00") + data).transmit)


def tlv_objects(data: bytes) -> None:
    """Whatever parses can be written again and parses to the same."""
    tlv.read_header(data)
    objects = tlv.items(data)
    if objects is not None:
        again = b"".join(tlv.encode(*item) for item in objects)
        assert list(tlv.items(again) or ()) == list(objects)


def data_group_contents(data: bytes) -> None:
    """Data groups with any content."""
    data_groups.listed_tags(data)
    data_groups.mrz_of(data, TRAVEL_ZONE_KEY)
    data_groups.image_of(data)
    data_groups.full_name_of(data)
    data_groups.personal_number_of(data)
    data_groups.birth_date_of(data)


def travel_document_chip(data: bytes) -> None:
    """A chip that does not know the key says anything; without a proof there is no document."""
    read = travel_documents(None)
    assert isinstance(read(Talker(data).transmit, TRAVEL_KEY), CardUnread)


def security_object(data: bytes) -> None:
    """EF.SOD of any content never vouches for data that nobody signed."""
    files = ChipFiles(b"nobody", b"signed", b"this", tlv.encode(0x77, data))
    assert not isinstance(authenticity(files, TrustStore(), TRAVEL_KEY.valid_until), Authenticity)


def _security_objects() -> tuple[bytes, ...]:
    signed = (new_country(signing).security_object({1: b"a", 2: b"b"}) for signing in Signing)
    return tuple(signed)


def _records() -> tuple[bytes, ...]:
    return tuple(encode_record(document_of(person)) for person in load_residents().values())


TARGETS = {
    "sam_frames": Target(
        sam_frames,
        (
            Reply(0x9F, bytes(4)).to_bytes() + Reply(0x90, bytes(8)).to_bytes(),
            *(encode(command) for command in SamCommand),
        ),
    ),
    "identity_record": Target(identity_record, _records()),
    "pcsc_card": Target(pcsc_card, (told(b"\x6a\x81", b"\x90\x00", b"\x61\x10"),)),
    "social_security_card": Target(
        social_security_card, (told(b"\x90\x00", b"\x03\x04\x31\x2e\x30\x30\x90\x00", b"\x6c\x06"),)
    ),
    "tlv_objects": Target(tlv_objects, (bytes.fromhex("6103020101"), bytes.fromhex("7F4E0142"))),
    "data_group_contents": Target(
        data_group_contents,
        (data_groups.encode_com(b"\x61\x75\x6b"), data_groups.encode_dg2(b"\xff\xd8\xff")),
    ),
    "travel_document_chip": Target(
        travel_document_chip,
        (told(b"\x90\x00", bytes(8) + b"\x90\x00", bytes(40) + b"\x90\x00"),),
    ),
    "security_object": Target(security_object, _security_objects()),
}
