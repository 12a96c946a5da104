"""Who is here: cards and codes, a stronger document for a stricter item, and chips with a key."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kiosk.session import effects, events, key_entry, service
from kiosk.session.data import Visitor
from kiosk.session.key_entry import KeyDraft
from kiosk.session.moves import Transition, back, stay, work
from kiosk.session.notices import NoticeCode
from kiosk.session.visit import (
    Attract,
    Guide,
    Home,
    Identify,
    Listing,
    Task,
    Unlock,
    Visit,
    Working,
)

UNPROVEN = 1
"""The assurance that a document with a chip which anybody could copy gives at best."""

_TRY_AGAIN = {
    NoticeCode.CARD_KEY_REFUSED: NoticeCode.CARD_KEY_REFUSED,
    NoticeCode.CARD_REMOVED: NoticeCode.CARD_AWAITED,
    NoticeCode.CARD_UNREADABLE: NoticeCode.CARD_UNREADABLE,
    NoticeCode.READER_DOWN: NoticeCode.READER_DOWN,
}
"""Failures after which what was typed still serves, and what is said there."""


@dataclass(frozen=True, slots=True)
class Listening:
    """Which identity devices the scene wants to hear from."""

    card: bool
    code: bool
    asked: bool = False
    """The resident was asked for them: what lies there already counts too."""


def listening(visit: Visit) -> Listening:
    """Cards and codes are wanted only where they mean "this is me": elsewhere the camera rests."""
    scene = visit.scene
    if isinstance(scene, Unlock):
        return Listening(card=True, code=False)
    open_to_all = visit.visitor is None and isinstance(scene, Attract | Home | Listing | Guide)
    asked = isinstance(scene, Identify)
    return Listening(card=open_to_all or asked, code=open_to_all or asked, asked=asked)


def came(visit: Visit, event: events.CardLaid | events.CodeShown | events.CodesMany) -> Transition:
    """A card or a code, in a scene that listens for it."""
    if isinstance(event, events.CodesMany):
        identify = visit.scene if isinstance(visit.scene, Identify) else Identify()
        return stay(replace(visit, scene=identify, notice=NoticeCode.CODES_MANY))
    if isinstance(visit.scene, Unlock):
        return _read_with_key(visit, visit.scene)
    item = visit.scene.item if isinstance(visit.scene, Identify | Guide) else None
    waiting = work(visit, Working(Task.IDENTIFYING, item))
    if isinstance(event, events.CardLaid):
        return Transition(waiting, (effects.IdentifyByCard(waiting.ticket, waiting.visitor),))
    return Transition(waiting, (effects.IdentifyByCode(waiting.ticket, waiting.visitor),))


def known(visit: Visit, visitor: Visitor) -> Transition:
    """On with the item that asked for identity, or back to where the card was laid.

    A bearer that this one has taken the place of is given back.
    """
    if not isinstance(visit.scene, Working) or visit.scene.task is not Task.IDENTIFYING:
        return stay(visit)
    former = () if visit.visitor is None else (effects.Release(visit.visitor),)
    here = replace(visit, visitor=visitor)
    after = service.begin(here, visit.scene.item) if visit.scene.item else stay(back(here))
    return Transition(after.visit, (*former, *after.effects))


def failed(visit: Visit, working: Working, notice: NoticeCode) -> Transition:
    """Say why, where a card or a code is waited for again; what was typed is kept if it serves."""
    ended = replace(visit, notice=notice, ticket=visit.ticket + 1)
    item, draft = working.item, working.draft
    if notice is NoticeCode.CARD_KEY_NEEDED:
        if item is not None and item.assurance > UNPROVEN:
            told = NoticeCode.IDENTITY_TOO_WEAK
            return stay(replace(ended, scene=Identify(item), notice=told))
        return stay(replace(ended, scene=Unlock(item, draft or KeyDraft()), notice=None))
    if draft is not None and notice in _TRY_AGAIN:
        return stay(replace(ended, scene=Unlock(item, draft), notice=_TRY_AGAIN[notice]))
    return stay(replace(ended, scene=Identify(item)))


KeyEvent = (
    events.KeyTyped
    | events.KeyErased
    | events.KeyCleared
    | events.KeyFieldChosen
    | events.NextPressed
)


def typing(visit: Visit, unlock: Unlock, event: KeyEvent) -> Transition:
    """The keys of the three fields; with all of them well filled, "on" reads the document."""
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
                return _read_with_key(visit, unlock)
            draft = key_entry.advanced(draft)
    return stay(replace(visit, scene=Unlock(unlock.item, draft), notice=None))


def _read_with_key(visit: Visit, unlock: Unlock) -> Transition:
    """Read what lies there, with the key as far as it is complete."""
    waiting = work(visit, Working(Task.IDENTIFYING, unlock.item, unlock.draft))
    key = key_entry.key_of(unlock.draft)
    return Transition(waiting, (effects.IdentifyByCard(waiting.ticket, waiting.visitor, key),))
