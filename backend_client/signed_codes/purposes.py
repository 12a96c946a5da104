"""What a code of our own is for, and what its purpose demands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum
from types import MappingProxyType
from typing import Final


class Purpose(IntEnum):
    """The numbers are in printed codes: never give one a new meaning."""

    RESIDENT_CREDENTIAL = 1
    APPOINTMENT_SLIP = 2
    APPLICATION_RECEIPT = 3
    CERTIFICATE = 4
    PARKING_PERMIT = 5
    STAFF_SIGN_IN = 6
    KIOSK_ENROLMENT = 7
    CONFIGURATION = 8


@dataclass(frozen=True, slots=True)
class Policy:
    """``once``: opens a single time. ``one_kiosk``: must name the kiosk, not all of them."""

    longest_life: timedelta
    once: bool = False
    one_kiosk: bool = False


POLICIES: Final[Mapping[Purpose, Policy]] = MappingProxyType(
    {
        Purpose.RESIDENT_CREDENTIAL: Policy(timedelta(minutes=10), once=True),
        Purpose.APPOINTMENT_SLIP: Policy(timedelta(days=200)),
        Purpose.APPLICATION_RECEIPT: Policy(timedelta(days=3 * 366)),
        Purpose.CERTIFICATE: Policy(timedelta(days=10 * 366)),
        Purpose.PARKING_PERMIT: Policy(timedelta(days=3 * 366)),
        Purpose.STAFF_SIGN_IN: Policy(timedelta(minutes=10), once=True, one_kiosk=True),
        Purpose.KIOSK_ENROLMENT: Policy(timedelta(days=1), once=True, one_kiosk=True),
        Purpose.CONFIGURATION: Policy(timedelta(days=7), once=True),
    }
)
"""What lets somebody in lives for minutes and once; what lies in a drawer lives as its paper."""
