"""The kiosk's own encrypted database: audit journal, print journal, technicians' lock, outbox.

StoreError
|-- StoreUnreadable   the file is not a database, or the key does not open it
+-- StoreBroken       the disk or the database failed

One writer, WAL and ``synchronous=FULL``: what ``begin`` has committed survives a power cut.
"""

from kiosk.store.audit import AuditKind, append_audit, verify_audit
from kiosk.store.database import Store, open_store
from kiosk.store.errors import StoreBroken, StoreError, StoreUnreadable
from kiosk.store.key import load_or_create_key
from kiosk.store.prints import PrintJournal, PrintRecord, PrintState
from kiosk.store.technicians import PinGate, PinResult

__all__ = [
    "AuditKind",
    "PinGate",
    "PinResult",
    "PrintJournal",
    "PrintRecord",
    "PrintState",
    "Store",
    "StoreBroken",
    "StoreError",
    "StoreUnreadable",
    "append_audit",
    "load_or_create_key",
    "open_store",
    "verify_audit",
]
