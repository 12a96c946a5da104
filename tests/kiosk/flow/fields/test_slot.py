from kiosk.flow import ErrorCode, Facts, Option, Slot

FIELD = Slot(kind="slot", id="slot", label="时间", depends_on="office")
FACTS = Facts(options={"slots:east": (Option("s1", "周一"), Option("s2", "满", disabled=True))})
EAST = {"office": "east"}


def test_slots_are_those_of_the_chosen_office() -> None:
    assert FIELD.choices(FACTS, EAST) == FACTS.options["slots:east"]
    assert FIELD.fault("s1", FACTS, EAST) is None
    assert FIELD.fault("s2", FACTS, EAST) is ErrorCode.NOT_AN_OPTION
    assert FIELD.describe("s1", FACTS, EAST) == "周一"
    assert FIELD.depends() == "office"
    assert FIELD.fact() == "slots"


def test_slots_of_another_office_must_be_fetched() -> None:
    assert FIELD.need(FACTS, {"office": "west"}) == "slots:west"
    assert FIELD.fault("s1", FACTS, {"office": "west"}) is ErrorCode.NOT_DELIVERED
    assert FIELD.need(FACTS, EAST) is None


def test_without_an_office_there_is_nothing_to_fetch_or_choose() -> None:
    assert FIELD.need(FACTS, {}) is None
    assert FIELD.choices(FACTS, {}) is None


def test_booked_out_office_says_so() -> None:
    full = FACTS.with_options("slots:east", (Option("s2", "满", disabled=True),))
    assert FIELD.missing(full, EAST) is ErrorCode.NOTHING_TO_CHOOSE
    assert FIELD.missing(FACTS.with_options("slots:east", ()), EAST) is ErrorCode.NOTHING_TO_CHOOSE
