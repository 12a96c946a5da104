from pathlib import Path

import pytest

from kiosk.config_files import ConfigError
from kiosk.settings import load_settings

PROFILES = Path(__file__).parents[2] / "config" / "profiles"
HOME = {"HOME": "/home/kiosk"}


def changed(tmp_path: Path, profile: str, *replacements: tuple[str, str]) -> Path:
    text = (PROFILES / f"{profile}.yaml").read_text(encoding="utf-8")
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new, 1)
    file = tmp_path / f"{profile}.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def told(file: Path, environment: dict[str, str] | None = None) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load_settings(file, HOME if environment is None else environment)
    return [line.removeprefix(f"{file}:") for line in str(caught.value).splitlines()]


def line_of(file: Path, text: str) -> int:
    return file.read_text(encoding="utf-8").splitlines().index(text) + 1


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
            "driver: v4l2",
            "driver: simulated",
            "devices.code_scanner.driver",
            "a production profile has no simulated device; write v4l2",
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


def test_every_forbidden_part_is_told_at_once(tmp_path: Path) -> None:
    file = changed(
        tmp_path, "simulation", ("production: false", "production: true"), ("dock: true", "")
    )
    assert [line.split(": ")[1] for line in told(file)] == [
        "devices.card_reader.driver",
        "devices.code_scanner.driver",
        "devices.printer.driver",
        "backend.mode",
        "technician_pin",
    ]


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("    path: /dev/video0\n", "", "devices.code_scanner"),
        ("    host: 192.0.2.20\n", "", "devices.printer"),
    ],
)
def test_driver_needs_its_address(tmp_path: Path, old: str, new: str, field: str) -> None:
    assert [line.split(": ")[1] for line in told(changed(tmp_path, "production", (old, new)))] == [
        field
    ]


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
