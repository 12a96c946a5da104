"""What no scanned code may do: one function of bytes a target, for any fuzzer.

A target returns when all is well; every exception it lets through is a bug.
"""

from backend_client.signed_codes.armour import armoured
from backend_client.signed_codes.claims import Claims, read_claims
from backend_client.signed_codes.cose import seal
from backend_client.signed_codes.strict_cbor import encode
from kiosk.codes import CodeRefused, Opened, OwnSigned, classify
from tests.fixtures.signed_codes import CONTENTS, KIOSK, TOWN, claims, issued, opened, paper, signed

LONGEST_SEALED = 397
"""Bytes that fit into the longest code."""


def scan(payload: bytes) -> None:
    """What a camera hands over: it never opens, but for the codes it was seeded with."""
    code = classify(payload)
    if isinstance(code, OwnSigned) and code.text not in SEED_CODES:
        assert isinstance(opened(code.text), CodeRefused)


def scan_paper(behind: bytes) -> None:
    """What a forger prints behind a page's address: one spelling a code, and none opens."""
    payload = PAGE.encode() + b"#" + behind
    code = classify(payload)
    if isinstance(code, OwnSigned):
        assert paper(PAGE, code.text).encode() == payload
        assert code == classify(code.text.encode())
        assert code.text in SEED_CODES or isinstance(opened(code.text), CodeRefused)


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


PAGE = "https://zizhu.example/verify/SB2026112212345678?c=ABCD2345"
SEED_CODES = tuple(issued(content) for content in CONTENTS)
SEEDS = {
    scan: (
        *(code.encode() for code in SEED_CODES),
        *(paper(PAGE, code).encode() for code in SEED_CODES[1:4]),
        b"SZAPP.v1." + b"A" * 60,
        b"https://menu.example/table/7",
    ),
    scan_paper: tuple(paper("", code).removeprefix("#").encode() for code in SEED_CODES),
    unwrap: tuple(seal(encode(claims(content)), TOWN) for content in CONTENTS),
    believe: tuple(encode(claims(content)) for content in CONTENTS),
}
"""Each target with inputs from which a fuzzer may start."""
