"""How the looks share a frame's time, and what is remembered from frame to frame."""

from __future__ import annotations

import numpy as np
import pytest

from drivers import Deadline, Symbol, Symbology
from drivers.camera import MultiPassDecoder
from drivers.camera.decode import Look
from drivers.camera.decode_zxing import Threshold, ZxingDecoder
from drivers.camera.enhance import Variant
from drivers.camera.looks import Scene, live_looks
from drivers.camera.memory import Memory, Pace

HIT = Symbol(Symbology.QR, b"hit", ((4, 4), (5, 4), (5, 5), (4, 5)))
FRAME = np.zeros((100, 100), np.uint8)


class TimedReader(ZxingDecoder):
    """Takes a known time for a picture and finds what it is told to."""

    def __init__(self, clock, seconds, found=()):
        super().__init__()
        self.clock, self.seconds, self.found = clock, seconds, found
        self.runs = 0

    def read(self, _variant, _threshold):
        self.runs += 1
        self.clock.pass_time(self.seconds)
        return self.found


def look(reader, *, pictures=1, cost=0.0):
    def variants(image):
        return (Variant(image) for _ in range(pictures))

    return Look("timed", variants, Threshold.LOCAL, reader, cost, in_regions=False)


@pytest.fixture
def timed(clock):
    def make(*seconds, found=()):
        return [TimedReader(clock, each, found) for each in seconds]

    return make


def decoder_of(readers, clock, budget_s=0.033):
    return MultiPassDecoder([look(reader) for reader in readers], clock, budget_s)


def runs(readers):
    return [reader.runs for reader in readers]


def test_looks_stop_at_the_first_hit(clock, timed):
    readers = timed(0.001, 0.001, 0.001)
    readers[1].found = (HIT,)
    assert decoder_of(readers, clock).decode(FRAME) == (HIT,)
    assert runs(readers) == [1, 1, 0]


def test_looks_that_do_not_fit_come_first_in_the_next_frame(clock, timed):
    readers = timed(0.002, 0.012, 0.012, 0.012, 0.012)
    decoder = decoder_of(readers, clock)
    for _ in range(40):
        decoder.decode(FRAME)  # learns the times
    before = runs(readers)
    for _ in range(12):
        began = clock.now
        decoder.decode(FRAME)
        assert clock.now - began <= 0.033
    made = [after - past for after, past in zip(runs(readers), before, strict=True)]
    assert made[0] == 12
    assert min(made[1:]) >= 4


def test_the_frame_s_time_is_kept_when_the_machine_turns_slow(clock, timed):
    readers = timed(0.001, 0.004, 0.004, 0.004, 0.004, 0.004)
    decoder = decoder_of(readers, clock)
    for _ in range(20):
        decoder.decode(FRAME)
    for reader in readers:
        reader.seconds *= 4
    over = []
    for _ in range(60):
        began = clock.now
        decoder.decode(FRAME)
        over.append(clock.now - began - 0.033)
    assert max(over) <= 0.016  # one look, on the first frame that is slower than any before
    assert max(over[10:]) <= 0.005  # a look is tried again now and then
    assert sum(each > 0 for each in over[10:]) <= 10


def test_a_look_that_once_took_too_long_is_tried_again(clock, timed):
    readers = timed(0.001, 5.0)
    decoder = decoder_of(readers, clock)
    decoder.decode(FRAME)
    readers[1].seconds = 0.001
    for _ in range(200):
        decoder.decode(FRAME)
    assert readers[1].runs > 5


def test_a_look_with_many_pictures_ends_between_two_of_them(clock, timed):
    plain, many = timed(0.001, 0.010)
    decoder = MultiPassDecoder([look(plain), look(many, pictures=50)], clock, budget_s=0.033)
    began = clock.now
    decoder.decode(FRAME)
    assert clock.now - began <= 0.043
    assert many.runs == 3


def test_an_earlier_deadline_counts(clock, timed):
    readers = timed(0.001, 0.010, 0.010)
    decoder = decoder_of(readers, clock)
    decoder.decode(FRAME)
    decoder.decode(FRAME, Deadline.after(0.002, clock=clock))
    assert runs(readers) == [2, 1, 1]


def test_the_first_look_is_made_whatever_the_deadline(clock, timed):
    readers = timed(0.1, 0.1, found=(HIT,))
    decoder = decoder_of(readers, clock)
    assert decoder.decode(FRAME, Deadline.after(0, clock=clock)) == (HIT,)


def test_the_look_that_read_last_comes_first_in_the_next_frame(clock, timed):
    readers = timed(0.001, 0.001, 0.001, 0.001)
    readers[3].found = (HIT,)
    decoder = decoder_of(readers, clock)
    decoder.decode(FRAME)
    assert decoder.decode(FRAME) == (HIT,)
    assert runs(readers) == [2, 1, 1, 2]


def test_what_read_last_is_forgotten_on_demand(clock, timed):
    readers = timed(0.001, 0.001, 0.001, 0.001)
    readers[3].found = (HIT,)
    decoder = decoder_of(readers, clock)
    decoder.decode(FRAME)
    decoder.forget()
    decoder.decode(FRAME)
    assert runs(readers) == [2, 2, 2, 2]


def test_the_last_place_is_a_region_until_the_phone_must_have_moved():
    memory = Memory(3)
    memory.read(1, [Symbol(Symbology.QR, b"x", ((100, 100), (200, 100), (200, 180), (100, 180)))])
    assert memory.place == (75, 75, 225, 205)
    calm = np.full((720, 1280), 128, np.uint8)
    (region,) = Scene(calm, memory.place).regions
    assert (region.left, region.top, region.image.shape) == (75, 75, (130, 150))
    for _ in range(3):
        memory.missed(())
    assert memory.place is None


def test_a_place_inside_a_busy_region_costs_nothing(draw_code, place):
    frame = place((draw_code(b"x" * 40, 6), 500, 200))
    (busy,) = Scene(frame).regions
    (again,) = Scene(frame, (520, 220, 600, 300)).regions
    assert (again.left, again.top) == (busy.left, busy.top)


def test_the_pace_follows_area_and_machine():
    pace = Pace([0.010])
    assert pace.foreseen(0, 1.0) > 4 * pace.foreseen(0, 0.2)
    for _ in range(100):
        pace.took(0, 0.5, 0.020)
    assert pace.foreseen(0, 0.5) == pytest.approx(0.020, rel=0.1)


def test_every_look_of_the_live_decoder_has_a_name_of_its_own():
    names = [look.name for look in live_looks()]
    assert len(set(names)) == len(names)
