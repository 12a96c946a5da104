"""The kinds of specimen cards: what each is laid down as, and what a faultless read makes of it."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol

from PIL import Image, ImageDraw

from drivers._documents import (
    Authenticity,
    CardRead,
    DocumentKind,
    IdentityDocument,
    TravelDocument,
    TravelKey,
)
from drivers.card.emrtd.mrz import Mrz
from drivers.card.identity_record import encode_record
from drivers.card.sam_pages import SamBlock
from drivers.sim.emrtd_card import SimEmrtdCard
from drivers.sim.residents import SimResident
from drivers.sim.sam_card import SimCard, SimSamCard
from drivers.sim.sam_module import SimIdCard
from drivers.sim.ssc_card import SimSscCard, SscTraits, document_of

LABELS = {
    DocumentKind.RESIDENT: "居民身份证",
    DocumentKind.HMT_RESIDENCE: "港澳台居民居住证",
    DocumentKind.FOREIGN_RESIDENCE_2017: "外国人永久居留身份证（2017 版）",
    DocumentKind.FOREIGN_RESIDENCE_2023: "外国人永久居留身份证（2023 版）",
    DocumentKind.SOCIAL_SECURITY: "社会保障卡",
}


class Specimen(Protocol):
    """A card that is a document."""

    @property
    def label(self) -> str:
        """Kind, holder and what is special about it, in Chinese."""
        ...

    @property
    def document(self) -> CardRead:
        """What a faultless read returns."""
        ...

    @property
    def travel_key(self) -> TravelKey | None:
        """What a read needs to open the chip, if anything."""
        ...

    def card(self) -> SimCard:
        """A fresh card."""
        ...


@dataclass(frozen=True, slots=True)
class IdentitySpecimen:
    """An identity card or permit with the chip that only a SAM opens."""

    document: IdentityDocument
    note: str = ""
    newest_address: str | None = None
    """The item of its own that the card gets when the holder moves; the record stays as it was."""
    travel_key: None = None

    @property
    def label(self) -> str:
        """See Specimen."""
        return _label(LABELS[self.document.kind], self.document.name, self.note)

    def card(self) -> SimSamCard:
        """See Specimen; ValueError for a text that does not fit its field."""
        block = SamBlock(encode_record(self.document), self.document.photo)
        return SimSamCard(SimIdCard(block, address=self.newest_address))


@dataclass(frozen=True, slots=True)
class SocialSecuritySpecimen:
    """A social security card of a resident."""

    version: str
    holder: SimResident = field(repr=False)
    traits: SscTraits
    note: str = ""
    travel_key: None = None

    @property
    def label(self) -> str:
        """See Specimen."""
        kind = f"{LABELS[DocumentKind.SOCIAL_SECURITY]} {self.version}"
        return _label(kind, self.holder.name, self.note)

    @property
    def document(self) -> CardRead:
        """See Specimen."""
        return document_of(self.version, self.holder, self.traits)

    def card(self) -> SimSscCard:
        """See Specimen."""
        return SimSscCard(self.version, self.holder, self.traits)


@dataclass(frozen=True, slots=True)
class TravelSpecimen:
    """A passport or permit with an eMRTD chip."""

    title: str
    """What people call such a document, in Chinese."""
    mrz: Mrz
    travel_key: TravelKey
    full_name: str = field(default="", repr=False)
    personal_number: str = field(default="", repr=False)
    note: str = ""

    @property
    def label(self) -> str:
        """See Specimen."""
        return _label(self.title, self.full_name or self._latin_name, self.note)

    @property
    def document(self) -> TravelDocument:
        """See Specimen."""
        return TravelDocument(
            code=self.mrz.code,
            issuing_state=self.mrz.issuing_state,
            number=self.mrz.document_number,
            name=self.full_name or self._latin_name,
            latin_name=self._latin_name,
            nationality=self.mrz.nationality,
            personal_number=self.personal_number,
            sex=self.mrz.sex,
            birth_date=self.travel_key.birth_date,
            valid_until=self.travel_key.valid_until,
            image=portrait(),
            authenticity=Authenticity.UNKNOWN_ISSUER,
        )

    def card(self) -> SimEmrtdCard:
        """See Specimen; ValueError when the zone does not fit its form."""
        return SimEmrtdCard(
            self.mrz,
            image=portrait(),
            full_name=self.full_name,
            personal_number=self.personal_number,
            birth_date=self.travel_key.birth_date,
        )

    @property
    def _latin_name(self) -> str:
        return f"{self.mrz.surname} {self.mrz.given_names}".strip()


@cache
def portrait() -> bytes:
    """The JPEG of a person who is nobody: a grey head and shoulders, about 2 kB."""
    picture = Image.new("L", (120, 160), 230)
    draw = ImageDraw.Draw(picture)
    draw.ellipse((35, 25, 85, 90), fill=140)
    draw.pieslice((5, 95, 115, 255), 180, 360, fill=140)
    jpeg = io.BytesIO()
    picture.save(jpeg, "JPEG", quality=60)
    return jpeg.getvalue()


def _label(kind: str, name: str, note: str) -> str:
    return f"{kind} · {name}" + (f"（{note}）" if note else "")
