"""The shape of the files in ``config/sandbox``: services and registers, checked at start."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, model_validator
from ruamel.yaml import YAML

from backend_client.contracts import Column, DocumentKind, Labelled, Office, Outcome, Reason, Sex

Fact = str | int | bool
ShapeT = TypeVar("ShapeT")

Prefix = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9-]{1,16}$")]
"""How a kind of paper's numbers begin; what signed codes can carry."""


class Shape(BaseModel):
    """Base of all configuration models."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Holder(Shape):
    """One entry of ``holders.yaml``: somebody known by a permit or a travel document."""

    name: str
    sex: Sex
    birth: date
    address: str = ""
    """Empty where the registers have none."""
    id_number: str
    """Of the document, which for residents and permits is the person's own."""
    document: DocumentKind = DocumentKind.RESIDENT
    latin_name: str = ""


class Person(Holder):
    """One entry of ``residents.yaml``: what the person's card says."""

    ethnic_code: str
    issuer: str
    valid_from: date
    valid_until: date | None


class KnownChoice(Shape):
    """A value that prefill offers."""

    value: str
    label: str
    detail: str = ""


class Condition(Shape):
    """A test on one fact; exactly one operator. A fact nobody knows meets only ``known: false``
    and ``differs``.
    """

    fact: str
    equals: Fact | None = None
    differs: Fact | None = None
    one_of: tuple[Fact, ...] | None = None
    at_least: int | None = None
    below: int | None = None
    known: bool | None = None

    @model_validator(mode="after")
    def _one_operator(self) -> Condition:
        operators = (
            self.equals,
            self.differs,
            self.one_of,
            self.at_least,
            self.below,
            self.known,
        )
        if sum(operator is not None for operator in operators) != 1:
            msg = f"a condition on {self.fact} needs exactly one operator"
            raise ValueError(msg)
        return self


class Rule(Shape):
    """An outcome and the conditions that must all hold for it."""

    when: tuple[Condition, ...] = ()
    outcome: Outcome
    reason: Reason
    facts: tuple[Labelled, ...] = ()
    next_steps: tuple[str, ...] = ()


class ApplicationService(Shape):
    """An item of ``applications.yaml``."""

    title: str
    authority: str
    prefix: Prefix
    proactive: str = ""
    once: bool = False
    """At most one approval a resident, kept by a constraint; rules see it as approved_before."""
    pictures: tuple[str, ...] = ()
    """Fields that are answered by a photographed material: by its attachment's id."""
    rules: tuple[Rule, ...]

    @model_validator(mode="after")
    def _total(self) -> ApplicationService:
        if not self.rules or self.rules[-1].when:
            msg = "the last rule must have no conditions, so that every application is decided"
            raise ValueError(msg)
        return self


class SummaryLine(Shape):
    """One line of a query's summary: a text with facts, a column's sum, or the number of rows."""

    label: str
    value: str = ""
    sum: str = ""
    count: bool = False


class QueryService(Shape):
    """An item of ``queries.yaml``."""

    title: str
    issuer: str
    data: str
    columns: tuple[Column, ...]
    summary: tuple[SummaryLine, ...] = ()


class CertificateField(Shape):
    """A line of a certificate, with facts in both texts; ``public`` is how the verification page
    shows it.
    """

    label: str
    value: str
    public: Literal["hidden", "plain", "name", "number"] = "hidden"


class CertificateService(Shape):
    """An item of ``certificates.yaml``."""

    title: str
    issuer: str
    prefix: Prefix
    valid_days: int | None = None
    needs: tuple[Condition, ...] = ()
    fields: tuple[CertificateField, ...]
    table_of: str = ""


class Period(Shape):
    """Slots of ``minutes`` from ``opens`` to ``closes`` (the last one ends by then)."""

    opens: time
    closes: time
    minutes: Annotated[int, Field(gt=0)]


class AppointmentService(Shape):
    """An item of ``appointments.yaml``."""

    title: str
    prefix: Prefix
    offices: tuple[str, ...]
    capacity: Annotated[int, Field(gt=0)]
    weekdays: tuple[int, ...] = (1, 2, 3, 4, 5)
    times: tuple[Period, ...]
    bring: tuple[str, ...] = ()


class Desk(Shape):
    """Who answers calls for help."""

    name: str
    phone: str
    hours: str
    opens: time
    closes: time


class Booking(Shape):
    """``appointments.yaml``."""

    days_ahead: Annotated[int, Field(gt=0)]
    closed_days: tuple[date, ...] = ()
    desk: Desk
    offices: tuple[Office, ...]
    items: dict[str, AppointmentService]


class PrefillSource(Shape):
    """Where a field's value comes from."""

    fact: str = ""
    choices: str = ""


class PrefillPlan(Shape):
    """``prefill.yaml``."""

    fields: dict[str, PrefillSource]
    default: tuple[str, ...]
    items: dict[str, tuple[str, ...]]


class Monthly(Shape):
    """The same row for every month from ``first`` to ``last`` (YYYY-MM)."""

    first: str
    last: str
    row: dict[str, str]


class RecordBlock(Shape):
    """A piece of a data set of ``records.yaml``."""

    rows: tuple[dict[str, str], ...] = ()
    monthly: Monthly | None = None


class Residents(Shape):
    """``residents.yaml``."""

    residents: dict[str, Person]


class Holders(Shape):
    """``holders.yaml``."""

    holders: dict[str, Holder]


class Registers(Shape):
    """``registers.yaml``."""

    residents: dict[str, dict[str, Fact | tuple[KnownChoice, ...]]]


def read(path: Path, shape: TypeAdapter[ShapeT]) -> ShapeT:
    """A YAML file as ``shape``; raises OSError, or ValueError that names file, place and rule."""
    document = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    try:
        return shape.validate_python(document)
    except ValueError as error:
        msg = f"{path.name}: {error}"
        raise ValueError(msg) from None
