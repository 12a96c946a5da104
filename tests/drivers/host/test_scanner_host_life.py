"""From a scanner host's start to its end: what starts it, what it inherits, what it leaves."""

import time
from pathlib import Path

import pytest

from drivers import (
    Action,
    CameraConfig,
    Cancelled,
    ConfigurationError,
    Deadline,
    DeviceConfig,
    Fault,
    FaultCode,
    NoDevice,
    TransportError,
    Unknown,
    open_devices,
)
from drivers.camera import CameraCodeScanner
from drivers.host.code_scanner import HostedCodeScanner
from drivers.host.kinds.hosting import open_hosted
from drivers.host.messages import OpenCardReader, OpenCodeScanner, ReadCard, ScanCodes
from drivers.sim.world import World
from tests.fixtures.hosted_reader import freeze, gone, hosted_bench
from tests.fixtures.hosted_scanner import scanner_bench, soon
from tests.fixtures.in_background import PATIENCE, InBackground
from tests.fixtures.pcscd import wait_for

CODE = b"https://example.cn/q/860303?t=17"
CLOSE_SECONDS = 5.0
"""``close`` promises about one; machines are slow."""
MEMORY = "memfd:kiosk-preview"


@pytest.fixture
def bench():
    with scanner_bench() as bench:
        yield bench


def test_nothing_starts_before_the_first_call_and_rest_is_none(bench):
    bench.scanner.preview.want()
    bench.scanner.rest()

    assert bench.scanner.host_pid is None
    assert bench.scanner.preview.latest() is None


def test_rest_does_not_wait_for_a_host_that_starts(bench):
    with InBackground(lambda: bench.scanner.status(soon())):
        wait_for(lambda: bench.scanner.host_pid is not None, "the start")
        bench.scanner.rest()


def test_rest_is_quick_and_keeps_the_host(bench):
    bench.scanner.preview.want(PATIENCE)
    bench.world.show_code(CODE)
    bench.scan()
    host = bench.scanner.host_pid
    bench.scanner.rest()

    assert bench.scanner.preview.latest() is None
    assert bench.scanner.status(soon()).width == 0
    assert bench.scanner.host_pid == host


@pytest.mark.parametrize("state", ["idle", "frozen", "under a scan"])
def test_close_ends_the_host_whatever_it_does(bench, state):
    host = bench.pid()
    if state == "frozen":
        freeze(host)

    def scan():
        if state == "under a scan":
            bench.scan()

    with InBackground(scan) as scanning:
        if state == "under a scan":
            bench.wait_for_picture()
        since = time.monotonic()
        bench.scanner.close()
        seconds = time.monotonic() - since

    assert seconds < CLOSE_SECONDS
    assert isinstance(scanning.error, Cancelled) == (state == "under a scan")
    assert bench.scanner.preview.latest() is None
    wait_for(lambda: not Path(f"/proc/{host}").exists(), "the host's burial")


def test_close_while_the_host_starts(bench):
    with InBackground(bench.scan) as scanning:
        wait_for(lambda: bench.scanner.host_pid is not None, "the start")
        bench.scanner.close()

    assert isinstance(scanning.error, Cancelled)


def test_a_host_has_the_pictures_memory_and_other_hosts_have_not(bench):
    with hosted_bench() as cards:
        assert MEMORY in held_by(bench.pid())
        assert MEMORY not in held_by(cards.pid())


def test_neither_configuration_nor_memory_is_on_the_command_line(bench):
    told = Path(f"/proc/{bench.pid()}/cmdline").read_bytes()

    assert b"camera" not in told
    assert told.count(b"\0") <= 6


def test_a_wrong_configuration_is_told_to_every_caller():
    """A simulated camera without a world is one that no process can open."""
    scanner = HostedCodeScanner(OpenCodeScanner(CameraConfig()))
    try:
        with pytest.raises(TransportError, match="misconfigured: "):
            scanner.scan(soon())
        status = scanner.status(soon())
        assert status.health == NoDevice(Fault(FaultCode.MISCONFIGURED, Action.CONFIGURE))
        assert "simulated" in status.source
        scanner.rest()
    finally:
        scanner.close()


def test_without_any_host_the_scanner_is_unknown_and_calls_end_in_time():
    scanner = HostedCodeScanner(OpenCodeScanner(CameraConfig()), ("/bin/false",))
    try:
        assert isinstance(scanner.status(Deadline.after(0.3)).health, Unknown)
        with pytest.raises(TransportError) as caught:
            scanner.scan(Deadline.after(0.3))
        assert caught.value.code == FaultCode.NO_ANSWER
        scanner.rest()
    finally:
        scanner.close()


def test_a_host_does_only_what_its_kind_can(bench):
    scanner = open_hosted(OpenCodeScanner(CameraConfig(), "/nowhere"))
    with pytest.raises(ConfigurationError, match="takes no ReadCard"):
        scanner(ReadCard(), soon())
    reader = open_hosted(OpenCardReader(DeviceConfig().card_reader, "/nowhere"))
    with pytest.raises(ConfigurationError, match="takes no ScanCodes"):
        reader(ScanCodes(), soon())


@pytest.mark.parametrize("hosted", [True, False])
def test_the_factory_opens_the_simulated_scanner_either_way(hosted):
    world = World()
    devices = open_devices(DeviceConfig(hosted=hosted), world)
    try:
        world.show_code(CODE)
        kind = HostedCodeScanner if hosted else CameraCodeScanner
        assert isinstance(devices.code_scanner, kind)
        assert devices.code_scanner.scan(soon()).symbols[0].payload == CODE
        host = getattr(devices.code_scanner, "host_pid", None)
    finally:
        devices.close()
        devices.close()
    assert host is None or gone(host)


def held_by(pid):
    """What the open descriptors of a process lead to."""
    return " ".join(str(entry.readlink()) for entry in Path(f"/proc/{pid}/fd").iterdir())
