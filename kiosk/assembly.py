"""Every screen's view model by the screen's name."""

from __future__ import annotations

from PySide6.QtCore import QObject

from kiosk.catalog import Catalog
from kiosk.catalog.search import SearchIndex
from kiosk.devices import HealthBoard, ScanView
from kiosk.i18n import Texts
from kiosk.screens.attract.view_model import AttractViewModel
from kiosk.screens.done.view_model import DoneViewModel
from kiosk.screens.guide.view_model import GuideViewModel
from kiosk.screens.home.view_model import HomeViewModel
from kiosk.screens.identify.view_model import IdentifyViewModel
from kiosk.screens.listing.view_model import ListingViewModel
from kiosk.screens.maintenance.view_model import MaintenanceViewModel
from kiosk.screens.out_of_service.view_model import OutOfServiceViewModel
from kiosk.screens.preview.view_model import PreviewViewModel
from kiosk.screens.records.view_model import RecordsViewModel
from kiosk.screens.result.view_model import ResultViewModel
from kiosk.screens.review.view_model import ReviewViewModel
from kiosk.screens.scanned.view_model import ScannedViewModel
from kiosk.screens.sign_in.view_model import SignInViewModel
from kiosk.screens.slots.view_model import SlotsViewModel
from kiosk.screens.step.tray import Tray
from kiosk.screens.step.view_model import StepViewModel
from kiosk.screens.unlock.view_model import UnlockViewModel
from kiosk.screens.working.view_model import WorkingViewModel
from kiosk.settings import Site
from kiosk.stage import Stage


def build_screens(
    stage: Stage,
    board: HealthBoard,
    scan_view: ScanView,
    page_view: ScanView | None,
    catalog: Catalog,
    search: SearchIndex,
    texts: Texts,
    site: Site,
) -> dict[str, QObject]:
    """All view models, fed by the same stage and board.

    ``page_view`` is what the document camera sees; None: this kiosk has none.
    """
    tray = None if page_view is None else Tray(page_view, board)
    return {
        "attract": AttractViewModel(stage, site),
        "home": HomeViewModel(stage, board, catalog, texts, site),
        "listing": ListingViewModel(stage, catalog, search),
        "guide": GuideViewModel(stage),
        "identify": IdentifyViewModel(stage, board, texts, scan_view),
        "unlock": UnlockViewModel(stage, texts, board, page_view),
        "step": StepViewModel(stage, texts, tray),
        "slots": SlotsViewModel(stage, texts),
        "review": ReviewViewModel(stage),
        "working": WorkingViewModel(stage, texts),
        "scanned": ScannedViewModel(stage, texts),
        "records": RecordsViewModel(stage),
        "preview": PreviewViewModel(stage),
        "result": ResultViewModel(stage, texts),
        "done": DoneViewModel(stage, board),
        "sign_in": SignInViewModel(stage, texts),
        "maintenance": MaintenanceViewModel(stage, board, texts, site),
        "out_of_service": OutOfServiceViewModel(stage, site, texts),
    }
