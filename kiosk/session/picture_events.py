"""Photos of materials: what the hand did at the field, and what the document camera answered."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.session.shots import Place, RetakeReason


@dataclass(frozen=True, slots=True)
class CapturePressed:
    """The material lies on the tray: take its picture."""

    field_id: str


@dataclass(frozen=True, slots=True)
class RetakePressed:
    """The picture is not good enough for the resident, or is not wanted any more."""

    field_id: str


@dataclass(frozen=True, slots=True)
class PictureKept:
    """The picture is the answer."""

    field_id: str


@dataclass(frozen=True, slots=True)
class PageCaptured:
    """The document camera took a picture; it is kept elsewhere under this id."""

    ticket: int
    picture_id: str


@dataclass(frozen=True, slots=True)
class PageRefused:
    """No picture, for reasons that the resident can mend; ``glare``: where it dazzles."""

    ticket: int
    reasons: tuple[RetakeReason, ...]
    glare: tuple[Place, ...] = ()
