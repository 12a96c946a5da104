"""Pictures of materials: taken for a field, in memory while the visit uses them, sent along."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import uuid4

from kiosk.catalog import Item
from kiosk.conductor.ports import Ports
from kiosk.conductor.vault import Vault
from kiosk.devices import PagePicture, Retake
from kiosk.logs import log
from kiosk.session import NoticeCode, events
from kiosk.session.events import Event
from kiosk.session.shots import Place, RetakeReason

_PLACES = (
    (Place.TOP_LEFT, Place.TOP, Place.TOP_RIGHT),
    (Place.LEFT, Place.MIDDLE, Place.RIGHT),
    (Place.BOTTOM_LEFT, Place.BOTTOM, Place.BOTTOM_RIGHT),
)


class Pictures:
    """Lives on the GUI thread. The bytes are in the vault and with the screen's images only."""

    def __init__(
        self,
        ports: Ports,
        vault: Vault,
        dispatch: Callable[[Event], None],
        live_ticket: Callable[[], int],
    ) -> None:
        self._ports = ports
        self._vault = vault
        self._dispatch = dispatch
        self._live_ticket = live_ticket

    def capture(self, ticket: int) -> None:
        """Ask the document camera; the answer comes as an event."""
        self._ports.desk.capture_page(
            self._ports.patience.page_capture, lambda page: self._captured(ticket, page)
        )

    def keep(self, wanted: frozenset[str]) -> None:
        """Forget every picture that the visit can neither show nor send any more."""
        for picture_id in self._vault.pictures.keys() - wanted:
            del self._vault.pictures[picture_id]
            self._ports.images.drop(picture_id)

    def of(self, item: Item, answers: Mapping[str, str]) -> dict[str, bytes]:
        """The pictures among the answers as JPEG, by field id."""
        found = item.flow.pictures(answers)
        return {field_id: self._vault.pictures[key] for field_id, key in found.items()}

    def _captured(self, ticket: int, page: PagePicture | Retake | NoticeCode) -> None:
        """Nothing is kept that comes when nobody waits for it any more."""
        match page:
            case NoticeCode():
                self._dispatch(events.Failed(ticket, page))
            case Retake():
                log().info("page_refused", code=",".join(page.reasons))
                self._dispatch(_refusal(ticket, page))
            case PagePicture(jpeg=jpeg) if ticket == self._live_ticket():
                picture_id = str(uuid4())
                self._vault.pictures[picture_id] = jpeg
                self._ports.images.put(picture_id, jpeg)
                self._dispatch(events.PageCaptured(ticket, picture_id))
            case PagePicture():
                pass


def _refusal(ticket: int, page: Retake) -> events.PageRefused:
    reasons = tuple(RetakeReason(reason) for reason in page.reasons)
    spots = page.quality.glare if page.quality and RetakeReason.GLARE in reasons else ()
    glare = {place_of(spot.x, spot.y): None for spot in spots}
    return events.PageRefused(ticket, reasons, tuple(glare))


def place_of(x: float, y: float) -> Place:
    """The ninth of a page for a point in shares of its width and height, from the top left."""
    return _PLACES[_third(y)][_third(x)]


def _third(share: float) -> int:
    return min(2, max(0, int(share * 3)))
