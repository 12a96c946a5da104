"""Keys and algorithms of signers: explicit curves, PSS, plain ECDSA, and those refused."""

import pytest
from asn1crypto import algos, keys
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dsa, ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from drivers.card.emrtd.curves import NAMED_CURVES, CurveParameters, named_curve
from drivers.card.emrtd.signatures import (
    Scheme,
    SignatureAlgorithm,
    is_signed,
    public_key,
    signature_algorithm,
)

CURVES = pytest.mark.parametrize(
    ("parameters", "curve"), NAMED_CURVES.items(), ids=lambda value: getattr(value, "name", "")
)
MESSAGE = b"what was signed"


def point(key: ec.EllipticCurvePrivateKey, *, compressed: bool = False) -> bytes:
    coding = PublicFormat.CompressedPoint if compressed else PublicFormat.UncompressedPoint
    return key.public_key().public_bytes(Encoding.X962, coding)


def explicit(
    parameters: CurveParameters, generator: bytes, key: bytes, cofactor: int | None = 1
) -> keys.PublicKeyInfo:
    size = (parameters.p.bit_length() + 7) // 8
    domain = keys.SpecifiedECDomain(
        {
            "version": 1,
            "field_id": {"field_type": "prime_field", "parameters": parameters.p},
            "curve": {
                "a": parameters.a.to_bytes(size, "big"),
                "b": parameters.b.to_bytes(size, "big"),
            },
            "base": keys.ECPoint(generator),
            "order": parameters.order,
            "cofactor": cofactor,
        }
    )
    algorithm = {"algorithm": "ec", "parameters": keys.ECDomainParameters("specified", domain)}
    info = keys.PublicKeyInfo({"algorithm": algorithm, "public_key": keys.ECPointBitString(key)})
    return keys.PublicKeyInfo.load(info.dump())


@CURVES
def test_constants_agree_with_the_library(
    parameters: CurveParameters, curve: ec.EllipticCurve
) -> None:
    base = ec.derive_private_key(1, curve).public_key().public_numbers()
    left, right = base.y**2, base.x**3 + parameters.a * base.x + parameters.b
    assert (left - right) % parameters.p == 0
    last = ec.derive_private_key(parameters.order - 1, curve).public_key().public_numbers()
    assert (last.x, (last.y + base.y) % parameters.p) == (base.x, 0)


@CURVES
@pytest.mark.parametrize("compressed", [False, True])
def test_explicit_parameters_of_a_named_curve(
    parameters: CurveParameters, curve: ec.EllipticCurve, compressed: bool
) -> None:
    generator = point(ec.derive_private_key(1, curve), compressed=compressed)
    key = ec.generate_private_key(curve)
    parsed = public_key(explicit(parameters, generator, point(key)))
    assert isinstance(parsed, ec.EllipticCurvePublicKey)
    assert parsed.public_numbers() == key.public_key().public_numbers()


def test_generator_of_ones_own_choice_is_refused() -> None:
    parameters, curve = next(iter(NAMED_CURVES.items()))
    own = point(ec.derive_private_key(2, curve))
    assert named_curve(parameters, own) is None
    assert named_curve(parameters, b"\x04") is None
    assert public_key(explicit(parameters, own, own)) is None


def test_strange_curve_is_refused() -> None:
    parameters, curve = next(iter(NAMED_CURVES.items()))
    generator = point(ec.derive_private_key(1, curve))
    strange = CurveParameters(parameters.p, parameters.a, parameters.b + 1, parameters.order)
    assert public_key(explicit(strange, generator, generator)) is None
    assert public_key(explicit(parameters, generator, generator, cofactor=2)) is None


def test_key_of_another_kind_is_refused() -> None:
    der = dsa.generate_private_key(2048).public_key()
    info = der.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    assert public_key(keys.PublicKeyInfo.load(info)) is None


def test_plain_ecdsa() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    r, s = decode_dss_signature(key.sign(MESSAGE, ec.ECDSA(hashes.SHA256())))
    plain = r.to_bytes(32, "big") + s.to_bytes(32, "big")
    algorithm = signature_algorithm(
        algos.SignedDigestAlgorithm({"algorithm": "0.4.0.127.0.7.1.1.4.1.3"})
    )
    assert algorithm == SignatureAlgorithm(Scheme.ECDSA_PLAIN, "sha256")
    assert is_signed(key.public_key(), algorithm, plain, MESSAGE)
    assert not is_signed(key.public_key(), algorithm, plain, MESSAGE + b"!")
    assert not is_signed(key.public_key(), algorithm, b"", MESSAGE)


@pytest.mark.parametrize(
    ("name", "digest_name", "expected"),
    [
        ("rsassa_pkcs1v15", "sha224", SignatureAlgorithm(Scheme.RSA_PKCS1, "sha224")),
        ("sha512_rsa", "sha1", SignatureAlgorithm(Scheme.RSA_PKCS1, "sha512")),
        ("1.2.840.10045.2.1", "sha384", SignatureAlgorithm(Scheme.ECDSA, "sha384")),
        ("sha1_ecdsa", "", SignatureAlgorithm(Scheme.ECDSA, "sha1")),
        ("md5_rsa", "md5", None),
        ("rsassa_pkcs1v15", "md5", None),
        ("sha256_dsa", "sha256", None),
        ("ed25519", "sha512", None),
        ("1.2.3.4", "sha256", None),
    ],
)
def test_algorithms(name: str, digest_name: str, expected: SignatureAlgorithm | None) -> None:
    identifier = algos.SignedDigestAlgorithm({"algorithm": name})
    assert signature_algorithm(identifier, digest_name) == expected


def test_pss_keeps_to_its_salt_length() -> None:
    key = rsa.generate_private_key(65537, 2048)
    pss = padding.PSS(padding.MGF1(hashes.SHA256()), 20)
    signature = key.sign(MESSAGE, pss, hashes.SHA256())
    right, wrong = (
        SignatureAlgorithm(Scheme.RSA_PSS, "sha256", "sha256", length) for length in (20, 32)
    )
    assert is_signed(key.public_key(), right, signature, MESSAGE)
    assert not is_signed(key.public_key(), wrong, signature, MESSAGE)


def test_key_that_does_not_fit_the_scheme() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    signature = key.sign(MESSAGE, ec.ECDSA(hashes.SHA256()))
    for scheme in (Scheme.RSA_PKCS1, Scheme.RSA_PSS):
        assert not is_signed(
            key.public_key(), SignatureAlgorithm(scheme, "sha256", "sha256"), signature, MESSAGE
        )
