from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from kiosk.config_files import ConfigError, ConfigProblem, Finding, load_model, read_document


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Round(Part):
    kind: Literal["round"]
    radius: Annotated[int, Field(ge=1, le=9)]


class Square(Part):
    kind: Literal["square"]
    side: float


class Box(Part):
    name: Annotated[str, Field(min_length=1)]
    colour: Colour = Colour.RED
    open: bool = False
    code: Annotated[str, Field(pattern="^[a-z]+$")] | None = None
    shapes: tuple[Annotated[Round | Square, Field(discriminator="kind")], ...] = Field(
        default=(), min_length=1
    )
    size: Literal[384, 576] = 384


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "box.yaml"


def told(file: Path, text: str) -> list[str]:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_model(file, Box)
    return [line.removeprefix(f"{file}:") for line in str(caught.value).splitlines()]


def test_good_file_is_read_with_the_line_of_every_value(file: Path) -> None:
    file.write_text(
        "name: 箱\n# a remark\nshapes:\n"
        "  - kind: round\n    radius: 2\n"
        "  - { kind: square, side: 1 }\n",
        encoding="utf-8",
    )
    box, document = load_model(file, Box)
    assert box.name == "箱"
    assert box.shapes == (Round(kind="round", radius=2), Square(kind="square", side=1))
    places = [(), ("name",), ("shapes",), ("shapes", 0), ("shapes", 0, "radius"), ("shapes", 1)]
    assert [document.line(at) for at in places] == [1, 1, 3, 4, 5, 6]
    assert document.line(("shapes", 1, "missing", "deeper")) == 6
    assert document.problem(Finding(("shapes", 1, "side"), "bad", "mend it")) == ConfigProblem(
        file, 6, "shapes[1].side", "bad", "mend it"
    )


def test_scalars_are_those_of_yaml_1_2(file: Path) -> None:
    file.write_text('a: yes\nb: 2026-01-02\nc: ~\nd: 1.5\ne: 0x1F\nf: "7"\ng: -012\nh: true\n')
    assert read_document(file).data == {
        "a": "yes",
        "b": "2026-01-02",
        "c": None,
        "d": 1.5,
        "e": 31,
        "f": "7",
        "g": -12,
        "h": True,
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "name: 箱\ncolor: red\n",
            '2: color: unknown key "color"; did you mean "colour"?',
        ),
        (
            "name: 箱\nzzz: 1\n",
            (
                '2: zzz: unknown key "zzz"; remove it; '
                "known here: name, colour, open, code, shapes, size"
            ),
        ),
        ("colour: red\n", '1: name: missing key "name"; add name: a text'),
        (
            "name: 箱\nshapes:\n  - kind: round\n",
            (
                '3: shapes[0].radius: missing key "radius"; '
                "add radius: a whole number at least 1 and at most 9"
            ),
        ),
        ("name: 180\n", '1: name: 180 is not a text; put it in quotes: "180"'),
        ("name: true\n", '1: name: true is not a text; put it in quotes: "true"'),
        (
            'name: 箱\nshapes:\n  - kind: round\n    radius: "3"\n',
            '4: shapes[0].radius: "3" is a text; write the number without quotes',
        ),
        (
            "name: 箱\nshapes:\n  - kind: round\n    radius: 12\n",
            (
                "4: shapes[0].radius: 12 is not allowed here; "
                "write a whole number at least 1 and at most 9"
            ),
        ),
        ("name: 箱\nopen: yes\n", '2: open: "yes" is not true or false; write true or false'),
        (
            "name: 箱\nshapes: round\n",
            (
                '2: shapes: "round" is not a list; '
                "write a list, each entry on its own line after a hyphen"
            ),
        ),
        (
            "name: [a]\n",
            "1: name: a list is not a text; write a text",
        ),
        (
            "name: 箱\ncolour: green\n",
            '2: colour: unknown colour "green"; write one of: red, blue',
        ),
        ("name: 箱\nsize: 400\n", "2: size: unknown size 400; write one of: 384, 576"),
        (
            "name: 箱\nshapes:\n\n  - kind: ruond\n",
            '4: shapes[0].kind: unknown shape kind "ruond"; write one of: round, square',
        ),
        (
            "name: 箱\nshapes:\n  - radius: 1\n",
            '3: shapes[0].kind: missing key "kind"; add kind: one of: round, square',
        ),
        (
            "name: 箱\nshapes: []\n",
            (
                "2: shapes: must not be empty; write a list, each entry on its own line after "
                "a hyphen, or remove the key if it may be left out"
            ),
        ),
        (
            "name: 箱\ncode: A1\n",
            '2: code: "A1" is not allowed here; write a text that matches ^[a-z]+$',
        ),
        ("- name: 箱\n", "1: a list is not a group of keys; write a group of keys, indented below"),
        ("name:\n", "1: name: nothing is not a text; write a text"),
    ],
)
def test_each_mistake_is_told_with_line_and_mend(file: Path, text: str, expected: str) -> None:
    assert told(file, text) == [expected]


def test_all_mistakes_of_a_file_are_told_at_once_in_order(file: Path) -> None:
    text = "nmae: 箱\nopen: maybe\nshapes:\n  - { kind: square, side: x }\n"
    lines = told(file, text)
    assert [line.partition(": ")[0] for line in lines] == ["1", "1", "2", "4"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "name: 箱\nopen: [true\nsize: 1\n",
            (
                "3: expected ',' or ']', but got ':'; "
                "check indentation, colons, brackets and quotes here and on the line before"
            ),
        ),
        (
            "name: 箱\n\tsize: 1\n",
            "2: found character '\\t' that cannot start any token; indent with spaces, not tabs",
        ),
        (
            "name: a: b\n",
            (
                "1: mapping values are not allowed here; "
                "indent keys of one group alike, and put a text with a colon in quotes"
            ),
        ),
        (
            "name: 箱\nname: 盒\n",
            '2: name: key "name" stands here a second time; remove it, or the one on line 1',
        ),
        ("name: !secret x\n", "1: name: tag !secret is not known here; remove the tag"),
        ("name: &a [*a]\n", "1: name[0]: an alias inside its own anchor; write the value out"),
        ("? [a]\n: 1\n", "1: ?: a key that is no word; write a word as the key"),
        ("name: !!int x\n", "1: name: x is no number; put it in quotes if it is a text"),
        ("", "1: the file is empty; write its keys or remove the file"),
        ("name: 箱\nx: \x07\n", "2: a control character; remove it"),
    ],
)
def test_what_is_no_good_yaml_is_told_the_same_way(file: Path, text: str, expected: str) -> None:
    assert told(file, text) == [expected]


def test_unreadable_files_are_told_the_same_way(tmp_path: Path) -> None:
    missing = tmp_path / "none.yaml"
    with pytest.raises(ConfigError, match=r"none\.yaml:1: cannot be read: no such file"):
        read_document(missing)
    wrong = tmp_path / "wrong.yaml"
    wrong.write_bytes("name: a\nb: 箱".encode("gb18030"))
    with pytest.raises(ConfigError, match=r"wrong\.yaml:2: not UTF-8 text; save the file as UTF-8"):
        read_document(wrong)
