"""Backend errors as notices, mapped once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from backend_client import BackendError, Rejected, TimedOut, Unreachable
from kiosk.session import NoticeCode
from kiosk.store import StoreError


class RefusedError(Exception):
    """Something that the resident is told by ``notice``; carries nothing personal."""

    def __init__(self, notice: NoticeCode) -> None:
        super().__init__(notice.value)
        self.notice = notice


_CODES = {
    "code_expired": NoticeCode.CODE_EXPIRED,
    "code_used": NoticeCode.CODE_USED,
    "code_unknown": NoticeCode.CODE_UNKNOWN,
    "code_not_yet_valid": NoticeCode.CODE_NOT_YET,
    "enrolment_unknown": NoticeCode.ENROLMENT_UNKNOWN,
    "enrolment_expired": NoticeCode.ENROLMENT_EXPIRED,
    "enrolment_used": NoticeCode.ENROLMENT_USED,
    "appointment_past": NoticeCode.APPOINTMENT_PAST,
    "card_expired": NoticeCode.CARD_EXPIRED,
    "not_known": NoticeCode.PERSON_UNKNOWN,
    "other_person": NoticeCode.OTHER_PERSON,
    "assurance_too_low": NoticeCode.IDENTITY_TOO_WEAK,
    "slot_taken": NoticeCode.SLOT_TAKEN,
    "slot_unknown": NoticeCode.SLOT_TAKEN,
    "not_eligible": NoticeCode.NOT_ENTITLED,
    "subject_unknown": NoticeCode.NOTHING_FOUND,
}


def notice_of(error: BackendError) -> NoticeCode:
    """What the resident is told about a failed call."""
    match error:
        case Unreachable() | TimedOut():
            return NoticeCode.BACKEND_DOWN
        case Rejected(code=code):
            return notice_of_code(code)
        case _:
            return NoticeCode.BACKEND_FAULT


def notice_of_code(code: str) -> NoticeCode:
    """What the resident is told about a refusal by its code; newer words are refusals too."""
    return _CODES.get(code, NoticeCode.REFUSED)


@contextmanager
def refusing() -> Iterator[None]:
    """Turn the backend's and the store's faults into RefusedError; bugs pass through."""
    try:
        yield
    except BackendError as error:
        raise RefusedError(notice_of(error)) from None
    except StoreError:
        raise RefusedError(NoticeCode.STORE_FAULT) from None
