"""What the backend is asked and told, in the visit's words.

RefusedError   an environment fault or a refusal; ``notice`` is what the resident is told
"""

from kiosk.submissions.backoffice import BackOffice
from kiosk.submissions.casework import Casework, Resumed
from kiosk.submissions.checkpoint import (
    Checkpoint,
    EnrolmentAsked,
    NotTaken,
    Seen,
    StaffCame,
)
from kiosk.submissions.mailroom import Mailroom
from kiosk.submissions.papers import PaperOrder
from kiosk.submissions.refusals import RefusedError
from kiosk.submissions.trust import Trust

__all__ = [
    "BackOffice",
    "Casework",
    "Checkpoint",
    "EnrolmentAsked",
    "Mailroom",
    "NotTaken",
    "PaperOrder",
    "RefusedError",
    "Resumed",
    "Seen",
    "StaffCame",
    "Trust",
]
