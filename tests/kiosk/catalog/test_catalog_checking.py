"""Each kind of mistake in a catalogue's files, told with file, line, field, message and mend."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.catalog import check, load_catalog
from kiosk.config_files import ConfigError

Spoil = Callable[[str, str, str], int]


def told(directory: Path, item: str) -> list[str]:
    prefix = f"{directory}/items/{item}.yaml:"
    lines = [str(problem) for problem in check(directory)]
    assert all(line.startswith(prefix) for line in lines), lines
    return [line.removeprefix(prefix) for line in lines]


@pytest.mark.parametrize(
    ("item", "old", "new", "expected"),
    [
        (
            "high-age-allowance",
            "kind: choice\n          id: account",
            "kind: chioce\n          id: account",
            (
                'flow.steps[1].fields[0].kind: unknown field kind "chioce"; '
                "write one of: choice, confirm, declaration, phone, picture, slot"
            ),
        ),
        (
            "medical-visits",
            'phone: "12393"',
            "phone: 12393",
            'guide.phone: 12393 is not a text; put it in quotes: "12393"',
        ),
        (
            "medical-visits",
            "assurance: 2",
            "assurance: 4",
            "assurance: 4 is not allowed here; write a whole number at least 0 and at most 3",
        ),
        (
            "medical-visits",
            "kind: query",
            "kind: qery",
            'kind: unknown kind "qery"; write one of: query, appointment, application, certificate',
        ),
        (
            "medical-visits",
            "[query, print]",
            "[query, prnt]",
            'verbs[1]: unknown verb "prnt"; write one of: query, book, apply, print',
        ),
        (
            "medical-visits",
            "schema_version: 1",
            "schema_version: 2",
            "schema_version: unknown schema_version 2; write 1",
        ),
        (
            "medical-visits",
            "id: medical-visits",
            "id: housing-fund",
            'id: item id "housing-fund" is also used by housing-fund.yaml; write another id',
        ),
        (
            "medical-visits",
            "id: medical-visits",
            "id: visits",
            'id: item "visits" stands in medical-visits.yaml; name the file visits.yaml',
        ),
        (
            "mediation",
            "depends_on: office",
            "depends_on: ofice",
            (
                'flow.steps[2].fields[0].depends_on: no earlier field is called "ofice"; '
                "write one of: office, topic"
            ),
        ),
        (
            "residence-declaration",
            "field: change,",
            "field: chang,",
            (
                'flow.steps[2].when.field: no earlier step has the field "chang"; '
                "write one of: address, change"
            ),
        ),
        (
            "mediation",
            "source: offices",
            "source: office",
            (
                'flow.steps[1].fields[0].source: no backend delivers "office"; '
                "write one of: accounts, offices"
            ),
        ),
        (
            "medical-visits",
            "visits: 0",
            "visits: 1",
            "guide.visits: 1 visits without a reason; add visits_reason, or write visits: 0",
        ),
        (
            "mediation",
            "与纠纷有关的合同、照片或录音",
            "居委会开具的亲属关系证明",
            (
                "guide.materials[1].name: no community may issue a proof of 亲属关系证明; "
                "take it instead from 公安户籍数据或公证机构, or name that authority in issued_by"
            ),
        ),
        (
            "mediation",
            "与纠纷有关的合同、照片或录音",
            "无犯罪记录证明",
            (
                "guide.materials[1].name: no community may issue a proof of 无犯罪记录证明; "
                "take it instead from 公安机关, or name that authority in issued_by"
            ),
        ),
        (
            "mediation",
            "{ name: 与纠纷有关的合同、照片或录音, source: brought",
            "{ name: 户口簿, source: brought",
            (
                "guide.materials[1].source: residents need not bring 户口簿; "
                "write source: shared; it comes from 公安户籍数据"
            ),
        ),
        (
            "senior-card",
            "result: 优待证登记回执",
            "result: 老年人优待证",
            (
                'guide.result: "老年人优待证" promises a document that is never printed; '
                'add "print" to verbs, or name what comes out instead (回执, 凭条)'
            ),
        ),
        (
            "medical-visits",
            "[query, print]",
            "[print]",
            'verbs: kind "query" without its verb; add "query"',
        ),
        (
            "medical-visits",
            "[query, print]",
            "[query, book]",
            (
                'verbs[1]: kind "query" does not have verb "book"; '
                "write one of: print, query; or change the kind"
            ),
        ),
        (
            "medical-visits",
            "[query, print]",
            "[query, query]",
            'verbs[1]: verb "query" is given twice; remove one',
        ),
        (
            "mediation",
            "assurance: 2",
            "assurance: 1",
            'assurance: "phone" is resident data, shown below assurance 2; write at least 2',
        ),
        (
            "temporary-aid",
            "fields:\n        - { kind: confirm, id: address, label: 登记住址, source: address }",
            (
                "fields: [{ kind: picture, id: front, label: 正面 }, "
                "{ kind: picture, id: back, label: 背面 }]"
            ),
            (
                "flow.steps[3].fields[1].kind: two pictures on one page; "
                "give each picture its own step"
            ),
        ),
        (
            "mediation",
            "{ kind: phone, id: phone, label: 联系电话, source: phone }",
            "{ kind: picture, id: phone, label: 合同照片 }",
            (
                'flow.steps[3].fields[0].kind: kind "appointment" sends no pictures; '
                "remove the field, or write kind: application"
            ),
        ),
        (
            "medical-visits",
            "assurance: 2",
            "prefill: true\nassurance: 2",
            (
                "prefill: prefill is promised and no field shows data on record; "
                "write false, or give a field a source"
            ),
        ),
        (
            "medical-visits",
            "fee: 不收费",
            'fee: " "',
            ("guide.fee: must not be empty; write a text, or remove the key if it may be left out"),
        ),
    ],
)
def test_mistake_is_told_where_it_was_made(
    directory: Path, spoil: Spoil, item: str, old: str, new: str, expected: str
) -> None:
    line = spoil(item, old, new)
    assert told(directory, item) == [f"{line}: {expected}"]


def test_syntax_error(directory: Path, spoil: Spoil) -> None:
    line = spoil("medical-visits", "[query, print]", "[query, print")
    assert told(directory, "medical-visits") == [
        (
            f"{line + 1}: expected ',' or ']', but got ':'; "
            "check indentation, colons, brackets and quotes here and on the line before"
        )
    ]


def test_missing_key_is_told_where_its_group_begins(directory: Path, spoil: Spoil) -> None:
    spoil("medical-visits", "  takes: 当场查看\n", "")
    guide = (directory / "items/medical-visits.yaml").read_text("utf-8").splitlines()
    assert told(directory, "medical-visits") == [
        f'{guide.index("guide:") + 1}: guide.takes: missing key "takes"; add takes: a text'
    ]


def test_visits_need_a_reason_and_a_reason_needs_visits(directory: Path, spoil: Spoil) -> None:
    line = spoil("divorce-registration", "visits: 2", "visits: 0")
    assert told(directory, "divorce-registration") == [
        (
            f"{line + 1}: guide.visits_reason: a reason for visits that nobody makes; "
            "remove it, or write how many visits"
        )
    ]


def test_mistyped_key_is_told_with_the_key_that_it_leaves_missing(
    directory: Path, spoil: Spoil
) -> None:
    line = spoil("medical-visits", "summary: ", "sumary: ")
    assert told(directory, "medical-visits") == [
        '2: summary: missing key "summary"; add summary: a text',
        f'{line}: sumary: unknown key "sumary"; did you mean "summary"?',
    ]


def test_appointment_has_a_slot_and_nothing_else_has(directory: Path, spoil: Spoil) -> None:
    spoil("mediation", "verbs: [book]", "verbs: [apply]")
    line = spoil("mediation", "kind: appointment", "kind: application")
    assert told(directory, "mediation") == [
        f"{line}: kind: a slot that is never booked; remove the field, or write kind: appointment"
    ]


def test_appointment_without_a_flow_is_told_at_the_top(directory: Path, spoil: Spoil) -> None:
    spoil("case-progress", "kind: query", "kind: appointment")
    spoil("case-progress", "verbs: [query]", "verbs: [book]")
    assert told(directory, "case-progress") == [
        "2: flow: an appointment without a slot to book; add a field of kind slot"
    ]


def test_community_issues_no_listed_proof(directory: Path, spoil: Spoil) -> None:
    spoil("mediation", "result: 预约凭条", "result: 婚姻状况证明")
    line = spoil("mediation", "issuer: 渔邨社区人民", "issuer: 渔邨居民委员会人民")
    instead = "the right source is 全国婚姻登记数据"
    assert told(directory, "mediation") == [
        f"{line}: issuer: no community may issue a proof of 婚姻状况证明; {instead}"
    ]


def test_proof_of_a_named_authority_may_be_asked_for(directory: Path, spoil: Spoil) -> None:
    old = "{ name: 与纠纷有关的合同、照片或录音, source: brought"
    spoil("mediation", old, "{ name: 亲属关系证明, issued_by: 公证机构, source: brought")
    assert told(directory, "mediation") == []


def test_unknown_theme_is_told_with_those_that_exist(directory: Path, spoil: Spoil) -> None:
    line = spoil("tax-certificate", "theme: tax", "theme: taxes")
    [message] = told(directory, "tax-certificate")
    assert message.startswith(f'{line}: theme: there is no theme "taxes"; write one of: social-')


def test_theme_ids_are_used_once(directory: Path) -> None:
    file = directory / "themes.yaml"
    text = file.read_text(encoding="utf-8").replace("id: birth", "id: tax")
    file.write_text(text, encoding="utf-8")
    line = next(at for at, entry in enumerate(text.splitlines(), 1) if "出生" in entry)
    assert [str(problem) for problem in check(directory)] == [
        f'{file}:{line}: themes[10].id: theme id "tax" is used twice; write another id'
    ]


def test_problems_of_all_files_are_told_at_once(directory: Path, spoil: Spoil) -> None:
    spoil("medical-visits", "[query, print]", "[print]")
    spoil("tax-certificate", "theme: tax", "theme: taxes")
    assert [problem.file.stem for problem in check(directory)] == [
        "medical-visits",
        "tax-certificate",
    ]
    with pytest.raises(ConfigError) as caught:
        load_catalog(directory)
    assert len(str(caught.value).splitlines()) == len(caught.value.problems) == 2


def test_without_themes_only_the_form_of_items_is_checked(directory: Path) -> None:
    (directory / "themes.yaml").write_text("schema_version: 1\nthemes: []\n", encoding="utf-8")
    [problem] = check(directory)
    assert (problem.file.name, problem.line, problem.field) == ("themes.yaml", 2, "themes")


def test_empty_folder_is_no_catalogue(tmp_path: Path) -> None:
    unread = "cannot be read: no such file or directory; check path and rights"
    assert [str(problem) for problem in check(tmp_path)] == [
        f"{tmp_path}/items:1: there is no item; add a file for each service",
        f"{tmp_path}/policy.yaml:1: {unread}",
        f"{tmp_path}/themes.yaml:1: {unread}",
    ]
