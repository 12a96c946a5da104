"""What is said to residents and technicians, looked up by code and language."""

from kiosk.i18n.local_time import SHENZHEN, wall_time
from kiosk.i18n.texts import (
    Fault,
    Notice,
    OutcomeText,
    OutOfServiceText,
    PaperStateText,
    PartText,
    ScannedPaperText,
    ShellText,
    TaskText,
    Texts,
    Tone,
    VerbText,
)

__all__ = [
    "SHENZHEN",
    "Fault",
    "Notice",
    "OutOfServiceText",
    "OutcomeText",
    "PaperStateText",
    "PartText",
    "ScannedPaperText",
    "ShellText",
    "TaskText",
    "Texts",
    "Tone",
    "VerbText",
    "wall_time",
]
