"""Why an answer is not good enough yet; each code has a resident's text in every language."""

from __future__ import annotations

from enum import StrEnum, unique


@unique
class ErrorCode(StrEnum):
    """What is wrong with a field."""

    REQUIRED = "required"
    """Nothing answered."""
    NOT_AN_OPTION = "not_an_option"
    """The answer is not, or no longer, one of the options."""
    NOT_DELIVERED = "not_delivered"
    """The options or the value to confirm have not arrived yet (see ``needs``)."""
    NOTHING_TO_CHOOSE = "nothing_to_choose"
    """The options have arrived, and none of them can be chosen."""
    BAD_PHONE = "bad_phone"
    """Not a mainland mobile number."""
    NOT_ACCEPTED = "not_accepted"
    """The declaration has not been accepted."""
    NO_PICTURE = "no_picture"
    """No picture was taken and kept."""
