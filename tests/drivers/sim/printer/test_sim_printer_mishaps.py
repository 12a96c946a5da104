"""Faults by script, heat, speed and what a start forgets; all in virtual time."""

from dataclasses import replace

import pytest

from drivers import DeviceKind
from drivers.sim.printer import CLONE, Mishap, MishapKind, SimModel, SimPrinter, Unit
from drivers.sim.printer.model import ErrorRequest
from drivers.sim.world import World

MODEL = SimModel(head_dots=64)
CUT = b"\x1dVA\x00"
STATUS = b"\x10\x04\x01\x10\x04\x02\x10\x04\x03\x10\x04\x04"
CLEAN = b"\x12" * 4
CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"


def image(rows, byte=b"\xff"):
    return b"\x1dv0\x00\x08\x00" + rows.to_bytes(2, "little") + byte * 8 * rows


def made(*texts, model=MODEL, world=None):
    world = world or World()
    return world, SimPrinter(world, model, [Mishap.parse(text) for text in texts])


@pytest.mark.parametrize(
    ("text", "mishap"),
    [
        ("reset@row:120", Mishap(MishapKind.RESET, Unit.ROW, 120.0)),
        ("head_hot@second:3.5/10", Mishap(MishapKind.HEAD_HOT, Unit.SECOND, 3.5, 10.0)),
        ("cutter_jam@cut:1", Mishap(MishapKind.CUTTER_JAM, Unit.CUT, 1.0)),
    ],
)
def test_a_mishap_in_words(text, mishap):
    assert Mishap.parse(text) == mishap


@pytest.mark.parametrize("text", ["", "reset", "reset@row", "reset@row:x", "fire@row:1", "x@y:1"])
def test_words_that_say_no_mishap(text):
    with pytest.raises(ValueError, match=r"is not"):
        Mishap.parse(text)


def test_paper_ends_at_the_row_that_the_script_names():
    world, printer = made("paper_out@row:7")
    printer.accept(image(40) + STATUS)
    assert printer.take_replies() == bytes([0x1A, 0x32, 0x12, 0x7E])
    (torn,) = world.state.papers
    assert torn.length_mm == (96 + 7) / 8
    printer.repair()
    assert world.state.paper_mm > 1000


def test_the_byte_that_the_script_names_is_the_last_one_before_it():
    for at in (3, 9, 100):
        world, printer = made(f"cover_open@byte:{at}")
        printer.accept(image(40)[:at])
        assert world.state.cover_open
        world, printer = made(f"cover_open@byte:{at}")
        printer.accept(image(40)[: at - 1])
        assert not world.state.cover_open


def test_a_fault_by_the_clock_comes_and_goes():
    world, printer = made("cover_open@second:2/3")
    printer.elapse(1.9)
    assert not world.state.cover_open
    printer.elapse(0.2)
    assert world.state.cover_open
    assert printer.ticking
    printer.elapse(3.0)
    assert not world.state.cover_open
    assert not printer.ticking


def test_one_long_while_passes_every_moment_in_it():
    world, printer = made("cover_open@second:1/1", "near_end@second:5")
    world.load_paper(10_000)
    printer.elapse(60.0)
    assert not world.state.cover_open
    assert world.state.paper_mm < MODEL.near_end_mm


@pytest.mark.parametrize(("request_", "cut_falls"), [(b"\x10\x05\x01", True), (CLEAR, False)])
def test_a_stuck_blade_waits_to_be_told(request_, cut_falls):
    """DLE ENQ 1 prints on from there, which no driver should ask for; DLE DC4 8 drops it."""
    world, printer = made("cutter_jam@cut:1")
    printer.accept(image(8) + CUT + STATUS)
    assert printer.take_replies() == bytes([0x1A, 0x52, 0x1A, 0x12])
    printer.accept(request_ + STATUS)
    assert printer.take_replies()[-4:] == bytes([0x1A, 0x52, 0x1A, 0x12]), "it is still stuck"
    printer.repair()
    printer.accept(STATUS)
    assert printer.take_replies() == bytes([0x1A, 0x52, 0x1A, 0x12]), "nobody told it"
    printer.accept(request_ + STATUS)
    assert printer.take_replies()[-4:] == CLEAN
    assert bool(world.state.papers) == (cut_falls and request_ != CLEAR)


@pytest.mark.parametrize(
    ("requests", "kept"),
    [(ErrorRequest.IN_ERROR, True), (ErrorRequest.ALWAYS, False), (ErrorRequest.NEVER, True)],
)
def test_the_error_request_without_an_error(requests, kept):
    world, printer = made(model=replace(MODEL, error_request=requests))
    world.open_cover()
    printer.accept(image(8) + CUT + b"\x10\x05\x02")
    world.open_cover(is_open=False)
    printer.elapse(0.0)
    assert bool(world.state.papers) == kept


def test_a_hot_head_goes_on_by_itself():
    world, printer = made("head_hot@row:4/2")
    printer.accept(image(16) + CUT + STATUS)
    assert printer.take_replies() == bytes([0x1A, 0x52, 0x52, 0x12])
    printer.elapse(1.0)
    assert world.state.papers == ()
    printer.elapse(1.1)
    assert len(world.state.papers) == 1


def test_the_head_heats_with_the_ink_and_cools_with_time():
    model = replace(MODEL, heat_limit=2.0, cooling=1.0, mm_per_second=1000.0)
    world, printer = made(model=model)
    printer.accept(image(40))
    printer.elapse(0.1)
    assert printer.condition.hot
    moved = world.state.paper_mm
    printer.elapse(0.5)
    assert world.state.paper_mm == moved
    printer.elapse(30.0)
    assert not printer.condition.hot
    _, white = made(model=model)
    white.accept(image(40, b"\x00"))
    white.elapse(0.1)
    assert not white.condition.hot


def test_ink_slows_the_paper_down():
    """An Axiohm 7156: 130 mm/s up to a quarter black, 38 mm/s all black."""
    model = replace(MODEL, mm_per_second=130.0, black_mm_per_second=38.0)
    for byte, seconds in ((b"\x00", 100 / 130), (b"\x11", 100 / 130), (b"\xff", 100 / 38)):
        world, printer = made(model=model)
        printer.accept(image(800, byte)[:4096])
        for at in range(4096, 6408, 500):
            printer.elapse(0.0)
            printer.accept(image(800, byte)[at : at + 500])
        started = world.state.paper_mm
        printer.elapse(seconds * 0.95)
        assert printer.moving
        printer.elapse(seconds * 0.06)
        assert not printer.moving
        assert started - world.state.paper_mm == pytest.approx(100, abs=1)


def test_a_reset_forgets_everything_and_hears_nothing_for_a_while():
    world, printer = made("reset@row:4", model=replace(MODEL, power_on_notice=True))
    printer.accept(b"\x1da\x0e" + image(16) + CUT + STATUS)
    printer.take_replies()
    assert printer.take_hang_up()
    assert not printer.take_hang_up()
    printer.accept(STATUS)
    printer.elapse(1.9)
    assert printer.take_replies() == b""
    printer.elapse(0.2)
    assert printer.take_replies() == b"\x3b\x31\x00"
    printer.accept(STATUS)
    assert printer.take_replies() == CLEAN
    world.open_cover()
    printer.elapse(0.0)
    assert printer.take_replies() == b"", "it pushes no status any more"
    assert world.state.papers == ()


def test_a_loss_of_power_lasts_until_it_is_back():
    world, printer = made("power_loss@byte:6/4")
    printer.accept(image(16) + STATUS)
    assert not world.plugged(DeviceKind.PRINTER)
    assert printer.take_replies() == b""
    printer.elapse(4.1)
    assert world.plugged(DeviceKind.PRINTER)
    printer.accept(STATUS)
    assert printer.take_replies() == CLEAN


def test_a_cut_line_loses_the_answers_and_nothing_else():
    world, printer = made("line_cut@row:4")
    printer.accept(image(16) + CUT)
    assert printer.take_cut()
    assert not printer.take_cut()
    assert len(world.state.papers) == 1


@pytest.mark.parametrize(
    ("kind", "answer"),
    [("silent", b""), ("twice", b"\x12\x12"), ("deaf", None)],
)
def test_ways_to_answer(kind, answer):
    _, printer = made(f"{kind}@second:1/1")
    printer.elapse(1.0)
    if answer is None:
        assert printer.room == 0
    else:
        printer.accept(b"\x10\x04\x01")
        assert printer.take_replies() == answer
    printer.elapse(1.1)
    assert printer.room == MODEL.buffer_bytes
    printer.accept(b"\x10\x04\x01")
    assert printer.take_replies() == b"\x12"


def test_garbage_is_as_long_as_the_truth_and_never_the_same_twice():
    _, printer = made("garbage@byte:0")
    seen = set()
    for _ in range(5):
        printer.accept(STATUS)
        seen.add(printer.take_replies())
    assert len(seen) == 5
    assert {len(answer) for answer in seen} == {4}


def test_late_answers_come_in_order():
    _, printer = made("late@byte:0")
    printer.accept(b"\x10\x04\x01\x1dr\x01")
    assert printer.take_replies() == b""
    assert printer.ticking
    printer.elapse(0.71)
    assert printer.take_replies() == b"\x12\x00"


def test_a_slow_printer_feeds_five_millimetres_a_second():
    world, printer = made("slow@byte:0")
    printer.accept(b"\x1bJ\x50")
    start = world.state.paper_mm
    printer.elapse(1.0)
    assert start - world.state.paper_mm == pytest.approx(5.0, abs=0.2)


def test_a_broken_printer_and_a_jammed_presenter_stop():
    for kind, answer in (("broken", 0x32), ("presenter_jam", 0x12)):
        world, printer = made(f"{kind}@row:2")
        printer.accept(image(8) + CUT + STATUS)
        assert printer.take_replies() == bytes([0x1A, 0x52, answer, 0x12])
        assert world.state.papers == ()
        printer.repair()
        assert len(world.state.papers) == 1


def test_going_offline_is_told_to_who_asked_for_it():
    for model, expected in ((MODEL, b"\x37\x23\x00\x00"), (CLONE, b"")):
        world, printer = made(model=replace(model, head_dots=64))
        printer.accept(b"\x1d(H\x03\x0010\x01")
        world.open_cover()
        printer.elapse(0.0)
        assert printer.take_replies() == expected


def test_the_cover_that_opens_in_the_moment_of_the_cut_stops_it():
    world, printer = made("cover_open@cut:1")
    printer.accept(image(8) + CUT)
    assert world.state.papers == ()
    printer.repair()
    assert len(world.state.papers) == 1


def test_a_mishap_may_be_added_at_any_time():
    world, printer = made()
    printer.accept(image(8))
    printer.plan(Mishap(MishapKind.COVER_OPEN, Unit.ROW, 8))
    assert world.state.cover_open
