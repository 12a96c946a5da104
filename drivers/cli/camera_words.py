"""What is known about a camera, in the technician's words."""

from __future__ import annotations

from drivers._status import FaultCode
from drivers.camera.examination import LEAST_FPS, Examination
from drivers.camera.exposure import EXPOSURE_UNITS_A_MS, Exposure, ExposureMode
from drivers.camera.negotiation import Agreed
from drivers.camera.scoring import FocusVerdict, LightVerdict, focus_verdict
from drivers.camera.stream_facts import StreamCounts
from drivers.cli.words import fault_text, with_code

_MODES: dict[int | None, str] = {
    ExposureMode.AUTO: "自动",
    ExposureMode.MANUAL: "手动",
    ExposureMode.SHUTTER_PRIORITY: "快门优先",
    ExposureMode.APERTURE_PRIORITY: "自动（光圈优先）",
}

_DROPPED = 0.8
"""Part of the claimed rate below which the rate has dropped."""

FAULTS: dict[str, str] = {
    FaultCode.NOT_CONNECTED: "没有找到摄像头：检查数据线，再用 list 看电脑认到了什么",
    FaultCode.IN_USE: "摄像头被其他程序占用：先停掉那个程序（例如正在运行的 kiosk）",
    FaultCode.NO_ANSWER: "摄像头没有送来画面：重新插拔；插主机后面的 USB 口，不要经过集线器",
    FaultCode.GARBLED: "送来的画面残缺：更换数据线或 USB 口；是图片就换一份",
    FaultCode.MISCONFIGURED: (
        "这里没有能用的摄像头：路径用 list 里的名字（by-id），当前用户要在 video 组"
    ),
    FaultCode.FRAME_STALE: "画面不再更新：重新插拔摄像头",
    FaultCode.FRAME_DARK: "画面全黑：检查镜头有没有被遮住",
    FaultCode.HARDWARE: "摄像头读取出错：重新插拔，不行就更换",
}

FOCUS = {
    FocusVerdict.SHARP: "清晰",
    FocusVerdict.FAIR: "一般：擦净镜头；能调焦的，对准一张二维码再调",
    FocusVerdict.BLURRED: "模糊：擦净镜头，对准一张 15 厘米处的二维码调焦；调不清就更换",
    FocusVerdict.UNTOLD: "无法判断：画面里没有清楚的边缘，把一张二维码举到镜头前再测",
}

LIGHT = {
    LightVerdict.GOOD: "正常",
    LightVerdict.COVERED: "全黑：检查镜头有没有被遮住",
    LightVerdict.DARK: "太暗：开灯，或在配置里放长 exposure、加大 gain",
    LightVerdict.BRIGHT: "过曝：避开直射光，或在配置里缩短 exposure、减小 gain",
}


def camera_fault_text(code: str) -> str:
    """What to tell about a fault of a camera, or of a file in its place."""
    return with_code(FAULTS[code], code) if code in FAULTS else fault_text(code)


def agreed_text(agreed: Agreed) -> str:
    """Format, size, rate, buffers and exposure, as the camera told them back."""
    parts = [
        agreed.fourcc or "格式不详",
        f"{agreed.width}x{agreed.height}",
        f"标称 {agreed.fps:.0f} 帧/秒" if agreed.fps else "帧率不详",
    ]
    if agreed.buffers:
        parts.append(f"缓冲 {agreed.buffers} 帧")
    exposure = exposure_text(agreed.exposure)
    return "，".join(parts) + (f"；{exposure}" if exposure else "")


def exposure_text(exposure: Exposure) -> str:
    """Empty for a device that tells nothing of it."""
    parts = []
    if exposure.mode is not None:
        parts.append(f"曝光{_MODES.get(exposure.mode, f'方式 {exposure.mode}')}")
    if exposure.exposure is not None:
        parts.append(f"{exposure.exposure / EXPOSURE_UNITS_A_MS:g} 毫秒")
    if exposure.gain is not None:
        parts.append(f"增益 {exposure.gain}")
    if exposure.steady_rate is not None:
        parts.append("暗处帧率不变" if exposure.steady_rate else "暗处会降帧率")
    return "，".join(parts)


def counts_text(counts: StreamCounts) -> str:
    """Lost pictures, in words; empty when none was lost."""
    parts = [
        f"{name} {number} 帧"
        for name, number in (
            ("残缺丢弃", counts.damaged),
            ("过时丢弃", counts.outdated),
            ("尺寸不符", counts.odd_size),
        )
        if number
    ]
    return "，".join(parts)


def examination_lines(seen: Examination) -> list[str]:
    """One line a fact, each with what to do where it is not in order."""
    if not seen.frames:
        return ["没有收到画面：重新插拔摄像头；插在主机后面的 USB 口，不要经过集线器"]
    lines = [] if seen.agreed is None else [f"约定：{agreed_text(seen.agreed)}"]
    if seen.agreed is not None and seen.agreed.fourcc and not seen.agreed.as_wanted:
        lines.append("不是首选格式 MJPG 1280x720 30 帧/秒：可以使用，远处和晃动的码会难读一些")
    lines.append(f"实测：{seen.width}x{seen.height}，{seen.fps:.1f} 帧/秒{_slowness(seen)}")
    lost = "" if seen.counts is None else counts_text(seen.counts)
    if lost:
        lines.append(f"丢帧：{lost}；总是这样就更换数据线或 USB 口")
    if seen.frozen:
        lines.append("画面不动：重新插拔摄像头")
    score = "--" if seen.focus is None else f"{seen.focus} 分"
    lines.append(f"清晰度：{score}，{FOCUS[focus_verdict(seen.focus)]}")
    if seen.light is not None:
        clipped = f"过曝 {seen.light.clipped:.0%}"
        light = LIGHT[seen.light.verdict]
        lines.append(f"亮度：平均 {seen.light.mean:.0f}/255，{clipped}，{light}")
    return lines


def _slowness(seen: Examination) -> str:
    if seen.fps < LEAST_FPS:
        return "：太慢，检查 USB 口和线，或补光"
    claimed = 0.0 if seen.agreed is None else seen.agreed.fps
    return "：低于标称，多半是光线太暗" if seen.fps < _DROPPED * claimed else ""


def examination_json(seen: Examination) -> dict[str, object]:
    """The same for a program."""
    return {
        "in_order": seen.in_order,
        "width": seen.width,
        "height": seen.height,
        "frames": seen.frames,
        "fps": round(seen.fps, 1),
        "frozen": seen.frozen,
        "focus": seen.focus,
        "focus_verdict": focus_verdict(seen.focus),
        "brightness": None if seen.light is None else round(seen.light.mean, 1),
        "clipped": None if seen.light is None else round(seen.light.clipped, 4),
        "light_verdict": None if seen.light is None else seen.light.verdict,
        "agreed": None if seen.agreed is None else agreed_json(seen.agreed),
        "damaged": None if seen.counts is None else seen.counts.damaged,
        "outdated": None if seen.counts is None else seen.counts.outdated,
    }


def agreed_json(agreed: Agreed) -> dict[str, object]:
    """What was read back."""
    exposure = agreed.exposure
    return {
        "fourcc": agreed.fourcc,
        "width": agreed.width,
        "height": agreed.height,
        "fps": agreed.fps,
        "buffers": agreed.buffers,
        "exposure_mode": exposure.mode,
        "exposure": exposure.exposure,
        "gain": exposure.gain,
        "steady_rate": exposure.steady_rate,
    }
