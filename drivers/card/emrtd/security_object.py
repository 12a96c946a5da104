"""EF.SOD: the signed hashes of all data groups (ICAO 9303-10, 4.6.2; RFC 5652)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from asn1crypto import algos, cms, core

from drivers.card.emrtd.certificates import Certificate, parse_certificate
from drivers.card.emrtd.files import ElementaryFile
from drivers.card.emrtd.mrz_grammar import Malformed
from drivers.card.emrtd.signatures import PARSER_FAULTS, SignatureAlgorithm, signature_algorithm
from drivers.card.emrtd.tlv import encode, find, items

LDS_SECURITY_OBJECT = "2.23.136.1.1.1"
"""id-icao-mrtd-security-ldsSecurityObject."""

_SEQUENCE, _SET, _INTEGER, _OCTETS = 0x30, 0x31, 0x02, 0x04
_VERSIONS = frozenset({0, 1})
_MALFORMED = Malformed("sod")


@dataclass(frozen=True, slots=True)
class SignedContent:
    """Which hashes were signed: by data group number, with the algorithm's name."""

    hash_name: str
    hashes: dict[int, bytes] = field(repr=False)


@dataclass(frozen=True, slots=True)
class SecurityObject:
    """EF.SOD taken apart; nothing in it is checked yet.

    ``algorithm`` is None when it is of an unsupported kind. ``message_digest`` is what the signer
    says of ``content``; ``signed_attributes`` is what the signature covers.
    """

    content: bytes = field(repr=False)
    groups: SignedContent
    signer: Certificate
    digest_name: str
    message_digest: bytes = field(repr=False)
    algorithm: SignatureAlgorithm | None
    signed_attributes: bytes = field(repr=False)
    signature: bytes = field(repr=False)
    signed_on: date | None


def parse_sod(sod: bytes) -> SecurityObject | Malformed:
    """The security object in EF.SOD with its one signer, whose certificate has to be inside."""
    body = find(sod, ElementaryFile.SOD.tag)
    if body is None:
        return _MALFORMED
    try:
        return _security_object(cms.ContentInfo.load(body, strict=True)) or _MALFORMED
    except PARSER_FAULTS:
        return _MALFORMED


def parse_content(content: bytes) -> SignedContent | None:
    """LDSSecurityObject ::= SEQUENCE { version, hashAlgorithm, dataGroupHashValues, ... }."""
    parts = items(find(content, _SEQUENCE) or b"") or ()
    if [part.tag for part in parts[:3]] != [_INTEGER, _SEQUENCE, _SEQUENCE]:
        return None
    version, algorithm, values = (part.value for part in parts[:3])
    if int.from_bytes(version, "big") not in _VERSIONS:
        return None
    hashes: dict[int, bytes] = {}
    for pair in items(values) or ():
        fields = items(pair.value) or ()
        if [part.tag for part in fields] != [_INTEGER, _OCTETS]:
            return None
        number = int.from_bytes(fields[0].value, "big")
        if number in hashes:
            return None
        hashes[number] = fields[1].value
    identifier = algos.DigestAlgorithm.load(encode(_SEQUENCE, algorithm))
    return SignedContent(str(identifier["algorithm"].native), hashes) if hashes else None


def _security_object(info: cms.ContentInfo) -> SecurityObject | None:
    if info["content_type"].native != "signed_data":
        return None
    data = info["content"]
    encapsulated, signers = data["encap_content_info"], data["signer_infos"]
    if encapsulated["content_type"].dotted != LDS_SECURITY_OBJECT or len(signers) != 1:
        return None
    signer_info = signers[0]
    content = bytes(encapsulated["content"])
    groups = parse_content(content)
    signer = _signer(signer_info["sid"], data["certificates"])
    attributes = _attributes(signer_info["signed_attrs"])
    type_named = attributes.get("content_type")
    message_digest = attributes.get("message_digest")
    if groups is None or signer is None or type_named is None or message_digest is None:
        return None
    if type_named.dotted != LDS_SECURITY_OBJECT:
        return None
    digest_name = str(signer_info["digest_algorithm"]["algorithm"].native)
    signing_time = attributes.get("signing_time")
    return SecurityObject(
        content=content,
        groups=groups,
        signer=signer,
        digest_name=digest_name,
        message_digest=bytes(message_digest.native),
        algorithm=signature_algorithm(signer_info["signature_algorithm"], digest_name),
        signed_attributes=_signed(signer_info["signed_attrs"]),
        signature=bytes(signer_info["signature"].native),
        signed_on=None if signing_time is None else signing_time.native.date(),
    )


def _signer(
    identifier: cms.SignerIdentifier, certificates: cms.CertificateSet
) -> Certificate | None:
    if isinstance(certificates, core.Void):
        return None
    for choice in certificates:
        certificate = parse_certificate(choice.chosen.dump())
        if certificate is None:
            continue
        if identifier.name == "issuer_and_serial_number":
            wanted = identifier.chosen
            same = certificate.serial == wanted["serial_number"].native
            found = same and certificate.issuer == wanted["issuer"].hashable
        else:
            found = certificate.key_identifier == identifier.chosen.native
        if found:
            return certificate
    return None


def _attributes(attributes: cms.CMSAttributes) -> dict[str, core.Asn1Value]:
    """Single values by type; a type that stands twice or has several values raises ValueError."""
    if isinstance(attributes, core.Void):
        return {}
    found: dict[str, core.Asn1Value] = {}
    for attribute in attributes:
        name, values = str(attribute["type"].native), attribute["values"]
        if name in found or len(values) != 1:
            message = "an attribute of the signer is ambiguous"
            raise ValueError(message)
        found[name] = values[0]
    return found


def _signed(attributes: cms.CMSAttributes) -> bytes:
    """The attributes as a SET OF, which the signature covers (RFC 5652, 5.4)."""
    return bytes((_SET,)) + bytes(attributes.dump())[1:]
