"""What to write instead: the model's JSON Schema turned into advice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic_core import ErrorDetails

from kiosk.config_files._problems import Finding, Location
from kiosk.config_files._yaml import Plain, child

Schema = Mapping[str, Any]
"""A part of a JSON Schema (third-party edge: its values are anything)."""

_TYPES = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list, each entry on its own line after a hyphen",
    "object": "a group of keys, indented below",
}
_BOUNDS = {
    "minimum": "at least",
    "exclusiveMinimum": "greater than",
    "maximum": "at most",
    "exclusiveMaximum": "less than",
    "pattern": "that matches",
}


@dataclass(frozen=True, slots=True)
class Expectation:
    """The schema of a whole file."""

    root: Schema

    def at(self, place: Location, data: Plain) -> Schema:
        """The schema of one value; empty where the model knows no such place."""
        schema = self._resolved(self.root, data)
        for part in place:
            inner = schema.get("properties", {}).get(part, {})
            schema = schema.get("items", {}) if isinstance(part, int) else inner
            data = child(data, part)
            schema = self._resolved(schema, data)
        return schema

    def _resolved(self, schema: Schema, data: Plain) -> Schema:
        while True:
            if "$ref" in schema:
                schema = self.root["$defs"][schema["$ref"].rpartition("/")[2]]
            elif "discriminator" in schema:
                mapping = schema["discriminator"]["mapping"]
                tag = child(data, schema["discriminator"]["propertyName"])
                schema = {"$ref": mapping[tag]} if tag in mapping else {"enum": list(mapping)}
            elif "anyOf" in schema:
                schema = next(part for part in schema["anyOf"] if part.get("type") != "null")
            else:
                return schema


def told(detail: ErrorDetails, place: Location, expected: Expectation, data: Plain) -> Finding:
    """One pydantic error in our words; ``place`` is where in the file."""
    context = detail.get("ctx", {})
    match detail["type"]:
        case "definition":
            return Finding(place, context["problem"], context["mend"])
        case "missing":
            mend = f"add {place[-1]}: {wording(expected.at(place, data))}"
            return Finding(place, f'missing key "{place[-1]}"', mend)
        case "extra_forbidden" | "unexpected_keyword_argument":
            known = list(expected.at(place[:-1], data).get("properties", {}))
            return Finding(place, f'unknown key "{place[-1]}"', _rename(str(place[-1]), known))
        case "union_tag_not_found" | "union_tag_invalid":
            return _tag(context, place, expected.at(place, data))
        case "enum" | "literal_error":
            mend = f"write {wording(expected.at(place, data))}"
            return Finding(place, f"unknown {_noun(place)} {_quoted(detail['input'])}", mend)
        case "string_too_short" | "too_short":
            wanted = wording(expected.at(place, data))
            mend = f"write {wanted}, or remove the key if it may be left out"
            return Finding(place, "must not be empty", mend)
        case _:
            return _wrong_value(detail, place, expected.at(place, data))


def wording(schema: Schema) -> str:
    """What a value must be, in words."""
    if "const" in schema:
        return _quoted(schema["const"])
    if "enum" in schema:
        return f"one of: {', '.join(str(value) for value in schema['enum'])}"
    bounds = [f"{words} {schema[key]}" for key, words in _BOUNDS.items() if key in schema]
    return " ".join([_TYPES.get(schema.get("type", ""), "a value"), " and ".join(bounds)]).strip()


def _wrong_value(detail: ErrorDetails, place: Location, schema: Schema) -> Finding:
    given = detail["input"]
    wanted = wording(schema)
    if schema.get("type") == "string" and isinstance(given, bool | int | float):
        text = str(given).lower() if isinstance(given, bool) else str(given)
        return Finding(place, f"{text} is not a text", f'put it in quotes: "{text}"')
    if schema.get("type") in {"integer", "number"} and _is_number(given):
        return Finding(place, f"{_quoted(given)} is a text", "write the number without quotes")
    message = f"{_quoted(given)} is not allowed here"
    if detail["type"].endswith("_type"):
        message = f"{_quoted(given)} is not {wanted.partition(',')[0]}"
    return Finding(place, message, f"write {wanted}")


def _tag(context: Mapping[str, Any], place: Location, schema: Schema) -> Finding:
    key = context["discriminator"].strip("'")
    if "tag" not in context:
        return Finding((*place, key), f'missing key "{key}"', f"add {key}: {wording(schema)}")
    names = [part for part in place if isinstance(part, str)]
    noun = f"{names[-1].removesuffix('s')} {key}" if names else key
    message = f"unknown {noun} {_quoted(context['tag'])}"
    return Finding((*place, key), message, f"write {wording(schema)}")


def _rename(key: str, known: list[str]) -> str:
    close = get_close_matches(key, known, n=1)
    if close:
        return f'did you mean "{close[0]}"?'
    return f"remove it; known here: {', '.join(known)}"


def _noun(place: Location) -> str:
    names = [part for part in place if isinstance(part, str)]
    inside_list = bool(place) and isinstance(place[-1], int)
    return (names[-1].removesuffix("s") if inside_list else names[-1]) if names else "value"


def _quoted(value: object) -> str:
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, dict):
        return "a group of keys"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return str(value).lower()
    return "nothing" if value is None else str(value)


def _is_number(given: object) -> bool:
    return isinstance(given, str) and given.replace(".", "", 1).removeprefix("-").isdigit()
