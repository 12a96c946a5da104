"""From a frozen configuration to three open devices; the only importer of the simulators."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drivers._config import SIMULATED, CardProfile, CardReaderConfig, DeviceConfig
from drivers._errors import ConfigurationError
from drivers._protocols import CardReader, CodeScanner, Printer
from drivers.camera import open_v4l2_scanner
from drivers.card import open_pcsc_reader
from drivers.printer import open_network_printer

if TYPE_CHECKING:
    from drivers.sim.world import World


@dataclass(slots=True)
class Devices:
    """The open devices; ``close`` releases them and stops what was started for them."""

    card_reader: CardReader
    code_scanner: CodeScanner
    printer: Printer
    _stops: list[Callable[[], None]] = field(default_factory=list)

    def close(self) -> None:
        """Release everything; safe to call twice."""
        for device in (self.card_reader, self.code_scanner, self.printer):
            device.close()
        while self._stops:
            self._stops.pop()()


def open_devices(config: DeviceConfig, world: World | None = None) -> Devices:
    """Build the configured devices; nothing is opened before its first use.

    Raises ConfigurationError for a driver that does not exist, or for a simulator without a world.
    """
    if config.simulated and world is None:
        message = "simulated devices need a world"
        raise ConfigurationError(message)
    stops: list[Callable[[], None]] = []
    return Devices(
        _card_reader(config.card_reader, world),
        _code_scanner(config, world),
        _printer(config, world, stops),
        stops,
    )


def _card_reader(config: CardReaderConfig, world: World | None) -> CardReader:
    if config.profile is CardProfile.PCSC_SAM_READBINARY:
        return open_pcsc_reader(config.reader_name)
    if config.profile is CardProfile.SIMULATED and world is not None:
        from drivers.card import ApduCardReader
        from drivers.sim.card import SimCardTransport

        return ApduCardReader(SimCardTransport(world))
    raise ConfigurationError(_unknown("card reader", config.profile))


def _code_scanner(config: DeviceConfig, world: World | None) -> CodeScanner:
    if config.code_scanner == "v4l2":
        return open_v4l2_scanner(config.camera_path)
    if config.code_scanner == SIMULATED and world is not None:
        from drivers.camera import open_scanner
        from drivers.sim.camera import SimFrameSource

        return open_scanner(SimFrameSource(world))
    raise ConfigurationError(_unknown("code scanner", config.code_scanner))


def _printer(config: DeviceConfig, world: World | None, stops: list[Callable[[], None]]) -> Printer:
    if config.printer == "network":
        return open_network_printer(config.printer_host, config.printer_port, config.head_dots)
    if config.printer == SIMULATED and world is not None:
        from drivers.sim.printer import SimModel, SimPrinterServer

        server = SimPrinterServer(world, SimModel(head_dots=config.head_dots))
        server.start()
        stops.append(server.stop)
        return open_network_printer("127.0.0.1", server.port, config.head_dots)
    raise ConfigurationError(_unknown("printer", config.printer))


def _unknown(kind: str, driver: str) -> str:
    return f"no {kind} driver is called {driver!r}"
