"""Deciding by data: conditions on facts, and texts with facts in them."""

from __future__ import annotations

from collections.abc import Mapping

from backend_client.sandbox.config import Condition, Fact, Rule


def first_rule(rules: tuple[Rule, ...], facts: Mapping[str, Fact]) -> Rule:
    """The first rule whose conditions all hold; the configuration promises that there is one."""
    return next(rule for rule in rules if all_hold(rule.when, facts))


def all_hold(conditions: tuple[Condition, ...], facts: Mapping[str, Fact]) -> bool:
    """Whether every condition holds."""
    return all(_holds(condition, facts.get(condition.fact)) for condition in conditions)


def fill(text: str, facts: Mapping[str, Fact]) -> str:
    """``text`` with every {fact} replaced; one that nobody knows becomes a dash."""
    return text.format_map(_Known(facts)) if "{" in text else text


class _Known(dict[str, Fact]):
    def __missing__(self, key: str) -> str:
        return "—"


def _holds(condition: Condition, value: Fact | None) -> bool:
    if condition.known is not None:
        return (value is not None) == condition.known
    if condition.differs is not None:
        return value != condition.differs
    if value is None:
        return False
    if condition.equals is not None:
        return value == condition.equals
    if condition.one_of is not None:
        return value in condition.one_of
    return _compares(condition, value)


def _compares(condition: Condition, value: Fact) -> bool:
    if not isinstance(value, int):
        return False
    if condition.at_least is not None:
        return value >= condition.at_least
    return condition.below is not None and value < condition.below
