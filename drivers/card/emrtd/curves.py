"""Named elliptic curves, to recognise keys that spell out the parameters of one.

Older country and document signer certificates do (ICAO 9303-12 wants explicit parameters). The
whole curve has to be a named one: a key with a generator of its own choice proves nothing.
Constants: FIPS 186-4, D.1.2 and RFC 5639, 3; the generators are those of ``cryptography``.
"""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric import ec


@dataclass(frozen=True, slots=True)
class CurveParameters:
    """y^2 = x^3 + a x + b over the field of ``p``; the generator is of ``order``, cofactor 1."""

    p: int
    a: int
    b: int
    order: int


def _hex(*parts: str) -> int:
    return int("".join(parts), 16)


NAMED_CURVES: dict[CurveParameters, ec.EllipticCurve] = {
    CurveParameters(
        p=_hex("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF000000000000000000000001"),
        a=_hex("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFE"),
        b=_hex("B4050A850C04B3ABF54132565044B0B7D7BFD8BA270B39432355FFB4"),
        order=_hex("FFFFFFFFFFFFFFFFFFFFFFFFFFFF16A2E0B8F03E13DD29455C5C2A3D"),
    ): ec.SECP224R1(),
    CurveParameters(
        p=_hex("FFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF"),
        a=_hex("FFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFC"),
        b=_hex("5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B"),
        order=_hex("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551"),
    ): ec.SECP256R1(),
    CurveParameters(
        p=_hex(
            "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFE",
            "FFFFFFFF0000000000000000FFFFFFFF",
        ),
        a=_hex(
            "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFE",
            "FFFFFFFF0000000000000000FFFFFFFC",
        ),
        b=_hex(
            "B3312FA7E23EE7E4988E056BE3F82D19181D9C6EFE8141120314088F5013875A",
            "C656398D8A2ED19D2A85C8EDD3EC2AEF",
        ),
        order=_hex(
            "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF",
            "581A0DB248B0A77AECEC196ACCC52973",
        ),
    ): ec.SECP384R1(),
    CurveParameters(
        p=_hex(
            "1FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF",
            "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF",
            "FFF",
        ),
        a=_hex(
            "1FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF",
            "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF",
            "FFC",
        ),
        b=_hex(
            "51953EB9618E1C9A1F929A21A0B68540EEA2DA725B99B315F3B8B489918EF109",
            "E156193951EC7E937B1652C0BD3BB1BF073573DF883D2C34F1EF451FD46B503F",
            "00",
        ),
        order=_hex(
            "1FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF",
            "FFA51868783BF2F966B7FCC0148F709A5D03BB5C9B8899C47AEBB6FB71E91386",
            "409",
        ),
    ): ec.SECP521R1(),
    CurveParameters(
        p=_hex("A9FB57DBA1EEA9BC3E660A909D838D726E3BF623D52620282013481D1F6E5377"),
        a=_hex("7D5A0975FC2C3057EEF67530417AFFE7FB8055C126DC5C6CE94A4B44F330B5D9"),
        b=_hex("26DC5C6CE94A4B44F330B5D9BBD77CBF958416295CF7E1CE6BCCDC18FF8C07B6"),
        order=_hex("A9FB57DBA1EEA9BC3E660A909D838D718C397AA3B561A6F7901E0E82974856A7"),
    ): ec.BrainpoolP256R1(),
    CurveParameters(
        p=_hex(
            "8CB91E82A3386D280F5D6F7E50E641DF152F7109ED5456B412B1DA197FB71123",
            "ACD3A729901D1A71874700133107EC53",
        ),
        a=_hex(
            "7BC382C63D8C150C3C72080ACE05AFA0C2BEA28E4FB22787139165EFBA91F90F",
            "8AA5814A503AD4EB04A8C7DD22CE2826",
        ),
        b=_hex(
            "4A8C7DD22CE28268B39B55416F0447C2FB77DE107DCD2A62E880EA53EEB62D57",
            "CB4390295DBC9943AB78696FA504C11",
        ),
        order=_hex(
            "8CB91E82A3386D280F5D6F7E50E641DF152F7109ED5456B31F166E6CAC0425A7",
            "CF3AB6AF6B7FC3103B883202E9046565",
        ),
    ): ec.BrainpoolP384R1(),
    CurveParameters(
        p=_hex(
            "AADD9DB8DBE9C48B3FD4E6AE33C9FC07CB308DB3B3C9D20ED6639CCA70330871",
            "7D4D9B009BC66842AECDA12AE6A380E62881FF2F2D82C68528AA6056583A48F3",
        ),
        a=_hex(
            "7830A3318B603B89E2327145AC234CC594CBDD8D3DF91610A83441CAEA9863BC",
            "2DED5D5AA8253AA10A2EF1C98B9AC8B57F1117A72BF2C7B9E7C1AC4D77FC94CA",
        ),
        b=_hex(
            "3DF91610A83441CAEA9863BC2DED5D5AA8253AA10A2EF1C98B9AC8B57F1117A7",
            "2BF2C7B9E7C1AC4D77FC94CADC083E67984050B75EBAE5DD2809BD638016F723",
        ),
        order=_hex(
            "AADD9DB8DBE9C48B3FD4E6AE33C9FC07CB308DB3B3C9D20ED6639CCA70330870",
            "553E5C414CA92619418661197FAC10471DB1D381085DDADDB58796829CA90069",
        ),
    ): ec.BrainpoolP512R1(),
}


def named_curve(parameters: CurveParameters, generator: bytes) -> ec.EllipticCurve | None:
    """The curve with just these parameters and this encoded generator point."""
    curve = NAMED_CURVES.get(parameters)
    if curve is None:
        return None
    try:
        point = ec.EllipticCurvePublicKey.from_encoded_point(curve, generator)
    except ValueError:
        return None
    own = ec.derive_private_key(1, curve).public_key()
    return curve if point.public_numbers() == own.public_numbers() else None
