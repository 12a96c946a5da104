"""What is asked of a resident, as data, and the engine that asks it. No Qt, no I/O.

``Flow`` is the definition, ``Facts`` what is known beforehand, ``FlowState`` one resident's way
through it; the functions are the moves, and what can be read off a state.
"""

from kiosk.flow.definition import Condition, Flow, Step
from kiosk.flow.engine import (
    Blocked,
    FlowState,
    SummaryRow,
    advance,
    answer,
    back,
    current,
    errors,
    jump_to,
    needs,
    options,
    path,
    payload,
    position,
    shown,
    start,
    summary,
    with_facts,
)
from kiosk.flow.facts import Facts, Option
from kiosk.flow.fields import (
    ACCEPTED,
    CONFIRMED,
    DISPUTED,
    AnyField,
    Choice,
    Confirm,
    Declaration,
    Phone,
    Picture,
    Slot,
)
from kiosk.flow.outcomes import ErrorCode

__all__ = [
    "ACCEPTED",
    "CONFIRMED",
    "DISPUTED",
    "AnyField",
    "Blocked",
    "Choice",
    "Condition",
    "Confirm",
    "Declaration",
    "ErrorCode",
    "Facts",
    "Flow",
    "FlowState",
    "Option",
    "Phone",
    "Picture",
    "Slot",
    "Step",
    "SummaryRow",
    "advance",
    "answer",
    "back",
    "current",
    "errors",
    "jump_to",
    "needs",
    "options",
    "path",
    "payload",
    "position",
    "shown",
    "start",
    "summary",
    "with_facts",
]
