"""The simulated passport through the real pcscd, and taken away before every one of its APDUs."""

from collections.abc import Callable, Iterator
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
from drivers.card.pcsc import PcscTransport
from drivers.sim.country_signer import fictitious_csca
from drivers.sim.emrtd_card import SimEmrtdCard
from drivers.sim.vpcd import VpcdCard
from drivers.sim.world import World
from tests.fixtures.pcscd import READER, Pcscd, running_pcscd

pytestmark = pytest.mark.pcscd

PATIENCE = 20.0
CARD = "passport"
KEY = TravelKey("E00000000", date(1990, 1, 2), date(2030, 1, 2))
MRZ = Mrz(
    form=MrzForm.TD3,
    code="P",
    issuing_state="CHN",
    document_number="E00000000",
    birth="900102",
    sex=Sex.MALE,
    expiry="300102",
    nationality="CHN",
    surname="CESHI",
    given_names="JIA",
)
IMAGE = b"\xff\xd8 opaque \xff\xd9"


class Taken:
    """A passport that a hand takes away while it works on its n-th APDU."""

    atr = SimEmrtdCard.atr

    def __init__(self, world: World, last: int) -> None:
        self._card = SimEmrtdCard(MRZ, image=IMAGE, full_name="测试<<甲")
        self._world = world
        self._last = last
        self.answered = 0

    def respond(self, apdu: bytes) -> bytes:
        self.answered += 1
        if self.answered == self._last:
            self._world.take_card()
        return self._card.respond(apdu)


@pytest.fixture(scope="module")
def pcscd() -> Iterator[Pcscd]:
    with running_pcscd() as daemon:
        yield daemon


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[ApduCardReader]:
    (tmp_path / "zz.pem").write_bytes(fictitious_csca())
    procedure = travel_documents(tmp_path, lambda: date(2026, 11, 22))
    reader = ApduCardReader(PcscTransport(READER), procedure)
    yield reader
    reader.close()


@contextmanager
def laid_down(
    pcscd: Pcscd, reader: ApduCardReader, world: World, make_card: Callable[[str], Taken]
) -> Iterator[None]:
    """The world's cards on vpcd's reader; at the end the service has seen it empty."""
    with VpcdCard(world, pcscd.connect, make_card):
        yield
    assert reader.wait_for_removal(Deadline.after(PATIENCE))


def read(reader: ApduCardReader, key: TravelKey | None) -> CardRead:
    assert reader.wait_for_card(Deadline.after(PATIENCE))
    return reader.read(Deadline.after(PATIENCE), key)


def test_signed_passport(pcscd: Pcscd, reader: ApduCardReader) -> None:
    world = World()
    with laid_down(pcscd, reader, world, lambda _: Taken(world, last=0)):
        world.tap_card(CARD)
        document = read(reader, KEY)
        assert isinstance(document, TravelDocument)
        assert (document.name, document.number) == ("测试甲", "E00000000")
        assert document.authenticity is Authenticity.PROVEN
        assert read(reader, None) == CardUnread(ReadFailure.KEY_NEEDED)
        wrong = TravelKey("E00000001", KEY.birth_date, KEY.valid_until)
        assert read(reader, wrong) == CardUnread(ReadFailure.KEY_REFUSED)


def test_taken_away_at_every_apdu(pcscd: Pcscd, reader: ApduCardReader) -> None:
    world = World()
    cards: list[Taken] = []
    last = 0

    def lay_down(_: str) -> Taken:
        cards.append(Taken(world, last))
        return cards[-1]

    with laid_down(pcscd, reader, world, lay_down):
        world.tap_card(CARD)
        assert isinstance(read(reader, KEY), TravelDocument)
        whole = cards[-1].answered
        assert whole > 20
        world.take_card()
        for last in range(1, whole + 1):
            assert reader.wait_for_removal(Deadline.after(PATIENCE))
            world.tap_card(CARD)
            assert read(reader, KEY) == CardUnread(ReadFailure.REMOVED), last
            assert cards[-1].answered == last
