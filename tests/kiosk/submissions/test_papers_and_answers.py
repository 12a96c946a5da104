"""Queries, bookings and papers of the office, each composed into its real template."""

from datetime import UTC, datetime

import pytest

from backend_client import (
    BackendError,
    ContractBroken,
    Rejected,
    ServerFault,
    TimedOut,
    Unreachable,
)
from kiosk.conductor import Press
from kiosk.session import NoticeCode, OutcomeKind
from kiosk.store import StoreBroken
from kiosk.submissions import RefusedError
from kiosk.submissions.outcomes import WHEN
from kiosk.submissions.refusals import notice_of, refusing
from tests.kiosk.submissions.conftest import ITEMS

NOW = datetime(2026, 11, 22, 15, 6, tzinfo=UTC)
PRESS = Press(576, sample=True, place="渔邨社区 · 物业服务中心", kiosk_id="LH-YC-007")
RECORD = ITEMS["insurance-record"]
ALLOWANCE = ITEMS["high-age-allowance"]


def printable(order):
    pressed = PRESS.make(order, NOW)
    assert pressed.page.width == 576
    assert len(pressed.page.rows) == 72 * pressed.page.height
    assert pressed.png.startswith(b"\x89PNG")


def test_a_query_is_a_table_with_its_summary(counter):
    table = counter.office.records(RECORD, counter.visitor("zhang"))
    assert [column.key for column in table.columns][:2] == ["month", "employer"]
    assert {column.align for column in table.columns} <= {"left", "center", "right"}
    assert all(set(row) >= {column.key for column in table.columns} for row in table.rows)
    assert table.issuer == "深圳市社会保险基金管理局"


def test_every_shipped_query_and_certificate_is_answered_or_refused_in_words(counter):
    visitor = counter.visitor("chen")
    for item in ITEMS.values():
        if item.kind == "query":
            assert counter.office.records(item, visitor).title
            printable(counter.office.records_paper(item, visitor))
        if item.kind == "certificate":
            printable(counter.office.certificate_paper(item, visitor, {"purpose": "办理入学"}))


def test_who_is_not_entitled_is_told(counter):
    with pytest.raises(RefusedError) as caught:
        counter.office.certificate_paper(ITEMS["low-income-certificate"], counter.visitor("li"), {})
    assert caught.value.notice is NoticeCode.NOT_ENTITLED


def test_nothing_personal_without_a_visitor(counter):
    for call in (counter.office.records, counter.office.records_paper):
        with pytest.raises(RefusedError) as caught:
            call(RECORD, None)
        assert caught.value.notice is NoticeCode.PERSON_UNKNOWN


def booked(counter, key, slot):
    item = ITEMS["mediation"]
    answers = {"slot": slot, "phone": "15400000001"}
    return counter.office.submit(item, counter.visitor(key), answers)


def test_a_seat_is_booked_once_and_its_slip_prints(counter):
    item = ITEMS["mediation"]
    office = counter.office.facts(item, None, None).options["offices"][0].value
    slots = counter.office.facts(item, None, f"slots:{office}").options[f"slots:{office}"]
    slot = next(slot.value for slot in slots if not slot.disabled)
    visitor = counter.visitor("li")
    outcome = counter.office.submit(item, visitor, {"slot": slot, "phone": "15400000002"})
    assert outcome.kind is OutcomeKind.BOOKED
    assert {row.label: row.value for row in outcome.details}[WHEN]
    order = counter.office.receipt_paper(item, visitor, outcome)
    assert (order.kind, order.number) == ("appointment_slip", outcome.number)
    assert order.serial
    printable(order)
    with pytest.raises(RefusedError) as caught:
        booked(counter, "wang", slot)
    assert caught.value.notice is NoticeCode.SLOT_TAKEN


def test_receipts_print_with_and_without_the_backend(counter):
    visitor = counter.visitor("ma")
    item = ITEMS["temporary-aid"]
    decided = counter.office.submit(item, visitor, {})
    with_grant = counter.office.receipt_paper(item, visitor, decided)
    assert with_grant.serial
    printable(with_grant)
    counter.backend.stop()
    without = counter.office.receipt_paper(item, visitor, decided)
    assert (without.serial, without.number) == ("", decided.number)
    printable(without)
    saved = counter.office.submit(item, visitor, {})
    slip = counter.office.receipt_paper(item, visitor, saved)
    assert (slip.kind, slip.serial, slip.number) == ("saved_receipt", "", saved.number)
    assert "网络恢复后" in "".join(slip.data["next_steps"])
    printable(slip)
    with pytest.raises(RefusedError) as caught:
        counter.office.records_paper(RECORD, visitor)
    assert caught.value.notice is NoticeCode.BACKEND_DOWN
    counter.backend.start()


def test_a_name_that_the_font_lacks_is_refused_not_misprinted(counter):
    order = counter.office.records_paper(RECORD, counter.visitor("zhang"))
    missing = type(order)(
        order.kind,
        order.title,
        order.number,
        order.serial,
        {**order.data, "fields": [("姓名", "\U0003134a")]},
    )
    with pytest.raises(RefusedError) as caught:
        PRESS.make(missing, NOW)
    assert caught.value.notice is NoticeCode.GLYPH_MISSING


@pytest.mark.parametrize(
    ("error", "notice"),
    [
        (Unreachable("refused"), NoticeCode.BACKEND_DOWN),
        (TimedOut(), NoticeCode.BACKEND_DOWN),
        (ServerFault(503), NoticeCode.BACKEND_FAULT),
        (ContractBroken("x"), NoticeCode.BACKEND_FAULT),
        (Rejected("slot_taken", 409), NoticeCode.SLOT_TAKEN),
        (Rejected("not_known", 403), NoticeCode.PERSON_UNKNOWN),
        (Rejected("a_word_of_the_future", 400), NoticeCode.REFUSED),
    ],
)
def test_errors_become_notices(error, notice):
    assert isinstance(error, BackendError)
    assert notice_of(error) is notice
    with pytest.raises(RefusedError) as caught, refusing():
        raise error
    assert caught.value.notice is notice
    assert caught.value.__cause__ is None


def test_bugs_are_no_refusals():
    with pytest.raises(ZeroDivisionError), refusing():
        raise ZeroDivisionError
    with pytest.raises(RefusedError) as caught, refusing():
        raise StoreBroken
    assert caught.value.notice is NoticeCode.STORE_FAULT
