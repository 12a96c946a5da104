"""What may be shown of a scanned paper: the backend's answer, or the signature alone."""

from __future__ import annotations

from datetime import date, datetime

from backend_client.contracts import Verification, VerificationState
from kiosk.codes import (
    ApplicationReceipt,
    AppointmentSlip,
    Certificate,
    Opened,
    ParkingPermit,
)
from kiosk.masking import mask_number
from kiosk.session import Row
from kiosk.session.data import PaperKind, PaperState, ScannedPaper
from kiosk.submissions.outcomes import local_time

Checked = AppointmentSlip | ApplicationReceipt | Certificate
"""Contents whose number the backend verifies with a check code."""

_KINDS = {
    AppointmentSlip: PaperKind.APPOINTMENT,
    ApplicationReceipt: PaperKind.RECEIPT,
    Certificate: PaperKind.CERTIFICATE,
}
_STATES = {
    VerificationState.VALID: PaperState.VALID,
    VerificationState.EXPIRED: PaperState.EXPIRED,
    VerificationState.VOID: PaperState.VOID,
    VerificationState.UNKNOWN: PaperState.UNKNOWN,
}


def verified(content: Checked, found: Verification) -> ScannedPaper:
    """A genuine paper as the backend knows it; personal fields come masked."""
    return ScannedPaper(
        kind=_KINDS[type(content)],
        state=_STATES[found.state],
        number=content.number,
        title=found.title,
        issuer=found.issuer,
        rows=_rows(found),
        specimen=found.specimen,
    )


def unasked(content: Checked) -> ScannedPaper:
    """A genuine paper while the backend is away."""
    return ScannedPaper(_KINDS[type(content)], PaperState.UNASKED, content.number)


def permit(content: ParkingPermit, opened: Opened) -> ScannedPaper:
    """A permit is proven by its signature; no register is asked."""
    rows = (
        Row("车牌号", mask_plate(content.plate)),
        Row("有效期至", local_time(opened.expires_at)),
        Row("核验方式", "数字签名，本机核验"),
    )
    return ScannedPaper(PaperKind.PERMIT, PaperState.VALID, content.number, rows=rows)


def mask_plate(plate: str) -> str:
    """粤B12345 -> 粤B***45: who stands by the car can compare it, who reads the screen cannot."""
    return plate[:2] + mask_number(plate[2:])


def _rows(found: Verification) -> tuple[Row, ...]:
    if found.state is VerificationState.UNKNOWN:
        return ()
    rows = [Row(line.label, line.value) for line in found.fields]
    if found.issued_at is not None:
        rows.append(Row("出具时间", local_time(found.issued_at)))
    if found.valid_until is not None:
        rows.append(Row("有效期至", _day(found.valid_until)))
    if found.copy_no is not None:
        rows.append(Row("本份", f"第{found.copy_no}份" if found.copy_no else "电子记录"))
    rows.append(Row("打印次数", _copies(found)))
    return tuple(rows)


def _copies(found: Verification) -> str:
    text = f"已打印{found.copies_printed}份"
    return f"{text}，另有{found.copies_unproven}份未确认" if found.copies_unproven else text


def _day(day: date) -> str:
    return f"{day:%Y-%m-%d}"


def until(moment: datetime | None) -> str:
    """Until when a code was good; empty where that is not known."""
    return "" if moment is None else local_time(moment)
