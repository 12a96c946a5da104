from kiosk.flow import CONFIRMED, DISPUTED, Confirm, ErrorCode, Facts

FIELD = Confirm(kind="confirm", id="address", label="住址", source="address")
KNOWN = Facts({"address": "渔邨花园3栋"})


def test_value_on_record_is_shown_and_confirmed() -> None:
    assert FIELD.shown(KNOWN) == "渔邨花园3栋"
    assert FIELD.need(KNOWN, {}) is None
    assert FIELD.missing(KNOWN, {}) is ErrorCode.REQUIRED
    assert FIELD.fact() == "address"
    assert FIELD.fault(CONFIRMED, KNOWN, {}) is None
    assert FIELD.describe(CONFIRMED, KNOWN, {}) == "渔邨花园3栋"


def test_disputed_value_is_an_answer_too() -> None:
    assert FIELD.fault(DISPUTED, KNOWN, {}) is None
    assert FIELD.describe(DISPUTED, KNOWN, {}) == "信息不对，请工作人员核实"


def test_nothing_else_is_an_answer() -> None:
    assert FIELD.fault("yes", KNOWN, {}) is ErrorCode.NOT_AN_OPTION


def test_nothing_can_be_confirmed_before_it_is_delivered() -> None:
    assert FIELD.need(Facts(), {}) == "address"
    assert FIELD.missing(Facts(), {}) is ErrorCode.NOT_DELIVERED
    assert FIELD.fault(CONFIRMED, Facts(), {}) is ErrorCode.NOT_DELIVERED


def test_nothing_is_confirmed_in_advance() -> None:
    assert FIELD.prefill(KNOWN) is None
