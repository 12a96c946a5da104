"""An application with the pictures that belong to it: one unit from its first byte on disk on."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from backend_client import outbox
from backend_client.contracts import Application, Attachment, TokenApplicant
from kiosk.catalog import Item
from kiosk.session import Outcome, Row, Visitor
from kiosk.submissions.mailroom import Answer, Mailroom, Step

PICTURES = "材料照片"
"""Label of their number among an outcome's details."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """``messages`` in the order of delivery: the pictures, then the application that names them."""

    application: Application
    attachments: tuple[Attachment, ...]

    @property
    def messages(self) -> tuple[outbox.OutboxMessage, ...]:
        """For the outbox, to be committed in one transaction."""
        pictures = (outbox.OutboxMessage.attachment(each) for each in self.attachments)
        return (*pictures, outbox.OutboxMessage.application(self.application))

    def listed(self, outcome: Outcome) -> Outcome:
        """The outcome with the number of pictures among its details, where there are any."""
        count = len(self.attachments)
        row = Row(PICTURES, f"已附 {count} 张")
        return replace(outcome, details=(*outcome.details, row)) if count else outcome


def dossier(
    item: Item,
    visitor: Visitor,
    answers: Mapping[str, str],
    pictures: Mapping[str, bytes],
    kiosk_id: str,
    now: datetime,
) -> Dossier:
    """New ids throughout: another try after a refusal is another application with other pictures.

    ``pictures`` are JPEGs by the field whose answer they are; there the answer becomes the id of
    the attachment. ValidationError (a bug of the driver's) for what is no JPEG or too large.
    """
    application_id = uuid4()
    attachments = {
        field_id: Attachment.of_jpeg(uuid4(), application_id, item.id, field_id, jpeg)
        for field_id, jpeg in pictures.items()
    }
    named = {field_id: str(each.attachment_id) for field_id, each in attachments.items()}
    application = Application(
        application_id=application_id,
        item_id=item.id,
        answers={**answers, **named},
        applicant=TokenApplicant(resident_token=visitor.token),
        kiosk_id=kiosk_id,
        made_at=now,
    )
    return Dossier(application, tuple(attachments.values()))


@contextmanager
def expecting(mailroom: Mailroom, messages: Sequence[outbox.OutboxMessage]) -> Iterator[Answer]:
    """Catch the first step of the last message, or of one before that holds it up.

    Enter before the messages are committed.
    """
    with ExitStack() as stack:
        answers = [stack.enter_context(mailroom.expecting(each.message_id)) for each in messages]
        yield lambda seconds: _wait(answers, seconds)


def _wait(answers: Sequence[Answer], seconds: float) -> Step | None:
    """Pictures come first; one that is to be sent again later holds the application up."""
    until = time.monotonic() + seconds
    step: Step | None = None
    for answer in answers:
        step = answer(max(0.0, until - time.monotonic()))
        if step is None or _comes_later(step):
            break
    return step


def _comes_later(step: Step) -> bool:
    return isinstance(step, outbox.Failed) and step.next_attempt_at is not None
