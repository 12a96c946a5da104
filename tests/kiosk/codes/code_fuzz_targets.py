"""What no scanned code may do: one function of bytes a target, for any fuzzer.

A target returns when all is well; every exception it lets through is a bug.
"""

from kiosk.codes import CodeRefused, Opened, OwnSigned, classify
from kiosk.codes.armour import armoured
from kiosk.codes.claims import Claims, read_claims
from kiosk.codes.cose import seal
from kiosk.codes.strict_cbor import encode
from tests.fixtures.signed_codes import CONTENTS, KIOSK, TOWN, claims, issued, opened, signed

LONGEST_SEALED = 397
"""Bytes that fit into the longest code."""


def scan(payload: bytes) -> None:
    """What a camera hands over: it never opens, but for the codes it was seeded with."""
    code = classify(payload)
    if isinstance(code, OwnSigned) and code.text not in SEED_CODES:
        assert isinstance(opened(code.text), CodeRefused)


def unwrap(sealed: bytes) -> None:
    """Bytes in good Base45, as a forger would send them."""
    text = armoured(sealed[:LONGEST_SEALED])
    if text not in SEED_CODES:
        assert isinstance(opened(text), CodeRefused)


def believe(payload: bytes) -> None:
    """Claims of a trusted but careless issuer: they open as what they say, or not at all."""
    payload = payload[: LONGEST_SEALED - 100]
    answer = opened(signed(payload))
    said = read_claims(payload)
    if isinstance(answer, Opened):
        assert isinstance(said, Claims)
        assert said.encoded() == payload
        assert said.audience in {"*", KIOSK}
        assert answer.content == said.content


SEED_CODES = tuple(issued(content) for content in CONTENTS)
SEEDS = {
    scan: (
        *(code.encode() for code in SEED_CODES),
        b"SZAPP.v1." + b"A" * 60,
        b"https://menu.example/table/7",
    ),
    unwrap: tuple(seal(encode(claims(content)), TOWN) for content in CONTENTS),
    believe: tuple(encode(claims(content)) for content in CONTENTS),
}
"""Each target with inputs from which a fuzzer may start."""
