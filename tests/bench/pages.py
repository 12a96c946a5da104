"""The document camera: keys read from posed travel documents, pages found, beside plain peers.

Peers, on the same frames in the same run: the OCR engine on its own, given each line of the zone
as it was found, turned straight, its letters taken where the fields ought to be; and OpenCV's
usual way to find a page (Canny, contours, a polygon with four corners).
"""

from __future__ import annotations

import datetime as dt
import random
import string
from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import perf_counter

import cv2
import numpy as np

from drivers import TravelKey
from drivers.camera.pages import find_page
from drivers.camera.zone import LineEngine, ZoneReader, open_engine
from drivers.camera.zone.finding import TextLine, find_zones
from drivers.camera.zone.layout import LINES, places, width
from drivers.card.emrtd.chip_dates import birth_date, expiry_date
from drivers.card.emrtd.mrz import Mrz
from drivers.card.emrtd.mrz_form import MrzForm
from drivers.sim.page_art import travel_page
from drivers.sim.page_pose import Edge, PagePose, Tray
from drivers.sim.page_scene import noisy, page_corners, page_scene
from drivers.sim.pages import drawn_page, specimen_pages
from drivers.sim.wallet import load_wallet
from tests.bench.report import Figure, say, write

SEED = 9303
ZONES = 200
PAGES = 120
SIZES = ((1920, 1080), (1280, 720))
TODAY = dt.date(2026, 3, 1)

READ_RATE = 0.93
FOUND_RATE = 0.90
SAME = 0.95
"""Overlap of a page that counts as found."""


@dataclass(frozen=True, slots=True)
class PosedZone:
    """A travel document as the camera sees it, and what its zone says."""

    grey: np.ndarray
    zone: Mrz


def main(options: Sequence[str] = ()) -> bool:
    """Measure, write ``build/bench/pages.json``; whether all targets hold."""
    seed = int(options[0]) if options else SEED
    cv2.setNumThreads(1)
    return write("pages", [*_zones(seed), *_pages(seed)])


# keys


def _zones(seed: int) -> list[Figure]:
    reader, engine = ZoneReader(open_engine(), lambda: TODAY), open_engine()
    read = wrong = by_peer = wrong_by_peer = 0
    seconds = []
    for index in range(ZONES):
        posed = posed_zone(seed, index)
        began = perf_counter()
        found = reader.read(posed.grey)
        seconds.append(perf_counter() - began)
        right = _key_of(posed.zone)
        read += found == right
        wrong += isinstance(found, TravelKey) and found != right
        text = _by_engine_alone(posed, engine)
        by_peer += text == _text_of(posed.zone)
        wrong_by_peer += bool(text) and text != _text_of(posed.zone)
    say(f"{ZONES} posed zones: {read} keys, {wrong} wrong; the engine alone: {by_peer} right,")
    say(f"{wrong_by_peer} wrong, {ZONES - by_peer - wrong_by_peer} of another length")
    peer = "the engine alone"
    shares = read / ZONES, by_peer / ZONES
    return [
        Figure("keys read of one frame", shares[0], "of zones", target=READ_RATE, floor=True),
        Figure("beside the engine alone", shares[0], "of zones", peer, shares[1], 1.0, floor=True),
        Figure("wrong keys", wrong, "keys", target=0),
        Figure("wrong keys of the engine alone", wrong_by_peer, "keys"),
        Figure("time a frame, median", 1000 * float(np.median(seconds)), "ms"),
        Figure("time a frame, p95", 1000 * float(np.percentile(seconds, 95)), "ms"),
    ]


def posed_zone(seed: int, index: int) -> PosedZone:
    """The frame with this number: any form, any angle, tilted, blurred, dim, noisy, dazzled."""
    chosen = random.Random(f"{seed}-{index}")  # noqa: S311  no secret
    zone = _any_zone(chosen)
    size = SIZES[index % len(SIZES)]
    art = travel_page(zone, "测试证件", "样例")
    while True:
        pose = _any_pose(chosen, size)
        corners = page_corners(art, pose, size)
        if (corners > 0).all() and (corners < size).all():
            break
    scene = page_scene(art, pose, size)
    frame = noisy(scene, pose.noise, np.random.default_rng((seed, index)))
    return PosedZone(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY), zone)


def _any_zone(chosen: random.Random) -> Mrz:
    """Numbers as passports and permits have them, and a quarter of any letters and digits."""
    digits = string.digits
    formats = ("E" + "9" * 8, "EA" + "9" * 7, "G" + "9" * 8, "H" + "9" * 8, "*" * 9, "9" * 9)
    letters = {"9": digits, "A": string.ascii_uppercase, "*": string.ascii_uppercase + digits * 2}
    number = "".join(
        chosen.choice(letters[mark]) if mark in letters else mark for mark in chosen.choice(formats)
    )
    day = dt.date(2026, 3, 1)
    birth = day - dt.timedelta(days=chosen.randint(1, 90 * 365))
    expiry = day + dt.timedelta(days=chosen.randint(1, 3600))
    return replace(
        load_wallet().specimens["doe"].mrz,
        form=chosen.choice(list(MrzForm)),
        document_number=number,
        birth=f"{birth:%y%m%d}",
        expiry=f"{expiry:%y%m%d}",
    )


def _any_pose(chosen: random.Random, size: tuple[int, int]) -> PagePose:
    fine = size[0] / SIZES[0][0]
    return PagePose(
        x=chosen.uniform(-0.4, 0.4),
        y=chosen.uniform(-0.25, 0.25),
        angle=chosen.uniform(-180, 180),
        tilt=chosen.uniform(-10, 10),
        turn=chosen.uniform(-10, 10),
        blur=chosen.uniform(0, 2.2) * fine,
        light=chosen.uniform(0.35, 1.0),
        glare=chosen.choice((0, 0, 0, 0.01)),
        glare_x=chosen.uniform(0.2, 0.8),
        glare_y=chosen.uniform(0.1, 0.4),
        shadow=chosen.choice((0, 0, 0, 0.4)),
        hand=chosen.choice((None, None, Edge.TOP)),
        tray=chosen.choice(list(Tray)),
        noise=chosen.uniform(1.5, 4.5),
    )


def _key_of(zone: Mrz) -> TravelKey:
    birth, expiry = birth_date(zone.birth, TODAY), expiry_date(zone.expiry, TODAY)
    assert birth is not None
    assert expiry is not None
    return TravelKey(zone.document_number, birth, expiry)


def _text_of(zone: Mrz) -> str:
    return zone.document_number.ljust(9, "<") + zone.birth + zone.expiry


def _by_engine_alone(posed: PosedZone, engine: LineEngine) -> str:
    """Its letters where the key's fields are; "" when it read no zone of the right length."""
    form = posed.zone.form
    for found in find_zones(posed.grey):
        if len(found.lines) != LINES[form]:
            continue
        for place in (found, found.turned()):
            lines = [engine.read(_turned(posed.grey, line, width(form))) for line in place.lines]
            if all(len(line) == width(form) for line in lines):
                text = "".join(lines)
                where = places(form)
                fields = ("document_number", "birth", "expiry")
                return "".join(text[place] for field in fields for place in where[field])
    return ""


def _turned(grey: np.ndarray, line: TextLine, letters: int) -> np.ndarray:
    """The line as it was found, horizontal, with a letter's width around it."""
    letter = line.length / letters
    down = np.array((-line.direction[1], line.direction[0]))
    origin = line.start - (line.direction + down * 0.85) * letter
    seen = np.array((origin, origin + line.direction, origin + down), np.float32)
    scale = 28 / letter
    flat = np.array(((0, 0), (scale, 0), (0, scale)), np.float32)
    size = (round((line.length + 2 * letter) * scale), round(1.7 * letter * scale))
    matrix = cv2.getAffineTransform(seen, flat)
    return cv2.warpAffine(
        grey, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )


# pages


def _pages(seed: int) -> list[Figure]:
    found = by_peer = 0
    on_dark = [0, 0]
    seconds = []
    for index in range(PAGES):
        image, true, tray, size = posed_page(seed, index)
        began = perf_counter()
        page = find_page(image)
        seconds.append(perf_counter() - began)
        hit = page is not None and _overlap(page.corners, true, size) > SAME
        found += hit
        on_dark[0] += hit and tray is Tray.DARK
        on_dark[1] += tray is Tray.DARK
        outline = _by_contours(image)
        by_peer += outline is not None and _overlap(outline, true, size) > SAME
    peer = "Canny, contours, four corners"
    shares = found / PAGES, by_peer / PAGES
    dark = on_dark[0] / on_dark[1]
    return [
        Figure("pages found", shares[0], "of pages", target=FOUND_RATE, floor=True),
        Figure("beside contours", shares[0], "of pages", peer, shares[1], 1.0, floor=True),
        Figure("pages found on a dark tray", dark, "of pages", target=0.97, floor=True),
        Figure("time to find a page, median", 1000 * float(np.median(seconds)), "ms"),
        Figure("time to find a page, p95", 1000 * float(np.percentile(seconds, 95)), "ms"),
    ]


def posed_page(seed: int, index: int) -> tuple[np.ndarray, np.ndarray, Tray, tuple[int, int]]:
    """A frame, three of four in colour; its page's corners, tray and size."""
    chosen = random.Random(f"page-{seed}-{index}")  # noqa: S311  no secret
    size = SIZES[index % len(SIZES)]
    key = chosen.choice(list(specimen_pages()))
    art, across = drawn_page(key), specimen_pages()[key].pose.angle
    while True:
        free = 0.1 if key == "letter" else 1.0
        pose = PagePose(
            x=chosen.uniform(-0.3, 0.3) * free,
            y=chosen.uniform(-0.2, 0.2) * free,
            angle=across + chosen.uniform(-14, 14) * free + chosen.choice((0, 180)),
            tilt=chosen.uniform(-6, 6) * free,
            turn=chosen.uniform(-6, 6) * free,
            blur=chosen.uniform(0, 2) * size[0] / SIZES[0][0],
            light=chosen.uniform(0.45, 1.0),
            shadow=chosen.choice((0, 0, 0, 0.4)),
            hand=chosen.choice((None, None, *Edge)),
            hand_at=chosen.uniform(0.25, 0.75),
            tray=chosen.choice(list(Tray)),
        )
        true = page_corners(art, pose, size)
        if (true > 8).all() and (true < np.array(size) - 8).all():
            break
    frame = noisy(page_scene(art, pose, size), pose.noise, np.random.default_rng((seed, index)))
    grey = index % 4 == 3
    return (cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY) if grey else frame), true, pose.tray, size


def _by_contours(image: np.ndarray) -> np.ndarray | None:
    """The largest contour of the edges that four corners describe."""
    scale = 640 / image.shape[1]
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grey = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY) if small.ndim == 3 else small
    edges = cv2.Canny(cv2.GaussianBlur(grey, (5, 5), 0), 50, 150)
    outlines, _ = cv2.findContours(
        cv2.dilate(edges, np.ones((3, 3), np.uint8)), cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE
    )
    for outline in sorted(outlines, key=cv2.contourArea, reverse=True)[:5]:
        few = cv2.approxPolyDP(outline, 0.02 * cv2.arcLength(outline, True), True)
        if len(few) == 4 and cv2.contourArea(few) > 0.02 * grey.size:
            return few.reshape(4, 2).astype(np.float32) / scale
    return None


def _overlap(first: np.ndarray, second: np.ndarray, size: tuple[int, int]) -> float:
    masks = []
    for corners in (first, second):
        mask = np.zeros((size[1], size[0]), np.uint8)
        cv2.fillConvexPoly(mask, np.rint(corners).astype(np.int32), 1)
        masks.append(mask.astype(bool))
    union = np.count_nonzero(masks[0] | masks[1])
    return float(np.count_nonzero(masks[0] & masks[1]) / max(union, 1))
