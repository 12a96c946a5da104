"""Who is here: cards and codes, a stronger document for a stricter item, and chips with a key."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kiosk.session import effects, events, picturing, scanning, service, unlocking
from kiosk.session.data import CodeKind, Visitor
from kiosk.session.key_entry import KeyDraft
from kiosk.session.moves import Transition, back, go, stay, work
from kiosk.session.notices import NoticeCode
from kiosk.session.visit import (
    Attract,
    Form,
    Guide,
    Home,
    Identify,
    Listing,
    Maintenance,
    OutOfService,
    Task,
    Unlock,
    Visit,
    Working,
)

UNPROVEN = 1
"""The assurance that a document with a chip which anybody could copy gives at best."""

IDENTIFIES = (Task.IDENTIFYING, Task.CHECKING)
"""Tasks that may end with somebody known: a code that is opened may be a credential."""

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
    page: bool = False
    """The document camera shows what lies on its tray."""


def listening(visit: Visit) -> Listening:
    """Cards and codes are wanted only where they mean "this is me": elsewhere the camera rests.

    Papers may be scanned where codes are wanted. A machine that is out of service looks for codes
    of its staff, the technicians' page for codes that are about the machine.
    """
    scene = visit.scene
    if isinstance(scene, Form):
        return Listening(card=False, code=False, page=picturing.watching(visit))
    if isinstance(scene, Unlock):
        return Listening(card=True, code=False, page=scene.tray is not None)
    if isinstance(scene, OutOfService):
        return Listening(card=False, code=True)
    if isinstance(scene, Maintenance):
        return Listening(card=False, code=not (scene.testing or scene.checking or scene.asking))
    open_to_all = visit.visitor is None and isinstance(scene, Attract | Home | Listing | Guide)
    asked = isinstance(scene, Identify)
    return Listening(card=open_to_all or asked, code=open_to_all or asked, asked=asked)


IdentityEvent = events.CardLaid | events.CodeShown | events.CodeMisplaced | events.CodesMany


def came(visit: Visit, event: IdentityEvent) -> Transition:
    """A card or a code, in a scene that listens for it."""
    match event:
        case events.CodesMany():
            return _told(visit, NoticeCode.CODES_MANY)
        case events.CodeMisplaced(notice=notice):
            return _told(visit, notice)
        case events.CodeShown(kind=CodeKind.SIGNED):
            return scanning.opening(visit)
        case _ if isinstance(visit.scene, Unlock):
            return unlocking.read_with_key(visit, visit.scene)
        case _:
            return _identify(visit, event)


def _told(visit: Visit, notice: NoticeCode) -> Transition:
    """Say it where a card or a code is asked for, keeping the way back."""
    if isinstance(visit.scene, Identify):
        return stay(replace(visit, notice=notice))
    item = visit.scene.item if isinstance(visit.scene, Guide) else None
    return stay(replace(go(visit, Identify(item)), notice=notice))


def _identify(visit: Visit, event: events.CardLaid | events.CodeShown) -> Transition:
    scene = visit.scene
    item = scene.item if isinstance(scene, Identify | Guide) else None
    resumes = scene.resumes if isinstance(scene, Identify) else None
    waiting = work(visit, Working(Task.IDENTIFYING, item, resumes=resumes))
    if isinstance(event, events.CardLaid):
        return Transition(waiting, (effects.IdentifyByCard(waiting.ticket, waiting.visitor),))
    return Transition(waiting, (effects.IdentifyByCode(waiting.ticket, waiting.visitor),))


def known(visit: Visit, visitor: Visitor) -> Transition:
    """On with the item or the paper that asked for identity, or back to where the card was laid.

    A bearer that this one has taken the place of is given back.
    """
    if not isinstance(visit.scene, Working) or visit.scene.task not in IDENTIFIES:
        return stay(visit)
    former = () if visit.visitor is None else (effects.Release(visit.visitor),)
    after = _go_on(replace(visit, visitor=visitor), visit.scene)
    return Transition(after.visit, (*former, *after.effects))


def _go_on(visit: Visit, working: Working) -> Transition:
    if working.resumes is not None:
        return scanning.resume(visit, working.resumes)
    return service.begin(visit, working.item) if working.item else stay(back(visit))


def failed(visit: Visit, working: Working, notice: NoticeCode) -> Transition:
    """Say why, where a card or a code is waited for again; what was typed is kept if it serves."""
    ended = replace(visit, notice=notice, ticket=visit.ticket + 1)
    item, draft, resumes = working.item, working.draft, working.resumes
    if notice is NoticeCode.CARD_KEY_NEEDED:
        if _needed(working) > UNPROVEN:
            told = NoticeCode.IDENTITY_TOO_WEAK
            return stay(replace(ended, scene=Identify(item, resumes), notice=told))
        unlock = Unlock(item, draft or KeyDraft(), resumes)
        return stay(replace(ended, scene=unlock, notice=None))
    if draft is not None and notice in _TRY_AGAIN:
        unlock = Unlock(item, draft, resumes)
        return stay(replace(ended, scene=unlock, notice=_TRY_AGAIN[notice]))
    return stay(replace(ended, scene=Identify(item, resumes)))


def _needed(working: Working) -> int:
    """The assurance that what goes on afterwards asks for."""
    if working.resumes is not None:
        return scanning.NEEDED.get(working.resumes.kind, 0)
    return 0 if working.item is None else working.item.assurance
