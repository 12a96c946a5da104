"""What a read becomes: a document on its way to the backend, or words that say why not."""

from dataclasses import replace
from datetime import date

import pytest

from drivers import (
    CardUnread,
    ChipOnly,
    DocumentKind,
    IdentityDocument,
    Protection,
    ReadFailure,
    Sex,
    SocialSecurityCard,
    TravelDocument,
    Withheld,
)
from drivers.sim.wallet import load_wallet
from kiosk.devices.reading import held
from kiosk.i18n import Texts
from kiosk.session import NoticeCode
from kiosk.session import data as words
from kiosk.session.data import HeldDocument
from tests.kiosk.devices.desk_devices import DOCUMENT

TODAY = date(2026, 11, 22)
WALLET = load_wallet()
SOCIAL_SECURITY = SocialSecurityCard(
    version="2.00",
    card_identification="0" * 32,
    card_class=None,
    institution=None,
    issued_on=date(2020, 1, 2),
    expires_on=date(2030, 1, 2),
    card_number="A12345678",
    id_number="860303199307180314",
    name="李明轩",
    sex=None,
    ethnic_code=None,
    birthplace=None,
    birth_date=None,
)


def test_the_kinds_have_the_same_words_here():
    assert [kind.value for kind in words.DocumentKind] == [kind.value for kind in DocumentKind]


def test_an_identity_card_is_held_whole_and_hidden():
    document = held(DOCUMENT, TODAY)
    assert isinstance(document, HeldDocument)
    assert (document.kind, document.number) == ("resident", DOCUMENT.id_number)
    assert document.valid_until is None
    for name in ("name", "sex", "ethnic_code", "birth_date", "address", "issuer", "valid_from"):
        assert getattr(document, name) == getattr(DOCUMENT, name)
    for secret in (DOCUMENT.name, DOCUMENT.id_number, DOCUMENT.address, "1941"):
        assert secret not in repr(document)


@pytest.mark.parametrize("key", [key for key in WALLET.keys if WALLET.expected(key) is not None])
def test_every_card_of_the_wallet_becomes_a_document_or_words(key):
    read = WALLET.expected(key)
    document = held(read, TODAY)
    match read, document:
        case (SocialSecurityCard(identifies=False), notice):
            assert notice is NoticeCode.CARD_PROTECTED
        case (_, NoticeCode() as notice):
            assert notice is NoticeCode.CARD_EXPIRED
            assert read.expired_on(TODAY)
        case (IdentityDocument(), HeldDocument()):
            assert (document.kind, document.number) == (read.kind.value, read.id_number)
            assert document.latin_name == read.latin_name
            assert document.nationality == read.nationality
        case (SocialSecurityCard(), HeldDocument()):
            assert (document.kind, document.number) == ("social_security", read.id_number)
        case (TravelDocument(), HeldDocument()):
            assert (document.kind, document.number) == ("travel", read.number)
            assert (document.valid_from, document.valid_until) == (None, read.valid_until)
            assert document.latin_name == read.latin_name
        case other:
            pytest.fail(f"{key}: {other!r}")


def test_a_social_security_card_without_a_birth_date_tells_it_by_its_number():
    document = held(SOCIAL_SECURITY, TODAY)
    assert isinstance(document, HeldDocument)
    assert document.birth_date == date(1993, 7, 18)
    assert (document.sex, document.ethnic_code) == (Sex.UNKNOWN, "")
    assert document.valid_from == date(2020, 1, 2)


@pytest.mark.parametrize("lacking", ["name", "id_number"])
def test_a_social_security_card_that_names_nobody(lacking):
    protected = replace(
        SOCIAL_SECURITY, **{lacking: None}, withheld=(Withheld(lacking, Protection.PIN),)
    )
    assert held(protected, TODAY) is NoticeCode.CARD_PROTECTED
    assert held(replace(SOCIAL_SECURITY, **{lacking: None}), TODAY) is NoticeCode.CARD_MALFORMED


@pytest.mark.parametrize(
    "read",
    [
        replace(DOCUMENT, valid_until=TODAY),
        replace(SOCIAL_SECURITY, expires_on=TODAY),
        replace(WALLET.expected("kwok"), valid_until=TODAY),
    ],
    ids=["identity", "social-security", "travel"],
)
def test_a_document_is_good_on_its_last_day_and_not_after(read):
    assert isinstance(held(read, TODAY), HeldDocument)
    assert held(read, date(2026, 11, 23)) is NoticeCode.CARD_EXPIRED


def test_a_bare_chip_is_never_somebody():
    assert held(ChipOnly(bytes(8)), TODAY) is NoticeCode.CARD_CHIP_ONLY


@pytest.mark.parametrize("reason", ReadFailure)
def test_every_unread_card_has_its_own_words(reason):
    notice = held(CardUnread(reason), TODAY)
    assert isinstance(notice, NoticeCode)
    assert Texts.load().notice(notice).title
    others = {held(CardUnread(other), TODAY) for other in ReadFailure if other is not reason}
    assert notice not in others | {NoticeCode.CARD_CHIP_ONLY, NoticeCode.CARD_PROTECTED}
