"""Data for one document of each kind. Everybody in it is fictitious."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import pytest

from kiosk.documents.fonts import FontBook, installed_fonts

NIGHT = datetime(2026, 11, 22, 23, 6, 41)  # noqa: DTZ001 - paper shows local time
PLACE = {"place": "渔邨社区物业服务中心", "kiosk_id": "LH-YC-007"}
VERIFY = "https://zw.luohu.example/v/SB-440303-2611-0007731-K4?c=7F2K-93QD&s=Jm3vQ0b1tY9x"

SPECIMENS: Mapping[str, Mapping[str, object]] = {
    "certificate": {
        **PLACE,
        "region": "深圳市罗湖区",
        "title": "社会保险个人参保证明",
        "issuer": "深圳市社会保险基金管理局罗湖分局",
        "fields": [
            ("姓名", "张*兰"),
            ("身份证号", "8603**********1221"),
            ("社保编号", "60**1187"),
            ("证明用途", "子女入学"),
        ],
        "table": {
            "columns": ["险种", "累计月数", "状态"],
            "rows": [
                ("养老保险", "248", "正常缴费"),
                ("医疗保险", "251", "正常缴费"),
                ("失业保险", "230", "正常缴费"),
                ("工伤保险", "248", "正常缴费"),
            ],
        },
        "statement": "以上参保情况属实，特此证明。本证明由申请人本人在自助终端上核验身份后打印。",
        "number": "SB-440303-2611-0007731-K4",
        "check_code": "7F2K-93QD",
        "verify_url": VERIFY,
        "verify_page": "zw.luohu.example/v",
        "issued_at": NIGHT,
        "copy_no": 1,
    },
    "query_list": {
        **PLACE,
        "title": "养老金发放明细",
        "issuer": "深圳市社会保险基金管理局罗湖分局",
        "fields": [("姓名", "阿依古丽·买买提明"), ("查询期间", "2026 年 8 月至 11 月")],
        "table": {
            "columns": ["月份", "项目", "发放银行", "金额（元）"],
            "rows": [
                ("2026-11", "基本养老金", "中国建设银行深圳东门支行", "4,318.25"),
                ("2026-10", "基本养老金", "中国建设银行深圳东门支行", "4,318.25"),
                ("2026-09", "基本养老金及补发过渡性养老金", "中国建设银行深圳东门支行", "5,104.70"),
                ("2026-08", "基本养老金", "中国建设银行深圳东门支行", "4,206.00"),
            ],
        },
        "summary": "合计 4 笔，￥17,947.20",
        "notes": ["当月养老金一般在 15 日前到账。", "如与银行到账不一致，请拨打 12333。"],
        "number": "CX-2611-0019923",
        "issued_at": NIGHT,
    },
    "receipt": {
        **PLACE,
        "issuer": "深圳市罗湖区住房和建设局",
        "item": "公共租赁住房租金补贴申请",
        "case_number": "440303-2026-1122-00418",
        "number": "HZ-2611-0000418-T7",
        "fields": [("申请人", "䶮*远"), ("材料", "身份证、租赁合同、银行账户")],
        "submitted_at": NIGHT,
        "issued_at": NIGHT,
        "decision": "已受理",
        "decision_note": "5 个工作日内答复",
        "next_steps": [
            "等待审核短信，不必再来窗口。",
            "需要补材料时，短信会写明缺什么；可在任一自助终端补交。",
            "审核通过后，补贴于次月 15 日前发到您登记的账户。",
        ],
        "copy_no": 1,
        "hotline": "0755-12345",
        "verify_url": "https://zw.luohu.example/p/440303-2026-1122-00418?c=QM4T-71XA",
        "check_code": "QM4T-71XA",
    },
    "saved_receipt": {
        **PLACE,
        "item": "灵活就业登记",
        "number": "BC-007-2611-00093",
        "saved_at": NIGHT,
        "fields": [("申请人", "李*轩"), ("手机号码", "138****0314")],
        "next_steps": [
            "网络恢复后，本机自动提交，一般不超过 24 小时。",
            "提交成功会发短信到您的手机。",
            "72 小时没有收到短信，请致电或到窗口出示本回执。",
        ],
        "hotline": "0755-12345",
    },
    "appointment_slip": {
        **PLACE,
        "item": "不动产转移登记（二手房）",
        "number": "A1208",
        "when": "11月26日 周四 10:30",
        "where": "罗湖区政务服务中心三楼不动产大厅",
        "window": "12 至 16 号窗口",
        "fields": [("预约人", "王*雨")],
        "bring": ["双方身份证原件", "不动产权证书原件", "网签合同；有贷款的另带银行结清证明"],
        "notes": ["请提前 10 分钟到场，过号保留 30 分钟。"],
        "issued_at": NIGHT,
        "verify_url": "https://zw.luohu.example/a/A1208-20261126-1030?c=8HNC-44PZ",
        "check_code": "8HNC-44PZ",
        "hotline": "0755-12345",
    },
    "help_slip": {
        **PLACE,
        "number": "QZ-2611-031",
        "reason": "读不出身份证",
        "item": "社会保险个人参保证明",
        "hotline": "0755-12345",
        "where": "罗湖区政务服务中心一楼综合窗口",
        "when": "工作日 9:00 至 12:00，14:00 至 17:45",
        "next_steps": ["拨打上面的电话，告诉对方求助编号。", "工作时间到人工窗口，出示这张纸。"],
        "issued_at": NIGHT,
    },
    "test_print": {
        **PLACE,
        "number": "ZJ-007-0042",
        "issued_at": NIGHT,
        "verify_url": "https://zw.luohu.example/t/ZJ-007-0042",
        "software": "0.1.0",
        "facts": [
            ("打印机", "80 毫米热敏，576 点，203 dpi"),
            ("连接", "TCP 9100，状态正常"),
            ("纸张", "充足"),
            ("切刀", "正常"),
        ],
    },
}


@pytest.fixture(scope="session")
def specimens() -> Mapping[str, Mapping[str, object]]:
    """One set of data for each kind of document."""
    return SPECIMENS


@pytest.fixture(scope="session")
def fonts() -> FontBook:
    """The machine's fonts."""
    return installed_fonts()
