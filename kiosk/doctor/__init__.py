"""``kiosk doctor``: what is wrong with this machine's devices, and what to do about it."""

from kiosk.doctor.checks import Devices, diagnose, opened
from kiosk.doctor.report import PartReport, report_json, report_lines

__all__ = ["Devices", "PartReport", "diagnose", "opened", "report_json", "report_lines"]
