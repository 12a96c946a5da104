"""X.509 certificates of country authorities and document signers (ICAO 9303-12, 7.1)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from asn1crypto import x509

from drivers.card.emrtd.signatures import (
    PARSER_FAULTS,
    PublicKey,
    SignatureAlgorithm,
    is_signed,
    public_key,
    signature_algorithm,
)


@dataclass(frozen=True, slots=True)
class Certificate:
    """What chains need of a certificate; names are normalised as RFC 5280, 7.1 compares them.

    ``key`` and ``algorithm`` are None when their kind is not supported: such a certificate vouches
    for nothing and nothing vouches for it.
    """

    subject: str
    issuer: str
    serial: int
    key_identifier: bytes | None
    authority_key_identifier: bytes | None
    not_before: date
    not_after: date
    is_authority: bool
    signs_data: bool
    """Whether its key may sign data at all (keyUsage digitalSignature, if there is a keyUsage)."""
    key: PublicKey | None = field(repr=False)
    algorithm: SignatureAlgorithm | None
    signed_part: bytes = field(repr=False)
    signature: bytes = field(repr=False)

    def valid_on(self, day: date) -> bool:
        """Whether ``day`` lies in the validity period, both ends included."""
        return self.not_before <= day <= self.not_after

    def issued(self, other: Certificate) -> bool:
        """Whether this is a certificate authority that signed ``other``."""
        named = self.is_authority and self.subject == other.issuer
        wanted = other.authority_key_identifier
        if not named or (wanted and self.key_identifier and wanted != self.key_identifier):
            return False
        if self.key is None or other.algorithm is None:
            return False
        return is_signed(self.key, other.algorithm, other.signature, other.signed_part)


def parse_certificate(der: bytes) -> Certificate | None:
    """The one certificate in ``der``, or None for anything else."""
    try:
        return _certificate(x509.Certificate.load(der, strict=True))
    except PARSER_FAULTS:
        return None


def _certificate(parsed: x509.Certificate) -> Certificate:
    to_be_signed = parsed["tbs_certificate"]
    validity = to_be_signed["validity"]
    return Certificate(
        subject=parsed.subject.hashable,
        issuer=parsed.issuer.hashable,
        serial=int(parsed.serial_number),
        key_identifier=parsed.key_identifier,
        authority_key_identifier=parsed.authority_key_identifier,
        not_before=validity["not_before"].native.date(),
        not_after=validity["not_after"].native.date(),
        is_authority=_is_authority(parsed),
        signs_data=_may(parsed, "digital_signature"),
        key=public_key(parsed.public_key),
        algorithm=signature_algorithm(parsed["signature_algorithm"]),
        signed_part=to_be_signed.dump(),
        signature=bytes(parsed["signature_value"].native),
    )


def _is_authority(parsed: x509.Certificate) -> bool:
    constraints = parsed.basic_constraints_value
    named = constraints is not None and bool(constraints["ca"].native)
    return named and _may(parsed, "key_cert_sign")


def _may(parsed: x509.Certificate, use: str) -> bool:
    usage = parsed.key_usage_value
    return usage is None or use in usage.native
