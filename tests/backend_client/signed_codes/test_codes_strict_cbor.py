"""One spelling for each content, and nothing that acts."""

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_client.signed_codes.strict_cbor import LONGEST, UnfitCborError, decode, encode

UNFIT = {
    "nothing": b"",
    "too long": bytes([0x59, 0x02, 0x01]) + bytes(513),
    "a date": bytes.fromhex("c074") + b"2013-03-21T20:04:00Z",
    "a bignum": bytes.fromhex("c2420100"),
    "a decimal with a huge exponent": bytes.fromhex("c48219ffff01"),
    "a pattern": bytes.fromhex("d8236161"),
    "a self-reference": bytes.fromhex("d81c81d81d00"),
    "a tag inside an array": bytes.fromhex("81c101"),
    "a float": bytes.fromhex("f93c00"),
    "not a number": bytes.fromhex("f97e00"),
    "true": b"\xf5",
    "null": b"\xf6",
    "a break": b"\xff",
    "an indefinite array": bytes.fromhex("9f01ff"),
    "an indefinite string": bytes.fromhex("5f4101ff"),
    "a reserved length": b"\x1c",
    "an array longer than the world": bytes.fromhex("9bffffffffffffffff"),
    "a string longer than the world": bytes.fromhex("5bffffffffffffffff"),
    "a length cut off": b"\x19\x01",
    "a string cut off": b"\x42\x01",
    "an array cut off": b"\x82\x01",
    "two items": b"\x01\x01",
    "a number in more bytes than needed": bytes.fromhex("1801"),
    "a length in more bytes than needed": bytes.fromhex("580141"),
    "a key twice": bytes.fromhex("a201010102"),
    "keys out of order": bytes.fromhex("a202010101"),
    "text that is no UTF-8": b"\x61\xff",
    "maps nested too deep": bytes.fromhex("a101a101a10101"),
    "arrays nested beyond any stack": b"\x81" * (LONGEST - 1) + b"\x01",
}


@pytest.mark.parametrize("data", UNFIT.values(), ids=UNFIT)
def test_unfit_cbor_is_refused(data):
    with pytest.raises(UnfitCborError):
        decode(data)


@pytest.mark.parametrize("value", [0, -1, 2**63, b"", "粤", [1, {2: b"3"}], {1: {2: "x"}}])
def test_plain_values_come_back(value):
    assert decode(encode(value)) == value


@given(st.binary(max_size=600))
def test_any_bytes_are_refused_or_the_one_spelling(data):
    try:
        value = decode(data)
    except UnfitCborError:
        return
    assert encode(value) == data


SCALARS = st.one_of(
    st.integers(), st.binary(max_size=9), st.text(max_size=9), st.booleans(), st.none(), st.floats()
)
TREES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.one_of(st.integers(), st.text(max_size=3)), inner, max_size=3),
    ),
    max_leaves=6,
)


@given(TREES, st.booleans())
def test_any_good_cbor_is_refused_or_the_one_spelling(tree, indefinite):
    data = cbor2.dumps(tree, indefinite_containers=indefinite, value_sharing=indefinite)
    try:
        value = decode(data)
    except UnfitCborError:
        return
    assert encode(value) == data
