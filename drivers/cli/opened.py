"""The device that a command asks for, simulated or real, closed at its end."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from drivers._config import CCID_ESCAPE, SAM_BAUD, CardProfile, CardReaderConfig, DeviceConfig
from drivers._factory import Devices, open_devices
from drivers._protocols import CardReader, Printer
from drivers.card import open_card_reader
from drivers.cli.values import UsageError
from drivers.printer import open_network_printer
from drivers.sim.wallet import load_wallet
from drivers.sim.world import World

DEFAULT_CARD = "zhang"


@contextmanager
def opened_card_reader(asked: argparse.Namespace) -> Iterator[CardReader]:
    """The reader of the options' profile; raises UsageError and ConfigurationError."""
    if asked.simulated:
        with _simulated(simulated_world(asked), csca=_csca(asked)) as devices:
            yield devices.card_reader
        return
    with closing(open_card_reader(reader_config(asked))) as reader:
        yield reader


@contextmanager
def opened_printer(asked: argparse.Namespace) -> Iterator[Printer]:
    """The printer at ``--host``."""
    if asked.simulated:
        with _simulated(World(), head_dots=asked.head_dots) as devices:
            yield devices.printer
        return
    with closing(open_network_printer(asked.host, asked.port, asked.head_dots)) as printer:
        yield printer


def simulated_world(asked: argparse.Namespace) -> World:
    """A world with the card of ``--card`` on its reader; raises UsageError for an unknown one."""
    reject_real_options(asked)
    key = asked.card or DEFAULT_CARD
    known = load_wallet().keys
    if key not in known:
        message = f"没有叫 {key} 的模拟卡；有：{'、'.join(known)}"
        raise UsageError(message)
    world = World()
    world.tap_card(key)
    return world


def reject_real_options(asked: argparse.Namespace) -> None:
    """UsageError for options that simulated devices would not look at."""
    for name in ("profile", "reader", "serial", "baud", "control_code"):
        if getattr(asked, name, None):
            message = f"--{name.replace('_', '-')} 不能和 --simulated 一起用"
            raise UsageError(message)


def reader_config(asked: argparse.Namespace) -> CardReaderConfig:
    """The reader that the options describe; raises UsageError where they contradict."""
    if asked.card:
        message = "--card 只能和 --simulated 一起用"
        raise UsageError(message)
    profile = CardProfile(asked.profile) if asked.profile else _implied(asked)
    if profile is CardProfile.SAM_SERIAL and not asked.serial:
        message = "方式 sam-serial 要用 --serial 指明串口"
        raise UsageError(message)
    return CardReaderConfig(
        profile,
        reader_name=asked.reader,
        serial_path=asked.serial,
        baud=asked.baud or SAM_BAUD,
        control_code=CCID_ESCAPE if asked.control_code is None else asked.control_code,
        csca_folder=_csca(asked),
    )


def _csca(asked: argparse.Namespace) -> Path | None:
    folder: Path | None = getattr(asked, "csca", None)
    if folder is not None and not folder.is_dir():
        message = f"--csca：没有这个文件夹 {folder}"
        raise UsageError(message)
    return folder


def _implied(asked: argparse.Namespace) -> CardProfile:
    """What options without ``--profile`` mean."""
    if asked.serial:
        return CardProfile.SAM_SERIAL
    if asked.control_code is not None:
        return CardProfile.PCSC_SAM_ESCAPE
    return CardProfile.PCSC_SAM_READBINARY


@contextmanager
def _simulated(
    world: World, *, head_dots: int = 576, csca: Path | None = None
) -> Iterator[Devices]:
    reader = CardReaderConfig(csca_folder=csca)
    config = DeviceConfig(card_reader=reader, head_dots=head_dots, hosted=False)
    with closing(open_devices(config, world)) as devices:
        yield devices
