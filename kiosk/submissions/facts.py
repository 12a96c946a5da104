"""Prefill, offices and slots as facts for a flow."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from backend_client import BackendClient, contracts
from backend_client.contracts import Office, Prefill, Slot
from kiosk.catalog import Item, ItemKind
from kiosk.catalog.lint import IDENTIFIED
from kiosk.flow import Choice, Facts, Flow, Option
from kiosk.session import Visitor

LOCAL = ZoneInfo("Asia/Shanghai")
SLOTS = "slots:"
KILOMETRE = 1000


def fetch_facts(client: BackendClient, item: Item, visitor: Visitor | None) -> Facts:
    """Everything a form may show before the first question; raises BackendError.

    Data on record goes only where the item asks for a proven identity.
    """
    facts = Facts()
    if visitor is not None and item.assurance >= IDENTIFIED:
        facts = prefill_facts(client.prefill(visitor.token, item.id), item.flow)
    if item.kind is ItemKind.APPOINTMENT:
        offices = client.offices(item.id).offices
        facts = facts.with_options("offices", tuple(_office_option(o) for o in offices))
    return facts


def fetch_source(client: BackendClient, item: Item, visitor: Visitor | None, source: str) -> Facts:
    """One late source: the slots of ``slots:<office>``, else all again. Raises BackendError."""
    if not source.startswith(SLOTS):
        return fetch_facts(client, item, visitor)
    office_id = source.removeprefix(SLOTS)
    slots = client.calendar(item.id, office_id).slots
    return Facts().with_options(source, tuple(_slot_option(slot) for slot in slots))


def prefill_facts(prefill: Prefill, flow: Flow) -> Facts:
    """Values and options by source name; what the backend has no record of is delivered empty."""
    offering = {f.fact() for step in flow.steps for f in step.fields if isinstance(f, Choice)}
    values: dict[str, str] = {key: "" for key in prefill.missing if key not in offering}
    options: dict[str, tuple[Option, ...]] = {key: () for key in prefill.missing if key in offering}
    for key, known in prefill.fields.items():
        if isinstance(known, str):
            values[key] = known
        else:
            options[key] = tuple(_choice_option(choice) for choice in known)
    return Facts(values, options)


def _choice_option(choice: contracts.Choice) -> Option:
    return Option(choice.value, choice.label, choice.detail)


def _office_option(office: Office) -> Option:
    return Option(office.office_id, office.name, f"{distance(office.distance_m)} · {office.hours}")


def distance(metres: int) -> str:
    """350 米, 1.2 公里."""
    if metres < KILOMETRE:
        return f"{metres} 米"
    return f"{metres / KILOMETRE:.1f} 公里"


def _slot_option(slot: Slot) -> Option:
    start, end = slot.start.astimezone(LOCAL), slot.end.astimezone(LOCAL)
    label = f"{start:%Y-%m-%d %H:%M}–{end:%H:%M}"
    return Option(slot.slot_id, label, f"余{slot.left}", disabled=slot.left == 0)
