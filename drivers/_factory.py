"""From a frozen configuration to open devices; the only importer of the simulators.

Each device's libraries are loaded with the device: a process that hosts one has only its own, and
the kiosk none of those that its hosts have.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drivers._config import (
    SIMULATED,
    CameraConfig,
    CameraSource,
    CardProfile,
    CardReaderConfig,
    DeviceConfig,
)
from drivers._errors import ConfigurationError
from drivers._preview import PreviewMemory
from drivers._protocols import CardReader, CodeScanner, DocumentCamera, Printer

if TYPE_CHECKING:
    from drivers.card import CardTransport
    from drivers.sim.world import World

Stops = list[Callable[[], None]]


@dataclass(slots=True)
class Devices:
    """The open devices; ``close`` releases them and stops what was started for them."""

    card_reader: CardReader
    code_scanner: CodeScanner
    printer: Printer
    document_camera: DocumentCamera | None = None
    _stops: Stops = field(default_factory=list)

    def close(self) -> None:
        """Release everything; safe to call twice."""
        for device in (self.card_reader, self.code_scanner, self.printer):
            device.close()
        if self.document_camera is not None:
            self.document_camera.close()
        _stop(self._stops)


def open_devices(config: DeviceConfig, world: World | None = None) -> Devices:
    """Build the configured devices; nothing is opened before its first use.

    Raises ConfigurationError for a driver that does not exist, or for a simulator without a world,
    and OSError when the system has no room for sockets or shared memory.
    """
    if config.simulated and world is None:
        message = "simulated devices need a world"
        raise ConfigurationError(message)
    stops: Stops = []
    try:
        reader = _card_reader(config, world, stops)
        scanner = _code_scanner(config, world, stops)
        stops.append(scanner.close)
        pages = _document_camera(config, world, stops)
        if pages is not None:
            stops.append(pages.close)
        return Devices(reader, scanner, _printer(config, world, stops), pages, stops)
    except (ConfigurationError, OSError):
        _stop(stops)
        raise


def card_reader_at(config: CardReaderConfig, field_path: str = "") -> CardReader:
    """The reader for this process, simulated ones over the field that is lent at ``field_path``.

    Raises ConfigurationError.
    """
    if config.profile is CardProfile.SIMULATED and field_path:
        from drivers.sim.world_link import RemoteCardTransport

        return _simulated_reader(config, RemoteCardTransport(field_path))
    from drivers.card import open_card_reader

    return open_card_reader(config)


def code_scanner_at(
    config: CameraConfig, scene_path: str = "", preview: PreviewMemory | None = None
) -> CodeScanner:
    """The scanner for this process, a simulated one in the world that is lent at ``scene_path``.

    Pictures go to ``preview``, by default to memory of this process. Raises ConfigurationError.
    """
    from drivers.camera import open_scanner, open_source

    if config.source is CameraSource.SIMULATED and scene_path:
        from drivers.sim.camera import SimFrameSource
        from drivers.sim.scene_link import RemoteWorld

        return open_scanner(SimFrameSource(RemoteWorld(scene_path)), preview)
    return open_scanner(open_source(config), preview)


def document_camera_at(
    config: CameraConfig, scene_path: str = "", preview: PreviewMemory | None = None
) -> DocumentCamera:
    """The document camera for this process; the rest as for ``code_scanner_at``.

    Raises ConfigurationError, also where what reads machine readable zones is not installed.
    """
    from drivers.camera.pages import open_document_camera, open_page_source

    if config.source is CameraSource.SIMULATED and scene_path:
        from drivers.sim.page_source import SimPageSource
        from drivers.sim.scene_link import RemoteWorld

        return open_document_camera(SimPageSource(RemoteWorld(scene_path)), preview)
    return open_document_camera(open_page_source(config), preview)


def _stop(stops: Stops) -> None:
    while stops:
        stops.pop()()


def _card_reader(config: DeviceConfig, world: World | None, stops: Stops) -> CardReader:
    transport: CardTransport | None = None
    if config.card_reader.profile is CardProfile.SIMULATED and world is not None:
        from drivers.sim.card import SimCardTransport

        transport = SimCardTransport(world)
    if config.hosted:
        return _hosted_card_reader(config.card_reader, transport, stops)
    if transport is not None:
        return _simulated_reader(config.card_reader, transport)
    return card_reader_at(config.card_reader)


def _hosted_card_reader(
    config: CardReaderConfig, transport: CardTransport | None, stops: Stops
) -> CardReader:
    from drivers.host.card_reader import HostedCardReader
    from drivers.host.messages import OpenCardReader

    if transport is None:
        return HostedCardReader(OpenCardReader(config))
    from drivers.sim.world_link import CardTransportServer

    server = CardTransportServer(transport)
    server.start()
    stops.append(server.stop)
    return HostedCardReader(OpenCardReader(config, server.path))


def _simulated_reader(config: CardReaderConfig, transport: CardTransport) -> CardReader:
    """The procedures of the most capable profile, which the simulated cards are made for."""
    from drivers.card import ApduCardReader
    from drivers.card.emrtd import travel_documents
    from drivers.card.procedures import in_turn, sam_pages, social_security

    procedures = (sam_pages, social_security, travel_documents(config.csca_folder))
    return ApduCardReader(transport, in_turn(procedures))


def _code_scanner(config: DeviceConfig, world: World | None, stops: Stops) -> CodeScanner:
    seen = world if config.code_scanner.source is CameraSource.SIMULATED else None
    if config.hosted:
        return _hosted_code_scanner(config.code_scanner, seen, stops)
    if seen is None:
        return code_scanner_at(config.code_scanner)
    from drivers.camera import open_scanner
    from drivers.sim.camera import SimFrameSource

    return open_scanner(SimFrameSource(seen))


def _hosted_code_scanner(config: CameraConfig, world: World | None, stops: Stops) -> CodeScanner:
    from drivers.host.code_scanner import HostedCodeScanner
    from drivers.host.messages import OpenCodeScanner

    if world is None:
        return HostedCodeScanner(OpenCodeScanner(config))
    from drivers.sim.scene_link import SceneServer

    server = SceneServer(world)
    server.start()
    stops.append(server.stop)
    return HostedCodeScanner(OpenCodeScanner(config, server.path))


def _document_camera(
    config: DeviceConfig, world: World | None, stops: Stops
) -> DocumentCamera | None:
    camera = config.document_camera
    if camera is None:
        return None
    seen = world if camera.source is CameraSource.SIMULATED else None
    if config.hosted:
        return _hosted_document_camera(camera, seen, stops)
    if seen is None:
        return document_camera_at(camera)
    from drivers.camera.pages import open_document_camera
    from drivers.sim.page_source import SimPageSource

    return open_document_camera(SimPageSource(seen))


def _hosted_document_camera(
    config: CameraConfig, world: World | None, stops: Stops
) -> DocumentCamera:
    from drivers.host.document_camera import HostedDocumentCamera
    from drivers.host.messages import OpenDocumentCamera

    if world is None:
        return HostedDocumentCamera(OpenDocumentCamera(config))
    from drivers.sim.scene_link import SceneServer

    server = SceneServer(world)
    server.start()
    stops.append(server.stop)
    return HostedDocumentCamera(OpenDocumentCamera(config, server.path))


def _printer(config: DeviceConfig, world: World | None, stops: Stops) -> Printer:
    from drivers.printer import open_network_printer

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
