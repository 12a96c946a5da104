"""A document camera's host that crashes, freezes or hangs is replaced; the page is seen again."""

from __future__ import annotations

import time
from datetime import date

import pytest

from drivers import (
    CameraConfig,
    CameraSource,
    Cancelled,
    ConfigurationError,
    Deadline,
    DeviceConfig,
    DeviceKind,
    FaultCode,
    NoDevice,
    Online,
    PagePicture,
    PageQuality,
    PageShape,
    Retake,
    RetakeReason,
    TransportError,
    TravelKey,
    TravelKeyRead,
    ZoneFailure,
    ZoneUnread,
    open_devices,
)
from drivers.host.channel import LARGEST_MESSAGE
from drivers.host.codec import MalformedMessageError, decode, encode
from drivers.host.document_camera import HostedDocumentCamera
from drivers.host.kinds.hosting import open_hosted
from drivers.host.messages import OpenDocumentCamera, Returned, ScanCodes
from drivers.host.supervisor import HostPace
from drivers.sim.world import PlannedTrouble, Trouble, World
from tests.fixtures.document_cameras import hosted_tray, wait_for_picture
from tests.fixtures.hosted_reader import freeze, gone, kill
from tests.fixtures.in_background import PATIENCE, InBackground
from tests.fixtures.pcscd import wait_for
from tests.fixtures.recovery_report import report_recovery

PAGES = DeviceKind.DOCUMENT_CAMERA
FAULTS = {"crashed": kill, "frozen": freeze}
KEY = TravelKey("H00000002", date(1996, 10, 30), date(2034, 4, 8))
QUALITY = PageQuality(0.5, 230.0, 0.9)
SHORT = HostPace(grace_seconds=0.5)


@pytest.fixture
def tray():
    with hosted_tray() as bench:
        yield bench


def soon() -> Deadline:
    """Far above what a loaded machine needs."""
    return Deadline.after(PATIENCE)


def ready(camera: HostedDocumentCamera) -> int:
    """The process id of its host, which has answered."""
    wait_for(lambda: camera.status(soon()).health == Online(), "the host's start")
    assert camera.host_pid is not None
    return camera.host_pid


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", ["capture", "read_zone"])
def test_a_call_goes_on_when_its_host_is_lost(tray, fault, name):
    world, camera = tray
    lost = ready(camera)
    with InBackground(lambda: getattr(camera, name)(soon())) as call:
        wait_for_picture(camera)
        since = time.monotonic()
        FAULTS[fault](lost)
        world.lay_document("kwok")
    report_recovery(f"document camera: host {fault} under {name}", call.ended - since)
    assert isinstance(call.result, PagePicture | TravelKeyRead)
    assert gone(lost)
    assert camera.host_pid != lost


@pytest.mark.parametrize("fault", FAULTS)
def test_a_lost_host_leaves_no_picture_of_the_page_behind(tray, fault):
    world, camera = tray
    world.lay_document("kwok")
    lost = ready(camera)
    camera.preview.want(PATIENCE)
    camera.watch(Deadline.after(0.5))
    assert camera.preview.latest() is not None
    FAULTS[fault](lost)
    wait_for(lambda: camera.preview.latest() is None, "the wipe")


def test_a_camera_that_hangs_is_a_broken_line_and_works_once_mended(tray):
    world, camera = tray
    ready(camera)
    world.lay_document("kwok")
    world.plan(PAGES, PlannedTrouble(Trouble.HANG, times=0))
    with pytest.raises(TransportError) as caught:
        camera.capture(Deadline.after(1.0))
    assert caught.value.code == FaultCode.NO_ANSWER
    world.clear(PAGES)
    assert isinstance(camera.capture(soon()), PagePicture)


def test_a_program_that_is_stuck_is_killed_and_replaced():
    with hosted_tray(pace=SHORT) as (world, camera):
        stuck = ready(camera)
        world.lay_document("kwok")
        world.plan(PAGES, PlannedTrouble(Trouble.STUCK, times=0))
        with pytest.raises(TransportError):
            camera.read_zone(Deadline.after(0.5))
        wait_for(lambda: gone(stuck), "its end")
        world.clear(PAGES)
        assert isinstance(camera.read_zone(soon()), TravelKeyRead)


def test_a_camera_that_is_plugged_in_under_a_call_serves_it(tray):
    world, camera = tray
    ready(camera)
    world.unplug(PAGES)
    with InBackground(lambda: camera.capture(soon())) as call:
        world.lay_document("kwok")
        world.plug(PAGES)
    assert isinstance(call.result, PagePicture)


def test_close_ends_a_call_in_another_thread(tray):
    _, camera = tray
    ready(camera)
    with InBackground(lambda: camera.watch(Deadline.after(600))) as call:
        wait_for_picture(camera)
        camera.close()
    assert isinstance(call.error, Cancelled)


def test_rest_starts_no_host_and_takes_the_picture_away(tray):
    _, camera = tray
    camera.rest()
    assert camera.host_pid is None
    ready(camera)
    camera.preview.want(PATIENCE)
    camera.watch(Deadline.after(0.5))
    camera.rest()
    assert camera.preview.latest() is None
    assert camera.status(soon()).width == 0


def test_a_camera_that_is_not_there_is_told_with_its_fault(tmp_path):
    missing = CameraConfig(CameraSource.V4L2, str(tmp_path / "no-camera"))
    camera = HostedDocumentCamera(OpenDocumentCamera(missing))
    try:
        wait_for(lambda: isinstance(camera.status(soon()).health, NoDevice), "the host's answer")
        with pytest.raises(TransportError):
            camera.capture(Deadline.after(0.5))
    finally:
        camera.close()


@pytest.mark.parametrize("hosted", [True, False])
def test_a_kiosk_has_it_only_when_it_is_configured(hosted):
    bare = open_devices(DeviceConfig(hosted=hosted), World())
    assert bare.document_camera is None
    bare.close()
    world = World()
    config = DeviceConfig(hosted=hosted, document_camera=CameraConfig())
    devices = open_devices(config, world)
    try:
        world.lay_document("doe")
        assert isinstance(devices.document_camera.read_zone(soon()), TravelKeyRead)
    finally:
        devices.close()
    with pytest.raises(Cancelled):
        devices.document_camera.capture(soon())


def test_only_its_own_requests_are_taken():
    perform = open_hosted(OpenDocumentCamera(CameraConfig(), "/nowhere"))
    with pytest.raises(ConfigurationError, match="takes no ScanCodes"):
        perform(ScanCodes(), soon())


@pytest.mark.parametrize(
    "result",
    [
        PagePicture(bytes(range(256)) * 1954, 2480, 3508, PageShape.A4, True, QUALITY),
        Retake((RetakeReason.BLURRED, RetakeReason.GLARE), QUALITY),
        Retake((RetakeReason.NO_PAGE,)),
        TravelKeyRead(KEY),
        ZoneUnread(ZoneFailure.UNPROVEN),
    ],
    ids=lambda result: type(result).__name__,
)
def test_everything_it_brings_fits_on_the_line_and_comes_back_the_same(result):
    message = Returned(7, result)
    data = encode(message)
    assert decode(data) == message
    assert len(data) < LARGEST_MESSAGE / 4
    assert len(data) < 1.4 * 500_224 + 1000


@pytest.mark.parametrize("text", ["abc", "####", "QUJ D", "QUJD\\n", "五"])
def test_what_is_not_base64_is_no_picture(text):
    good = encode(Returned(7, PagePicture(b"ABC", 1, 1, PageShape.A4, True, QUALITY)))
    bad = good.replace(b'"QUJD"', f'"{text}"'.encode())
    assert bad != good
    with pytest.raises(MalformedMessageError):
        decode(bad)
