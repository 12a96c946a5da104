"""The devices as the GUI thread sees them: requests out, Qt signals in, never a blocking call."""

from drivers import PagePicture, Retake
from kiosk.devices.desk import DeviceDesk
from kiosk.devices.health import HealthBoard, Part, PartHealth, State
from kiosk.devices.preview import ScanView
from kiosk.devices.printing import Page, PrintEnd, PrintVerdict

__all__ = [
    "DeviceDesk",
    "HealthBoard",
    "Page",
    "PagePicture",
    "Part",
    "PartHealth",
    "PrintEnd",
    "PrintVerdict",
    "Retake",
    "ScanView",
    "State",
]
