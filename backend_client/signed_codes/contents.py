"""What each purpose's code says: a map of small integers to strictly checked values.

Field number n is the n-th field of the dataclass; exactly these and no others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass, field
from types import MappingProxyType
from typing import Final

from backend_client.signed_codes.purposes import Purpose

Check = Callable[[object], bool]

_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
"""GB 11643, ISO 7064 MOD 11-2."""
_CHECK_DIGITS: Final = "10X98765432"
_HIGHEST_VERSION: Final = 2**31


@dataclass(frozen=True, slots=True)
class ResidentCredential:
    """Who shows the code: name and resident number (18 characters)."""

    name: str = field(repr=False)
    id_number: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AppointmentSlip:
    """Which appointment, and the check code that proves the number was not guessed."""

    number: str = field(repr=False)
    check_code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ApplicationReceipt:
    """Which case the receipt resumes."""

    number: str = field(repr=False)
    check_code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Certificate:
    """Which certificate's verification is shown."""

    number: str = field(repr=False)
    check_code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ParkingPermit:
    """Which permit, for which number plate."""

    number: str = field(repr=False)
    plate: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class StaffSignIn:
    """Which member of staff; what she may do is not the code's to say."""

    staff_id: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class KioskEnrolment:
    """Where the kiosk enrols, and its one-use token of 16 to 32 bytes."""

    backend_url: str
    token: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Configuration:
    """Names a configuration by version and SHA-256; the code itself carries no settings."""

    version: int
    digest: bytes


Content = (
    ResidentCredential
    | AppointmentSlip
    | ApplicationReceipt
    | Certificate
    | ParkingPermit
    | StaffSignIn
    | KioskEnrolment
    | Configuration
)


def _text(pattern: str) -> Check:
    grammar = re.compile(pattern)
    return lambda value: isinstance(value, str) and grammar.fullmatch(value) is not None


def _octets(shortest: int, longest: int) -> Check:
    return lambda value: isinstance(value, bytes) and shortest <= len(value) <= longest


def _version(value: object) -> bool:
    return isinstance(value, int) and 0 < value < _HIGHEST_VERSION


def _id_number(value: object) -> bool:
    """Form and check digit."""
    if not isinstance(value, str) or not re.fullmatch(r"[1-9][0-9]{16}[0-9X]", value):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(value, _WEIGHTS, strict=False))
    return value[-1] == _CHECK_DIGITS[total % 11]


_NAME: Final = _text(r"[\u3400-\u9fff·]{2,20}")
_NUMBER: Final = _text(r"[A-Z0-9-]{6,32}")
_CHECK_CODE: Final = _text(r"[A-Z2-7]{8}")
_PLATE: Final = _text(r"[\u4e00-\u9fff][A-Z][A-Z0-9]{5,6}")
_STAFF: Final = _text(r"[A-Za-z0-9._-]{1,32}")
_BACKEND: Final = _text(
    r"(?:https://[a-z0-9][a-z0-9.-]{1,80}|http://(?:127\.0\.0\.1|localhost))"
    r"(?::[0-9]{1,5})?(?:/[A-Za-z0-9._/-]{0,60})?"
)
"""Without TLS only this very machine, where a simulated backend listens."""

_SHAPES: Final[Mapping[Purpose, tuple[Callable[..., Content], tuple[Check, ...]]]] = (
    MappingProxyType(
        {
            Purpose.RESIDENT_CREDENTIAL: (ResidentCredential, (_NAME, _id_number)),
            Purpose.APPOINTMENT_SLIP: (AppointmentSlip, (_NUMBER, _CHECK_CODE)),
            Purpose.APPLICATION_RECEIPT: (ApplicationReceipt, (_NUMBER, _CHECK_CODE)),
            Purpose.CERTIFICATE: (Certificate, (_NUMBER, _CHECK_CODE)),
            Purpose.PARKING_PERMIT: (ParkingPermit, (_NUMBER, _PLATE)),
            Purpose.STAFF_SIGN_IN: (StaffSignIn, (_STAFF,)),
            Purpose.KIOSK_ENROLMENT: (KioskEnrolment, (_BACKEND, _octets(16, 32))),
            Purpose.CONFIGURATION: (Configuration, (_version, _octets(32, 32))),
        }
    )
)


def purpose_of(content: Content) -> Purpose:
    """The purpose whose codes say this kind of content."""
    return next(purpose for purpose, (kind, _) in _SHAPES.items() if kind is type(content))


def content_claim(content: Content) -> dict[int, object]:
    """As it stands in a code. ValueError where no reader would accept it."""
    raw: dict[int, object] = dict(enumerate(astuple(content), start=1))
    if read_content(purpose_of(content), raw) is None:
        message = f"no valid {type(content).__name__}"
        raise ValueError(message)
    return raw


def read_content(purpose: Purpose, raw: object) -> Content | None:
    """The content of a code for ``purpose``; None when a field is missing, more, or wrong."""
    kind, checks = _SHAPES[purpose]
    if not isinstance(raw, dict) or set(raw) != set(range(1, len(checks) + 1)):
        return None
    values = [raw[number] for number in range(1, len(checks) + 1)]
    if not all(check(value) for check, value in zip(checks, values, strict=True)):
        return None
    return kind(*values)
