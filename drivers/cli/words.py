"""Every outcome in the technician's words: what happened, and what to do about it."""

from __future__ import annotations

from drivers._config import CardProfile
from drivers._documents import Authenticity, DocumentKind, Protection, ReadFailure, Sex
from drivers._results import ScanHint
from drivers._status import Action, FaultCode
from drivers.card.transport import LineFault

FAULTS: dict[str, str] = {
    FaultCode.NOT_CONNECTED: "没有找到设备：检查数据线和电源，再用 list 看电脑认到了什么",
    FaultCode.SERVICE_DOWN: "PC/SC 服务没有运行：sudo systemctl restart pcscd.socket",
    LineFault.ACCESS_DENIED: "当前用户没有权限：读卡器查 polkit 规则，串口把用户加入 dialout 组",
    FaultCode.IN_USE: "设备被其他程序占用：先停掉那个程序（例如正在运行的 kiosk）",
    FaultCode.NO_ANSWER: "设备没有应答：核对方式、速率和控制码，或断电重启设备",
    FaultCode.GARBLED: "收到的不是正确应答：核对串口速率，或者这不是 SAM 读卡器",
    FaultCode.MISCONFIGURED: "这个读卡方式缺少设置，或设置不可用：核对串口、控制码和证书文件夹",
    FaultCode.SAM_REFUSED: "读卡器有应答，但 SAM 模块拒绝工作：联系读卡器厂家",
    FaultCode.FRAME_STALE: "摄像头画面不再更新：重新插拔摄像头",
    FaultCode.FRAME_DARK: "摄像头画面全黑：检查镜头有没有被遮住",
    FaultCode.PAPER_OUT: "打印机缺纸：换纸",
    FaultCode.PAPER_JAM: "打印机卡纸：取出卡住的纸",
    FaultCode.COVER_OPEN: "打印机盖子开着：合上盖子",
    FaultCode.CUTTER: "切刀故障：开盖清理，再断电重启",
    FaultCode.OVERHEATED: "打印头过热：等它冷却",
    FaultCode.HARDWARE: "设备报告自身故障：断电重启，不行就换设备",
}
"""By fault code, and by line fault where that says more."""

TIMED_OUT = "在规定时间内没有完成：用 --seconds 给更多时间，或断电重启设备"
DEADLINE = "deadline"

FAILURES = {
    ReadFailure.REMOVED: "未读到证件：卡片已移开。请把卡放稳，读完再拿走",
    ReadFailure.NOT_AN_IDENTITY_CARD: (
        "未读到证件：读卡器上的卡不是这种方式能读的证件。身份证请核对读卡方式（probe）"
    ),
    ReadFailure.MALFORMED: "未读到证件：卡里的记录不合规范",
    ReadFailure.UNREADABLE: "未读到证件：卡片没有正确应答。请拿起来重放；反复如此就换一张卡比较",
    ReadFailure.KEY_NEEDED: (
        "未读到证件：旅行证件要先给出证件号码、出生日期和有效期至，"
        "用 --ask 逐项输入，或用 --number --birth --until"
    ),
    ReadFailure.KEY_REFUSED: "未读到证件：芯片不认这组号码和日期。请对照证件逐字核对",
    ReadFailure.FORGED: "未读到证件：芯片数据与签名不符，不可采信",
}

KINDS = {
    DocumentKind.RESIDENT: "居民身份证",
    DocumentKind.HMT_RESIDENCE: "港澳台居民居住证",
    DocumentKind.FOREIGN_RESIDENCE_2017: "外国人永久居留身份证（2017 版）",
    DocumentKind.FOREIGN_RESIDENCE_2023: "外国人永久居留身份证（2023 版）",
    DocumentKind.SOCIAL_SECURITY: "社会保障卡",
    DocumentKind.TRAVEL: "旅行证件",
}
CHIP = "chip_only"
CHIP_TITLE = "只有芯片序列号，不能证明身份"

SEXES = {Sex.UNKNOWN: "未知", Sex.MALE: "男", Sex.FEMALE: "女", Sex.UNSPECIFIED: "未说明"}

PROTECTIONS = {
    Protection.PIN: "受密码保护（本程序从不发送密码）",
    Protection.SECURE_MODULE: "需要 PSAM 或发卡方服务器",
    Protection.UNDETERMINED: "受保护，卡片没有说明方式",
}

AUTHENTICITIES = {
    Authenticity.PROVEN: "签名有效，由已配置的签发国根证书担保",
    Authenticity.UNKNOWN_ISSUER: "签名自洽，但没有签发国根证书可核对（--csca）",
}

ACTIONS = {
    Action.NONE: "无需处理",
    Action.RESET: "重启设备或服务",
    Action.REPLENISH: "补充耗材",
    Action.CLEAR: "清理",
    Action.CONFIGURE: "修改配置",
    Action.MAINTAIN: "检修",
}

PROFILES = {
    CardProfile.PCSC_SAM_READBINARY: "PC/SC 读卡器，SAM 分页给出身份证；社保卡、旅行证件直接读",
    CardProfile.PCSC_SAM_ESCAPE: "PC/SC 读卡器，SAM 帧走控制命令（--control-code，见读卡器手册）",
    CardProfile.SAM_SERIAL: "串口 SAM 读卡器（--serial，速率 --baud）",
    CardProfile.PCSC_UID: "没有 SAM 的 PC/SC 读卡器：身份证只有芯片序列号，不能证明身份",
    CardProfile.PROBE: "自动寻找：依次试串口、控制命令、PC/SC",
    CardProfile.SIMULATED: "模拟读卡器（--simulated）",
}

HINTS = {
    ScanHint.NONE: "没有看到二维码",
    ScanHint.TOO_DARK: "没有看到二维码：画面太暗",
    ScanHint.TOO_BRIGHT: "没有看到二维码：画面太亮",
    ScanHint.BLURRED: "没有看到二维码：画面模糊",
    ScanHint.CLOSER: "没有读出二维码：太小，请离近一点",
    ScanHint.HOLD_STILL: "没有读出二维码：在晃动，请拿稳",
}

FIELDS = {
    "name": "姓名",
    "name_extension": "姓名续",
    "latin_name": "英文姓名",
    "id_number": "证件号码",
    "number": "证件号码",
    "personal_number": "个人号码",
    "sex": "性别",
    "ethnic_group": "民族",
    "ethnic_code": "民族",
    "birth_date": "出生日期",
    "birthplace": "出生地",
    "address": "住址",
    "issuer": "签发机关",
    "valid_from": "有效期起",
    "valid_until": "有效期至",
    "photo_bytes": "照片",
    "nationality": "国籍",
    "travel_permit": "通行证号码",
    "issues": "签发次数或版本",
    "former_permit": "旧证关联",
    "version": "规范版本",
    "generation": "第几代卡",
    "card_identification": "卡识别码",
    "issuing_region": "发卡地区",
    "card_class": "卡类别",
    "institution": "初始化机构",
    "issued_on": "发卡日期",
    "expires_on": "有效期至",
    "card_number": "卡号",
    "code": "证件代码",
    "issuing_state": "签发国",
    "image_bytes": "照片",
    "authenticity": "真伪核验",
    "serial": "芯片序列号",
}


def with_code(text: str, code: str) -> str:
    """The form of every message: Chinese, then the stable word in brackets."""
    return f"{text} [{code}]"


def fault_text(code: str) -> str:
    """What to tell about a fault code or the code of a TransportError."""
    return with_code(FAULTS.get(code, "设备出错"), code)


def service_text(code: str) -> str:
    """The same for a fault that hides all PC/SC readers."""
    if code == LineFault.NO_ANSWER:
        return with_code("PC/SC 服务没有应答：sudo systemctl restart pcscd", code)
    return fault_text(code)
