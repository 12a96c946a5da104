from kiosk.flow import ACCEPTED, Declaration, ErrorCode, Facts

FIELD = Declaration(kind="declaration", id="agreed", label="承诺", text="我提供的信息真实。")


def test_declaration_must_be_accepted() -> None:
    assert FIELD.missing(Facts(), {}) is ErrorCode.NOT_ACCEPTED
    assert FIELD.fault("no", Facts(), {}) is ErrorCode.NOT_ACCEPTED
    assert FIELD.fault(ACCEPTED, Facts(), {}) is None
    assert FIELD.describe(ACCEPTED, Facts(), {}) == "已阅读并同意"


def test_declaration_is_never_accepted_in_advance() -> None:
    assert FIELD.prefill(Facts()) is None
    assert FIELD.fact() is None
    assert FIELD.depends() is None
