"""A QML module is its Python package: same name, every file listed, type information named."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
QMLDIRS = sorted(path for path in (ROOT / "kiosk").rglob("qmldir"))


def test_there_are_modules():
    assert len(QMLDIRS) >= 18


@pytest.mark.parametrize("qmldir", QMLDIRS, ids=lambda path: path.parent.name)
def test_qmldir_is_true(qmldir):
    lines = [line.split() for line in qmldir.read_text().splitlines() if line.strip()]
    uri = ".".join(qmldir.parent.relative_to(ROOT).parts)
    assert ["module", uri] in lines
    listed = {words[-1] for words in lines if words[-1].endswith(".qml")}
    present = {path.name for path in qmldir.parent.iterdir() if path.suffix == ".qml"}
    assert listed == present


@pytest.mark.parametrize(
    "package",
    sorted(p.parent for p in (ROOT / "kiosk" / "screens").rglob("view_model.py")),
    ids=lambda path: path.name,
)
def test_every_view_model_is_paired_with_its_screen(package):
    title = "".join(word.capitalize() for word in package.name.split("_"))
    source = (package / "view_model.py").read_text()
    assert f"class {title}ViewModel(" in source
    assert f'QML_IMPORT_NAME = "kiosk.screens.{package.name}"' in source
    screen = (package / f"{title}Screen.qml").read_text()
    assert f"required property {title}ViewModel viewModel" in screen
