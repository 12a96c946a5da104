"""One field kind: one Python file, one QML file (or the slots screen), one test."""

from pathlib import Path
from typing import get_args

from kiosk.flow.fields import AnyField

ROOT = Path(__file__).parents[2]
KINDS = {
    get_args(kind.model_fields["kind"].annotation)[0] for kind in get_args(get_args(AnyField)[0])
}


def test_kinds_are_found():
    assert {"choice", "confirm", "declaration", "phone", "picture", "slot"} <= KINDS


def test_every_kind_has_its_python_file():
    files = {path.stem for path in (ROOT / "kiosk/flow/fields").glob("[a-z]*.py")}
    assert files == KINDS


def test_every_kind_has_its_view():
    views = {
        path.stem.removesuffix("Field").lower()
        for path in (ROOT / "kiosk/screens/step").glob("*Field.qml")
    }
    assert views | {"slot"} == KINDS
    assert (ROOT / "kiosk/screens/slots/SlotsScreen.qml").is_file()


def test_every_kind_has_its_test():
    tests = {
        path.stem.removeprefix("test_") for path in (ROOT / "tests/kiosk/flow/fields").glob("*.py")
    }
    assert tests == KINDS
