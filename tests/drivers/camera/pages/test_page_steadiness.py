"""When a page counts as lying still; time is that of the frames."""

import numpy as np

from drivers.camera.pages.steadiness import STILL_FRAMES, STILL_S, Steadiness

CORNERS = np.array([(300, 200), (900, 200), (900, 600), (300, 600)], np.float32)
GREY = np.full((720, 1280), 60, np.uint8)
GREY[200:600, 300:900] = 230


def told(frames, still=None):
    still = still or Steadiness()
    return [still.note(CORNERS + moved, grey, at) for moved, grey, at in frames]


def test_so_many_frames_for_so_long():
    frames = [(0, GREY, index * 0.1) for index in range(6)]
    assert told(frames) == [False, False, False, True, True, True]


def test_many_frames_in_no_time_are_not_enough():
    frames = [(0, GREY, index * 0.01) for index in range(40)]
    answers = told(frames)
    assert answers.index(True) == round(STILL_S / 0.01)
    assert STILL_FRAMES < 40


def test_a_slow_camera_needs_its_frames():
    assert told([(0, GREY, index * 1.0) for index in range(5)]) == [False] * 3 + [True] * 2


def test_a_trembling_corner_is_still():
    frames = [((index % 2) * 1.5, GREY, index * 0.1) for index in range(6)]
    assert told(frames)[-1]


def test_a_page_that_moves_is_not():
    assert not any(told([(index * 8.0, GREY, index * 0.2) for index in range(12)]))


def test_a_page_that_creeps_is_not():
    assert not any(told([(index * 2.0, GREY, index * 0.1) for index in range(20)]))


def test_a_hand_over_the_page_begins_it_anew():
    hand = GREY.copy()
    hand[300:500, 600:1000] = 140
    still = Steadiness()
    assert told([(0, GREY, index * 0.1) for index in range(4)], still)[-1]
    assert told([(0, hand, 0.4), (0, GREY, 0.5), (0, GREY, 0.6)], still) == [False] * 3


def test_noise_is_no_movement():
    random = np.random.default_rng(1)
    frames = []
    for index in range(6):
        noise = random.normal(0, 4, GREY.shape)
        frames.append((0, np.clip(GREY + noise, 0, 255).astype(np.uint8), index * 0.1))
    assert told(frames)[-1]


def test_what_was_forgotten_does_not_count():
    still = Steadiness()
    told([(0, GREY, index * 0.1) for index in range(4)], still)
    still.forget()
    assert told([(0, GREY, 0.5)], still) == [False]


def test_a_page_beyond_the_picture_is_no_accident():
    still = Steadiness()
    beyond = CORNERS - 5000
    assert not still.note(beyond, GREY, 0.0)
