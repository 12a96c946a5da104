"""From a host's start to its end: what it loads, what it inherits, whom it outlives."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from drivers import (
    Action,
    CardProfile,
    CardReaderConfig,
    ChipOnly,
    ConfigurationError,
    Deadline,
    DeviceConfig,
    Fault,
    FaultCode,
    NoDevice,
    TransportError,
    open_devices,
)
from drivers.host.card_reader import HostedCardReader
from drivers.host.messages import OpenCardReader
from drivers.sim.world import World
from tests.fixtures.card_readers import PATIENCE
from tests.fixtures.hosted_reader import WALLET, InBackground, freeze, gone, odd_reader
from tests.fixtures.loaded_modules import modules_after
from tests.fixtures.pcscd import wait_for

ROOT = Path(__file__).parents[3]
PICTURES = {"cv2", "numpy", "zxingcpp", "pyzbar"}
NOT_PICTURES = {"PySide6", "escpos", "sqlalchemy", "kiosk"}
HEAVY = PICTURES | NOT_PICTURES
CLOSE_SECONDS = 5.0
"""``close`` promises about one; machines are slow."""

PARENT = """
import sys, threading
from pathlib import Path
from drivers import Deadline
from tests.fixtures.hosted_reader import odd_reader
reader = odd_reader(sys.argv[1], Path(sys.argv[2]))
reader.status(Deadline.after(60))
print(reader.host_pid, flush=True)
reader.read(Deadline.after(600))
threading.Event().wait()
"""


@pytest.mark.parametrize("way", ["sane", "read_stuck", "read_gil"])
@pytest.mark.parametrize("death", [signal.SIGKILL, signal.SIGTERM])
def test_a_host_does_not_outlive_its_parent(tmp_path, way, death):
    """Also when its driver hangs, and even when that holds the interpreter."""
    marker = tmp_path / "marker"
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, way, str(marker)], cwd=ROOT, stdout=subprocess.PIPE
    )
    with parent:
        host = int(parent.stdout.readline())
        if way != "sane":
            wait_for(lambda: not marker.exists(), "the driver to hang")
        parent.send_signal(death)
        parent.wait(PATIENCE)

    wait_for(lambda: gone(host), "the host to follow its parent")


def test_ctrl_c_in_a_terminal_is_the_parents_matter(bench):
    assert os.getsid(bench.pid()) != os.getsid(0)


@pytest.mark.parametrize("state", ["idle", "frozen", "under a wait"])
def test_close_ends_the_host_whatever_it_does(bench, state):
    host = bench.pid()
    if state == "frozen":
        freeze(host)

    def wait():
        if state == "under a wait":
            bench.reader.wait_for_card(Deadline.after(PATIENCE))

    with InBackground(wait) as waiting:
        since = time.monotonic()
        bench.reader.close()
        seconds = time.monotonic() - since

    assert seconds < CLOSE_SECONDS
    assert waiting.error is None or isinstance(waiting.error, TransportError)
    wait_for(lambda: not Path(f"/proc/{host}").exists(), "the host's burial")


def test_close_ends_a_host_that_hangs_in_native_code(tmp_path):
    reader = odd_reader("read_gil", tmp_path / "marker")
    reader.status(Deadline.after(PATIENCE))
    host = reader.host_pid

    with InBackground(lambda: reader.read(Deadline.after(PATIENCE))) as reading:
        wait_for(lambda: not (tmp_path / "marker").exists(), "the driver to hang")
        reader.close()

    assert isinstance(reading.error, TransportError)
    assert gone(host)


def test_a_crash_leaves_no_core_file_with_what_a_card_said(tmp_path):
    reader = odd_reader("tell_dumpable", tmp_path / "marker")
    try:
        assert reader.read(Deadline.after(PATIENCE)) == ChipOnly(b"\0")
    finally:
        reader.close()


def test_close_is_safe_twice_from_threads_and_before_the_first_call(bench):
    threads = [threading.Thread(target=bench.reader.close) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    bench.reader.close()

    assert bench.reader.host_pid is None
    assert isinstance(bench.reader.status(Deadline.after(1.0)).health, NoDevice)
    with pytest.raises(TransportError):
        bench.reader.read(Deadline.after(1.0))


def test_close_while_the_host_starts(bench):
    with InBackground(bench.read) as reading:
        wait_for(lambda: bench.reader.host_pid is not None, "the start")
        bench.reader.close()

    assert isinstance(reading.error, TransportError)


def test_a_wrong_configuration_is_told_to_every_caller():
    config = CardReaderConfig(CardProfile.SAM_SERIAL)
    reader = HostedCardReader(OpenCardReader(config))
    try:
        for call in (reader.read, reader.wait_for_card):
            with pytest.raises(TransportError, match=r"misconfigured: .*serial_path"):
                call(Deadline.after(PATIENCE))
        status = reader.status(Deadline.after(PATIENCE))
        assert status.health == NoDevice(Fault(FaultCode.MISCONFIGURED, Action.CONFIGURE))
        assert "serial_path" in status.reader
    finally:
        reader.close()


def test_the_configuration_is_not_on_the_command_line():
    config = CardReaderConfig(CardProfile.PCSC_SAM_READBINARY, reader_name="RARE-READER-NAME")
    reader = HostedCardReader(OpenCardReader(config))
    try:
        reader.status(Deadline.after(PATIENCE))
        assert b"RARE" not in Path(f"/proc/{reader.host_pid}/cmdline").read_bytes()
    finally:
        reader.close()


@pytest.mark.parametrize("hosted", [True, False])
def test_the_factory_opens_the_simulated_reader_either_way(hosted):
    world = World()
    devices = open_devices(DeviceConfig(hosted=hosted), world)
    try:
        world.tap_card("li")
        assert isinstance(devices.card_reader, HostedCardReader) is hosted
        assert devices.card_reader.read(Deadline.after(PATIENCE)) == WALLET.expected("li")
    finally:
        devices.close()
        devices.close()


def test_a_device_that_does_not_exist_leaves_nothing_open():
    """The reader's field is lent already when the printer turns out to be unknown."""
    with pytest.raises(ConfigurationError):
        open_devices(DeviceConfig(printer="quill"), World())


def test_a_host_loads_its_own_driver_only():
    loaded = modules_after(
        "from drivers.host.kinds.hosting import open_hosted\n"
        "from drivers.host.messages import OpenCardReader\n"
        "from drivers import CardReaderConfig, CardProfile\n"
        "config = CardReaderConfig(CardProfile.PCSC_SAM_READBINARY)\n"
        "reader = open_hosted(OpenCardReader(config))\n"
    )

    assert "smartcard" in loaded
    assert loaded & {*HEAVY, "drivers.sim"} == set()


def test_a_scanners_host_loads_its_own_driver_only():
    loaded = modules_after(
        "from drivers.host.kinds.hosting import open_hosted\n"
        "from drivers.host.messages import OpenCodeScanner\n"
        "from drivers import CameraConfig, CameraSource\n"
        "config = CameraConfig(CameraSource.V4L2, '/dev/v4l/by-id/usb-Camera-video-index0')\n"
        "scanner = open_hosted(OpenCodeScanner(config))\n"
    )

    assert loaded >= PICTURES
    assert loaded & {*NOT_PICTURES, "smartcard", "serial", "drivers.sim"} == set()


def test_the_kiosk_does_not_load_what_its_hosts_load():
    loaded = modules_after(
        "from drivers import *\n"
        "card_reader = CardReaderConfig(CardProfile.PCSC_SAM_READBINARY)\n"
        "camera = CameraConfig(CameraSource.V4L2, '/dev/v4l/by-id/usb-Camera-video-index0')\n"
        "config = DeviceConfig(card_reader, camera, 'network', 'localhost')\n"
        "devices = open_devices(config)\n"
        "devices.code_scanner.preview.want()\n"
        "devices.code_scanner.rest()\n"
        "devices.close()\n"
    )

    assert "drivers.host" in loaded
    hosted = {*PICTURES, "drivers.camera", "smartcard"} - {"numpy"}  # printers raster with it
    assert loaded & {*hosted, "drivers.sim"} == set()


def test_the_drivers_door_loads_no_device_library():
    assert modules_after("import drivers\n") & {*HEAVY, "smartcard", "serial", "cattrs"} == set()
