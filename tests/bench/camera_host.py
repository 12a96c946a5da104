"""The camera in its process: what it costs the screen, and how soon it is back after a fault."""

from __future__ import annotations

import json
import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from drivers import CameraConfig, Deadline, DeviceKind, NoDevice, TransportError
from drivers.host.code_scanner import HostedCodeScanner
from drivers.host.messages import OpenCodeScanner
from drivers.sim.scene_link import SceneServer
from drivers.sim.world import Pose, World
from tests.bench.report import Figure, write

SCANNER = DeviceKind.CODE_SCANNER
CODE = b"https://example.cn/q/860303?t=17"
UNREADABLE = Pose(blur=14.0, motion=8.0)
"""Moves in every frame and is never read: the decoder has all its time to spend on each."""
ROUNDS = 7
LOOK_SECONDS = 1.0
"""One round of a kiosk's watching."""
PATIENCE = 30.0

LATE_MS = 5.0
PICTURES_A_SECOND = 15.0
UNPLUG_SECONDS = 2.0
REPLUG_SECONDS = 3.0


def main() -> bool:
    """Measure, write ``build/bench/camera.json``; whether all targets hold."""
    world = World()
    server = SceneServer(world)
    server.start()
    try:
        return write("camera", [*_screen(world, server.path), *_faults(world, server.path)])
    finally:
        server.stop()


def _screen(world: World, scene_path: str) -> Iterator[Figure]:
    """In a process of its own, as a kiosk runs; the simulated world stays here."""
    world.show_code(CODE, UNREADABLE)
    command = [sys.executable, "-m", "tests.bench.camera_gui", scene_path]
    told = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    measured = json.loads(told.splitlines()[-1])
    median, late, worst = measured["working"]
    yield Figure("5 ms timer late while scanning, p99", late, "ms", target=LATE_MS)
    yield Figure("same timer, camera at rest, p99", measured["resting"][1], "ms")
    yield Figure("while scanning, median", median, "ms")
    yield Figure("while scanning, worst", worst, "ms")
    yield Figure("camera at rest, worst", measured["resting"][2], "ms")
    yield Figure("camera's process while scanning", measured["core"], "core")
    pictures: float = measured["pictures"]
    yield Figure("pictures to the screen", pictures, "/s", target=PICTURES_A_SECOND, floor=True)


def _faults(world: World, scene_path: str) -> Iterator[Figure]:
    noticed, back, killed, frozen = [], [], [], []
    with hosted(scene_path) as scanner:
        for _ in range(ROUNDS):
            world.show_code(CODE)
            until_read(scanner)
            noticed.append(seconds(lambda: world.unplug(SCANNER), lambda: until_lost(scanner)))
            back.append(seconds(lambda: world.plug(SCANNER), lambda: until_read(scanner)))
            for times, fault in ((killed, signal.SIGKILL), (frozen, signal.SIGSTOP)):
                host = scanner.host_pid
                assert host is not None
                times.append(
                    seconds(lambda: os.kill(host, fault), lambda: until_read(scanner))  # noqa: B023  called at once
                )
    yield Figure("unplug noticed, worst", max(noticed), "s", target=UNPLUG_SECONDS)
    yield Figure("back after re-plug, worst", max(back), "s", target=REPLUG_SECONDS)
    yield Figure("back after re-plug, median", statistics.median(back), "s")
    yield Figure("host killed to next decode, worst", max(killed), "s")
    yield Figure("host killed to next decode, median", statistics.median(killed), "s")
    yield Figure("host frozen to next decode, worst", max(frozen), "s")


def until_read(scanner: HostedCodeScanner) -> None:
    """Watch as a kiosk does until the code is read."""
    limit = Deadline.after(PATIENCE)
    while not limit.expired():
        try:
            if scanner.scan(Deadline.after(LOOK_SECONDS)).symbols:
                return
        except TransportError:
            scanner.status(Deadline.after(LOOK_SECONDS))
    message = "the code is not read"
    raise TimeoutError(message)


def until_lost(scanner: HostedCodeScanner) -> None:
    """Watch as a kiosk does until its status says that there is no camera."""
    limit = Deadline.after(PATIENCE)
    while not limit.expired():
        with suppress(TransportError):
            scanner.scan(Deadline.after(LOOK_SECONDS))
        if isinstance(scanner.status(Deadline.after(LOOK_SECONDS)).health, NoDevice):
            return
    message = "the unplug is not noticed"
    raise TimeoutError(message)


def seconds(act: Callable[[], object], wait: Callable[[], object]) -> float:
    """From the act until the wait is over."""
    act()
    since = time.perf_counter()
    wait()
    return time.perf_counter() - since


@contextmanager
def hosted(scene_path: str) -> Iterator[HostedCodeScanner]:
    """The scanner as the kiosk has it."""
    scanner = HostedCodeScanner(OpenCodeScanner(CameraConfig(), scene_path))
    try:
        yield scanner
    finally:
        scanner.close()
