"""What the backend is asked and told, in the visit's words.

RefusedError   an environment fault or a refusal; ``notice`` is what the resident is told
"""

from kiosk.submissions.backoffice import BackOffice
from kiosk.submissions.mailroom import Mailroom
from kiosk.submissions.papers import PaperOrder
from kiosk.submissions.refusals import RefusedError

__all__ = ["BackOffice", "Mailroom", "PaperOrder", "RefusedError"]
