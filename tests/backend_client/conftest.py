"""A reference backend on loopback with a clock that tests set, and kiosks that talk to it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from backend_client import BackendClient, DeviceKey, EmbeddedBackend, Timeouts, mint_app_code
from backend_client.contracts import (
    Application,
    Attachment,
    CardIdentity,
    CodeIdentity,
    Resident,
    Sex,
    TokenApplicant,
)

SEED = Path(__file__).parents[2] / "config" / "sandbox"
KIOSK = "LH-0001"


class FakeClock:
    """Stands still until moved. Starts on a Sunday evening in Shenzhen."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def pass_time(self, **time: float) -> None:
        self.at += timedelta(**time)


@pytest.fixture(scope="session")
def python(request: pytest.FixtureRequest) -> Callable[..., subprocess.Popen[str]]:
    """Starts the running interpreter in the repository, its standard output piped."""

    def start(*arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=request.config.rootpath,
            stdout=subprocess.PIPE,
            text=True,
        )

    return start


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(scope="session")
def device_key() -> DeviceKey:
    return DeviceKey.generate()


@pytest.fixture(scope="session")
def other_key() -> DeviceKey:
    return DeviceKey.generate()


@pytest.fixture(scope="session")
def reaper() -> Iterator[Callable[[Callable[[], None]], None]]:
    """Stops backends beside the next test: stopping is mostly waiting."""
    with ThreadPoolExecutor(4) as pool:
        stopping: list[Future[None]] = []
        yield lambda stop: stopping.append(pool.submit(stop))
        for each in stopping:
            each.result()


@pytest.fixture
def backend(
    tmp_path: Path,
    clock: FakeClock,
    device_key: DeviceKey,
    other_key: DeviceKey,
    reaper: Callable[[Callable[[], None]], None],
) -> Iterator[EmbeddedBackend]:
    kiosks = {KIOSK: device_key.public_bytes, "LH-0002": other_key.public_bytes}
    url = f"sqlite:///{tmp_path / 'backend.db'}"
    running = EmbeddedBackend(url, SEED, clock, kiosks=kiosks)
    running.start()
    yield running
    reaper(running.stop)


@pytest.fixture
def client(
    backend: EmbeddedBackend, device_key: DeviceKey, clock: FakeClock
) -> Iterator[BackendClient]:
    kiosk = BackendClient(backend.url, device_key, clock, Timeouts(call=20.0, health=20.0))
    yield kiosk
    kiosk.close()


@pytest.fixture
def other_kiosk(
    backend: EmbeddedBackend, other_key: DeviceKey, clock: FakeClock
) -> Iterator[BackendClient]:
    kiosk = BackendClient(backend.url, other_key, clock, Timeouts(call=20.0, health=20.0))
    yield kiosk
    kiosk.close()


@pytest.fixture
def arrive(client: BackendClient, clock: FakeClock) -> Callable[[str], Resident]:
    """A resident of residents.yaml shows a fresh code."""

    def visit(resident_key: str) -> Resident:
        code = mint_app_code(resident_key, clock())
        return client.identify(uuid4(), CodeIdentity(code=code))

    return visit


@pytest.fixture
def application(clock: FakeClock) -> Callable[..., Application]:
    """An application in the name of a visit's bearer."""

    def make(resident: Resident, item_id: str, **answers: str) -> Application:
        return Application(
            application_id=uuid4(),
            item_id=item_id,
            answers=dict(answers),
            applicant=TokenApplicant(resident_token=resident.resident_token),
            kiosk_id=KIOSK,
            made_at=clock(),
        )

    return make


@pytest.fixture
def material() -> Callable[..., Attachment]:
    """A photographed material for an application; ``size`` in bytes."""

    def make(application: Application, field_id: str = "evidence", size: int = 9_000) -> Attachment:
        inside = f"{application.application_id} {field_id} ".encode() * (size // 40)
        jpeg = b"\xff\xd8\xff\xe0" + inside[: size - 6] + b"\xff\xd9"
        return Attachment.of_jpeg(
            uuid4(), application.application_id, application.item_id, field_id, jpeg
        )

    return make


@pytest.fixture
def card_of_li() -> CardIdentity:
    return CardIdentity(
        name="李明轩",
        id_number="860303199307180314",
        sex=Sex.MALE,
        ethnic_code="01",
        birth=date(1993, 7, 18),
        address="广东省深圳市罗湖区东门街道湖贝社区2栋1203",
        issuer="深圳市公安局罗湖分局",
        valid_from=date(2019, 4, 2),
        valid_until=date(2039, 4, 2),
    )
