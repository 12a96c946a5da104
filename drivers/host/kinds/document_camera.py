"""A document camera in its host: frames, finding and reading stay here."""

from __future__ import annotations

from drivers._deadline import Deadline
from drivers._errors import ConfigurationError
from drivers._preview import PreviewMemory
from drivers._protocols import DocumentCamera
from drivers.host.messages import (
    AskStatus,
    CapturePage,
    OpenDocumentCamera,
    ReadZone,
    Request,
    Rest,
    Rested,
    Result,
    Watched,
    WatchTray,
)


def open_device(opening: OpenDocumentCamera) -> DocumentCamera:
    """The camera that the parent asks for; raises ConfigurationError."""
    from drivers._factory import document_camera_at  # noqa: PLC0415  loads the device

    preview = None if opening.preview is None else PreviewMemory(opening.preview)
    return document_camera_at(opening.config, opening.scene_path, preview)


def perform(camera: DocumentCamera, request: Request, deadline: Deadline) -> Result:
    """Do one request; raises what the camera raises."""
    match request:
        case AskStatus():
            return camera.status(deadline)
        case WatchTray():
            camera.watch(deadline)
            return Watched()
        case CapturePage():
            return camera.capture(deadline)
        case ReadZone():
            return camera.read_zone(deadline)
        case Rest():
            camera.rest()
            return Rested()
        case _:
            message = f"a document camera takes no {type(request).__name__}"
            raise ConfigurationError(message)
