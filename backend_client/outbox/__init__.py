"""What must reach the backend even if the power fails now.

The owner of the database creates ``metadata``'s table in it, calls ``enqueue`` inside the
transaction that makes the business change, and runs an ``OutboxRunner``.
"""

from backend_client.outbox.delivery import Acknowledgement, OutboxClient
from backend_client.outbox.messages import MessageKind, OutboxMessage
from backend_client.outbox.runner import OutboxRunner
from backend_client.outbox.store import (
    Backlog,
    Claim,
    backlog,
    claim_due,
    enqueue,
    mark_acked,
    mark_quarantined,
    mark_retry,
    next_due,
    purge_acked,
    release_leases,
    requeue,
    state_of,
)
from backend_client.outbox.tables import MessageState, metadata
from backend_client.outbox.worker import (
    Begin,
    Delivered,
    Failed,
    Nothing,
    OutboxWorker,
    RetryPolicy,
    Step,
)

__all__ = [
    "Acknowledgement",
    "Backlog",
    "Begin",
    "Claim",
    "Delivered",
    "Failed",
    "MessageKind",
    "MessageState",
    "Nothing",
    "OutboxClient",
    "OutboxMessage",
    "OutboxRunner",
    "OutboxWorker",
    "RetryPolicy",
    "Step",
    "backlog",
    "claim_due",
    "enqueue",
    "mark_acked",
    "mark_quarantined",
    "mark_retry",
    "metadata",
    "next_due",
    "purge_acked",
    "release_leases",
    "requeue",
    "state_of",
]
