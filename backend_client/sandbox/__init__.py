"""A complete reference backend for contract v1, on fictitious data.

``EmbeddedBackend`` runs it in a thread, ``python -m backend_client.sandbox`` as a process. What it
serves is data in ``config/sandbox``; what it must never do twice is kept by database constraints.
"""

from backend_client.sandbox.app_codes import APP_CODE_LIFE, mint_app_code
from backend_client.sandbox.embedded import EmbeddedBackend

__all__ = ["APP_CODE_LIFE", "EmbeddedBackend", "mint_app_code"]
