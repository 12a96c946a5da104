"""Signatures as country and document signers make them (ICAO 9303-12, 4.1.6).

RSA with PKCS #1 v1.5 or PSS padding and ECDSA, the latter also in the plain coding of BSI
TR-03111; keys on named curves, or with explicit parameters that are those of a named curve. The
arithmetic is that of ``cryptography``; asn1crypto reads the structures.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto, unique
from typing import TypeAlias

from asn1crypto import algos, keys
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from drivers.card.emrtd.curves import CurveParameters, named_curve

PARSER_FAULTS = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)
"""What asn1crypto raises from junk: it parses late, when a field is looked at."""

PublicKey: TypeAlias = rsa.RSAPublicKey | ec.EllipticCurvePublicKey

HASHES: dict[str, Callable[[], hashes.HashAlgorithm]] = {
    "sha1": hashes.SHA1,
    "sha224": hashes.SHA224,
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}
"""The hash algorithms of ICAO 9303-12; SHA-1 only in documents of the first years."""

_PLAIN_ECDSA = {
    f"0.4.0.127.0.7.1.1.4.1.{number}": name for number, name in enumerate(HASHES, start=1)
}
"""BSI TR-03111, 5.2.1.1: ecdsa-plain-SHA1 to ecdsa-plain-SHA512."""
_EC_PUBLIC_KEY = "1.2.840.10045.2.1"
"""RFC 5480; some signers name the kind of key where the algorithm belongs."""


@unique
class Scheme(Enum):
    """How a signature is made."""

    RSA_PKCS1 = auto()
    RSA_PSS = auto()
    ECDSA = auto()
    ECDSA_PLAIN = auto()


@dataclass(frozen=True, slots=True)
class SignatureAlgorithm:
    """A scheme and its hash; salt length (bytes) and mask hash are of RSA-PSS alone."""

    scheme: Scheme
    hash_name: str
    mask_hash_name: str = ""
    salt_length: int = 0


def digest(hash_name: str, data: bytes) -> bytes:
    """The hash of ``data``; KeyError for a name that is not in ``HASHES``."""
    context = hashes.Hash(HASHES[hash_name]())
    context.update(data)
    return context.finalize()


def signature_algorithm(
    identifier: algos.SignedDigestAlgorithm, digest_name: str = ""
) -> SignatureAlgorithm | None:
    """The algorithm of an AlgorithmIdentifier; None for one that is not supported.

    ``digest_name`` is for identifiers that leave the hash to the signer info. May raise
    ``PARSER_FAULTS``.
    """
    name = str(identifier["algorithm"].native)
    if name == "rsassa_pss":
        return _pss(identifier["parameters"])
    if name in _PLAIN_ECDSA:
        return SignatureAlgorithm(Scheme.ECDSA_PLAIN, _PLAIN_ECDSA[name])
    hash_name, _, kind = name.rpartition("_")
    if name == "rsassa_pkcs1v15":
        hash_name, kind = digest_name, "rsa"
    elif name in {"ecdsa", _EC_PUBLIC_KEY}:
        hash_name, kind = digest_name, "ecdsa"
    scheme = {"rsa": Scheme.RSA_PKCS1, "ecdsa": Scheme.ECDSA}.get(kind)
    if scheme is None or hash_name not in HASHES:
        return None
    return SignatureAlgorithm(scheme, hash_name)


def public_key(info: keys.PublicKeyInfo) -> PublicKey | None:
    """The key of a SubjectPublicKeyInfo; None for a kind or curve that is not supported.

    May raise ``PARSER_FAULTS``.
    """
    if info.algorithm == "ec" and info["algorithm"]["parameters"].name == "specified":
        return _explicit_key(info)
    try:
        key = serialization.load_der_public_key(info.dump())
    except (ValueError, UnsupportedAlgorithm):
        return None
    return key if isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey) else None


def is_signed(
    key: PublicKey, algorithm: SignatureAlgorithm, signature: bytes, message: bytes
) -> bool:
    """Whether ``signature`` over ``message`` is of this key; False for a key of another kind."""
    hash_algorithm = HASHES[algorithm.hash_name]()
    try:
        match key, algorithm.scheme:
            case rsa.RSAPublicKey(), Scheme.RSA_PKCS1:
                key.verify(signature, message, padding.PKCS1v15(), hash_algorithm)
            case rsa.RSAPublicKey(), Scheme.RSA_PSS:
                mask = padding.MGF1(HASHES[algorithm.mask_hash_name]())
                pss = padding.PSS(mask, algorithm.salt_length)
                key.verify(signature, message, pss, hash_algorithm)
            case ec.EllipticCurvePublicKey(), Scheme.ECDSA:
                key.verify(signature, message, ec.ECDSA(hash_algorithm))
            case ec.EllipticCurvePublicKey(), Scheme.ECDSA_PLAIN:
                key.verify(_der_coded(signature), message, ec.ECDSA(hash_algorithm))
            case _:
                return False
    except (InvalidSignature, ValueError, UnsupportedAlgorithm):
        return False
    return True


def _pss(parameters: algos.RSASSAPSSParams) -> SignatureAlgorithm | None:
    hash_name = str(parameters["hash_algorithm"]["algorithm"].native)
    mask = parameters["mask_gen_algorithm"]
    mask_hash = str(mask["parameters"]["algorithm"].native)
    if mask["algorithm"].native != "mgf1" or not {hash_name, mask_hash} <= HASHES.keys():
        return None
    salt_length = int(parameters["salt_length"].native)
    if salt_length < 0:
        return None
    return SignatureAlgorithm(Scheme.RSA_PSS, hash_name, mask_hash, salt_length)


def _explicit_key(info: keys.PublicKeyInfo) -> PublicKey | None:
    specified = info["algorithm"]["parameters"].chosen
    field, coefficients = specified["field_id"], specified["curve"]
    if field["field_type"].native != "prime_field" or specified["cofactor"].native not in {None, 1}:
        return None
    parameters = CurveParameters(
        p=int(field["parameters"].native),
        a=int.from_bytes(coefficients["a"].contents, "big"),
        b=int.from_bytes(coefficients["b"].contents, "big"),
        order=int(specified["order"].native),
    )
    curve = named_curve(parameters, specified["base"].contents)
    if curve is None:
        return None
    point = keys.ECPointBitString.load(info["public_key"].dump())
    return ec.EllipticCurvePublicKey.from_encoded_point(curve, bytes(point))


def _der_coded(plain: bytes) -> bytes:
    """r and s, equally long, as the sequence that ``cryptography`` takes."""
    half = len(plain) // 2
    r, s = int.from_bytes(plain[:half], "big"), int.from_bytes(plain[half:], "big")
    return encode_dss_signature(r, s)
