"""好差评: one voluntary rating a handling, five levels (GB/T 39735-2020)."""

from __future__ import annotations

from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import AwareDatetime, Field

from backend_client.contracts._base import ItemId, ShortText, WireModel


class Rating(WireModel):
    """``PUT /v1/ratings/{rating_id}``. Names no rater. ``handling`` is what is rated: a case,
    appointment or certificate number, or the visit id where nothing got a number.
    """

    shown: ClassVar[tuple[str, ...]] = ("rating_id", "score")

    rating_id: UUID
    handling: ShortText
    item_id: ItemId
    score: Annotated[int, Field(ge=1, le=5)]
    """1 非常不满意, 2 不满意, 3 基本满意, 4 满意, 5 非常满意."""
    tags: tuple[str, ...] = ()
    kiosk_id: ShortText
    rated_at: AwareDatetime


class RatingReceived(WireModel):
    """The rating is on file."""

    rating_id: UUID
