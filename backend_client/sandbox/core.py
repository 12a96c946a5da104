"""What every part of the sandbox works with."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from backend_client._clock import WallClock
from backend_client.sandbox.code_signing import CodeSigner
from backend_client.sandbox.database import Database
from backend_client.sandbox.numbering import check_code
from backend_client.sandbox.registry import ZONE, Registry


@dataclass(frozen=True, slots=True)
class Sandbox:
    """One running backend. ``public_url`` is where the public reaches the verification page."""

    database: Database
    registry: Registry
    clock: WallClock
    key: bytes = field(repr=False)
    codes: CodeSigner
    public_url: str

    def now(self) -> datetime:
        """The moment, in Shenzhen's zone."""
        return self.clock().astimezone(ZONE)

    def today(self) -> date:
        """The day on Shenzhen's calendar."""
        return self.now().date()

    def check_code(self, number: str, copy_no: int) -> str:
        """The check code of one copy."""
        return check_code(self.key, number, copy_no)

    def verify_url(self, number: str, copy_no: int) -> str:
        """The public page of one copy."""
        return f"{self.public_url}/verify/{number}?c={self.check_code(number, copy_no)}"
