"""Rules that an item must keep beyond its form. Each is one function from item to findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kiosk.catalog.model import Item, ItemKind, MaterialSource, PaperRule, Policy, Verb
from kiosk.config_files import Finding
from kiosk.flow import AnyField, Choice, Confirm, Phone, Picture, Slot

VALUE_SOURCES = frozenset({"name", "id_masked", "address", "phone", "community"})
"""Fact values that the backend delivers about the identified resident."""
OPTION_SOURCES = {"accounts": True, "offices": False}
"""Option lists that the backend delivers; True: about the identified resident."""
SLOT_SOURCES = frozenset({"slots"})

IDENTIFIED = 2
"""The assurance level from which a resident's own data may be shown."""

_ALLOWED: dict[ItemKind, tuple[Verb, frozenset[Verb]]] = {
    ItemKind.QUERY: (Verb.QUERY, frozenset({Verb.QUERY, Verb.PRINT})),
    ItemKind.APPOINTMENT: (Verb.BOOK, frozenset({Verb.BOOK, Verb.PRINT})),
    ItemKind.APPLICATION: (Verb.APPLY, frozenset({Verb.APPLY, Verb.PRINT})),
    ItemKind.CERTIFICATE: (Verb.PRINT, frozenset({Verb.PRINT, Verb.QUERY, Verb.APPLY})),
}
"""The verb that each kind must have, and all that it may have."""


def findings(item: Item, policy: Policy) -> list[Finding]:
    """Everything that the rules say about one item."""
    own = [finding for rule in RULES for finding in rule(item)]
    return [*own, *_community_proofs(item, policy), *_shared_papers(item, policy)]


def _visits(item: Item) -> Iterator[Finding]:
    guide = item.guide
    if guide.visits != 0 and guide.visits_reason is None:
        message = f"{guide.visits} visits without a reason"
        yield Finding(("guide", "visits"), message, "add visits_reason, or write visits: 0")
    if guide.visits == 0 and guide.visits_reason is not None:
        message = "a reason for visits that nobody makes"
        yield Finding(("guide", "visits_reason"), message, "remove it, or write how many visits")


def _verbs(item: Item) -> Iterator[Finding]:
    needed, allowed = _ALLOWED[item.kind]
    if needed not in item.verbs:
        yield Finding(("verbs",), f'kind "{item.kind}" without its verb', f'add "{needed}"')
    for at, verb in enumerate(item.verbs):
        if verb in item.verbs[:at]:
            yield Finding(("verbs", at), f'verb "{verb}" is given twice', "remove one")
        elif verb not in allowed:
            mend = f"write one of: {', '.join(sorted(allowed))}; or change the kind"
            yield Finding(("verbs", at), f'kind "{item.kind}" does not have verb "{verb}"', mend)


def _document(item: Item) -> Iterator[Finding]:
    places = {("guide", "result"): item.guide.result, ("name",): item.name}
    for at, name in places.items():
        if name.endswith("证") and Verb.PRINT not in item.verbs:
            mend = 'add "print" to verbs, or name what comes out instead (回执, 凭条)'
            yield Finding(at, f'"{name}" promises a document that is never printed', mend)


def _slot(item: Item) -> Iterator[Finding]:
    has_slot = any(isinstance(field, Slot) for _, field in _fields(item))
    if (item.kind is ItemKind.APPOINTMENT) != has_slot:
        needs = item.kind is ItemKind.APPOINTMENT
        message = (
            "an appointment without a slot to book" if needs else "a slot that is never booked"
        )
        mend = (
            "add a field of kind slot" if needs else "remove the field, or write kind: appointment"
        )
        yield Finding(("flow",) if needs else ("kind",), message, mend)


def _sources(item: Item) -> Iterator[Finding]:
    for at, field in _fields(item):
        known = _known_sources(field)
        source = field.fact()
        if source is not None and source not in known:
            mend = f"write one of: {', '.join(sorted(known))}"
            yield Finding((*at, "source"), f'no backend delivers "{source}"', mend)
        elif item.assurance < IDENTIFIED and _is_personal(source):
            message = f'"{source}" is resident data, shown below assurance {IDENTIFIED}'
            yield Finding(("assurance",), message, f"write at least {IDENTIFIED}")


def _prefill(item: Item) -> Iterator[Finding]:
    if item.prefill and not any(_is_personal(field.fact()) for _, field in _fields(item)):
        message = "prefill is promised and no field shows data on record"
        yield Finding(("prefill",), message, "write false, or give a field a source")


MOST_PICTURES = 8
"""That the backend takes with one application."""


def _pictures(item: Item) -> Iterator[Finding]:
    """The tray takes one paper at a time, and only an application carries its picture along."""
    for at, step in enumerate(item.flow.steps):
        found = [i for i, field in enumerate(step.fields) if isinstance(field, Picture)]
        if found and item.kind is not ItemKind.APPLICATION:
            message = f'kind "{item.kind}" sends no pictures'
            place = ("flow", "steps", at, "fields", found[0], "kind")
            yield Finding(place, message, "remove the field, or write kind: application")
        for index in found[1:]:
            place = ("flow", "steps", at, "fields", index, "kind")
            yield Finding(place, "two pictures on one page", "give each picture its own step")
    count = sum(isinstance(field, Picture) for _, field in _fields(item))
    if count > MOST_PICTURES:
        message = f"{count} pictures; an application carries at most {MOST_PICTURES}"
        yield Finding(("flow",), message, "ask for fewer")


RULES: tuple[Callable[[Item], Iterator[Finding]], ...] = (
    _visits,
    _verbs,
    _document,
    _slot,
    _sources,
    _prefill,
    _pictures,
)


def _community_proofs(item: Item, policy: Policy) -> Iterator[Finding]:
    for at, name, issuer in _brought(item):
        rule = _named(name, policy.community_proofs)
        by_community = any(word in name + issuer for word in policy.community_words)
        if rule and (by_community or not issuer):
            mend = f"take it instead from {rule.instead}, or name that authority in issued_by"
            yield Finding(at, f"no community may issue a proof of {rule.name}", mend)
    rule = _named(item.guide.result, policy.community_proofs)
    if rule and any(word in item.issuer for word in policy.community_words):
        message = f"no community may issue a proof of {rule.name}"
        yield Finding(("issuer",), message, f"the right source is {rule.instead}")


def _shared_papers(item: Item, policy: Policy) -> Iterator[Finding]:
    for at, name, _ in _brought(item):
        rule = _named(name, policy.shared_papers)
        if rule:
            mend = f"write source: shared; it comes from {rule.instead}"
            yield Finding((*at[:-1], "source"), f"residents need not bring {rule.name}", mend)


def _brought(item: Item) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    for index, material in enumerate(item.guide.materials):
        if material.source is MaterialSource.BROUGHT:
            yield ("guide", "materials", index, "name"), material.name, material.issued_by


def _named(name: str, rules: tuple[PaperRule, ...]) -> PaperRule | None:
    return next((rule for rule in rules if any(word in name for word in rule.words)), None)


def _fields(item: Item) -> Iterator[tuple[tuple[str | int, ...], AnyField]]:
    for at, step in enumerate(item.flow.steps):
        for index, field in enumerate(step.fields):
            yield ("flow", "steps", at, "fields", index), field


def _known_sources(field: AnyField) -> frozenset[str]:
    match field:
        case Choice():
            return frozenset(OPTION_SOURCES)
        case Slot():
            return SLOT_SOURCES
        case Confirm() | Phone():
            return VALUE_SOURCES
        case _:
            return frozenset()


def _is_personal(source: str | None) -> bool:
    return source in VALUE_SOURCES or OPTION_SOURCES.get(source or "", False)
