"""What a resident could do to be read, from measured facts; NONE wherever they leave a doubt.

Only for frames in which no code was found. Thresholds were set on the tuning frames of
``tests/bench/scan`` and on harder ones; grey levels are of 8-bit frames.
"""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass

import cv2
import numpy as np

from drivers._results import ScanHint
from drivers.camera.edge_widths import Edges, Line, measure_edges
from drivers.camera.frames import Frame, GreyImage
from drivers.camera.lit_shapes import Shape, find_screen
from drivers.camera.traces import Traces, find_traces, shrunk

_NO_LIGHT_MEAN = 6.0
"""Mean grey of a frame that shows nothing at all (see ``freshness``)."""
_CODE_SIDE_PX = 60
_CODE_SHARE = 0.25
"""Least side of a code's patch, and its part of the box around all patches (measured: 0.3 and more;
corners and status bars of a screen that shows no code: 0.16)."""
_MELTED = 2.85
"""Edge widths a run: 2.5 where modules have melted into each other, from 2.7 for a sharp code that
is turned by 45 degrees, 3.1 and more for others."""
_WIDE_PX = 5.0
"""Edges of codes that are read are up to 4.5 wide, of those out of focus 7 to 12."""
_STREAK_PX = 4.2
_STREAKED = 1.5
"""Widths along over across. Seen from far aside up to 1.3; moved codes that are not read have 2 to
4."""
_FINE_RUN_PX = 6.4
"""Runs of modules of 1 to 2 pixels, which a lens does not resolve further."""
_SMALL_PX = 230
"""Everything restless in the frame lies within this: a phone at more than an arm's length."""
_FAINT = 10.0
"""Grey levels between dark and light modules, of which noise takes half."""
_DARK = 60.0
_FRAMES = 3
_APART_S = 0.06
"""Two frame times: far enough apart to differ, near enough to be of one movement."""
_AGREEING = 2
_MOVING_PX_S = 350.0
"""Half a frame's height a second smears a code by 12 pixels at 1/30 s."""


@dataclass(frozen=True, slots=True)
class View:
    """One frame's verdict, and where the restless patch was (x, y in pixels), if there was one."""

    hint: ScanHint
    at: float = 0.0
    centre: tuple[float, float] | None = None


class HintWatch:
    """The last frames of a search, and the hint on which most of them agree.

    ``note`` costs nothing; ``hint`` looks at three frames at most, 4 ms each at 1280x720. Keeps
    those frames until ``forget``. Not for several threads.
    """

    def __init__(self) -> None:
        self._frames: deque[Frame] = deque(maxlen=_FRAMES)

    def note(self, frame: Frame) -> None:
        """The search has seen this frame and found no code in it."""
        if len(self._frames) > 1 and frame.at - self._frames[-2].at < _APART_S:
            self._frames.pop()
        self._frames.append(frame)

    def hint(self) -> ScanHint:
        """What most of the last frames say; a single frame speaks for itself."""
        views = [view_of(frame.image, frame.at) for frame in self._frames]
        if not views:
            return ScanHint.NONE
        votes = Counter(_while_moving(view.hint, views) for view in views)
        hint, count = votes.most_common(1)[0]
        return hint if count >= min(_AGREEING, len(views)) else ScanHint.NONE

    def forget(self) -> None:
        """The next frame has nothing to do with those before."""
        self._frames.clear()


def hint_of(image: GreyImage) -> ScanHint:
    """The most helpful hint for one frame; NONE when nothing is sure."""
    return view_of(image).hint


def view_of(image: GreyImage, at: float = 0.0) -> View:
    """What is wrong with this frame, seen by itself."""
    if cv2.mean(image)[0] < _NO_LIGHT_MEAN:
        return View(ScanHint.TOO_DARK, at)
    small = shrunk(image)
    traces = find_traces(image, small)
    if traces is None or not _holds_code(traces):
        screen = find_screen(small)
        if screen is not None:
            dim = screen is Shape.DIM
            return View(ScanHint.TOO_DARK if dim else ScanHint.TOO_BRIGHT, at)
    if traces is None:
        return View(ScanHint.NONE, at)
    edges = measure_edges(traces)
    hint = ScanHint.NONE if edges is None else _of_code(traces, edges)
    return View(hint, at, traces.centre)


def _of_code(traces: Traces, edges: Edges) -> ScanHint:
    if edges.contrast < _FAINT:
        dark = float(np.mean(traces.cut[::4, ::4])) < _DARK
        return ScanHint.TOO_DARK if dark else ScanHint.NONE
    if _holds_code(traces):
        if _is_streaked(edges):
            return ScanHint.HOLD_STILL
        if _is_melted(edges.along, _WIDE_PX) and _is_melted(edges.across, _WIDE_PX):
            return ScanHint.BLURRED
    fine = max(edges.along.run_px, edges.across.run_px) < _FINE_RUN_PX
    sharp = max(edges.along.width_px, edges.across.width_px) < _WIDE_PX
    small = traces.spread_px < _SMALL_PX
    return ScanHint.CLOSER if sharp and (fine or small) else ScanHint.NONE


def _holds_code(traces: Traces) -> bool:
    return traces.side_px >= max(_CODE_SIDE_PX, _CODE_SHARE * traces.spread_px)


def _is_streaked(edges: Edges) -> bool:
    wider = edges.along.width_px > _STREAKED * edges.across.width_px
    return wider and _is_melted(edges.along, _STREAK_PX)


def _is_melted(line: Line, least_px: float) -> bool:
    return line.distinctness < _MELTED and line.width_px > least_px


def _while_moving(hint: ScanHint, views: list[View]) -> ScanHint:
    """What is blurred while it moves fast is blurred by that."""
    fast = hint is ScanHint.BLURRED and _speed(views) > _MOVING_PX_S
    return ScanHint.HOLD_STILL if fast else hint


def _speed(views: list[View]) -> float:
    """Pixels a second of the patch between the first and the last frame that have one."""
    placed = [(view.at, view.centre) for view in views if view.centre is not None]
    if len(placed) < _AGREEING or placed[-1][0] <= placed[0][0]:
        return 0.0
    (began, (x0, y0)), (ended, (x1, y1)) = placed[0], placed[-1]
    return float(np.hypot(x1 - x0, y1 - y0)) / (ended - began)
