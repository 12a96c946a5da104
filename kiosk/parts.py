"""Building the parts below the screens: store, backend, devices, outbox; and taking them down."""

from __future__ import annotations

import random
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from backend_client import (
    BackendClient,
    DeviceKey,
    EmbeddedBackend,
    load_or_create_device_key,
    mint_app_code,
    outbox,
    utc_now,
)
from drivers import (
    CameraConfig,
    CameraSource,
    CardProfile,
    CardReaderConfig,
    DeviceConfig,
    Devices,
    open_devices,
)
from drivers.sim.residents import load_residents
from drivers.sim.world import World
from kiosk import CONFIG, __version__
from kiosk.dock.hands import Hands
from kiosk.ownership import own
from kiosk.settings import CameraSettings, Settings
from kiosk.store import (
    AuditKind,
    PinGate,
    PrintJournal,
    Store,
    append_audit,
    load_or_create_key,
    open_store,
)
from kiosk.submissions import Mailroom
from kiosk.submissions.filing import Filing

OUTBOX_STOP_SECONDS = 10.0
KEEP_ACKED = timedelta(days=30)
"""How long an acknowledged message's row (without its payload) answers technicians' questions."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything below the screens, running."""

    store: Store
    client: BackendClient
    filing: Filing
    journal: PrintJournal
    gate: PinGate
    devices: Devices
    hands: Hands | None
    """Steers the simulated devices; None where all devices are real."""
    backend_url: str
    backend: EmbeddedBackend | None
    """The reference backend in this process; None where it is another machine's."""


def build_parts(settings: Settings, stack: ExitStack) -> Parts:
    """Start everything; ``stack`` takes it down in reverse. Blocks on the disk.

    Raises FolderTakenError, StoreError, DriverError, OSError.
    """
    settings.state_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    stack.callback(own(settings.state_dir))
    store = open_store(
        settings.state_dir / "kiosk.db", load_or_create_key(settings.state_dir / "store.key")
    )
    stack.callback(store.close)
    device_key = load_or_create_device_key(settings.state_dir / "device.key")
    backend, url = _backend(settings, device_key, stack)
    client = BackendClient(url, device_key)
    stack.callback(client.close)
    filing, journal = _filing(settings, store, client, stack)
    hands = _hands(settings, backend)
    devices = open_devices(device_config(settings), hands.world if hands else None)
    stack.callback(devices.close)
    return Parts(
        store, client, filing, journal, _gate(settings, store), devices, hands, url, backend
    )


def device_config(settings: Settings) -> DeviceConfig:
    """The profile's devices in the drivers' words."""
    devices = settings.devices
    reader, pages = devices.card_reader, devices.document_camera
    return DeviceConfig(
        card_reader=CardReaderConfig(
            profile=CardProfile(reader.driver),
            reader_name=reader.reader_name,
            serial_path=reader.serial_path,
            baud=reader.baud,
            control_code=reader.control_code,
            old_reset=reader.old_reset,
            csca_folder=reader.csca_folder,
        ),
        code_scanner=_camera_config(devices.code_scanner),
        document_camera=None if pages is None else _camera_config(pages),
        printer=devices.printer.driver,
        printer_host=devices.printer.host,
        printer_port=devices.printer.port,
        head_dots=devices.printer.head_dots,
    )


def _camera_config(camera: CameraSettings) -> CameraConfig:
    return CameraConfig(
        source=CameraSource(camera.driver),
        path=camera.path,
        exposure=camera.exposure,
        gain=camera.gain,
    )


def _backend(
    settings: Settings, device_key: DeviceKey, stack: ExitStack
) -> tuple[EmbeddedBackend | None, str]:
    if settings.backend.mode == "remote":
        return None, settings.backend.url
    backend = EmbeddedBackend(
        f"sqlite:///{settings.state_dir / 'backend.db'}",
        CONFIG / "sandbox",
        utc_now,
        kiosks={settings.site.kiosk_id: device_key.public_bytes},
    )
    backend.start()
    stack.callback(backend.stop)
    return backend, backend.url


def _filing(
    settings: Settings, store: Store, client: BackendClient, stack: ExitStack
) -> tuple[Filing, PrintJournal]:
    worker = outbox.OutboxWorker(store.begin, client, random.SystemRandom())
    mailroom = Mailroom()

    def told(step: outbox.Delivered | outbox.Failed) -> None:
        filing.on_step(step)

    runner = outbox.OutboxRunner(worker, utc_now, told)
    filing = Filing(store, mailroom, runner.wake, utc_now, settings.site.kiosk_id)
    journal = PrintJournal(store, utc_now)
    journal.settle_interrupted(filing.report_interrupted)
    _begin_day(store, settings, utc_now())
    runner.start()
    stack.callback(runner.stop, OUTBOX_STOP_SECONDS)
    return filing, journal


def _begin_day(store: Store, settings: Settings, now: datetime) -> None:
    """Note the start, and forget what the backend has had for long."""
    data = {"version": __version__, "profile": settings.profile}
    with store.begin() as connection:
        append_audit(connection, now, AuditKind.STARTED, data)
        outbox.purge_acked(connection, now - KEEP_ACKED)
    store.empty_log()


def _gate(settings: Settings, store: Store) -> PinGate:
    gate = PinGate(store, utc_now)
    if settings.technician_pin is not None and not gate.enrolled:
        gate.enrol(settings.technician_pin)
    return gate


def _hands(settings: Settings, backend: EmbeddedBackend | None) -> Hands | None:
    if not device_config(settings).simulated:
        return None

    def switch(is_on: bool) -> None:
        if backend is not None:
            (backend.start if is_on else backend.stop)()

    def mint(resident: str, age: timedelta) -> str:
        return mint_app_code(resident, utc_now() - age)

    return Hands(World(), load_residents(), mint, switch)


def profile_path(name: str) -> Path:
    """A profile by name (``simulation``) or by path."""
    path = Path(name)
    return path if path.suffix else CONFIG / "profiles" / f"{name}.yaml"
