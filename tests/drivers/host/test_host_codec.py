"""Messages come back as they were sent, and nothing else passes for one."""

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers import (
    CardReaderStatus,
    CardUnread,
    ChipOnly,
    Online,
    ReadFailure,
    Scan,
    ScanHint,
    Symbol,
    Symbology,
)
from drivers.host.codec import MalformedMessageError, decode, encode
from drivers.host.messages import (
    AskStatus,
    Call,
    Message,
    Ping,
    Problem,
    Raised,
    Request,
    Result,
    Returned,
    WorldSeen,
)

st.register_type_strategy(Path, st.text(max_size=20).map(Path))
st.register_type_strategy(float, st.floats(allow_nan=False))

ASK = AskStatus()

numbers = st.integers(0, 2**63)
requests = st.from_type(Request)
results = st.from_type(Result)
messages = st.one_of(
    st.builds(Call, numbers, st.floats(allow_nan=False), requests),
    st.builds(Returned, numbers, results),
    st.from_type(Message).filter(lambda message: not isinstance(message, Call)),
)


@given(messages)
def test_every_message_comes_back_as_it_was_sent(message):
    assert decode(encode(message)) == message


@given(messages)
def test_a_message_is_data_only(message):
    """JSON, each union member by its tag: no name of a module or function to be called."""
    loaded = json.loads(encode(message))

    assert loaded["type"] == type(message).__name__


def test_a_call_may_have_all_the_time_of_the_world():
    decoded = decode(encode(Call(1, math.inf, ASK)))

    assert decoded == Call(1, math.inf, ASK)


@given(st.binary(max_size=200))
def test_noise_is_refused_by_name(data):
    try:
        decoded = decode(data)
    except MalformedMessageError:
        return
    assert encode(decoded)


@given(messages)
def test_a_message_with_a_member_too_many_or_without_a_tag_is_refused(message):
    loaded = json.loads(encode(message))
    with pytest.raises(MalformedMessageError):
        decode(json.dumps(loaded | {"extra": 1}).encode())
    del loaded["type"]
    with pytest.raises(MalformedMessageError):
        decode(json.dumps(loaded).encode())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        '"Ping"',
        "{}",
        '{"type":"Nothing"}',
        '{"type":["Ping"]}',
        '{"type":"Cancel"}',
        '{"type":"Cancel","number":"5"}',
        '{"type":"Cancel","number":5.0}',
        '{"type":"Cancel","number":true}',
        '{"type":"Cancel","number":null}',
        '{"type":"Raised","number":1,"problem":"thirst"}',
        '{"type":"Raised","number":1,"problem":"deadline","code":7}',
        '{"type":"Returned","number":1,"result":null}',
        '{"type":"Returned","number":1,"result":{"type":"Ping"}}',
        '{"type":"Returned","number":1,"result":{"type":"Reached","reached":"no"}}',
        '{"type":"Returned","number":1,"result":{"type":"Reached","reached":1}}',
        '{"type":"Returned","number":1,"result":{"type":"ChipOnly","serial":7}}',
        '{"type":"Returned","number":1,"result":{"type":"ChipOnly","serial":"\\u00e9"}}',
        '{"type":"Call","number":1,"seconds":"2","request":{"type":"AskStatus"}}',
        '{"type":"Call","number":1,"seconds":true,"request":{"type":"AskStatus"}}',
        "[" * 100_000,
        "9" * 5000,
    ],
)
def test_what_is_nearly_a_message_is_refused(text):
    with pytest.raises(MalformedMessageError):
        decode(text.encode())


def test_the_refusal_quotes_nothing():
    with pytest.raises(MalformedMessageError) as caught:
        decode('{"type":"Cancel","number":"陈小明"}'.encode())

    assert str(caught.value) == ""
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


@pytest.mark.parametrize(
    "result",
    [
        ChipOnly(b"12345678"),
        Scan((Symbol(Symbology.QR, b"12345678"),)),
        WorldSeen(b"12345678"),
    ],
)
def test_messages_do_not_show_what_they_carry(result):
    shown = repr(Returned(1, result))

    assert "1234" not in shown


@pytest.mark.parametrize("symbology", Symbology)
def test_the_bytes_of_a_code_come_back_exactly(symbology):
    corners = ((-3, 0), (1280, 4), (1279, 700), (0, 719))
    symbol = Symbol(symbology, bytes(range(256)) * 11, corners, 2.3459)
    message = Returned(1, Scan((symbol, Symbol(symbology, b"")), ScanHint.CLOSER))
    come = decode(encode(message))

    assert come == message
    assert isinstance(come, Returned)
    assert isinstance(come.result, Scan)
    assert come.result.symbols[0].module_px == symbol.module_px


@pytest.mark.parametrize(
    "message",
    [
        Ping(),
        Returned(2, CardReaderStatus(Online(), "reader")),
        Returned(3, CardUnread(ReadFailure.MALFORMED, "name")),
        Raised(4, Problem.TRANSPORT, "in_use"),
    ],
)
def test_messages_are_readable_on_the_line(message):
    assert encode(message).decode().isprintable()
