"""The texts of one language, read once from a YAML file of this package and frozen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, unique
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from kiosk.config_files import load_model

Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


@unique
class Tone(StrEnum):
    """How a notice is coloured and which icon it carries."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"
    SUCCESS = "success"


@dataclass(frozen=True, slots=True)
class Notice:
    """A banner: what happened, and what to do next."""

    tone: Tone
    title: Said
    hint: Said


@dataclass(frozen=True, slots=True)
class TaskText:
    """What the machine is doing while the resident waits."""

    title: Said
    hint: Said


@dataclass(frozen=True, slots=True)
class RetakeText:
    """What is wrong with a photo and what the hand can do.

    ``placed`` is the title where ``{places}`` are known; empty: they do not matter.
    """

    title: Said
    hint: Said
    placed: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeText:
    """What became of a submission; ``number`` and ``steps`` head its number and what comes next."""

    tone: Tone
    title: Said
    hint: Said
    number: Said
    steps: Said


@dataclass(frozen=True, slots=True)
class ScannedPaperText:
    """A scanned paper: the page's ``title``, what it is, the loud button and what that leads to."""

    title: Said
    name: Said
    action: Said
    next: Said


@dataclass(frozen=True, slots=True)
class PaperStateText:
    """What is known of a genuine paper."""

    tone: Tone
    title: Said
    hint: Said


@dataclass(frozen=True, slots=True)
class PartText:
    """A part of the machine; ``limited`` says what residents cannot do without it."""

    name: Said
    well: Said
    limited: Said


@dataclass(frozen=True, slots=True)
class Fault:
    """A device fault in a resident's few words and with a technician's explanation."""

    resident: Said
    technician: Said


@dataclass(frozen=True, slots=True)
class VerbText:
    """One of the four verbs; ``elder`` is what the elder mode calls it."""

    title: Said
    elder: Said


@dataclass(frozen=True, slots=True)
class OutOfServiceText:
    """What residents read when nothing can be done here."""

    title: Said
    hint: Said


@dataclass(frozen=True, slots=True)
class ShellText:
    """The frame around every screen; ``calling`` stands until the call for staff is answered.

    ``no_identity`` stands while neither cards nor codes can be read.
    """

    machine: Said
    elder_question: Said
    identify: Said
    listing: Said
    search: Said
    maintenance: Said
    no_identity: Said
    calling: TaskText


class Texts(BaseModel):
    """All texts of one language; a look-up by an unknown code is a ``KeyError`` (a bug)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    notices: Mapping[str, Notice]
    field_errors: Mapping[str, Said]
    retakes: Mapping[str, RetakeText]
    places: Mapping[str, Said]
    key_problems: Mapping[str, Said]
    tasks: Mapping[str, TaskText]
    outcomes: Mapping[str, OutcomeText]
    scanned_papers: Mapping[str, ScannedPaperText]
    paper_states: Mapping[str, PaperStateText]
    parts: Mapping[str, PartText]
    part_states: Mapping[str, Said]
    paper_levels: Mapping[str, Said]
    faults: Mapping[str, Fault]
    actions: Mapping[str, Said]
    out_of_service: OutOfServiceText
    shell: ShellText
    verbs: Mapping[str, VerbText]
    weekdays: Annotated[tuple[Said, ...], Field(min_length=7, max_length=7)]

    @classmethod
    def load(cls, language: str = "zh_CN") -> Self:
        """Read a language, e.g. ``zh_CN``; blocks on the disk.

        Raises ``kiosk.config_files.ConfigError`` for a language without a file, and for a file
        that lacks a table or has one too many.
        """
        texts, _ = load_model(Path(__file__).with_name(f"{language}.yaml"), cls)
        return texts

    def notice(self, code: str) -> Notice:
        """The banner of a ``NoticeCode``."""
        return self.notices[code]

    def field_error(self, code: str) -> str:
        """Why an answer is not good enough (a flow's ``ErrorCode``)."""
        return self.field_errors[code]

    def retake(self, reason: str) -> RetakeText:
        """Why a photo is no use (a session's ``RetakeReason``)."""
        return self.retakes[reason]

    def retake_at(self, reason: str, places: Iterable[str]) -> str:
        """The same in a title that says where (a session's ``Place``), if that matters."""
        text, where = self.retakes[reason], "、".join(self.places[place] for place in places)
        return text.placed.replace("{places}", where) if where and text.placed else text.title

    def key_problem(self, code: str) -> str:
        """What is wrong with what was typed from a travel document (a session's ``KeyProblem``)."""
        return self.key_problems[code]

    def task(self, task: str) -> TaskText:
        """What the machine is doing (a session's ``Task``)."""
        return self.tasks[task]

    def outcome(self, kind: str) -> OutcomeText:
        """What became of a submission (a session's ``OutcomeKind``)."""
        return self.outcomes[kind]

    def scanned_paper(self, kind: str) -> ScannedPaperText:
        """One of our papers that may be scanned (a session's ``PaperKind``)."""
        return self.scanned_papers[kind]

    def paper_state(self, state: str) -> PaperStateText:
        """What is known of a genuine paper (a session's ``PaperState``)."""
        return self.paper_states[state]

    def part(self, part: str) -> PartText:
        """A part of the machine (``kiosk.devices`` ``Part``)."""
        return self.parts[part]

    def part_state(self, state: str) -> str:
        """A part's state in a few words (``kiosk.devices`` ``State``)."""
        return self.part_states[state]

    def paper_level(self, level: str) -> str:
        """The printer's paper in a few words (the drivers' ``PaperLevel``)."""
        return self.paper_levels[level]

    def resident_fault(self, code: str) -> str:
        """A device fault in a few words for residents (the drivers' ``FaultCode``)."""
        return self.faults[code].resident

    def technician_fault(self, code: str) -> str:
        """A device fault for technicians: what it means and where to look."""
        return self.faults[code].technician

    def action(self, code: str) -> str:
        """The recommended action (the drivers' ``Action``)."""
        return self.actions[code]

    def verb(self, verb: str) -> VerbText:
        """One of the catalogue's four verbs."""
        return self.verbs[verb]

    def day(self, day: date) -> str:
        """A date with its weekday as it is said, e.g. 11月22日 周日."""
        return f"{day.month}月{day.day}日 {self.weekdays[day.weekday()]}"
