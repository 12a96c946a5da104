"""The scan bench counts right: a bench that flatters is worse than none."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from tests.bench.report import Figure
from tests.bench.scan.approach import FRAME_SECONDS, Approach
from tests.bench.scan.bench import main
from tests.bench.scan.cache import cached_frames
from tests.bench.scan.frames import NEGATIVE, Sample, frame
from tests.bench.scan.photos import photos
from tests.bench.scan.table import page
from tests.bench.scan.tally import FirstReads, Tally, first_reads, percentile, tally


def jpeg(level):
    return cv2.imencode(".jpg", np.full((8, 8), level, np.uint8))[1].tobytes()


def test_hits_wrong_reads_and_times_are_kept_apart():
    samples = [
        Sample("a", jpeg(0), (b"1", b"2")),
        Sample("b", jpeg(0), (b"3",)),
        Sample(NEGATIVE, jpeg(0), ()),
    ]
    counted = tally(lambda _image: [b"1", b"9"], samples)
    assert (counted.hits["a"], counted.hits["b"], counted.wrong) == (1, 0, 5)
    assert counted.recall == pytest.approx(1 / 3)
    assert (len(counted.times), len(counted.times_without_code)) == (2, 1)


def test_first_read_is_at_its_frame_s_time_and_later_frames_do_not_count():
    film = Approach(tuple(jpeg(10 * number) for number in range(20)), b"code")

    def make():
        return lambda image: [b"code"] if image.mean() >= 95 else []

    played = first_reads(make, [film])
    (seconds,) = played.read
    assert 10 * FRAME_SECONDS < seconds < 12 * FRAME_SECONDS + 0.1
    assert played.wrong == 0


def test_a_code_that_is_never_read_has_no_time():
    film = Approach((jpeg(0),) * 3, b"code")
    played = first_reads(lambda: lambda _image: [b"other"], [film])
    assert (played.seconds, played.wrong, played.at(90)) == ((None,), 3, float("inf"))


def test_frames_depend_on_nothing_but_their_seed_and_place():
    again, first = frame(5, "glare", 3), frame(5, "glare", 3)
    assert (again.jpeg, again.payloads) == (first.jpeg, first.payloads)
    assert frame(6, "glare", 3).jpeg != first.jpeg


def test_cached_frames_are_the_generated_ones(tmp_path, monkeypatch):
    monkeypatch.setattr("tests.bench.scan.cache.BUILD", tmp_path)
    made, kept = cached_frames(5, 1), cached_frames(5, 1)
    assert [(one.category, one.jpeg, one.payloads) for one in made] == [
        (one.category, one.jpeg, one.payloads) for one in kept
    ]
    assert made[0].jpeg == frame(5, "nominal", 0).jpeg


def test_photos_are_measured_with_the_text_beside_them(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("tests.bench.scan.bench.BUILD", tmp_path / "out")
    monkeypatch.setattr("tests.bench.report.BUILD", tmp_path / "out")
    folder = tmp_path / "phone"
    folder.mkdir()
    sample = frame(5, "nominal", 0)
    (folder / "one.jpg").write_bytes(sample.jpeg)
    (folder / "one.txt").write_bytes(sample.payloads[0] + b"\n")
    (folder / "unlabelled.jpg").write_bytes(sample.jpeg)
    assert [(one.category, one.payloads) for one in photos(tmp_path)] == [
        ("phone", sample.payloads)
    ]
    main(["--images", str(tmp_path)])
    assert "| phone | 1 | 1 |" in capsys.readouterr().out


def test_a_floor_is_to_be_reached_and_a_ceiling_not_to_be_passed():
    assert Figure("recall", 0.91, "", target=0.9, floor=True).ok
    assert not Figure("recall", 0.89, "", target=0.9, floor=True).ok
    assert not Figure("time", 0.91, "", target=0.9).ok


def test_the_page_shows_every_decoder():
    text = page("T", {"ours": Tally(), "zbar": Tally()}, {"ours": FirstReads((0.25, None), 0)})
    assert "| category | codes | ours | zbar |" in text
    assert "1 of 2 | 250 | 250" in text


def test_percentiles():
    assert percentile(range(101), 95) == 95
    assert percentile([3.0], 50) == 3.0
