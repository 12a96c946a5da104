"""The backend as the kiosk sees it: client, contract, outbox, and a reference backend.

``contracts`` holds the wire models, ``BackendClient`` the calls, ``outbox`` what must survive a
power cut, ``EmbeddedBackend`` the reference backend in a thread (imported on first use, so that a
production kiosk never loads it).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from backend_client import contracts, outbox
from backend_client._client import BackendClient, Timeouts
from backend_client._clock import MonotonicClock, WallClock, utc_now
from backend_client._device_key import DeviceKey, load_or_create_device_key
from backend_client._errors import (
    BackendError,
    ContractBroken,
    Rejected,
    ServerFault,
    TimedOut,
    Unreachable,
)

if TYPE_CHECKING:
    from backend_client.sandbox.app_codes import mint_app_code
    from backend_client.sandbox.embedded import EmbeddedBackend

__all__ = [
    "BackendClient",
    "BackendError",
    "ContractBroken",
    "DeviceKey",
    "EmbeddedBackend",
    "MonotonicClock",
    "Rejected",
    "ServerFault",
    "TimedOut",
    "Timeouts",
    "Unreachable",
    "WallClock",
    "contracts",
    "load_or_create_device_key",
    "mint_app_code",
    "outbox",
    "utc_now",
]

_SANDBOX = {
    "EmbeddedBackend": "backend_client.sandbox.embedded",
    "mint_app_code": "backend_client.sandbox.app_codes",
}


def __getattr__(name: str) -> object:
    if name not in _SANDBOX:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    found: object = getattr(import_module(_SANDBOX[name]), name)
    return found
