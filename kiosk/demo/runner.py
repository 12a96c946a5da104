"""``kiosk demo``: five visits one after the other, pictures, papers and a report."""

from __future__ import annotations

import logging
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from kiosk.app import App
from kiosk.demo.pilot import Pilot, VisitError
from kiosk.demo.report import VisitReport, write_report
from kiosk.demo.stagehand import Stagehand
from kiosk.demo.visits import SCRIPTS, Script
from kiosk.logs import set_up_logs
from kiosk.session.events import ElderToggled, LeavePressed
from kiosk.startup import qt_application, read_configuration

Say = Callable[[str], None]


class NotSimulatedError(Exception):
    """The profile has real devices: nobody is there to put cards on them."""


def run_demo(
    profile: Path, out: Path, size: tuple[int, int] | None, *, elder: bool, say: Say
) -> list[VisitReport]:
    """Make all visits on a fresh store below a temporary folder. Blocks for about a minute.

    A visit that fails is reported, pictured as ``failed-<verb>.png``, and the next one begins.
    """
    set_up_logs(level=logging.WARNING)
    configuration = read_configuration(profile)
    screen = configuration.settings.screen
    for folder in ("screens", "paper"):
        shutil.rmtree(out / folder, ignore_errors=True)
    out.mkdir(parents=True, exist_ok=True)
    application = qt_application(offscreen=True)
    with tempfile.TemporaryDirectory(prefix="kiosk-demo-") as folder:
        settings = configuration.settings.model_copy(update={"state_dir": Path(folder)})
        wanted = size or (screen.width, screen.height)
        app = App(settings, configuration.catalog, configuration.texts, wanted)
        try:
            reports = _play(app, out, say, elder=elder)
        finally:
            app.close()
            application.processEvents()
    write_report(out / "report.json", reports)
    say(f"{sum(r.ok for r in reports)} of {len(reports)} visits well; see {out}/")
    return reports


def _play(app: App, out: Path, say: Say, *, elder: bool) -> list[VisitReport]:
    hands = app.parts.hands
    if hands is None:
        message = "the demo needs a profile with simulated devices"
        raise NotSimulatedError(message)
    app.start()
    stage = Stagehand(app, Pilot(app.window), hands, out)
    reports = []
    for script in SCRIPTS:
        if elder:
            app.stage.send(ElderToggled())
        reports.append(_visit(stage, script))
        last = reports[-1]
        verdict = "ok" if last.ok else f"FAILED: {last.error}"
        say(f"{last.verb:12} {last.item:24} {last.seconds:5.1f} s  {last.number:28} {verdict}")
    return reports


def _visit(stage: Stagehand, script: Script) -> VisitReport:
    start, papers = time.monotonic(), stage.papers
    number, error = "", ""
    try:
        number = script.play(stage)
    except VisitError as failure:
        error = str(failure)
        stage.picture(f"failed-{script.verb}")
        stage.hands.take()
        stage.hands.hide()
        stage.app.stage.send(LeavePressed())
    return VisitReport(
        verb=script.verb,
        item=script.item,
        identified_by=script.identified_by,
        ok=not error,
        seconds=round(time.monotonic() - start, 2),
        number=number,
        printed=stage.papers - papers,
        error=error,
    )
