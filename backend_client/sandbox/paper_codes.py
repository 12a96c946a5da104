"""What the QR code on a paper says: the public page, and behind its ``#`` a code for kiosks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import Final

from backend_client.contracts import SubjectKind
from backend_client.sandbox.core import Sandbox
from backend_client.sandbox.numbering import keyed
from backend_client.sandbox.registry import ZONE
from backend_client.signed_codes import (
    CODE_ID_BYTES,
    EVERY_KIOSK,
    POLICIES,
    ApplicationReceipt,
    AppointmentSlip,
    Certificate,
    Content,
    Validity,
    is_plain_address,
    on_paper,
    purpose_of,
)

_CONTENTS: Final[Mapping[SubjectKind, Callable[[str, str], Content]]] = MappingProxyType(
    {
        SubjectKind.CERTIFICATE: Certificate,
        SubjectKind.RECORDS: Certificate,
        SubjectKind.CASE: ApplicationReceipt,
        SubjectKind.APPOINTMENT: AppointmentSlip,
    }
)


def paper_url(
    sandbox: Sandbox,
    kind: SubjectKind,
    number: str,
    copy_no: int,
    last_day: date | None = None,
) -> str:
    """The payload for one copy (0: the electronic record).

    ``last_day``: when an appointment is; its code ends with that day. The codes of other papers
    live as long as their purpose allows: whether a paper still counts, the page says. The page
    alone, without a code, where the day is over or no kiosk would accept the page's address.
    """
    address = sandbox.verify_url(number, copy_no)
    content = _CONTENTS[kind](number, sandbox.check_code(number, copy_no))
    start = sandbox.now()
    end = start + POLICIES[purpose_of(content)].longest_life
    if kind is SubjectKind.APPOINTMENT and last_day is not None:
        end = min(end, datetime.combine(last_day + timedelta(days=1), time(), ZONE))
    if end - start < timedelta(seconds=1) or not is_plain_address(address):
        return address
    name = keyed(sandbox.key, "code id", kind, number, str(copy_no))[:CODE_ID_BYTES]
    return on_paper(address, sandbox.codes.issue(content, Validity(EVERY_KIOSK, start, end), name))
