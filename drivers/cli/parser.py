"""The commands and their options; every option belongs to the commands that look at it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from drivers._config import SAM_BAUD, CardProfile
from drivers.cli.frame_source import DEFAULT_CODE
from drivers.cli.list_command import run_list
from drivers.cli.page_command import page_options, run_page, run_zone, tray_options
from drivers.cli.peripherals import run_print
from drivers.cli.probe_command import run_probe
from drivers.cli.read_command import run_read
from drivers.cli.scan_command import run_scan
from drivers.cli.status_command import run_status
from drivers.cli.values import baud, code, day, seconds

PROG = "python -m drivers"

DESCRIPTION = """\
不经 kiosk 直接检查设备。没有 --reveal 就不显示个人信息。
Check the devices without the kiosk. Nothing personal is shown without --reveal."""

EPILOG = """\
每个命令的选项：python -m drivers 命令 --help。新读卡器先看 docs/readers.md。
退出码：0 完成；1 设备或卡没有做到；2 命令写错；130 按了 Ctrl-C。"""

_REAL_PROFILES = [profile.value for profile in CardProfile if profile is not CardProfile.SIMULATED]

Options = Callable[[argparse.ArgumentParser], None]


def build_parser() -> argparse.ArgumentParser:
    """The whole command line; ``act`` of the result runs the chosen command."""
    root = argparse.ArgumentParser(
        prog=PROG,
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    root.add_argument("--simulated", action="store_true", help="用模拟设备 (simulated devices)")
    root.set_defaults(json=False)
    commands = root.add_subparsers(required=True, metavar="命令")
    for command in _COMMANDS:
        told = command.told
        parser = commands.add_parser(command.name, help=told, description=told, allow_abbrev=False)
        parser.set_defaults(act=command.act)
        # also after the command; without a default, which would undo the one before it
        parser.add_argument(
            "--simulated", action="store_true", default=argparse.SUPPRESS, help="用模拟设备"
        )
        for add in command.options:
            add(parser)
    return root


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="结果给程序看 (JSON)")


def _reveal(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reveal", action="store_true", help="显示个人信息 (not masked)")


def _photo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--photo", type=Path, metavar="FILE", help="把照片存成图像文件，要和 --reveal 一起用"
    )


def _seconds(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--seconds", type=seconds, default=15.0, metavar="S", help="每一步最多等多少秒（默认 15）"
    )


def _reader(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--profile", choices=_REAL_PROFILES, metavar="P", help="读卡方式，见 list；默认看其他选项"
    )
    parser.add_argument("--reader", default="", metavar="R", help="PC/SC 读卡器名字的一部分")
    parser.add_argument("--serial", default="", metavar="PATH", help="串口，如 /dev/ttyUSB0")
    parser.add_argument("--baud", type=baud, metavar="N", help=f"串口速率（默认 {SAM_BAUD}）")
    parser.add_argument(
        "--control-code", type=code, metavar="0x..", help="SCardControl 控制码，见读卡器手册"
    )


def _card(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--card", metavar="KEY", help="仅模拟：读卡器上放的卡（默认 zhang）")


def _travel(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--csca", type=Path, metavar="FOLDER", help="签发国根证书文件夹")
    parser.add_argument("--ask", action="store_true", help="逐项询问旅行证件的号码和日期，不回显")
    parser.add_argument(
        "--number", metavar="N", help="旅行证件号码（会留在命令历史里，不如 --ask）"
    )
    parser.add_argument("--birth", type=day, metavar="YYYY-MM-DD", help="出生日期")
    parser.add_argument("--until", type=day, metavar="YYYY-MM-DD", help="有效期至")


def _probed(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reader", default="", metavar="R", help="只问名字含 R 的 PC/SC 读卡器")
    parser.add_argument(
        "--serial", action="append", default=[], metavar="PATH", help="也问这个串口（可重复）"
    )
    parser.add_argument(
        "--control-code",
        action="append",
        default=[],
        type=code,
        metavar="0x..",
        help="也用这个控制码问 PC/SC 读卡器（可重复；libccid 为 0x42000001）",
    )


def _camera(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--source",
        "--camera",
        dest="source",
        default="",
        metavar="PATH",
        help="摄像头设备、图片文件夹或视频文件（默认第一个摄像头，见 list）",
    )


def _scanned(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--seconds", type=seconds, metavar="S", help="最多看多少秒（默认 15；文件夹看完为止）"
    )
    parser.add_argument("--stats", action="store_true", help="看满时间，给出帧数、帧率和解码时间")
    parser.add_argument("--code", default=DEFAULT_CODE, help="仅模拟：手机上显示的内容")


def _printer(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="", help="打印机的网络地址")
    parser.add_argument("--port", type=int, default=9100, help="打印机端口（默认 9100）")
    parser.add_argument(
        "--head-dots", type=int, default=576, choices=[384, 576, 832], help="打印头点数"
    )


@dataclass(frozen=True, slots=True)
class _Command:
    name: str
    told: str
    act: Callable[[argparse.Namespace], int]
    options: tuple[Options, ...]


_COMMANDS = (
    _Command("list", "列出接着的设备和可用的读卡方式 (what is connected)", run_list, (_json,)),
    _Command(
        "status",
        "各设备的状态 (health of every device)",
        run_status,
        (_json, _reader, _card, _camera, _printer),
    ),
    _Command(
        "read",
        "等一张卡并读它 (wait for a card and read it)",
        run_read,
        (_json, _reveal, _photo, _seconds, _reader, _travel, _card),
    ),
    _Command(
        "probe",
        "查明读卡器和卡是什么 (find out what the reader and the card are)",
        run_probe,
        (_json, _probed, _card),
    ),
    _Command(
        "scan",
        "等一个二维码，或读一个文件夹、一段视频 (wait for a code)",
        run_scan,
        (_json, _reveal, _camera, _scanned),
    ),
    _Command(
        "page",
        "拍一份材料，看拍得好不好 (photograph a page)",
        run_page,
        (_json, _reveal, _seconds, _camera, tray_options, page_options),
    ),
    _Command(
        "zone",
        "读旅行证件的机读码 (read a machine readable zone)",
        run_zone,
        (_json, _reveal, _seconds, _camera, tray_options),
    ),
    _Command("print", "打印测试图 (print a test pattern)", run_print, (_seconds, _printer)),
)
