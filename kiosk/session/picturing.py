"""Photos of materials in a form: the tray live, taking, taken, kept; and which ones are still used.

A picture is known here by its id alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kiosk import flow
from kiosk.flow import Picture
from kiosk.session import effects, events
from kiosk.session.moves import Transition, stay
from kiosk.session.notices import NoticeCode
from kiosk.session.shots import Shot, ShotStage
from kiosk.session.visit import Form, Review, Scene, Visit

PictureEvent = events.CapturePressed | events.RetakePressed | events.PictureKept
PageAnswer = events.PageCaptured | events.PageRefused


def watching(visit: Visit) -> bool:
    """Whether the tray is to be seen live: a picture is asked for, and there is none yet."""
    if not isinstance(visit.scene, Form):
        return False
    form, field = visit.scene, _asked(visit.scene)
    if field is None or field.id in form.flow.answers:
        return False
    return form.shot is None or form.shot.stage is not ShotStage.TAKEN


def undecided(form: Form) -> bool:
    """Whether a picture is being taken, or waits to be kept or taken again."""
    return form.shot is not None and form.shot.stage is not ShotStage.REFUSED


def taking(visit: Visit) -> bool:
    """Whether the document camera is at work for the form."""
    match visit.scene:
        case Form(shot=Shot(stage=ShotStage.TAKING)):
            return True
        case _:
            return False


def pressed(visit: Visit, form: Form, event: PictureEvent) -> Transition:
    """What a hand did at the picture's field."""
    field = _asked(form)
    if field is None or field.id != event.field_id:
        return stay(visit)
    match event:
        case events.CapturePressed():
            return _capture(visit, form, field)
        case events.RetakePressed() if not taking(visit):
            return stay(_answered(visit, form, field, ""))
        case events.PictureKept() if form.shot and form.shot.stage is ShotStage.TAKEN:
            return stay(_answered(visit, form, field, form.shot.picture_id))
        case _:
            return stay(visit)


def answered(visit: Visit, event: PageAnswer) -> Transition:
    """The document camera has a picture, or says what is wrong with what it sees."""
    match visit.scene:
        case Form(shot=Shot(stage=ShotStage.TAKING) as shot) as form:
            return stay(replace(visit, scene=replace(form, shot=_after(shot, event))))
        case _:
            return stay(visit)


def failed(visit: Visit, notice: NoticeCode) -> Transition:
    """No picture, by no fault of the hand: say so, and show the tray again."""
    match visit.scene:
        case Form() as form:
            return stay(replace(visit, scene=replace(form, shot=None), notice=notice))
        case _:
            return stay(visit)


def pictures(visit: Visit) -> frozenset[str]:
    """The ids of all pictures that the visit may still show or send; all others are rubbish."""
    scenes = (*visit.trail, visit.scene)
    return frozenset(found for scene in scenes for found in _pictures_of(scene))


def _asked(form: Form) -> Picture | None:
    step = flow.current(form.flow)
    found = (field for field in (step.fields if step else ()) if isinstance(field, Picture))
    return next(found, None)


def _capture(visit: Visit, form: Form, field: Picture) -> Transition:
    """Only before an empty field, and only while nothing is fetched: a ticket has one owner."""
    if visit.pending is not None or undecided(form) or field.id in form.flow.answers:
        return stay(visit)
    shot = Shot(field.id, ShotStage.TAKING)
    errors = {key: value for key, value in form.errors.items() if key != field.id}
    begun = replace(
        visit,
        scene=replace(form, shot=shot, errors=errors),
        notice=None,
        ticket=visit.ticket + 1,
    )
    return Transition(begun, (effects.CapturePage(begun.ticket, field.id),))


def _answered(visit: Visit, form: Form, field: Picture, picture_id: str) -> Visit:
    state = flow.answer(form.flow, field.id, picture_id)
    errors = {key: value for key, value in form.errors.items() if key != field.id}
    return replace(visit, scene=Form(form.item, state, errors), notice=None)


def _after(shot: Shot, event: PageAnswer) -> Shot:
    match event:
        case events.PageCaptured(picture_id=picture_id):
            return Shot(shot.field_id, ShotStage.TAKEN, picture_id)
        case events.PageRefused(reasons=reasons, glare=glare):
            return Shot(shot.field_id, ShotStage.REFUSED, reasons=reasons, glare=glare)


def _pictures_of(scene: Scene) -> Iterator[str]:
    match scene:
        case Form(flow=state) | Review(flow=state):
            yield from state.flow.pictures(state.answers).values()
        case _:
            pass
    if isinstance(scene, Form) and scene.shot is not None and scene.shot.picture_id:
        yield scene.shot.picture_id
