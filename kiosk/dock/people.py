"""The residents' panel: who there is, and what each can lay down or show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Property, QObject, Slot
from PySide6.QtQml import QmlElement

from drivers.card.ethnic_groups import ethnic_group
from drivers.sim.residents import SimResident
from drivers.sim.world import Pose
from kiosk.dock.cards import CardRow, card_rows
from kiosk.dock.hands import Hands
from kiosk.ui.rows import RowsModel

QML_IMPORT_NAME = "kiosk.dock"
QML_IMPORT_MAJOR_VERSION = 1

HAN = "01"
"""GB/T 3304 code of the majority; everybody else's group is told."""
AGES = ((80, "80岁以上"), (60, "60岁以上"))
_SEXES = {"female": "女", "male": "男"}


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One resident: ``person`` is the key, ``about`` sex and age, ``facts`` what makes a case."""

    person: str
    name: str
    about: str
    facts: tuple[str, ...]


def age_on(day: date, birth: date) -> int:
    """Completed years."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def rare(name: str) -> bool:
    """Whether the name has a character that most input methods and old systems lack.

    GBK holds the 21,003 characters in everyday use; a person's name may have any of 97,000 more.
    """
    try:
        name.encode("gbk")
    except UnicodeEncodeError:
        return True
    return False


def derive_person_row(resident: SimResident, today: date) -> PersonRow:
    """A resident in few words."""
    age = age_on(today, resident.birth)
    facts = [next((word for years, word in AGES if age >= years), "")]
    if resident.valid_until is None:
        facts.append("身份证长期有效")
    elif resident.valid_until < today:
        facts.append("身份证已过期")
    facts.append("生僻字姓名" if rare(resident.name) else "")
    facts.append("姓名带间隔点" if "·" in resident.name else "")
    facts.append("" if resident.ethnic_code == HAN else f"{ethnic_group(resident.ethnic_code)}族")
    return PersonRow(
        person=resident.key,
        name=resident.name,
        about=f"{_SEXES[resident.sex]} · {age} 岁",
        facts=tuple(fact for fact in facts if fact),
    )


@QmlElement
class PeopleViewModel(QObject):
    """The residents, and what their hands do; ``pose`` tells how a phone is held."""

    def __init__(
        self,
        hands: Hands,
        pose: Callable[[], Pose],
        today: Callable[[], date],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._hands = hands
        self._pose = pose
        self._people = RowsModel(PersonRow, self)
        day = today()
        self._cards = RowsModel(CardRow, self)
        self._cards.show(card_rows(hands))
        self._people.show([derive_person_row(each, day) for each in hands.residents.values()])

    @Property(QObject, constant=True)
    def people(self) -> QObject:
        return self._people

    @Property(QObject, constant=True)
    def cards(self) -> QObject:
        """Documents beside the residents' identity cards."""
        return self._cards

    @Slot(str)
    def layCard(self, card: str) -> None:
        """Somebody's identity card, or another card, on the reader."""
        self._hands.tap(card)

    @Slot(str)
    def showCode(self, person: str) -> None:
        """A fresh code on her phone, before the camera."""
        self._hands.show(person, self._pose())

    @Slot(str)
    def showExpiredCode(self, person: str) -> None:
        """A code that she took a picture of an hour ago."""
        self._hands.show(person, self._pose(), expired=True)
