"""Visits made by hand that stand on the inner screens, with the longest texts that really occur."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kiosk import flow
from kiosk.catalog import Guide, Item, ItemKind, Level, Verb
from kiosk.flow import Facts, Flow, FlowState, Option
from kiosk.session import (
    Column,
    NoticeCode,
    Outcome,
    OutcomeKind,
    Paper,
    RecordsTable,
    Row,
    Visit,
    Visitor,
)
from kiosk.session.data import IdentifiedBy
from kiosk.session.visit import (
    Form,
    Maintenance,
    Preview,
    Records,
    Result,
    Review,
    Scene,
    SignIn,
    Task,
    Working,
)

VISITOR = Visitor(
    masked_name="张*兰",
    masked_id="8603**********1221",
    salutation="张女士",
    birth_date=date(1941, 3, 12),
    token="gallery",
    visit_id="gallery",
    assurance=2,
    by=IdentifiedBy.CARD,
)
PAPER_ID = "gallery"


def _guide(takes: str) -> Guide:
    return Guide(
        who=("符合条件的居民",),
        materials=(),
        takes=takes,
        fee="不收费",
        visits=0,
        result="办理凭证",
        phone="0755-00000000",
    )


def make_item(item_id: str, name: str, kind: ItemKind, verb: Verb, **changes: object) -> Item:
    """An item of the catalogue with the fields that do not matter filled in."""
    given: dict[str, object] = {
        "schema_version": 1,
        "id": item_id,
        "name": name,
        "short_name": name[:12],
        "kind": kind,
        "verbs": (verb,),
        "theme": "elderly",
        "issuer": "罗湖区民政局",
        "level": Level.DISTRICT,
        "assurance": 2,
        "summary": "带身份证即可，当场有结果",
        "guide": _guide("当场办结"),
    }
    return Item.model_validate({**given, **changes})


ALLOWANCE_FLOW = Flow.model_validate(
    {
        "steps": [
            {
                "id": "household",
                "title": "您的户籍和住址对吗？",
                "hint": "已从公安人口库读取，只用于本次办理。",
                "fields": [
                    {
                        "id": "household",
                        "kind": "confirm",
                        "label": "户籍地址",
                        "source": "household",
                    }
                ],
            },
            {
                "id": "account",
                "title": "津贴发到哪个账户？",
                "hint": "已从社保系统找到您名下的账户，请核对。",
                "fields": [
                    {
                        "id": "account",
                        "kind": "choice",
                        "label": "收款账户",
                        "source": "accounts",
                        "preselect": True,
                    }
                ],
            },
            {
                "id": "phone",
                "title": "怎样联系您？",
                "hint": "有需要核实的情况时，工作人员会打这个电话。",
                "fields": [{"id": "phone", "kind": "phone", "label": "手机号码"}],
            },
            {
                "id": "promise",
                "title": "请阅读并确认",
                "fields": [
                    {
                        "id": "promise",
                        "kind": "declaration",
                        "label": "告知承诺",
                        "text": "本人承诺所填信息真实、准确、完整；同意经办机构通过数据共享核验"
                        "本人的户籍、年龄和领取资格。如不再符合领取条件，本人将主动告知社区工作站；多领、错领的津贴"
                        "同意退回。",
                    }
                ],
            },
        ]
    }
)
ALLOWANCE_FACTS = Facts(
    {"household": "广东省深圳市罗湖区渔邨社区渔邨花园3栋2单元501"},
    {
        "accounts": (
            Option("card", "社会保障卡（建设银行）", "尾号 3920 · 领取养老金的账户"),
            Option("icbc", "工商银行深圳罗湖支行", "尾号 0071"),
            Option("other", "其他银行账户", "本机不能登记，请到社区工作站", disabled=True),
        )
    },
)
ALLOWANCE = make_item(
    "high-age-allowance",
    "80周岁以上老年人高龄津贴发放",
    ItemKind.APPLICATION,
    Verb.APPLY,
    instant=True,
    flow=ALLOWANCE_FLOW,
)

MARRIAGE_FLOW = Flow.model_validate(
    {
        "steps": [
            {
                "id": "office",
                "title": "想去哪里办理？",
                "hint": "按离您的距离排列。",
                "fields": [
                    {"id": "office", "kind": "choice", "label": "办理点", "source": "offices"}
                ],
            },
            {
                "id": "slot",
                "title": "哪一天、几点来？",
                "hint": "灰色的时间已经约满。",
                "fields": [
                    {"id": "slot", "kind": "slot", "label": "预约时间", "depends_on": "office"}
                ],
            },
            {
                "id": "phone",
                "title": "怎样联系您？",
                "fields": [{"id": "phone", "kind": "phone", "label": "手机号码"}],
            },
        ]
    }
)
MARRIAGE = make_item(
    "marriage-registration",
    "结婚登记预约",
    ItemKind.APPOINTMENT,
    Verb.BOOK,
    issuer="罗湖区婚姻登记处",
    flow=MARRIAGE_FLOW,
)
OFFICES = (
    Option(
        "cuizhu-hall", "翠竹街道便民服务中心（婚姻登记窗口）", "罗湖区翠竹示例路88号 · 1.4 公里"
    ),
    Option("luohu-marriage", "罗湖区婚姻登记处", "罗湖区示例中路1010号 · 2.3 公里"),
)
_HOURS = ("09:00–09:30", "09:30–10:00", "10:00–10:30", "10:30–11:00", "11:00–11:30", "11:30–12:00",
          "14:00–14:30", "14:30–15:00", "15:00–15:30", "15:30–16:00", "16:00–16:30", "16:30–17:00",
          "17:00–17:30")  # fmt: skip
_DAYS = (24, 25, 26, 27, 30)


def make_slots(days: tuple[int, ...] = _DAYS, *, full: bool = False) -> tuple[Option, ...]:
    """Slots in November 2026 as the backend's conductor delivers them; the first day is full."""
    slots = []
    for day in days:
        for at, hour in enumerate(_HOURS):
            left = 0 if full or day == days[0] else (day + at * 2) % 5
            label = f"2026-11-{day:02} {hour}"
            slots.append(Option(f"s-{day}-{at}", label, f"余{left}", disabled=left == 0))
    return tuple(slots)


def _visit(scene: Scene, *, notice: NoticeCode | None = None, pending: str | None = None) -> Visit:
    return Visit(scene=scene, visitor=VISITOR, notice=notice, pending=pending)


def _advanced(state: FlowState) -> FlowState:
    moved = flow.advance(state)
    assert isinstance(moved, FlowState)
    return moved


def allowance_at(step: str, **answers: str) -> FlowState:
    """The allowance's form at a step, every earlier question answered."""
    given = {"household": "ok", "account": "card", "phone": "13800138000", "promise": "accepted"}
    state = flow.start(ALLOWANCE_FLOW, ALLOWANCE_FACTS)
    while (page := flow.current(state)) is not None and page.id != step:
        for field in page.fields:
            state = flow.answer(state, field.id, given[field.id])
        state = _advanced(state)
    for field_id, value in answers.items():
        state = flow.answer(state, field_id, value)
    return state


def marriage_at_slot(slots: tuple[Option, ...] | None) -> FlowState:
    """The marriage booking at its slot question; None: nothing has been delivered yet."""
    options = {"offices": OFFICES}
    if slots is not None:
        options["slots:cuizhu-hall"] = slots
    state = flow.answer(flow.start(MARRIAGE_FLOW, Facts({}, options)), "office", "cuizhu-hall")
    return _advanced(state)


def marriage_review() -> FlowState:
    """All of the marriage booking's answers."""
    state = flow.answer(marriage_at_slot(make_slots()), "slot", "s-25-1")
    state = _advanced(state)
    return _advanced(flow.answer(state, "phone", "13800138000"))


MEDICAL = make_item(
    "medical-visits", "医保就医明细查询", ItemKind.QUERY, Verb.QUERY, issuer="深圳市医疗保障局"
)
_VISITS = (
    ("2026-10-12", "罗湖区人民医院（东门门诊部）", "普通门诊", "186.50", "130.55", "55.95"),
    ("2026-09-28", "渔邨社区健康服务中心", "门诊慢特病", "1,264.00", "1,011.20", "252.80"),
    ("2026-08-03", "深圳市第二人民医院", "住院", "18,932.77", "15,146.22", "3,786.55"),
    ("2026-07-15", "渔邨社区健康服务中心", "普通门诊", "92.00", "64.40", "27.60"),
)
MEDICAL_TABLE = RecordsTable(
    title="医保就医明细",
    columns=(
        Column("date", "就医日期"),
        Column("hospital", "医疗机构"),
        Column("kind", "类别"),
        Column("total", "总费用（元）", "right"),
        Column("fund", "基金支付（元）", "right"),
        Column("self", "个人支付（元）", "right"),
    ),
    rows=tuple(
        dict(zip(("date", "hospital", "kind", "total", "fund", "self"), row, strict=True))
        for row in _VISITS * 6
    ),
    summary=(
        Row("就医次数", "24"),
        Row("基金支付合计（元）", "98,114.22"),
        Row("个人支付合计（元）", "24,737.40"),
    ),
    as_of="2026-11-22 23:06",
    issuer="深圳市医疗保障局",
)
PENSION_TABLE = RecordsTable(
    title="养老金发放明细",
    columns=(
        Column("month", "发放年月"),
        Column("amount", "金额（元）", "right"),
        Column("state", "状态", "center"),
    ),
    rows=tuple(
        {"month": f"2026-{month:02}", "amount": "4,218.60", "state": "已发放"}
        for month in range(10, 4, -1)
    ),
    summary=(Row("发放月数", "6"), Row("发放合计（元）", "25,311.60")),
    as_of="2026-11-22 23:06",
    issuer="深圳市社会保险基金管理局",
)

APPROVED = Outcome(
    OutcomeKind.APPROVED,
    "GL-440303-2611-0000127",
    "2026-11-22 23:06:41",
    reasons=("您现年85周岁，户籍在罗湖区，符合发放条件",),
    next_steps=("津贴发放至您选定的银行账户",),
    details=(Row("津贴标准", "每月300.00元"), Row("发放时间", "次月起每月25日前")),
    check_code="7F2K-93QD",
)
BOOKED = Outcome(
    OutcomeKind.BOOKED,
    "HY-440303-2611-0000031",
    "2026-11-22 23:06:41",
    next_steps=("双方身份证原件", "双方户口簿（可凭电子证照核验）", "3张2寸双方近期半身免冠合影"),
    details=(
        Row("办理点", "翠竹街道便民服务中心（婚姻登记窗口）"),
        Row("地址", "罗湖区翠竹示例路88号"),
        Row("时间", "2026年11月25日 周三 09:30–10:00"),
    ),
    check_code="M4PX-20TA",
)
REFUSED = Outcome(
    OutcomeKind.REFUSED,
    "GL-440303-2611-0000128",
    "2026-11-22 23:06:41",
    reasons=("您现年57周岁，未满80周岁",),
    next_steps=("满80周岁当月起可申请", "如年龄有误，请持身份证到社区工作站核实"),
)
ROUTED = Outcome(
    OutcomeKind.ROUTED,
    "LJ-440303-2611-0000009",
    "2026-11-22 23:06:41",
    reasons=("临时救助需要工作人员了解情况，已转街道办理",),
    next_steps=("请保持电话畅通", "情况紧急请立即点击“转人工”"),
    details=(Row("承诺时限", "5个工作日内与您联系"),),
    check_code="Q8RW-51HN",
)
SAVED = Outcome(
    OutcomeKind.SAVED,
    "LH-YC-007-0000042",
    "2026-11-22 23:06:41",
    next_steps=("请保存好凭条，凭本机编号查询进度", "结果出来后会发短信到您留下的手机"),
)

PAPER = Paper(PAPER_ID, "社会保险个人参保证明", "SB-440303-2611-0007731", 576, 1228)

SCENES: dict[str, Visit] = {
    "step-confirm": _visit(Form(ALLOWANCE, allowance_at("household"))),
    "step-confirm-disputed": _visit(Form(ALLOWANCE, allowance_at("household", household="wrong"))),
    "step-choice": _visit(Form(ALLOWANCE, allowance_at("account"))),
    "step-phone": _visit(Form(ALLOWANCE, allowance_at("phone", phone="1380013"))),
    "step-phone-error": _visit(
        Form(ALLOWANCE, allowance_at("phone", phone="138001"), {"phone": "bad_phone"})
    ),
    "step-declaration": _visit(
        Form(ALLOWANCE, allowance_at("promise"), {"promise": "not_accepted"})
    ),
    "step-offices": _visit(
        Form(MARRIAGE, flow.start(MARRIAGE_FLOW, Facts({}, {"offices": OFFICES})))
    ),
    "slots": _visit(Form(MARRIAGE, flow.answer(marriage_at_slot(make_slots()), "slot", "s-25-1"))),
    "slots-loading": _visit(Form(MARRIAGE, marriage_at_slot(None)), pending="slots:cuizhu-hall"),
    "slots-empty": _visit(Form(MARRIAGE, marriage_at_slot(make_slots(full=True)))),
    "slots-missing": _visit(Form(MARRIAGE, marriage_at_slot(None)), notice=NoticeCode.BACKEND_DOWN),
    "step-waiting": _visit(Form(MARRIAGE, flow.start(MARRIAGE_FLOW, Facts())), pending="offices"),
    "review-taken": _visit(Review(MARRIAGE, marriage_review()), notice=NoticeCode.SLOT_TAKEN),
    "review-apply": _visit(Review(ALLOWANCE, allowance_at("review"))),
    "review-book": _visit(Review(MARRIAGE, marriage_review())),
    **{f"working-{task}": _visit(Working(task, ALLOWANCE)) for task in Task},
    "records": _visit(Records(MEDICAL, MEDICAL_TABLE)),
    "records-short": _visit(Records(MEDICAL, PENSION_TABLE)),
    "records-empty": _visit(Records(MEDICAL, replace(MEDICAL_TABLE, rows=(), summary=()))),
    "preview": _visit(Preview(MEDICAL, PAPER)),
    "result-approved": _visit(Result(ALLOWANCE, APPROVED)),
    "result-booked": _visit(Result(MARRIAGE, BOOKED)),
    "result-refused": _visit(Result(ALLOWANCE, REFUSED)),
    "result-routed": _visit(Result(ALLOWANCE, ROUTED)),
    "result-saved": _visit(Result(ALLOWANCE, SAVED)),
    "records-no-paper": _visit(
        Records(MEDICAL, MEDICAL_TABLE), notice=NoticeCode.PRINTER_PAPER_OUT
    ),
    "preview-no-paper": _visit(Preview(MEDICAL, PAPER), notice=NoticeCode.PRINTER_PAPER_OUT),
    "result-no-paper": _visit(Result(MARRIAGE, BOOKED), notice=NoticeCode.PRINTER_PAPER_OUT),
    "sign-in": Visit(scene=SignIn()),
    "sign-in-wrong": Visit(scene=SignIn(), notice=NoticeCode.PIN_WRONG),
    "sign-in-locked": Visit(scene=SignIn(47), notice=NoticeCode.PIN_LOCKED),
    "maintenance": Visit(scene=Maintenance(), notice=NoticeCode.TEST_PRINTED),
    "maintenance-testing": Visit(scene=Maintenance(testing=True)),
}
"""A visit by the name of its picture."""
