"""Passive authentication: documents signed by OpenSSL, by the simulator, and by nobody."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
from asn1crypto import cms
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers._documents import Authenticity
from drivers.card.emrtd import ChipFiles, Malformed, load_trust
from drivers.card.emrtd.certificates import parse_certificate
from drivers.card.emrtd.passive import Forged, Unsupported, authenticity
from drivers.card.emrtd.security_object import (
    LDS_SECURITY_OBJECT,
    SecurityObject,
    parse_content,
    parse_sod,
)
from drivers.card.emrtd.tlv import encode
from drivers.card.emrtd.trust import TrustStore, certificates_in
from drivers.sim.country_signer import CountrySigner, Signing, new_country

DOCUMENTS = Path(__file__).with_name("openssl_documents")
"""Made once with OpenSSL 3.0, ``req -x509``, ``x509 -req`` and ``cms -sign``; the keys are gone.

``rsa``: SHA-1 with PKCS #1 v1.5. ``pss``: SHA-256. ``explicit``: ECDSA with SHA-384, the parameters
of brainpoolP384r1 spelled out. ``p521``: ECDSA with SHA-512, the signer named by key identifier.
"""
TODAY = date(2026, 11, 23)
GROUPS = {1: b"data group 1", 2: b"data group 2", 11: b"data group 11"}
FILES = ChipFiles(GROUPS[1], GROUPS[2], GROUPS[11], b"")


@cache
def country(signing: Signing = Signing.ECDSA) -> CountrySigner:
    return new_country(signing, datetime(2026, 11, 22, tzinfo=UTC))


def trust_in(*countries: CountrySigner) -> TrustStore:
    ders = [each.authority.public_bytes(Encoding.DER) for each in countries]
    parsed = [parse_certificate(der) for der in ders]
    return TrustStore(tuple(each for each in parsed if each is not None))


def signed(country: CountrySigner, files: ChipFiles = FILES) -> ChipFiles:
    groups = {1: files.dg1, 2: files.dg2, 11: files.dg11}
    return replace(files, sod=encode(0x77, country.security_object(groups)))


def openssl_document(name: str) -> ChipFiles:
    return replace(FILES, sod=encode(0x77, (DOCUMENTS / f"{name}.sod.der").read_bytes()))


@pytest.mark.parametrize("name", ["rsa", "pss", "explicit", "p521"])
def test_documents_signed_by_openssl(name: str, tmp_path: Path) -> None:
    (tmp_path / "csca.pem").write_bytes((DOCUMENTS / f"{name}.csca.pem").read_bytes())
    files, trust = openssl_document(name), load_trust(tmp_path)
    assert len(trust.authorities) == 1
    assert authenticity(files, trust, TODAY) is Authenticity.PROVEN
    assert authenticity(files, TrustStore(), TODAY) is Authenticity.UNKNOWN_ISSUER
    assert authenticity(replace(files, dg1=b"data group l"), trust, TODAY) == Forged("dg1")


@pytest.mark.parametrize("signing", Signing)
def test_documents_signed_by_the_simulator(signing: Signing) -> None:
    files = signed(country(signing))
    assert authenticity(files, trust_in(country(signing)), TODAY) is Authenticity.PROVEN


@pytest.mark.parametrize("field", ["dg1", "dg2", "dg11"])
@pytest.mark.parametrize("data", [b"changed", b""])
def test_changed_or_hidden_group(field: str, data: bytes) -> None:
    files = replace(signed(country()), **{field: data})
    assert authenticity(files, trust_in(country()), TODAY) == Forged(field)


def test_group_that_was_never_signed() -> None:
    sod = encode(0x77, country().security_object({1: FILES.dg1, 2: FILES.dg2}))
    assert authenticity(replace(FILES, sod=sod), TrustStore(), TODAY) == Forged("dg11")


def test_no_security_object() -> None:
    assert authenticity(FILES, TrustStore(), TODAY) == Forged("sod")


def test_signature_of_another_key() -> None:
    other = replace(country(), signer_key=new_country().signer_key)
    assert authenticity(signed(other), trust_in(country()), TODAY) == Forged("sod")


def test_content_that_is_not_what_the_signer_says() -> None:
    files = signed(country())
    parsed = parse_sod(files.sod)
    assert isinstance(parsed, SecurityObject)
    group = parsed.groups.hashes[1]
    exchanged = files.sod.replace(group, parsed.groups.hashes[2])
    assert exchanged != files.sod
    files = replace(files, dg1=FILES.dg2, sod=exchanged)
    assert authenticity(files, trust_in(country()), TODAY) == Forged("sod")


def test_authority_of_the_same_name_with_another_key() -> None:
    impostor = new_country()
    files = signed(impostor)
    assert authenticity(files, trust_in(country()), TODAY) is Authenticity.UNKNOWN_ISSUER
    assert authenticity(files, trust_in(country(), impostor), TODAY) is Authenticity.PROVEN


def test_signer_is_no_authority() -> None:
    certificate = parse_certificate(country().signer.public_bytes(Encoding.DER))
    assert certificate is not None
    assert (certificate.is_authority, certificate.signs_data) == (False, True)
    files = signed(country())
    assert authenticity(files, TrustStore((certificate,)), TODAY) is Authenticity.UNKNOWN_ISSUER


@pytest.mark.parametrize(
    "changed", [{"is_authority": False}, {"key_identifier": b"another key"}, {"key": None}]
)
def test_certificate_that_cannot_vouch(changed: dict[str, object]) -> None:
    (certificate,) = trust_in(country()).authorities
    trust = TrustStore((replace(certificate, **changed),))
    assert authenticity(signed(country()), trust, TODAY) is Authenticity.UNKNOWN_ISSUER


def test_authority_does_not_sign_documents_itself() -> None:
    authority = country()
    itself = replace(authority, signer=authority.authority, signer_key=authority.authority_key)
    outcome = authenticity(signed(itself), trust_in(authority), TODAY)
    assert outcome is Authenticity.UNKNOWN_ISSUER


def test_signer_that_only_claims_an_authority() -> None:
    impostor = new_country()
    (believed,), (claimed,) = trust_in(country()).authorities, trust_in(impostor).authorities
    trust = TrustStore((replace(believed, key_identifier=claimed.key_identifier),))
    assert authenticity(signed(impostor), trust, TODAY) is Authenticity.UNKNOWN_ISSUER


def attribute(kind: str, value: object) -> cms.CMSAttribute:
    return cms.CMSAttribute({"type": kind, "values": [value]})


@pytest.mark.parametrize(
    "attributes",
    [
        [],
        [attribute("message_digest", b"digest")],
        [attribute("content_type", LDS_SECURITY_OBJECT)],
        [attribute("content_type", "data"), attribute("message_digest", b"digest")],
        [
            attribute("content_type", LDS_SECURITY_OBJECT),
            attribute("message_digest", b"digest"),
            attribute("message_digest", b"another"),
        ],
        [
            attribute("content_type", LDS_SECURITY_OBJECT),
            cms.CMSAttribute({"type": "message_digest", "values": [b"digest", b"another"]}),
        ],
    ],
)
def test_attributes_that_do_not_say_what_was_signed(attributes: list[cms.CMSAttribute]) -> None:
    info = cms.ContentInfo.load(country().security_object(GROUPS))
    info["content"]["signer_infos"][0]["signed_attrs"] = cms.CMSAttributes(attributes)
    assert parse_sod(encode(0x77, info.dump(force=True))) == Malformed("sod")


def test_number_of_signers_and_their_certificate() -> None:
    info = cms.ContentInfo.load(country().security_object(GROUPS))
    signer = info["content"]["signer_infos"][0].copy()
    assert isinstance(parse_sod(encode(0x77, info.dump(force=True))), SecurityObject)
    info["content"]["signer_infos"] = [signer, signer.copy()]
    assert parse_sod(encode(0x77, info.dump(force=True))) == Malformed("sod")
    info["content"]["signer_infos"] = [signer]
    info["content"]["certificates"] = []
    assert parse_sod(encode(0x77, info.dump(force=True))) == Malformed("sod")


@pytest.mark.parametrize("today", [date(2026, 10, 22), date(2036, 10, 22)])
def test_certificates_out_of_their_time(today: date) -> None:
    outcome = authenticity(signed(country()), trust_in(country()), today)
    assert outcome is Authenticity.UNKNOWN_ISSUER


@pytest.mark.parametrize("name", ["rsa", "p521"])
def test_validity_on_the_signing_day_is_enough(name: str, tmp_path: Path) -> None:
    (tmp_path / "csca.pem").write_bytes((DOCUMENTS / f"{name}.csca.pem").read_bytes())
    outcome = authenticity(openssl_document(name), load_trust(tmp_path), date(2200, 1, 1))
    assert outcome is Authenticity.PROVEN


def test_algorithms_that_cannot_be_checked() -> None:
    sod = signed(country()).sod
    sha256, md5_like = bytes.fromhex("608648016503040201"), bytes.fromhex("608648016503040205")
    assert authenticity(
        replace(FILES, sod=sod.replace(sha256, md5_like)), TrustStore(), TODAY
    ) == Unsupported("sod_hash")
    ecdsa, unknown = bytes.fromhex("2A8648CE3D040302"), bytes.fromhex("2A8648CE3D04030F")
    assert authenticity(
        replace(FILES, sod=sod.replace(ecdsa, unknown)), TrustStore(), TODAY
    ) == Unsupported("sod_signature")


@pytest.mark.parametrize("sod", [b"\x77", encode(0x77, b""), encode(0x77, b"not signed")])
def test_malformed(sod: bytes) -> None:
    assert authenticity(replace(FILES, sod=sod), TrustStore(), TODAY) == Malformed("sod")


@settings(deadline=None, max_examples=300)
@given(
    place=st.integers(0, 4000),
    junk=st.binary(min_size=1, max_size=6),
    name=st.sampled_from(["rsa", "pss", "explicit", "p521"]),
)
def test_no_mutation_of_the_security_object_proves_changed_data(
    place: int, junk: bytes, name: str
) -> None:
    genuine = openssl_document(name)
    sod = bytearray(genuine.sod)
    start = place % len(sod)
    sod[start : start + len(junk)] = junk
    trust = load_trust_of(name)
    changed = replace(genuine, dg1=b"another person", sod=bytes(sod))
    outcome = authenticity(changed, trust, TODAY)
    assert isinstance(outcome, Forged | Malformed | Unsupported)
    authenticity(replace(genuine, sod=bytes(sod)), trust, TODAY)


@cache
def load_trust_of(name: str) -> TrustStore:
    pem = (DOCUMENTS / f"{name}.csca.pem").read_bytes()
    return TrustStore(tuple(certificates_in(Path(name), pem)))


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=80))
def test_any_bytes_are_a_content_or_none(data: bytes) -> None:
    parse_sod(encode(0x77, data))
    assert parse_certificate(data) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        encode(0x30, b""),
        encode(0x30, encode(0x02, b"\x02") + encode(0x30, b"") + encode(0x30, b"")),
        encode(0x30, encode(0x02, b"\x00") + encode(0x30, b"") + encode(0x30, b"")),
        encode(
            0x30,
            encode(0x02, b"\x00")
            + bytes.fromhex("300B0609608648016503040201")
            + encode(0x30, encode(0x30, encode(0x02, b"\x01") + encode(0x04, b"1")) * 2),
        ),
    ],
)
def test_contents_that_name_no_hashes_or_one_twice(content: bytes) -> None:
    assert parse_content(content) is None
