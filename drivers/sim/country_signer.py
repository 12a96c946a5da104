"""A fictitious country that signs travel documents: authority, document signer and EF.SOD.

State ``ZZ``, which ISO 3166 leaves to users. Keys are made when first needed and live in this
process alone, so nothing signed here is believed anywhere but where the certificate was put.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum, unique
from typing import TypeAlias

from asn1crypto import algos, cms, core
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from drivers.card.emrtd.tlv import encode

STATE = "ZZ"
LDS_SECURITY_OBJECT = "2.23.136.1.1.1"

_SEQUENCE, _INTEGER, _OCTETS = 0x30, 0x02, 0x04
_RSA_BITS = 2048
_PUBLIC_EXPONENT = 65537
_SALT_LENGTH = 32
_VALIDITY = timedelta(days=10 * 365)
_SINCE = timedelta(days=30)
_HASH_NAME = "sha256"

PrivateKey: TypeAlias = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@unique
class Signing(StrEnum):
    """How a country signs, by the names of asn1crypto; SHA-256 throughout."""

    ECDSA = "sha256_ecdsa"
    RSA = "sha256_rsa"
    RSA_PSS = "rsassa_pss"


@dataclass(frozen=True, slots=True, repr=False)
class CountrySigner:
    """A country authority's certificate, and a document signer that it issued."""

    signing: Signing
    authority: x509.Certificate
    authority_key: PrivateKey
    signer: x509.Certificate
    signer_key: PrivateKey

    def authority_pem(self) -> bytes:
        """What goes into a folder of trusted authorities."""
        return self.authority.public_bytes(Encoding.PEM)

    def security_object(self, groups: Mapping[int, bytes]) -> bytes:
        """What EF.SOD wraps: a CMS SignedData over the hashes of whole data group files."""
        content = _lds_security_object(groups)
        attributes = cms.CMSAttributes(
            [
                {"type": "content_type", "values": [LDS_SECURITY_OBJECT]},
                {"type": "message_digest", "values": [_sha256(content)]},
            ]
        )
        identifier = cms.IssuerAndSerialNumber(
            {
                "issuer": asn1_x509.Name.load(self.signer.issuer.public_bytes()),
                "serial_number": self.signer.serial_number,
            }
        )
        signer_info = {
            "version": "v1",
            "sid": cms.SignerIdentifier("issuer_and_serial_number", identifier),
            "digest_algorithm": {"algorithm": _HASH_NAME},
            "signed_attrs": attributes,
            "signature_algorithm": _algorithm(self.signing),
            "signature": _signature(self.signing, self.signer_key, attributes.dump()),
        }
        certificate = self.signer.public_bytes(Encoding.DER)
        signed = cms.SignedData(
            {
                "version": "v3",
                "digest_algorithms": [{"algorithm": _HASH_NAME}],
                "encap_content_info": {
                    "content_type": LDS_SECURITY_OBJECT,
                    "content": core.ParsableOctetString(content),
                },
                "certificates": [asn1_x509.Certificate.load(certificate)],
                "signer_infos": [signer_info],
            }
        )
        return bytes(cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump())


def new_country(signing: Signing = Signing.ECDSA, moment: datetime | None = None) -> CountrySigner:
    """A country with keys of its own; its certificates are valid from 30 days before ``moment``.

    ``moment`` is now unless told; both certificates last ten years.
    """
    start = (moment or datetime.now(UTC)) - _SINCE
    authority_key, signer_key = _new_key(signing), _new_key(signing)
    authority_name, signer_name = _name("Fictitious authority"), _name("Fictitious signer")
    root = _builder(authority_name, authority_key, start)
    root = (
        root.issuer_name(authority_name)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
    )
    signer = _builder(signer_name, signer_key, start).issuer_name(authority_name)
    signer = signer.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()),
        critical=False,
    ).add_extension(_usage(signs_certificates=False), critical=True)
    return CountrySigner(
        signing,
        _issued(root, authority_key, signing),
        authority_key,
        _issued(signer, authority_key, signing),
        signer_key,
    )


@functools.cache
def fictitious_country() -> CountrySigner:
    """The country of this process's simulated documents (ECDSA on P-256)."""
    return new_country()


def fictitious_csca() -> bytes:
    """Its authority's certificate in PEM: put it into a folder of trusted authorities."""
    return fictitious_country().authority_pem()


def _new_key(signing: Signing) -> PrivateKey:
    if signing is Signing.ECDSA:
        return ec.generate_private_key(ec.SECP256R1())
    return rsa.generate_private_key(_PUBLIC_EXPONENT, _RSA_BITS)


def _name(common_name: str) -> x509.Name:
    country = x509.NameAttribute(NameOID.COUNTRY_NAME, STATE)
    return x509.Name([country, x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _builder(name: x509.Name, key: PrivateKey, start: datetime) -> x509.CertificateBuilder:
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + _VALIDITY)
        .add_extension(identifier, critical=False)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _issued(
    builder: x509.CertificateBuilder, key: PrivateKey, signing: Signing
) -> x509.Certificate:
    pss = _pss() if signing is Signing.RSA_PSS else None
    return builder.sign(key, hashes.SHA256(), rsa_padding=pss)


def _pss() -> padding.PSS:
    return padding.PSS(padding.MGF1(hashes.SHA256()), _SALT_LENGTH)


def _signature(signing: Signing, key: PrivateKey, message: bytes) -> bytes:
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return key.sign(message, ec.ECDSA(hashes.SHA256()))
    scheme = _pss() if signing is Signing.RSA_PSS else padding.PKCS1v15()
    return key.sign(message, scheme, hashes.SHA256())


def _algorithm(signing: Signing) -> algos.SignedDigestAlgorithm:
    identifier = {"algorithm": signing.value}
    if signing is Signing.RSA_PSS:
        hash_algorithm = {"algorithm": _HASH_NAME}
        identifier["parameters"] = algos.RSASSAPSSParams(
            {
                "hash_algorithm": hash_algorithm,
                "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": hash_algorithm},
                "salt_length": _SALT_LENGTH,
            }
        )
    return algos.SignedDigestAlgorithm(identifier)


def _lds_security_object(groups: Mapping[int, bytes]) -> bytes:
    """Version 0 with SHA-256 (ICAO 9303-10, 4.6.2)."""
    algorithm = bytes(algos.DigestAlgorithm({"algorithm": _HASH_NAME}).dump())
    pairs = b"".join(
        encode(_SEQUENCE, encode(_INTEGER, bytes((number,))) + encode(_OCTETS, _sha256(data)))
        for number, data in sorted(groups.items())
    )
    version = encode(_INTEGER, b"\x00")
    return encode(_SEQUENCE, version + algorithm + encode(_SEQUENCE, pairs))


def _sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
