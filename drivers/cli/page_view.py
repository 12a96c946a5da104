"""What a document camera brought, as lines for a person and as JSON for a program."""

from __future__ import annotations

from drivers._pages import (
    PageCapture,
    PagePicture,
    PageQuality,
    PageShape,
    RetakeReason,
    TravelKeyRead,
    ZoneFailure,
    ZoneReading,
)
from drivers.cli.masking import masked_birth, masked_number
from drivers.cli.words import with_code

SHAPES = {
    PageShape.A4: "A4",
    PageShape.A5: "A5",
    PageShape.PASSPORT: "护照资料页",
    PageShape.PASSPORT_SPREAD: "翻开的护照",
    PageShape.ID_1: "卡片",
    PageShape.A_SERIES: "A 系列比例",
    PageShape.OTHER: "其他尺寸",
}
REASONS = {
    RetakeReason.NO_PAGE: "没有看到材料",
    RetakeReason.CUT_OFF: "材料有一部分在画面外",
    RetakeReason.BLURRED: "模糊：擦净镜头，核对调焦",
    RetakeReason.GLARE: "反光：换个角度，或避开直射光",
    RetakeReason.TOO_DARK: "太暗，或被影子遮住：开灯",
    RetakeReason.MOVED: "没有放稳",
}
FAILURES = {
    ZoneFailure.NO_ZONE: "没有看到机读码",
    ZoneFailure.UNREADABLE: "看到了机读码，但不清楚：放近、放平，避开反光",
    ZoneFailure.UNPROVEN: "读到了机读码，但校验位不能证明读得对：放平再试",
    ZoneFailure.NO_KEY: "机读码里的出生日期不完整，开不了芯片",
}


def page_line(name: str, capture: PageCapture) -> str:
    """One line about a page; nothing of what is on it."""
    if not isinstance(capture, PagePicture):
        reasons = "；".join(with_code(REASONS[reason], reason) for reason in capture.reasons)
        return f"{name}：要重拍：{reasons}{_measured(capture.quality)}"
    size = f"{capture.width}x{capture.height}，{len(capture.jpeg) // 1000} kB"
    shape = with_code(SHAPES[capture.shape], capture.shape)
    return f"{name}：已拍好，{shape}，{size}{_measured(capture.quality)}"


def page_json(name: str, capture: PageCapture) -> dict[str, object]:
    """The same for a program."""
    quality = capture.quality
    facts: dict[str, object] = {"source": name}
    if isinstance(capture, PagePicture):
        facts |= {
            "result": "picture",
            "shape": capture.shape,
            "width": capture.width,
            "height": capture.height,
            "bytes": len(capture.jpeg),
            "colour": capture.colour,
        }
    else:
        facts |= {"result": "retake", "reasons": list(capture.reasons)}
    if quality is not None:
        facts |= {
            "sharpness": round(quality.sharpness, 3),
            "ground": round(quality.ground),
            "shadow": round(quality.shadow, 2),
            "glare": round(quality.glare_share, 4),
        }
    return facts


def zone_line(name: str, reading: ZoneReading, *, reveal: bool) -> str:
    """One line about a zone; its key is masked without ``reveal``."""
    if not isinstance(reading, TravelKeyRead):
        return f"{name}：{with_code(FAILURES[reading.reason], reading.reason)}"
    number, birth, until = _shown(reading, reveal=reveal)
    return f"{name}：已读到，号码 {number}，出生 {birth}，有效期至 {until}"


def zone_json(name: str, reading: ZoneReading, *, reveal: bool) -> dict[str, object]:
    """The same for a program."""
    if not isinstance(reading, TravelKeyRead):
        return {"source": name, "result": "unread", "reason": reading.reason}
    number, birth, until = _shown(reading, reveal=reveal)
    key = {"number": number, "birth": birth, "until": until}
    return {"source": name, "result": "read", "masked": not reveal, **key}


def _shown(reading: TravelKeyRead, *, reveal: bool) -> tuple[str, str, str]:
    key = reading.key
    until = key.valid_until.isoformat()
    if reveal:
        return key.number, key.birth_date.isoformat(), until
    return masked_number(key.number), masked_birth(key.birth_date), until


def _measured(quality: PageQuality | None) -> str:
    if quality is None:
        return ""
    parts = [f"清晰度 {quality.sharpness:.2f}", f"纸面亮度 {quality.ground:.0f}"]
    if quality.glare:
        parts.append(f"反光 {quality.glare_share:.1%}")
    return "（" + "，".join(parts) + "）"
