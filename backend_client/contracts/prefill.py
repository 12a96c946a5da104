"""What the backend already knows for an application's fields."""

from __future__ import annotations

from backend_client.contracts._base import ItemId, ShortText, WireModel


class Choice(WireModel):
    """One of several known values; ``detail`` tells it apart for the resident (masked)."""

    value: str
    label: ShortText
    detail: str = ""


class Prefill(WireModel):
    """``fields`` holds a value or a list of choices a field key; ``missing`` says, by field key,
    the reason code why nothing is known (``no_record``, ``register_unavailable``).
    """

    item_id: ItemId
    fields: dict[str, str | tuple[Choice, ...]]
    missing: dict[str, str]
