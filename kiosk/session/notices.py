"""Every short message a visit can carry; texts are looked up by code and language."""

from __future__ import annotations

from enum import StrEnum, unique


@unique
class NoticeCode(StrEnum):
    """Codes of the banners that residents and technicians may see."""

    CARD_REMOVED = "card_removed"
    CARD_NOT_IDENTITY = "card_not_identity"
    CARD_MALFORMED = "card_malformed"
    CARD_UNREADABLE = "card_unreadable"
    CARD_EXPIRED = "card_expired"
    CARD_KEY_NEEDED = "card_key_needed"
    CARD_AWAITED = "card_awaited"
    CARD_KEY_REFUSED = "card_key_refused"
    CARD_FORGED = "card_forged"
    CARD_PROTECTED = "card_protected"
    CARD_CHIP_ONLY = "card_chip_only"
    IDENTITY_TOO_WEAK = "identity_too_weak"
    OTHER_PERSON = "other_person"
    READER_DOWN = "reader_down"
    CODE_EXPIRED = "code_expired"
    CODE_USED = "code_used"
    CODE_UNKNOWN = "code_unknown"
    CODE_PAYMENT = "code_payment"
    CODE_WIFI = "code_wifi"
    CODE_CONTACT = "code_contact"
    CODE_OTHER_SYSTEM = "code_other_system"
    CODE_WEB_PAGE = "code_web_page"
    CODE_EMPTY = "code_empty"
    CODE_TOO_LONG = "code_too_long"
    CODE_CUT_OFF = "code_cut_off"
    CODE_NOT_TEXT = "code_not_text"
    CODE_CONTROL_CHARACTERS = "code_control_characters"
    CODE_TURNED_TEXT = "code_turned_text"
    CODE_HIDDEN_CHARACTERS = "code_hidden_characters"
    CODE_OTHER_VERSION = "code_other_version"
    CODE_DAMAGED = "code_damaged"
    CODE_FORGED = "code_forged"
    CODE_ISSUER_UNKNOWN = "code_issuer_unknown"
    CODE_IRREGULAR = "code_irregular"
    CODE_UNAUTHORISED = "code_unauthorised"
    CODE_NOT_HERE = "code_not_here"
    CODE_FOR_STAFF = "code_for_staff"
    CODE_FOR_UPKEEP = "code_for_upkeep"
    CODE_FOR_RESIDENTS = "code_for_residents"
    CODE_NOT_IDENTITY = "code_not_identity"
    CODE_OTHER_KIOSK = "code_other_kiosk"
    CODE_NOT_YET = "code_not_yet"
    CODE_PAST = "code_past"
    CODE_NO_ROOM = "code_no_room"
    CODES_MANY = "codes_many"
    CODE_TOO_DARK = "code_too_dark"
    CODE_TOO_BRIGHT = "code_too_bright"
    CODE_BLURRED = "code_blurred"
    CODE_TOO_SMALL = "code_too_small"
    CODE_MOVING = "code_moving"
    SCANNER_DOWN = "scanner_down"
    DOCUMENT_CAMERA_DOWN = "document_camera_down"
    PERSON_UNKNOWN = "person_unknown"
    BACKEND_DOWN = "backend_down"
    BACKEND_FAULT = "backend_fault"
    REFUSED = "refused"
    NOT_ENTITLED = "not_entitled"
    NOT_YOURS = "not_yours"
    APPOINTMENT_PAST = "appointment_past"
    NOTHING_FOUND = "nothing_found"
    NO_SLOTS = "no_slots"
    SLOT_TAKEN = "slot_taken"
    STORE_FAULT = "store_fault"
    PRINTER_PAPER_OUT = "printer_paper_out"
    PRINTER_COVER_OPEN = "printer_cover_open"
    PRINTER_DOWN = "printer_down"
    PRINT_UNPROVEN = "print_unproven"
    GLYPH_MISSING = "glyph_missing"
    HELP_SENT = "help_sent"
    HELP_NOT_SENT = "help_not_sent"
    PIN_WRONG = "pin_wrong"
    PIN_LOCKED = "pin_locked"
    TEST_PRINTED = "test_printed"
    ENROLLED = "enrolled"
    ENROLMENT_UNKNOWN = "enrolment_unknown"
    ENROLMENT_EXPIRED = "enrolment_expired"
    ENROLMENT_USED = "enrolment_used"
    ENROLMENT_ELSEWHERE = "enrolment_elsewhere"


CODE_HINTS = frozenset(
    {
        NoticeCode.CODE_TOO_DARK,
        NoticeCode.CODE_TOO_BRIGHT,
        NoticeCode.CODE_BLURRED,
        NoticeCode.CODE_TOO_SMALL,
        NoticeCode.CODE_MOVING,
    }
)
"""How to hold the phone; they come and go with what the camera sees."""
