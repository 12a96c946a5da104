from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from drivers import CardProfile, CardReaderConfig
from kiosk.parts import device_config
from kiosk.settings import CardReaderSettings, load_settings
from tests.fixtures.profile_files import CAMERA_PATH, HOME, PROFILES, changed, line_of, told


def test_simulation_profile() -> None:
    settings = load_settings(PROFILES / "simulation.yaml", HOME)
    assert not settings.production
    assert settings.dock
    assert settings.site.kiosk_id == "LH-YC-007"
    assert settings.devices.printer.head_dots == 576
    assert settings.backend.mode == "embedded"
    assert settings.timing.idle_seconds == 180
    assert settings.state_dir == Path("/home/kiosk/.local/state/luohu-kiosk")
    assert settings.technician_pin
    assert settings.technician_pin not in repr(settings)


def test_production_profile_has_nothing_simulated() -> None:
    settings = load_settings(PROFILES / "production.yaml", HOME)
    assert settings.production
    assert not settings.dock
    assert settings.technician_pin is None
    assert "simulated" not in settings.devices.model_dump_json()
    assert settings.backend.url.startswith("https://")


def test_state_dir_follows_the_environment(tmp_path: Path) -> None:
    settings = load_settings(PROFILES / "simulation.yaml", {**HOME, "XDG_STATE_HOME": "/state"})
    assert settings.state_dir == Path("/state/luohu-kiosk")
    file = changed(tmp_path, "simulation", ("${XDG_STATE_HOME:-~/.local/state}", "${NOWHERE}"))
    line = line_of(file, "state_dir: ${NOWHERE}/luohu-kiosk")
    assert told(file) == [
        (
            f'{line}: state_dir: "${{NOWHERE}}/luohu-kiosk" names a variable without a value; '
            "set the variable, or give a default: ${NAME:-/folder}"
        )
    ]
    file = changed(tmp_path, "simulation", ("${XDG_STATE_HOME:-~/.local/state}", "state"))
    assert told(file) == [
        f'{line}: state_dir: "state/luohu-kiosk" is no absolute path; start it with / or ~/'
    ]


def test_home_must_be_known_to_be_used() -> None:
    assert "is no absolute path" in told(PROFILES / "simulation.yaml", {})[0]


def test_own_environment_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "/elsewhere")
    settings = load_settings(PROFILES / "simulation.yaml")
    assert settings.state_dir == Path("/elsewhere/luohu-kiosk")


@pytest.mark.parametrize(
    ("old", "new", "field", "message"),
    [
        (
            "driver: pcsc-sam-readbinary",
            "driver: simulated",
            "devices.card_reader.driver",
            "a production profile has no simulated device; write pcsc-sam-readbinary",
        ),
        (
            "driver: network",
            "driver: simulated",
            "devices.printer.driver",
            "a production profile has no simulated device; write network",
        ),
        (
            "mode: remote",
            "mode: embedded",
            "backend.mode",
            "a production profile has no embedded backend; write remote, and the backend's url",
        ),
        (
            "url: https://backend.example",
            "url: http://backend.example",
            "backend.url",
            "a production profile talks to its backend over TLS only; start the url with https://",
        ),
        ("dock: false", "dock: true", "dock", "a production profile has no dock; write false"),
        (
            "dock: false",
            'technician_pin: "123456"',
            "technician_pin",
            (
                "a production profile holds no PIN: it would stand there in plain text; "
                "remove the key and run: kiosk pin"
            ),
        ),
    ],
)
def test_production_profile_refuses_what_only_serves_simulation(
    tmp_path: Path, old: str, new: str, field: str, message: str
) -> None:
    file = changed(tmp_path, "production", (old, new))
    lines = [line.strip() for line in file.read_text(encoding="utf-8").splitlines()]
    assert told(file) == [f"{lines.index(new) + 1}: {field}: {message}"]


def test_production_profile_refuses_a_simulated_camera(tmp_path: Path) -> None:
    file = changed(tmp_path, "production", ("driver: v4l2", "driver: simulated"), (CAMERA_PATH, ""))
    assert [line.partition(": ")[2] for line in told(file)] == [
        ("devices.code_scanner.driver: a production profile has no simulated device; write v4l2")
    ]


def test_every_forbidden_part_is_told_at_once(tmp_path: Path) -> None:
    file = changed(
        tmp_path, "simulation", ("production: false", "production: true"), ("dock: true", "")
    )
    assert [line.split(": ")[1] for line in told(file)] == [
        "devices.card_reader.driver",
        "devices.code_scanner.driver",
        "devices.document_camera.driver",
        "devices.printer.driver",
        "backend.mode",
        "technician_pin",
    ]


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        (CAMERA_PATH, "", "devices.code_scanner"),
        ("    host: 192.0.2.20\n", "", "devices.printer"),
    ],
)
def test_driver_needs_its_address(tmp_path: Path, old: str, new: str, field: str) -> None:
    assert [line.split(": ")[1] for line in told(changed(tmp_path, "production", (old, new)))] == [
        field
    ]


CARD_READER = "    driver: pcsc-sam-readbinary\n"


def with_reader(tmp_path: Path, *lines: str) -> Path:
    text = "".join(f"    {line}\n" for line in lines)
    return changed(tmp_path, "production", (CARD_READER, text))


def test_every_reader_profile_of_the_drivers_can_be_chosen() -> None:
    chosen = get_args(CardReaderSettings.model_fields["driver"].annotation)
    assert set(chosen) == {profile.value for profile in CardProfile}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["driver: pcsc-sam-escape"], {}),
        (
            ["driver: pcsc-sam-escape", "control_code: 0x42000DAC", "reader_name: ACS"],
            {"control_code": 0x42000DAC, "reader_name": "ACS"},
        ),
        (
            ["driver: sam-serial", "serial_path: /dev/ttyUSB0", "baud: 9600"],
            {"serial_path": "/dev/ttyUSB0", "baud": 9600},
        ),
        (["driver: pcsc-uid", "reader_name: Omnikey"], {"reader_name": "Omnikey"}),
        (
            ["driver: probe", "serial_path: /dev/ttyS1", "baud: 57600", "control_code: 0x1"],
            {"serial_path": "/dev/ttyS1", "baud": 57600, "control_code": 1},
        ),
    ],
)
def test_a_reader_profile_reaches_the_drivers_with_what_it_needs(
    tmp_path: Path, lines: list[str], expected: dict[str, object]
) -> None:
    config = device_config(load_settings(with_reader(tmp_path, *lines), HOME)).card_reader
    profile = CardProfile(lines[0].partition(": ")[2])
    assert config == replace(CardReaderConfig(profile), **expected)


def test_the_authorities_folder_reaches_the_drivers(tmp_path: Path) -> None:
    file = with_reader(tmp_path, "driver: pcsc-sam-readbinary", f"csca_folder: {tmp_path}")
    config = device_config(load_settings(file, HOME)).card_reader
    assert config == CardReaderConfig(CardProfile.PCSC_SAM_READBINARY, csca_folder=tmp_path)


@pytest.mark.parametrize(
    ("lines", "wrong", "message"),
    [
        (
            ["driver: sam-serial"],
            None,
            (
                "driver sam-serial needs a serial_path; "
                "add serial_path: the reader's device file, such as /dev/ttyUSB0"
            ),
        ),
        (
            ["driver: sam-serial", "serial_path: ttyUSB0"],
            "serial_path",
            '"ttyUSB0" is no absolute path; write the device file, such as /dev/ttyUSB0',
        ),
        (
            ["driver: sam-serial", "serial_path: /dev/ttyUSB0", "reader_name: ACS"],
            "reader_name",
            (
                "driver sam-serial has no use for reader_name; "
                "remove it, or write driver: pcsc-sam-readbinary"
            ),
        ),
        (
            ["driver: pcsc-uid", "serial_path: /dev/ttyUSB0"],
            "serial_path",
            "driver pcsc-uid has no use for serial_path; remove it, or write driver: sam-serial",
        ),
        (
            ["driver: pcsc-sam-readbinary", "baud: 9600"],
            "baud",
            (
                "driver pcsc-sam-readbinary has no use for baud; "
                "remove it, or write driver: sam-serial"
            ),
        ),
        (
            ["driver: pcsc-uid", "control_code: 0x42000001"],
            "control_code",
            (
                "driver pcsc-uid has no use for control_code; "
                "remove it, or write driver: pcsc-sam-escape"
            ),
        ),
        (
            ["driver: sam-serial", "serial_path: /dev/ttyUSB0", "csca_folder: /"],
            "csca_folder",
            (
                "driver sam-serial has no use for csca_folder; "
                "remove it, or write driver: pcsc-sam-readbinary"
            ),
        ),
        (
            ["driver: pcsc-uid", "csca_folder: certificates"],
            "csca_folder",
            '"certificates" is no absolute path; start it with /',
        ),
        (
            ["driver: pcsc-uid", "csca_folder: /nowhere/at/all"],
            "csca_folder",
            (
                'there is no folder "/nowhere/at/all"; '
                "create it and put the authorities' certificates there, or remove the key"
            ),
        ),
        (
            ["driver: sam-serial", "serial_path: /dev/ttyUSB0", "baud: 14400"],
            "baud",
            "unknown baud 14400; write one of: 9600, 19200, 38400, 57600, 115200",
        ),
        (
            ["driver: pcsc-sam-escape", 'control_code: "0x42000001"'],
            "control_code",
            (
                '"0x42000001" is not a whole number at least 1 and at most 4294967295; '
                "write a whole number at least 1 and at most 4294967295"
            ),
        ),
        (
            ["driver: pcsc-sam-escape", "control_code: 0"],
            "control_code",
            "0 is not allowed here; write a whole number at least 1 and at most 4294967295",
        ),
        (
            ["driver: pcsc-sam"],
            "driver",
            (
                'unknown driver "pcsc-sam"; write one of: simulated, pcsc-sam-readbinary, '
                "pcsc-sam-escape, sam-serial, pcsc-uid, probe"
            ),
        ),
    ],
)
def test_a_reader_profile_refuses_what_does_not_fit_it(
    tmp_path: Path, lines: list[str], wrong: str | None, message: str
) -> None:
    file = with_reader(tmp_path, *lines)
    place = f"devices.card_reader.{wrong}" if wrong else "devices.card_reader"
    bad = next((line for line in lines if wrong and line.startswith(wrong)), None)
    line = line_of(file, "  card_reader:" if bad is None else f"    {bad}")
    assert told(file) == [f"{line}: {place}: {message}"]


def test_remote_backend_needs_its_address(tmp_path: Path) -> None:
    file = changed(tmp_path, "simulation", ("mode: embedded", "mode: remote"))
    line = line_of(file, "backend:")
    assert told(file) == [
        (
            f"{line}: backend.url: mode remote needs a url; "
            "add url: the address, starting with https://"
        )
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "idle_seconds: 180",
            'idle_seconds: "180"',
            'timing.idle_seconds: "180" is a text; write the number without quotes',
        ),
        (
            "idle_seconds: 180",
            "idle_second: 180",
            'timing.idle_second: unknown key "idle_second"; did you mean "idle_seconds"?',
        ),
        (
            "head_dots: 576",
            "head_dots: 500",
            "devices.printer.head_dots: unknown head_dots 500; write one of: 384, 576, 832",
        ),
    ],
)
def test_mistakes_come_with_line_and_mend(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    file = changed(tmp_path, "simulation", (old, new))
    lines = [line.strip() for line in file.read_text(encoding="utf-8").splitlines()]
    assert told(file) == [f"{lines.index(new) + 1}: {expected}"]
