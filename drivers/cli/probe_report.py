"""A probe's findings in the technician's words, and the lines to paste into a profile file."""

from __future__ import annotations

import json
from collections.abc import Iterator

from drivers._config import CardProfile, CardReaderConfig
from drivers.card.probing import (
    Answer,
    AtrFinding,
    AtrKind,
    CardFinding,
    PortFinding,
    ProbeReport,
    ReaderFinding,
    Reason,
    Recommendation,
    SamFinding,
    StepFinding,
)
from drivers.card.transport import LineFault
from drivers.cli.words import PROFILES, service_text, with_code

KINDS = {
    AtrKind.CONTACT: "接触式芯片卡",
    AtrKind.STORAGE: "非接触存储卡",
    AtrKind.CONTACTLESS: "非接触芯片卡（ISO 14443-4）",
    AtrKind.ODD: "不是规范的复位应答",
}

FAULTS = {
    "removed": "卡片已移开",
    "mute": "卡片没有应答",
    "not_tried": "没有问到",
    LineFault.NO_ANSWER: "没有按时应答",
    LineFault.GARBLED: "应答不对：速率或控制码不对，或者不是 SAM 读卡器",
    LineFault.NOT_CONNECTED: "没有找到",
    LineFault.IN_USE: "被其他程序占用",
    LineFault.ACCESS_DENIED: "当前用户没有权限",
    LineFault.MISCONFIGURED: "设置不可用",
    LineFault.SAM_REFUSED: "SAM 拒绝工作，联系读卡器厂家",
    LineFault.SERVICE_DOWN: "PC/SC 服务停了",
    LineFault.HARDWARE: "报告自身故障",
}
"""Why one question had no answer, in few words."""

ANSWERS = {Answer.YES: "有", Answer.NO: "没有", Answer.UNKNOWN: "不能确定"}

REASONS = {
    Reason.IDENTITY_BLOCK: "读卡器读出了身份证数据块，已经证实",
    Reason.SAM_AT_PORT: "串口上的 SAM 有应答，已经证实",
    Reason.SAM_BEHIND_ESCAPE: "控制命令后面的 SAM 有应答，已经证实",
    Reason.OTHER_DOCUMENT: "社保卡或旅行证件有应答；身份证还没有试，请放身份证再查一次",
    Reason.NO_SAM: "这张卡像身份证，但读卡器只给出芯片序列号：它没有 SAM，读不出身份",
    Reason.NOTHING_SHOWN: "还没有一张卡证明它：请放上身份证再查一次",
}


def report_lines(report: ProbeReport) -> Iterator[str]:
    """All findings, reader by reader and port by port."""
    if report.service_fault:
        yield f"PC/SC：{service_text(report.service_fault)}"
    elif not report.readers:
        yield "PC/SC：没有读卡器 [none]"
    for reader in report.readers:
        yield from _reader(reader)
    for name in report.not_asked:
        yield f"PC/SC 读卡器 {name}：没有问 [not_asked]"
    for port in report.ports:
        yield from _port(port)


def config_lines(best: Recommendation | None) -> Iterator[str]:
    """What to configure, as YAML, and how sure that is."""
    if best is None:
        yield ""
        yield "没有可用的读卡器 [nothing_found]：检查数据线和电源；串口读卡器用 --serial 指明串口"
        return
    yield ""
    yield f"profile: {best.config.profile}"
    yield f"  {PROFILES[best.config.profile]}"
    yield f"  {with_code(REASONS[best.reason], best.reason)}"
    yield "写进配置文件（config/profiles）："
    yield "devices:"
    yield "  card_reader:"
    for name, value in settings_of(best.config):
        yield f"    {name}: {value if name == 'control_code' else json.dumps(value)}"


def settings_of(config: CardReaderConfig) -> Iterator[tuple[str, str | int]]:
    """Names and values under ``devices.card_reader`` that this configuration needs."""
    yield "driver", config.profile.value
    if config.profile is CardProfile.SAM_SERIAL:
        yield "serial_path", config.serial_path
        yield "baud", config.baud
        return
    yield "reader_name", config.reader_name
    if config.profile is CardProfile.PCSC_SAM_ESCAPE:
        yield "control_code", config.control_code


def _reader(reader: ReaderFinding) -> Iterator[str]:
    field = with_code("有卡", "card") if reader.present else with_code("空", "empty")
    yield f"PC/SC 读卡器 {reader.name}：{field}"
    if reader.card is not None:
        yield from _card(reader.card)
    elif not reader.present:
        yield "  放上一张卡再查，才能知道它能读什么"
    for escape in reader.escapes:
        yield f"  控制码 0x{escape.control_code:08X}：{_sam(escape.sam)}"


def _card(card: CardFinding) -> Iterator[str]:
    yield from _atr(card.atr)
    yield f"  身份证数据块（FF B0）：{told_step(card.identity_block)}"
    yield f"  社会保障应用：{told_step(card.social_security)}"
    yield f"  旅行证件应用（eMRTD）：{told_step(card.travel_document)}"
    yield f"  芯片序列号：{told_step(card.chip_serial)}"


def _atr(found: AtrFinding) -> Iterator[str]:
    yield f"  ATR {found.atr.hex(' ').upper()}"
    protocols = " ".join(f"T={number}" for number in found.protocols)
    yield f"    {with_code(KINDS[found.kind], found.kind)} {protocols}".rstrip()
    if found.historical:
        yield f"    历史字节 {found.historical.hex(' ').upper()}"
    if found.standard:
        yield f"    {found.standard}，{found.name}"
    if found.resident_hint:
        yield "    像居民身份证的 ATR（仅供参考，不作依据）"


def told_step(step: StepFinding) -> str:
    """One question's answer, length and status word, or why there is no answer."""
    if step.fault:
        return f"{ANSWERS[step.answer]}：{_fault(step.fault)}"
    told = ANSWERS[step.answer]
    told += f"，{step.length} 字节" if step.length else ""
    return told if step.sw is None else f"{told}（SW {step.sw:04X}）"


def _port(port: PortFinding) -> Iterator[str]:
    speed = f"，{port.baud} 波特" if port.baud else ""
    yield f"串口 {port.path}：{_sam(port.sam)}{speed}"


def _sam(sam: SamFinding) -> str:
    if not sam.answers:
        return f"没有 SAM 应答：{_fault(sam.fault)}"
    number = f"，编号 {sam.sam}" if sam.sam else ""
    return f"SAM 有应答{number}" + (f"，但是：{_fault(sam.fault)}" if sam.fault else "")


def _fault(word: str) -> str:
    return with_code(FAULTS.get(word, "出错"), word)
