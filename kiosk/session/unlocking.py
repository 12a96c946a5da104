"""What opens a travel document's chip: three fields, typed or read from the page on the tray."""

from __future__ import annotations

from dataclasses import replace

from kiosk.session import effects, events, key_entry
from kiosk.session.key_entry import TrayStage
from kiosk.session.moves import Transition, stay, work
from kiosk.session.notices import NoticeCode
from kiosk.session.visit import Task, Unlock, Visit, Working

KeyEvent = (
    events.KeyTyped
    | events.KeyErased
    | events.KeyCleared
    | events.KeyFieldChosen
    | events.NextPressed
)

_USELESS = (NoticeCode.ZONE_CAMERA_DOWN, NoticeCode.ZONE_WITHOUT_KEY)
"""After these another look at the tray would bring nothing."""

TrayEvent = events.ZonePressed | events.ZoneDeclined


def typing(visit: Visit, unlock: Unlock, event: KeyEvent) -> Transition:
    """The keys of the three fields; with all of them well filled, "on" reads the document.

    Whoever types does not look at the tray any more.
    """
    draft = unlock.draft
    match event:
        case events.KeyTyped(key=key):
            draft = key_entry.typed(draft, key)
        case events.KeyErased():
            draft = key_entry.erased(draft)
        case events.KeyCleared():
            draft = key_entry.cleared(draft)
        case events.KeyFieldChosen(place=place):
            draft = key_entry.chosen(draft, place)
        case events.NextPressed():
            if key_entry.key_of(draft) is not None:
                return read_with_key(visit, unlock)
            draft = key_entry.advanced(draft)
    return stay(replace(_looked_away(visit, unlock), scene=replace(unlock, draft=draft, tray=None)))


def read_with_key(visit: Visit, unlock: Unlock) -> Transition:
    """Read what lies there, with the key as far as it is complete."""
    waiting = work(visit, Working(Task.IDENTIFYING, unlock.item, unlock.draft, unlock.resumes))
    key = key_entry.key_of(unlock.draft)
    return Transition(waiting, (effects.IdentifyByCard(waiting.ticket, waiting.visitor, key),))


def tray_pressed(visit: Visit, unlock: Unlock, event: TrayEvent) -> Transition:
    """To the tray, once more to the tray, or back to the keys."""
    match event:
        case events.ZonePressed() if unlock.tray is TrayStage.READING:
            return stay(visit)
        case events.ZonePressed():
            looking = replace(unlock, tray=TrayStage.READING)
            begun = replace(visit, scene=looking, notice=None, ticket=visit.ticket + 1)
            return Transition(begun, (effects.ReadZone(begun.ticket),))
        case events.ZoneDeclined():
            return stay(replace(_looked_away(visit, unlock), scene=replace(unlock, tray=None)))


def zone_read(visit: Visit, event: events.ZoneRead) -> Transition:
    """The fields are filled; the chip is read at once."""
    match visit.scene:
        case Unlock(tray=TrayStage.READING) as unlock:
            filled = replace(unlock, draft=key_entry.draft_of(event.key), tray=None)
            return read_with_key(replace(visit, scene=filled), filled)
        case _:
            return stay(visit)


def zone_unread(visit: Visit, unlock: Unlock, notice: NoticeCode) -> Transition:
    """No key: say why, where the tray is still seen and may be read again if that may help."""
    tray = None if notice in _USELESS else TrayStage.UNREAD
    return stay(replace(visit, scene=replace(unlock, tray=tray), notice=notice))


def _looked_away(visit: Visit, unlock: Unlock) -> Visit:
    """A reading that is under way is not wanted any more."""
    spent = 1 if unlock.tray is TrayStage.READING else 0
    return replace(visit, notice=None, ticket=visit.ticket + spent)
