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
    CODES_MANY = "codes_many"
    CODE_TOO_DARK = "code_too_dark"
    CODE_TOO_BRIGHT = "code_too_bright"
    CODE_BLURRED = "code_blurred"
    SCANNER_DOWN = "scanner_down"
    PERSON_UNKNOWN = "person_unknown"
    BACKEND_DOWN = "backend_down"
    BACKEND_FAULT = "backend_fault"
    REFUSED = "refused"
    NOT_ENTITLED = "not_entitled"
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


CODE_HINTS = frozenset(
    {NoticeCode.CODE_TOO_DARK, NoticeCode.CODE_TOO_BRIGHT, NoticeCode.CODE_BLURRED}
)
"""How to hold the phone; they come and go with what the camera sees."""
