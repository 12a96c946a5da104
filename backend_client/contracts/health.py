"""Whether the backend is there and speaks our contract."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import AwareDatetime

from backend_client.contracts._base import WireModel


class Health(WireModel):
    """``GET /v1/health``, public. ``server_time`` lets a kiosk notice a wrong clock."""

    shown: ClassVar[tuple[str, ...]] = ("status", "contract", "server_time")

    status: Literal["ok"] = "ok"
    contract: Literal["v1"] = "v1"
    server_time: AwareDatetime
