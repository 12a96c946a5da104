"""What every wire model shares: frozen, closed (unknown keys refused), silent about residents."""

from __future__ import annotations

from typing import Annotated, ClassVar, Final

from pydantic import BaseModel, ConfigDict, StringConstraints

CONTRACT_VERSION: Final = "v1"
"""First path segment of every route. A breaking change gets a new one beside it."""

ItemId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
"""Kebab-case id of a service, the same in the kiosk's catalogue and in the backend."""

ShortText = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class WireModel(BaseModel):
    """Base of all messages; ``repr`` names the type and the fields in ``shown``, nothing else."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    shown: ClassVar[tuple[str, ...]] = ()

    def __repr_args__(self) -> list[tuple[str | None, object]]:
        """Keep residents' data out of logs and tracebacks."""
        return [(name, getattr(self, name)) for name in self.shown]


class Labelled(WireModel):
    """One line of a summary, a certificate or a receipt, in the resident's language."""

    label: ShortText
    value: str
