"""GB/T 3304."""

import pytest

from drivers.card import ethnic_group
from drivers.card.ethnic_groups import ETHNIC_GROUPS
from drivers.sim.residents import load_residents


def test_the_56_groups_have_56_names():
    codes = [f"{number:02d}" for number in range(1, 57)]

    assert len({ETHNIC_GROUPS[code] for code in codes}) == 56


@pytest.mark.parametrize(
    ("code", "name"),
    [("01", "汉"), ("08", "壮"), ("21", "佤"), ("44", "俄罗斯"), ("56", "基诺"), ("97", "其他")],
)
def test_some_names(code, name):
    assert ethnic_group(code) == name


def test_an_unknown_code_stands_for_itself():
    assert ethnic_group("77") == "77"


def test_every_resident_of_the_sandbox_has_a_group():
    assert all(resident.ethnic_code in ETHNIC_GROUPS for resident in load_residents().values())
