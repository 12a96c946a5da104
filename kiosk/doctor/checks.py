"""One check a part: is another kiosk running, the camera, the decoder, card reader and printer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from drivers import (
    CameraSource,
    CardReader,
    ConfigurationError,
    Deadline,
    DeviceKind,
    Printer,
    TransportError,
    open_devices,
)
from drivers.camera import FrameSource, open_source
from drivers.camera.examination import (
    SECONDS,
    Examination,
    SelfTest,
    decoder_self_test,
    examine,
)
from drivers.cli.camera_words import camera_fault_text, examination_json, examination_lines
from drivers.cli.device_health import health_json, health_of, health_text
from drivers.sim.camera import SimFrameSource
from drivers.sim.world import World
from kiosk.doctor.report import PartReport
from kiosk.ownership import FolderTakenError, own
from kiosk.parts import device_config
from kiosk.settings import Settings

_CAMERA_SECONDS = SECONDS + 5.0
"""A camera takes a second or two to start."""
_SHOWN_CODE = b"kiosk doctor"
"""Before the simulated camera, which has nothing sharp to look at otherwise."""


@dataclass(frozen=True, slots=True)
class Devices:
    """The devices of a profile, in this process and not in hosts of their own."""

    camera: FrameSource
    card_reader: CardReader
    printer: Printer


@contextmanager
def opened(settings: Settings) -> Iterator[Devices]:
    """The profile's devices, closed at the end; raises ConfigurationError."""
    config = replace(device_config(settings), hosted=False)
    world = World() if config.simulated else None
    devices = open_devices(config, world)
    try:
        if config.code_scanner.source is CameraSource.SIMULATED and world is not None:
            world.show_code(_SHOWN_CODE)
            camera: FrameSource = SimFrameSource(world)
        else:
            camera = open_source(config.code_scanner)
        yield Devices(camera, devices.card_reader, devices.printer)
    finally:
        devices.close()


def diagnose(settings: Settings) -> list[PartReport]:
    """Check every part, one after the other; blocks for some seconds, raises nothing expected."""
    parts = [_program(settings.state_dir)]
    try:
        with opened(settings) as devices:
            parts += [
                camera_report(devices.camera),
                decoder_report(decoder_self_test()),
                _health(DeviceKind.CARD_READER, "读卡器", devices.card_reader),
                _health(DeviceKind.PRINTER, "打印机", devices.printer),
            ]
    except ConfigurationError as error:
        parts.append(PartReport("configuration", "设备配置", False, (f"{error} [configuration]",)))
    return parts


def camera_report(
    source: FrameSource,
    look: Callable[[FrameSource, Deadline], Examination] = examine,
) -> PartReport:
    """Look through the camera for a second or two."""
    name = f"摄像头 {source.name}".rstrip()
    try:
        seen = look(source, Deadline.after(_CAMERA_SECONDS))
    except TransportError as broken:
        detail = f"（{broken.detail}）" if broken.detail else ""
        line = camera_fault_text(broken.code) + detail
        return PartReport("camera", name, False, (line,), {"fault": broken.code})
    lines = tuple(examination_lines(seen))
    return PartReport("camera", name, seen.in_order, lines, examination_json(seen))


def decoder_report(test: SelfTest) -> PartReport:
    """Whether codes can be read at all."""
    line = (
        f"读出自检二维码，用时 {test.milliseconds:.0f} 毫秒"
        if test.passed
        else "读不出自检二维码：安装不完整，重新安装本程序"
    )
    data = {"milliseconds": round(test.milliseconds, 1)}
    return PartReport("decoder", "解码", test.passed, (line,), data)


def _program(state_dir: Path) -> PartReport:
    """A running kiosk keeps its devices to itself."""
    name = "程序"
    if not state_dir.is_dir():
        return PartReport("program", name, True, ("这台机器还没有运行过 kiosk",))
    try:
        own(state_dir)()
    except FolderTakenError:
        line = "kiosk 正在运行，设备由它占用：先停掉它，再检查一次，结果才算数"
        return PartReport("program", name, False, (line,))
    except OSError:
        line = f"不能使用数据文件夹 {state_dir}：用运行 kiosk 的那个用户来检查"
        return PartReport("program", name, False, (line,))
    return PartReport("program", name, True, ("kiosk 没有在运行，可以检查",))


def _health(kind: DeviceKind, name: str, device: CardReader | Printer) -> PartReport:
    health = health_of(kind, device.status)
    line = health_text(health)
    return PartReport(kind, name, health.fault is None, (line,), health_json(health))
