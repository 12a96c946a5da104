"""The kiosk's own encrypted database: audit and print journals, technicians' lock, codes, outbox.

StoreError
|-- StoreUnreadable   the file is not a database, or the key does not open it
+-- StoreBroken       the disk or the database failed

One writer, WAL and ``synchronous=FULL``: what ``begin`` has committed survives a power cut.
"""

from kiosk.store.audit import AuditKind, append_audit, verify_audit
from kiosk.store.code_keys import CodeKeyShelf, KeptKey, KeptKeys
from kiosk.store.database import Store, open_store
from kiosk.store.errors import StoreBroken, StoreError, StoreUnreadable
from kiosk.store.key import load_or_create_key
from kiosk.store.prints import PrintJournal, PrintRecord, PrintState
from kiosk.store.technicians import PinGate, PinResult
from kiosk.store.used_codes import OneOpening, UsedCodes

__all__ = [
    "AuditKind",
    "CodeKeyShelf",
    "KeptKey",
    "KeptKeys",
    "OneOpening",
    "PinGate",
    "PinResult",
    "PrintJournal",
    "PrintRecord",
    "PrintState",
    "Store",
    "StoreBroken",
    "StoreError",
    "StoreUnreadable",
    "UsedCodes",
    "append_audit",
    "load_or_create_key",
    "open_store",
    "verify_audit",
]
