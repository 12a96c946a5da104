from kiosk.flow import Choice, ErrorCode, Facts, Option

FIXED = Choice(kind="choice", id="x", label="选", options=(Option("a", "甲"), Option("b", "乙")))
DELIVERED = Choice(
    kind="choice",
    id="x",
    label="选",
    source="accounts",
    options=(Option("other", "其他"),),
    preselect=True,
)
ACCOUNTS = Facts(options={"accounts": (Option("shut", "停用", disabled=True), Option("c", "丙"))})


def test_only_an_option_is_an_answer() -> None:
    assert FIXED.fault("a", Facts(), {}) is None
    assert FIXED.fault("c", Facts(), {}) is ErrorCode.NOT_AN_OPTION
    assert FIXED.describe("b", Facts(), {}) == "乙"
    assert FIXED.possible() == ("a", "b")
    assert FIXED.missing(Facts(), {}) is ErrorCode.REQUIRED
    assert FIXED.prefill(Facts()) is None
    assert FIXED.need(Facts(), {}) is None
    assert (FIXED.fact(), DELIVERED.fact()) == (None, "accounts")


def test_delivered_options_come_first_and_the_flows_own_after_them() -> None:
    assert DELIVERED.choices(Facts(), {}) is None
    assert DELIVERED.need(Facts(), {}) == "accounts"
    offered = DELIVERED.choices(ACCOUNTS, {})
    assert offered is not None
    assert [option.value for option in offered] == ["shut", "c", "other"]
    assert DELIVERED.need(ACCOUNTS, {}) is None
    assert DELIVERED.possible() == ()


def test_an_answer_needs_delivered_options() -> None:
    assert DELIVERED.fault("c", Facts(), {}) is ErrorCode.NOT_DELIVERED
    assert DELIVERED.missing(Facts(), {}) is ErrorCode.NOT_DELIVERED
    assert DELIVERED.describe("c", Facts(), {}) == "c"


def test_disabled_option_is_no_answer() -> None:
    assert DELIVERED.fault("shut", ACCOUNTS, {}) is ErrorCode.NOT_AN_OPTION


def test_preselection_is_the_first_option_that_can_be_chosen() -> None:
    assert DELIVERED.prefill(ACCOUNTS) == "c"
    assert DELIVERED.prefill(Facts(options={"accounts": ()})) == "other"
    assert DELIVERED.prefill(Facts()) is None
