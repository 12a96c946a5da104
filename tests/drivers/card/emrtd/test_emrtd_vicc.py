"""A passport that others wrote (vsmartcard), read through the real pcscd."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from drivers._deadline import Deadline
from drivers._documents import (
    Authenticity,
    CardRead,
    CardUnread,
    ReadFailure,
    Sex,
    TravelDocument,
    TravelKey,
)
from drivers.card import ApduCardReader
from drivers.card.emrtd import Mrz, MrzForm, travel_documents
from drivers.card.emrtd.data_groups import encode_com, encode_dg1, encode_dg2, encode_dg11
from drivers.card.emrtd.tlv import encode
from drivers.card.pcsc import PcscTransport
from drivers.sim.country_signer import fictitious_country, fictitious_csca
from tests.fixtures.pcscd import READER, Pcscd, running_pcscd
from tests.fixtures.vicc import passport_on_reader

pytestmark = pytest.mark.pcscd

PATIENCE = 20.0
TODAY = date(2026, 11, 22)
MRZ = Mrz(
    form=MrzForm.TD3,
    code="P",
    issuing_state="UTO",
    document_number="L898902C3",
    birth="740812",
    sex=Sex.FEMALE,
    expiry="320415",
    nationality="UTO",
    surname="ERIKSSON",
    given_names="ANNA MARIA",
)
KEY = TravelKey("L898902C3", date(1974, 8, 12), date(2032, 4, 15))
IMAGE = b"\xff\xd8" + bytes(range(256)) * 20 + b"\xff\xd9"
GROUPS = {1: encode_dg1(MRZ), 2: encode_dg2(IMAGE), 11: encode_dg11("安娜", "860303")}
IDENTIFIERS = {1: 0x0101, 2: 0x0102, 11: 0x010B}
FILES = {0x011E: encode_com(bytes.fromhex("61756B"))} | {
    IDENTIFIERS[number]: data for number, data in GROUPS.items()
}


def sod() -> bytes:
    return encode(0x77, fictitious_country().security_object(GROUPS))


@pytest.fixture(scope="module")
def pcscd() -> Iterator[Pcscd]:
    with running_pcscd() as daemon:
        yield daemon


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[ApduCardReader]:
    (tmp_path / "zz.pem").write_bytes(fictitious_csca())
    reader = ApduCardReader(PcscTransport(READER), travel_documents(tmp_path, lambda: TODAY))
    yield reader
    reader.close()


@contextmanager
def passport(pcscd: Pcscd, reader: ApduCardReader, files: Mapping[int, bytes]) -> Iterator[None]:
    with passport_on_reader(pcscd.port, files):
        assert reader.wait_for_card(Deadline.after(PATIENCE))
        yield
    assert reader.wait_for_removal(Deadline.after(PATIENCE))


def read(reader: ApduCardReader, key: TravelKey | None) -> CardRead:
    return reader.read(Deadline.after(PATIENCE), key)


def test_with_the_right_key_all_of_it_is_read_and_proven(
    pcscd: Pcscd, reader: ApduCardReader
) -> None:
    with passport(pcscd, reader, {**FILES, 0x011D: sod()}):
        assert read(reader, KEY) == TravelDocument(
            code="P",
            issuing_state="UTO",
            number="L898902C3",
            name="安娜",
            latin_name="ERIKSSON ANNA MARIA",
            nationality="UTO",
            personal_number="860303",
            sex=Sex.FEMALE,
            birth_date=date(1974, 8, 12),
            valid_until=date(2032, 4, 15),
            image=IMAGE,
            authenticity=Authenticity.PROVEN,
        )


def test_without_a_key_or_with_a_wrong_one(pcscd: Pcscd, reader: ApduCardReader) -> None:
    wrong = TravelKey("L898902C4", KEY.birth_date, KEY.valid_until)
    with passport(pcscd, reader, {**FILES, 0x011D: sod()}):
        assert read(reader, None) == CardUnread(ReadFailure.KEY_NEEDED)
        assert read(reader, wrong) == CardUnread(ReadFailure.KEY_REFUSED)
        assert isinstance(read(reader, KEY), TravelDocument)


def test_chip_without_a_security_object_proves_nothing(
    pcscd: Pcscd, reader: ApduCardReader
) -> None:
    with passport(pcscd, reader, FILES):
        assert read(reader, KEY) == CardUnread(ReadFailure.FORGED, "sod")
