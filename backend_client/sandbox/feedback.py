"""Ratings and calls for help."""

from __future__ import annotations

import json

from sqlalchemy import Connection, select

from backend_client.contracts import HelpCall, HelpTicket, ProblemCode, Rating, RatingReceived
from backend_client.sandbox.core import Sandbox
from backend_client.sandbox.numbering import body_digest, number_for
from backend_client.sandbox.refusal import Refused
from backend_client.sandbox.tables import help_calls, ratings

_HELP_PREFIX = "RG"


def rate(sandbox: Sandbox, kiosk_id: str, rating: Rating) -> RatingReceived:
    """File a rating: one a handling, whoever gives it."""
    if rating.kiosk_id != kiosk_id:
        raise Refused(ProblemCode.WRONG_KIOSK)
    body = body_digest(rating)
    received = RatingReceived(rating_id=rating.rating_id)

    def work(connection: Connection, _attempt: int) -> RatingReceived:
        key = str(rating.rating_id)
        known = connection.scalar(select(ratings.c.body_digest).where(ratings.c.rating_id == key))
        if known == body:
            return received
        if known is not None:
            raise Refused(ProblemCode.IDEMPOTENCY_CONFLICT)
        of_handling = select(ratings.c.rating_id).where(ratings.c.handling == rating.handling)
        if connection.scalar(of_handling) is not None:
            raise Refused(ProblemCode.ALREADY_RATED)
        connection.execute(
            ratings.insert().values(
                rating_id=key,
                body_digest=body,
                handling=rating.handling,
                item_id=rating.item_id,
                score=rating.score,
                tags=json.dumps(rating.tags, ensure_ascii=False),
                kiosk_id=kiosk_id,
                rated_at=rating.rated_at,
            )
        )
        return received

    return sandbox.database.write_once(work)


def call_staff(sandbox: Sandbox, kiosk_id: str, call: HelpCall) -> HelpTicket:
    """File a call; the ticket says who answers and whether somebody is there now."""
    if call.kiosk_id != kiosk_id:
        raise Refused(ProblemCode.WRONG_KIOSK)
    body = body_digest(call)

    def work(connection: Connection, attempt: int) -> HelpTicket:
        known = connection.execute(
            select(help_calls).where(help_calls.c.call_id == str(call.call_id))
        ).one_or_none()
        if known is not None and known.body_digest != body:
            raise Refused(ProblemCode.IDEMPOTENCY_CONFLICT)
        if known is not None:
            return HelpTicket.model_validate_json(known.answer)
        return _new_ticket(sandbox, connection, call, body, attempt)

    return sandbox.database.write_once(work)


def _new_ticket(
    sandbox: Sandbox, connection: Connection, call: HelpCall, body: str, attempt: int
) -> HelpTicket:
    desk = sandbox.registry.booking.desk
    ticket = HelpTicket(
        call_id=call.call_id,
        number=number_for(_HELP_PREFIX, sandbox.today(), str(call.call_id), attempt),
        desk=desk.name,
        phone=desk.phone,
        staffed=desk.opens <= sandbox.now().time() < desk.closes,
        hours=desk.hours,
    )
    connection.execute(
        help_calls.insert().values(
            call_id=str(call.call_id),
            body_digest=body,
            number=ticket.number,
            kiosk_id=call.kiosk_id,
            reason=call.reason,
            item_id=call.item_id,
            answer=ticket.model_dump_json(),
            called_at=call.called_at,
        )
    )
    return ticket
