"""The picture that a camera's process shows to a screen's: whole or not at all, gone in time."""

import gc
import mmap
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from drivers import PreviewMemory
from drivers._preview import PREVIEW_HEIGHT, PREVIEW_WIDTH, WANTED_SECONDS
from tests.fixtures.pcscd import wait_for
from tests.fixtures.virtual_clock import VirtualClock

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0
PIXELS_AT = 64
FULL = PREVIEW_WIDTH * PREVIEW_HEIGHT

WRITER = """
import sys
from drivers import PreviewMemory
memory = PreviewMemory(int(sys.argv[1]))
shade = 0
while True:
    shade = shade % 119 + 1
    memory.write(bytes((shade,)) * (640 * 360), 640, 360, float(shade))
"""

READER = """
import sys
from drivers import PreviewMemory
memory = PreviewMemory(int(sys.argv[1]))
frame = memory.latest()
print(frame.number, frame.width, frame.height, frame.at, frame.pixels.hex())
memory.want(60)
"""


@pytest.fixture
def memory():
    memory = PreviewMemory.create()
    yield memory
    memory.close()


@pytest.fixture
def raw(memory):
    """The same memory, bare."""
    with mmap.mmap(memory.descriptor, PIXELS_AT + FULL) as raw:
        yield raw


def picture(width=4, height=3, shade=7):
    return bytes((shade,)) * (width * height), width, height


def test_at_first_there_is_no_picture_and_nobody_wants_one(memory):
    assert memory.latest() is None
    assert not memory.wanted()


def test_a_picture_comes_out_as_it_went_in(memory):
    memory.write(bytes(range(12)), 4, 3, 17.25)
    frame = memory.latest()

    assert frame is not None
    assert (frame.number, frame.width, frame.height, frame.at) == (1, 4, 3, 17.25)
    assert frame.pixels == bytes(range(12))
    assert "pixels" not in repr(frame)


def test_only_newer_pictures_are_told(memory):
    memory.write(*picture(), 1.0)
    first = memory.latest()
    assert first is not None
    assert memory.latest(first.number) is None

    memory.write(*picture(), 2.0)
    second = memory.latest(first.number)
    assert second is not None
    assert second.number > first.number
    assert memory.latest(second.number + 1) is None


@pytest.mark.parametrize(
    ("width", "height"),
    [(1, 1), (PREVIEW_WIDTH, PREVIEW_HEIGHT), (PREVIEW_WIDTH, 1), (1, PREVIEW_HEIGHT)],
)
def test_every_size_up_to_the_largest_fits(memory, width, height):
    memory.write(bytes(width * height), width, height, 0.0)
    frame = memory.latest()

    assert frame is not None
    assert (frame.width, frame.height, len(frame.pixels)) == (width, height, width * height)


@pytest.mark.parametrize(
    ("width", "height", "size"),
    [
        (0, 1, 0),
        (1, 0, 0),
        (-1, -1, 1),
        (PREVIEW_WIDTH + 1, 1, PREVIEW_WIDTH + 1),
        (1, PREVIEW_HEIGHT + 1, PREVIEW_HEIGHT + 1),
        (4, 3, 11),
        (4, 3, 13),
    ],
)
def test_what_does_not_fit_is_refused_and_the_picture_stays(memory, width, height, size):
    memory.write(*picture(), 1.0)
    with pytest.raises(ValueError, match="is no preview"):
        memory.write(bytes(size), width, height, 2.0)

    frame = memory.latest()
    assert frame is not None
    assert frame.at == 1.0


@pytest.mark.parametrize("torn", [0, 8, 12, 16, 24, PIXELS_AT, PIXELS_AT + 11])
def test_a_torn_picture_is_not_shown_and_the_next_one_is(memory, raw, torn):
    memory.write(*picture(), 1.0)
    raw[torn] ^= 0xFF
    assert memory.latest() is None

    memory.write(*picture(shade=9), 2.0)
    frame = memory.latest()
    assert frame is not None
    assert (frame.at, frame.pixels[0]) == (2.0, 9)


def test_a_size_out_of_bounds_is_no_picture(memory, raw):
    """As a writer with a bug could leave it."""
    memory.write(*picture(), 1.0)
    raw[8:16] = b"\xff" * 8

    assert memory.latest() is None


def test_a_wish_lasts_as_long_as_it_was_said_to():
    clock = VirtualClock()
    memory = PreviewMemory(clock=clock)
    memory.want()
    clock.pass_time(WANTED_SECONDS - 0.01)
    assert memory.wanted()
    clock.pass_time(0.02)
    assert not memory.wanted()

    memory.want(5.0)
    clock.pass_time(4.9)
    assert memory.wanted()
    memory.want(0)
    assert not memory.wanted()


def test_a_wipe_leaves_no_pixel_and_keeps_the_wish(memory, raw):
    memory.want(60.0)
    memory.write(b"\xab" * FULL, PREVIEW_WIDTH, PREVIEW_HEIGHT, 1.0)
    memory.wipe()

    assert memory.latest() is None
    assert raw[PIXELS_AT:] == bytes(FULL)
    assert memory.wanted()


def test_numbers_go_on_after_a_wipe(memory):
    for moment in range(3):
        memory.write(*picture(), float(moment))
    memory.wipe()
    memory.write(*picture(), 4.0)

    frame = memory.latest(after=3)
    assert frame is not None
    assert frame.number == 4


def test_a_closed_memory_is_of_no_use_and_does_no_harm(memory):
    memory.want(60.0)
    memory.write(*picture(), 1.0)
    for _ in range(2):
        memory.close()

    memory.want(60.0)
    memory.write(*picture(), 2.0)
    memory.wipe()
    assert memory.latest() is None
    assert not memory.wanted()


def test_close_gives_back_what_create_took():
    before = open_descriptors()
    memory = PreviewMemory.create()
    assert open_descriptors() > before
    memory.close()

    assert open_descriptors() == before


def test_memory_of_one_process_takes_no_descriptor():
    before = open_descriptors()
    memory = PreviewMemory()
    memory.write(*picture(), 1.0)

    assert memory.latest() is not None
    assert memory.descriptor == -1
    assert open_descriptors() == before


def test_a_descriptor_of_something_else_is_refused(tmp_path):
    small = tmp_path / "small"
    small.write_bytes(b"x")
    with small.open("rb+") as file, pytest.raises((OSError, ValueError)):
        PreviewMemory(file.fileno())
    gc.collect()


def test_the_other_side_cannot_take_the_memory_away(memory):
    """A reader of memory that was cut short under it would be killed by the kernel."""
    for size in (0, PIXELS_AT, 10 * FULL):
        with pytest.raises(PermissionError):
            os.ftruncate(memory.descriptor, size)


def test_only_who_is_given_the_memory_inherits_it(memory):
    assert not os.get_inheritable(memory.descriptor)


def test_another_process_reads_what_this_one_wrote_and_asks_for_more(memory):
    memory.write(bytes(range(12)), 4, 3, 17.25)
    told = subprocess.run(
        [sys.executable, "-c", READER, str(memory.descriptor)],
        cwd=ROOT,
        pass_fds=[memory.descriptor],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    ).stdout.split()

    assert told == ["1", "4", "3", "17.25", bytes(range(12)).hex()]
    assert memory.wanted()


def test_a_writer_at_full_speed_is_never_seen_half_way_and_may_be_killed_at_any_moment(memory):
    """Each picture has one shade; whatever is read has one, and its own number and moment."""
    seen = 0
    for _ in range(3):
        with writer(memory) as process:
            last, limit = seen, time.monotonic() + PATIENCE
            pictures = 0
            while pictures < 40:
                assert time.monotonic() < limit, "the writer shows nothing"
                frame = memory.latest(seen)
                if frame is None:
                    continue
                assert frame.number > seen
                assert frame.pixels == bytes((int(frame.at),)) * FULL
                seen, pictures = frame.number, pictures + 1
            process.kill()
            process.wait()
        memory.wipe()
        assert seen > last
        assert memory.latest() is None


def test_a_reader_beside_a_writer_in_one_process_sees_whole_pictures():
    memory = PreviewMemory()
    done = threading.Event()

    def write():
        shade = 0
        while not done.is_set():
            shade = shade % 119 + 1
            memory.write(bytes((shade,)) * FULL, PREVIEW_WIDTH, PREVIEW_HEIGHT, float(shade))

    thread = threading.Thread(target=write)
    thread.start()
    try:
        seen = 0
        for _ in range(30):
            wait_for(lambda after=seen: memory.latest(after), "the next picture")
            frame = memory.latest(seen)
            assert frame is not None
            assert frame.pixels == bytes((int(frame.at),)) * FULL
            seen = frame.number
    finally:
        done.set()
        thread.join(PATIENCE)


def writer(memory):
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(memory.descriptor)],
        cwd=ROOT,
        pass_fds=[memory.descriptor],
    )


def open_descriptors():
    return len(list(Path("/proc/self/fd").iterdir()))
