"""What stands around a screen, derived from the visit."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk import flow
from kiosk.catalog import Item
from kiosk.i18n import Texts
from kiosk.session import NoticeCode, Visit
from kiosk.session.data import ScannedPaper
from kiosk.session.moves import UNBREAKABLE
from kiosk.session.notices import CODE_HINTS
from kiosk.session.visit import (
    Attract,
    Done,
    Form,
    Guide,
    Home,
    Identify,
    Listing,
    Maintenance,
    OutOfService,
    Preview,
    Records,
    Result,
    Review,
    Scanned,
    Scene,
    SignIn,
    Unlock,
    Working,
)
from kiosk.settings import Site

_NAMES: dict[type[Scene], str] = {
    Attract: "attract",
    Home: "home",
    Listing: "listing",
    Guide: "guide",
    Identify: "identify",
    Unlock: "unlock",
    Form: "step",
    Review: "review",
    Working: "working",
    Scanned: "scanned",
    Records: "records",
    Preview: "preview",
    Result: "result",
    Done: "done",
    SignIn: "sign_in",
    Maintenance: "maintenance",
    OutOfService: "out_of_service",
}
_HELP_NOTICES = {NoticeCode.HELP_SENT, NoticeCode.HELP_NOT_SENT}


@dataclass(frozen=True, slots=True)
class ShellProps:
    """What the shell shows around the screen ``screen``."""

    screen: str = "attract"
    branded: bool = True
    """The header carries the machine's name and the clock instead of a title and the time left."""
    title: str = ""
    subtitle: str = ""
    visitor: str = field(default="", repr=False)
    timed: bool = False
    elder: bool = False
    elder_offered: bool = True
    home_offered: bool = False
    back_offered: bool = False
    sign_out_offered: bool = False
    help_offered: bool = True
    notice_tone: str = ""
    notice_title: str = ""
    notice_hint: str = ""
    helping: bool = False
    help_tone: str = "info"
    help_title: str = ""
    help_hint: str = ""
    asking: bool = False


def screen_name(visit: Visit) -> str:
    """The screen that shows the visit's scene; a question for a slot has a screen of its own."""
    if isinstance(visit.scene, Form):
        asked = flow.current(visit.scene.flow)
        if asked is not None and any(field.kind == "slot" for field in asked.fields):
            return "slots"
    return _NAMES[type(visit.scene)]


def screens() -> tuple[str, ...]:
    """The names of all screens."""
    return (*_NAMES.values(), "slots")


def derive_shell_props(visit: Visit, site: Site, texts: Texts) -> ShellProps:
    """Everything around the screen; time itself is read from the stage at each tick."""
    scene = visit.scene
    technical = isinstance(scene, SignIn | Maintenance)
    resting = isinstance(scene, Attract | OutOfService)
    branded = resting or isinstance(scene, Home)
    tone, title, hint = _notice(visit, texts)
    help_tone, help_title, help_hint = _help(visit, texts)
    return ShellProps(
        screen=screen_name(visit),
        branded=branded,
        title=_branded_title(visit, texts) if branded else _title(visit, texts),
        subtitle=f"{site.estate} · {site.place}" if branded else "",
        visitor=visit.visitor.masked_name if visit.visitor else "",
        timed=not resting,
        elder=visit.elder,
        elder_offered=not (technical or isinstance(scene, OutOfService)),
        home_offered=not (branded or _unbreakable(scene)),
        back_offered=_returns_by_footer(scene),
        sign_out_offered=isinstance(scene, Home) and visit.visitor is not None,
        help_offered=not (technical or isinstance(scene, OutOfService)),
        notice_tone=tone,
        notice_title=title,
        notice_hint=hint,
        helping=visit.helping,
        help_tone=help_tone,
        help_title=help_title,
        help_hint=help_hint,
        asking=visit.presence_until is not None and not isinstance(scene, Done | OutOfService),
    )


def _branded_title(visit: Visit, texts: Texts) -> str:
    asks = visit.elder and isinstance(visit.scene, Home)
    return texts.shell.elder_question if asks else texts.shell.machine


def _item_name(item: Item, *, elder: bool) -> str:
    """The official name; in elder mode the plain one, which also fits the larger type."""
    return (item.elder_name or item.short_name) if elder else item.name


def _title(visit: Visit, texts: Texts) -> str:
    match visit.scene:
        case (
            Identify(item=Item() as item)
            | Unlock(item=Item() as item)
            | Working(item=Item() as item)
        ):
            return _item_name(item, elder=visit.elder)
        case (
            Scanned(paper=paper)
            | Identify(resumes=ScannedPaper() as paper)
            | Unlock(resumes=ScannedPaper() as paper)
            | Working(resumes=ScannedPaper() as paper)
        ):
            return texts.scanned_paper(paper.kind).title
        case Identify() | Unlock() | Working():
            return texts.shell.identify
        case SignIn() | Maintenance():
            return texts.shell.maintenance
        case Listing(query=query):
            return texts.shell.listing if query is None else texts.shell.search
        case (
            Guide(item=item)
            | Form(item=item)
            | Review(item=item)
            | Records(item=item)
            | Preview(item=item)
            | Result(item=item)
            | Done(item=item)
        ):
            return _item_name(item, elder=visit.elder)
        case _:
            return texts.shell.machine


def _unbreakable(scene: Scene) -> bool:
    return isinstance(scene, Working) and scene.task in UNBREAKABLE


def _returns_by_footer(scene: Scene) -> bool:
    """Where the page itself has no action bar with a way back."""
    return isinstance(scene, Listing | Identify | Working) and not _unbreakable(scene)


def _notice(visit: Visit, texts: Texts) -> tuple[str, str, str]:
    if visit.notice is None or (visit.helping and visit.notice in _HELP_NOTICES):
        return "", "", ""
    if visit.notice in CODE_HINTS:  # the screen says them below the camera's picture
        return "", "", ""
    notice = texts.notice(visit.notice)
    return notice.tone, notice.title, notice.hint.replace("{until}", visit.until)


def _help(visit: Visit, texts: Texts) -> tuple[str, str, str]:
    if not visit.helping:
        return "info", "", ""
    if visit.notice in _HELP_NOTICES:
        notice = texts.notice(visit.notice)
        return notice.tone, notice.title, notice.hint
    return "info", texts.shell.calling.title, texts.shell.calling.hint
