"""What the table of models says, and what a configuration makes of it."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from drivers import (
    Bitmap,
    ConfigurationError,
    Deadline,
    NoDevice,
    Online,
    PaperLevel,
    Printed,
    PrintJob,
)
from drivers._config import FlowControl, PrinterConfig, PrinterLine
from drivers.printer import (
    PROFILE_NAMES,
    Ability,
    EscPosPrinter,
    open_network_printer,
    open_printer,
    profile_for_head,
    profile_named,
)
from drivers.printer import profile_table as table
from drivers.sim.printer import KIOSK, SimModel, SimPrinterPty, SimPrinterServer
from drivers.sim.world import World
from tests.fixtures.printer_lines import Rig


@pytest.mark.parametrize("name", PROFILE_NAMES)
def test_every_profile_is_fit_to_print(name):
    profile = profile_named(name)
    assert profile.name == name
    assert profile.head_dots in {384, 512, 576, 832}
    assert profile.dots_per_inch in {180, 203, 204}
    assert 1 <= profile.image_rows <= 2303
    rows = profile.band_rows(profile.stride, float("inf"))
    assert 2 * rows * profile.stride < profile.window_bytes
    assert 0 < profile.print_seconds(profile.dots_per_inch) < 1


@pytest.mark.parametrize("name", PROFILE_NAMES)
def test_a_page_is_printed_and_proven_with_every_profile(name):
    profile = profile_named(name)
    model = KIOSK if profile.presenter else SimModel()
    rig = Rig(World(), replace(model, head_dots=profile.head_dots))
    printer = EscPosPrinter(rig.line, replace(profile, buffer_clear=Ability.ASK))
    page = Bitmap(profile.head_dots, 300, b"\x5a" * profile.stride * 300)
    assert isinstance(printer.print(PrintJob(1, page), rig.deadline()), Printed)
    assert rig.sim.accidents == 0
    assert [refused.what for refused in rig.sim.refused] == []


def test_every_number_of_the_table_has_its_source():
    source = Path(table.__file__).read_text(encoding="utf-8")
    fields = r"(head_dots|dots_per_inch|mm_per_second|image_rows|feed_before_cut)=[\d.]+.*"
    lines = [match.group() for match in re.finditer(fields, source)]
    assert len(lines) > 10
    assert [line for line in lines if not re.search(r"# .*\((E|D|H|C|R|A)\)|# 104 mm", line)] == []


@pytest.mark.parametrize(("head", "name"), [(384, "58"), (576, "80"), (832, "112")])
def test_the_generic_profile_of_a_width(head, name):
    assert profile_for_head(head).name == f"generic-{name}"
    assert open_network_printer("127.0.0.1", 9100, head).head_dots == head


def test_a_head_of_another_width_gets_a_generic_profile_of_its_own():
    assert profile_for_head(640).head_dots == 640


def test_an_unknown_profile_names_the_known_ones():
    with pytest.raises(ConfigurationError, match="generic-80"):
        profile_named("laser")


@pytest.mark.parametrize(
    ("rate", "rows"),
    [(float("inf"), 27), (11_520, 27), (3_840, 13), (960, 8)],
)
def test_a_slow_line_gets_bands_that_take_a_quarter_second(rate, rows):
    profile = profile_named("generic-80")
    assert profile.band_rows(profile.stride, rate) == rows


@pytest.mark.parametrize("sensor", [True, False])
def test_a_model_without_a_near_end_sensor_never_warns(sensor):
    rig = Rig(World(), SimModel(head_dots=384))
    profile = replace(profile_named("generic-58"), near_end_sensor=sensor)
    rig.world.load_paper(100.0)
    status = EscPosPrinter(rig.line, profile).status(rig.deadline())
    assert status.paper is (PaperLevel.LOW if sensor else PaperLevel.FULL)


def test_a_slow_line_is_given_more_time():
    profile = profile_named("generic-80")
    fast, slow = (profile.seconds_for(86_400, 1200, rate) for rate in (float("inf"), 960))
    assert fast < 10
    assert 90 < slow < 110


@pytest.mark.parametrize(
    "config",
    [
        PrinterConfig(PrinterLine.SIMULATED, "x"),
        PrinterConfig(PrinterLine.NETWORK),
        PrinterConfig(PrinterLine.USB, "no ids"),
        PrinterConfig(PrinterLine.SERIAL, "/dev/ttyS0", baud=7),
        PrinterConfig(PrinterLine.FILE, "/dev/usb/lp0", profile="unheard-of"),
    ],
)
def test_a_wrong_configuration_is_told_before_anything_is_opened(config):
    with pytest.raises(ConfigurationError):
        open_printer(config)


def test_a_configured_printer_prints_over_its_line():
    world = World()
    page = Bitmap(576, 60, b"\xa5" * 72 * 60)
    with (
        SimPrinterServer(world) as server,
        SimPrinterPty(world, xon_xoff=True) as serial,
        SimPrinterPty(world) as file,
    ):
        configs = (
            PrinterConfig(PrinterLine.NETWORK, server.host, server.port, "epson-tm-m30"),
            PrinterConfig(PrinterLine.SERIAL, serial.path, flow=FlowControl.XON_XOFF),
            PrinterConfig(PrinterLine.FILE, file.path),
        )
        for config in configs:
            printer = open_printer(config)
            assert printer.status(Deadline.after(10)).health == Online()
            result = printer.print(PrintJob(1, page), Deadline.after(10))
            assert isinstance(result, Printed), config
            printer.close()
    assert world.state.pieces == 3


def test_a_usb_printer_that_is_not_there_is_no_device():
    printer = open_printer(PrinterConfig(PrinterLine.USB, "04b8:0e28"))
    assert isinstance(printer.status(Deadline.after(5)).health, NoDevice)
    printer.close()
