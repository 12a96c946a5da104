"""Scanned papers in every state, and the technicians' page with codes for the machine."""

from __future__ import annotations

from dataclasses import replace

from kiosk.session import NoticeCode, Row, Visit
from kiosk.session.data import (
    ConfigurationCheck,
    PaperKind,
    PaperState,
    ScannedPaper,
)
from kiosk.session.visit import Identify, Maintenance, OutOfService, Scanned
from tests.qml.scenes_b import BOOKED, MARRIAGE, VISITOR

RECEIPT = ScannedPaper(
    PaperKind.RECEIPT,
    PaperState.VALID,
    "GL-440303-20261122-0007731",
    "高龄老人津贴申领",
    "罗湖区民政局",
    (
        Row("申请人", "张*兰"),
        Row("办理结果", "已受理，转人工办理"),
        Row("出具时间", "2026-11-22 23:06"),
        Row("本份", "第2份"),
        Row("打印次数", "已打印2份，另有1份未确认"),
    ),
    specimen=True,
)
CERTIFICATE = ScannedPaper(
    PaperKind.CERTIFICATE,
    PaperState.VALID,
    "SB-440303-20261122-0007731",
    "社会保险个人参保证明",
    "深圳市社会保险基金管理局罗湖分局",
    (
        Row("姓名", "张*兰"),
        Row("证件号码", "8603**********1221"),
        Row("参保状态", "正常参保"),
        Row("累计缴费", "养老保险 186 个月，医疗保险 203 个月"),
        Row("出具时间", "2026-11-22 23:06"),
        Row("有效期至", "2027-02-20"),
        Row("本份", "第1份"),
        Row("打印次数", "已打印1份"),
    ),
    specimen=True,
)
SLIP = ScannedPaper(
    PaperKind.APPOINTMENT,
    PaperState.VALID,
    "YY-440303-20261122-0000042",
    "内地居民结婚登记",
    "罗湖区婚姻登记处",
    (Row("预约人", "张*兰"), Row("预约时间", "2026-11-25 09:30"), Row("地点", "罗湖区婚姻登记处")),
    specimen=True,
)
PERMIT = ScannedPaper(
    PaperKind.PERMIT,
    PaperState.VALID,
    "TC2026112200012345",
    rows=(
        Row("车牌号", "粤B***45"),
        Row("有效期至", "2027-11-22 23:06"),
        Row("核验方式", "数字签名，本机核验"),
    ),
)
BOOKED_SLIP = Scanned(SLIP, MARRIAGE, BOOKED)


def _bare(paper: ScannedPaper, state: PaperState) -> Visit:
    """Genuine, and nothing more is known."""
    return Visit(scene=Scanned(ScannedPaper(paper.kind, state, paper.number)))


SCENES: dict[str, Visit] = {
    "scanned-receipt": Visit(scene=Scanned(RECEIPT)),
    "scanned-receipt-not-yours": Visit(
        scene=Scanned(RECEIPT), visitor=VISITOR, notice=NoticeCode.NOT_YOURS
    ),
    "scanned-certificate": Visit(scene=Scanned(CERTIFICATE)),
    "scanned-certificate-expired": Visit(
        scene=Scanned(replace(CERTIFICATE, state=PaperState.EXPIRED))
    ),
    "scanned-certificate-void": Visit(scene=Scanned(replace(CERTIFICATE, state=PaperState.VOID))),
    "scanned-certificate-unknown": _bare(CERTIFICATE, PaperState.UNKNOWN),
    "scanned-certificate-unasked": _bare(CERTIFICATE, PaperState.UNASKED),
    "scanned-permit": Visit(scene=Scanned(PERMIT)),
    "scanned-appointment": Visit(scene=Scanned(SLIP)),
    "scanned-appointment-known": Visit(scene=BOOKED_SLIP, visitor=VISITOR),
    "scanned-appointment-asking": Visit(scene=replace(BOOKED_SLIP, asking=True), visitor=VISITOR),
    "scanned-appointment-past": Visit(
        scene=BOOKED_SLIP, visitor=VISITOR, notice=NoticeCode.APPOINTMENT_PAST
    ),
    "scanned-appointment-cancelled": Visit(
        scene=replace(BOOKED_SLIP, paper=replace(SLIP, state=PaperState.CANCELLED)),
        visitor=VISITOR,
    ),
    "identify-code-past": Visit(
        scene=Identify(), notice=NoticeCode.CODE_PAST, until="2026-11-22 09:30"
    ),
    "identify-code-payment": Visit(scene=Identify(), notice=NoticeCode.CODE_PAYMENT),
    "identify-code-turned": Visit(scene=Identify(), notice=NoticeCode.CODE_TURNED_TEXT),
    "out-of-service-staff-code": Visit(
        scene=OutOfService("KeyError"), broken="KeyError", notice=NoticeCode.CODE_USED
    ),
    "maintenance-enrolment": Visit(
        scene=Maintenance(enrolment="https://kiosk-backend.luohu.example:8443/v1")
    ),
    "maintenance-enrolment-failed": Visit(
        scene=Maintenance(enrolment="https://kiosk.example/v1"), notice=NoticeCode.BACKEND_DOWN
    ),
    "maintenance-checking": Visit(scene=Maintenance(checking=True)),
    "maintenance-enrolled": Visit(scene=Maintenance(), notice=NoticeCode.ENROLLED),
    "maintenance-same": Visit(scene=Maintenance(configuration=ConfigurationCheck(7, same=True))),
    "maintenance-different": Visit(
        scene=Maintenance(configuration=ConfigurationCheck(7, same=False))
    ),
}
"""A visit by the name of its picture."""
