"""The dock's language: every verb, and a clear message for everything that is none."""

from __future__ import annotations

import json
import re

import cv2
import numpy as np
import pytest

from drivers import Deadline, DeviceKind
from drivers.camera import decode_image, decode_still
from drivers.camera.pacing import Pacer
from drivers.sim.camera import SimFrameSource
from drivers.sim.pages import specimen_pages
from drivers.sim.trouble import CAMERA_TROUBLES
from drivers.sim.world import FULL_ROLL_MM, Carrier, PlannedTrouble, Pose, Trouble
from kiosk.dock.commands import CommandError, execute, parser, understand
from kiosk.dock.hands import LONGEST_CODE, POSE_LIMITS, OutOfRangeError, ShownCode

FRESH = b"code of wang, 0 s old"
PRINTER, READER, SCANNER = DeviceKind.PRINTER, DeviceKind.CARD_READER, DeviceKind.CODE_SCANNER

# words, what holds in the world afterwards
DEEDS = [
    ("tap zhang", lambda s: s.card == "zhang"),
    ("tap metro", lambda s: s.card == "metro"),
    ("tap blank", lambda s: s.card == "blank"),
    ("document kwok", lambda s: s.document == "kwok"),
    ("document letter", lambda s: s.document == "letter"),
    ("show wang", lambda s: (s.code, s.pose) == (FRESH, Pose())),
    ("show wang --expired", lambda s: s.code == b"code of wang, 3600 s old"),
    (
        "show wang --distance 2 --angle -15 --blur 1.5 --brightness 0.5",
        lambda s: (s.code, s.pose) == (FRESH, Pose(2.0, -15.0, 1.5, 0.5)),
    ),
    (
        "show wang --tilt 30 --turn -20 --motion 5 --heading 90 --glare 0.1 --shift 0.25",
        lambda s: s.pose == Pose(tilt=30, turn=-20, motion=5, heading=90, glare=0.1, shift=0.25),
    ),
    ("show wang --dark", lambda s: s.pose == Pose(dark=True)),
    (
        "show-text x --paper --dark",
        lambda s: (s.code, s.pose) == (b"x", Pose(dark=True, carrier=Carrier.PAPER)),
    ),
    ("show-text https://example.invalid/罗湖", lambda s: s.code.endswith("罗湖".encode())),
    ("show-text x --distance 3", lambda s: (s.code, s.pose) == (b"x", Pose(3.0))),
    ("paper full", lambda s: s.paper_mm == FULL_ROLL_MM),
    ("paper low", lambda s: 0 < s.paper_mm < 3000),
    ("paper out", lambda s: s.paper_mm == 0),
    ("paper 1234.5", lambda s: s.paper_mm == 1234.5),
    ("cover open", lambda s: s.cover_open),
    ("unplug printer", lambda s: s.unplugged == {PRINTER}),
    ("unplug card_reader", lambda s: s.unplugged == {READER}),
    ("unplug code_scanner", lambda s: s.unplugged == {SCANNER}),
    (
        "break printer hang --after 3 --times 0",
        lambda s: s.troubles == ((PRINTER, PlannedTrouble(Trouble.HANG, 3, 0, 2.0)),),
    ),
    (
        "break code_scanner delay --seconds 4.5",
        lambda s: s.troubles == ((SCANNER, PlannedTrouble(Trouble.DELAY, 0, 1, 4.5)),),
    ),
    (
        "break code_scanner frozen",
        lambda s: s.troubles == ((SCANNER, PlannedTrouble(Trouble.FROZEN, 0, 0, 2.0)),),
    ),
    (
        "break code_scanner resize --times 1 --after 9",
        lambda s: s.troubles == ((SCANNER, PlannedTrouble(Trouble.RESIZE, 9, 1, 2.0)),),
    ),
    (
        "break code_scanner replug --seconds 3",
        lambda s: s.troubles == ((SCANNER, PlannedTrouble(Trouble.REPLUG, 0, 1, 3.0)),),
    ),
]
# what is there before, words, what holds afterwards
UNDOINGS = [
    ("tap zhang", "take", lambda s: s.card is None),
    ("document doe", "document off", lambda s: s.document is None),
    ("document doe", "document kwok", lambda s: s.document == "kwok"),
    ("show wang", "hide", lambda s: s.code is None),
    (
        "show wang",
        "hold --distance 2.5 --blur 3",
        lambda s: (s.code, s.pose) == (FRESH, Pose(2.5, 0.0, 3.0, 1.0)),
    ),
    ("cover open", "cover closed", lambda s: not s.cover_open),
    ("unplug printer", "plug printer", lambda s: not s.unplugged),
    ("break printer fail", "mend printer", lambda s: not s.troubles),
]
WRONG = [
    ("break printer remove", "remove is for the card_reader only"),
    ("break card_reader frozen", "frozen is for the code_scanner and the document_camera only"),
    ("show wang --tilt 61", "tilt must be -60 to 60, not 61"),
    ("show wang --glare 1.5", "glare must be 0 to 1, not 1.5"),
    ("show wang --dark yes", "unrecognized arguments: yes"),
    ("show-printed", "no paper is there"),
    ("show-printed 3", "no paper 3 is there"),
    ("show-printed last", "invalid int value: 'last'"),
    ("show-printed --shift nan", "shift must be -0.5 to 0.5, not nan"),
    ("second maybe", "invalid choice: 'maybe'"),
    ("", "required: verb"),
    ("dance", "invalid choice: 'dance'"),
    ("tap", "required: card"),
    ("document", "required: page"),
    ("document zhang", "unknown page zhang; pages: doe"),
    ("tap nobody", "unknown name nobody; residents: zhang, li"),
    ("tap zhang wang", "unrecognized arguments: wang"),
    ("show metro", "unknown name metro"),
    ("show wang --distance near", "invalid float value: 'near'"),
    ("show wang --distance 0", "distance must be 0.4 to 8, not 0"),
    ("show wang --angle nan", "angle must be -180 to 180, not nan"),
    ("show wang --blur 1e9", "blur must be 0 to 20, not 1e+09"),
    ("show wang --brightness -1", "brightness must be 0 to 2, not -1"),
    ("show wang --dist 2", "unrecognized arguments: --dist"),
    ("hold --distance 2", "no phone is there"),
    ("show-text ", "a code holds 1 to 2953 bytes, not 0"),
    ("show-text " + "x" * (LONGEST_CODE + 1), "a code holds 1 to 2953 bytes, not 2954"),
    ("show-text \udcff", "no valid Unicode"),
    ("paper plenty", "unknown name plenty"),
    ("paper -5", "paper must be 0 to 50000, not -5"),
    ("paper nan", "paper must be 0 to 50000, not nan"),
    ("paper inf", "paper must be 0 to 50000, not inf"),
    ("cover ajar", "invalid choice: 'ajar'"),
    ("unplug toaster", "invalid choice: 'toaster'"),
    ("plug", "required: device"),
    ("mend backend", "invalid choice: 'backend'"),
    ("break printer explode", "invalid choice: 'explode'"),
    ("break printer fail --after -1", "after must be 0 or more, not -1"),
    ("break printer fail --times -1", "times must be 0 or more, not -1"),
    ("break printer fail --times often", "invalid int value: 'often'"),
    ("break printer delay --seconds inf", "seconds must be 0 to 600, not inf"),
    ("backend half", "invalid choice: 'half'"),
    ("papers", "required: folder"),
]


def words(text: str) -> list[str]:
    """Split as a shell would; a space at the end is an empty word."""
    return text.split(" ") if text else []


@pytest.mark.parametrize(("text", "holds"), DEEDS, ids=[row[0] for row in DEEDS])
def test_a_deed_is_done(hands, text, holds):
    assert execute(words(text), hands) == "ok"
    assert holds(hands.world.state)


@pytest.mark.parametrize(("before", "text", "holds"), UNDOINGS, ids=[row[1] for row in UNDOINGS])
def test_a_deed_is_undone(hands, before, text, holds):
    execute(words(before), hands)
    assert not holds(hands.world.state)
    assert execute(words(text), hands) == "ok"
    assert holds(hands.world.state)


@pytest.mark.parametrize(("text", "message"), WRONG, ids=[ascii(row[0])[:40] for row in WRONG])
def test_bad_input_changes_nothing_and_says_why(hands, text, message):
    before = hands.world.state
    with pytest.raises(CommandError, match=re.escape(message)):
        execute(words(text), hands)
    assert hands.world.state == before


def test_a_grammatical_mistake_shows_the_usage():
    with pytest.raises(CommandError, match=r"required: trouble\nusage: kiosk dock break"):
        understand(["break", "printer"])


def test_every_verb_is_tried_here():
    tried = {words(row[0])[0] for row in DEEDS} | {words(row[1])[0] for row in UNDOINGS}
    elsewhere = {"state", "residents", "cards", "documents", "tear", "papers", "backend"}
    elsewhere |= {"show-printed", "second"}
    known = set(re.findall(r"^    ([\w-]+)(?:\s|$)", parser().format_help(), re.MULTILINE))
    assert tried | elsewhere == known


@pytest.mark.parametrize("asked", [["-h"], ["--help"], ["tap", "-h"], ["break", "--help"]])
def test_help_is_an_answer_and_not_an_exit(hands, asked, capsys):
    text = execute(asked, hands)
    assert text.startswith("usage: kiosk dock")
    assert capsys.readouterr() == ("", "")


def test_backend_goes_off_and_on(hands, backend):
    assert hands.backend_is_on
    assert execute(["backend", "off"], hands) == "ok"
    assert not hands.backend_is_on
    assert execute(["backend", "on"], hands) == "ok"
    assert hands.backend_is_on
    assert backend.told == [False, True]


def test_a_backend_that_does_not_start_is_told(hands, backend):
    execute(["backend", "off"], hands)
    backend.failure = TimeoutError("it did not start in time")
    with pytest.raises(CommandError, match="did not start in time"):
        execute(["backend", "on"], hands)
    assert not hands.backend_is_on


def test_state_tells_all_but_the_code(hands, receipt):
    for text in ("tap zhang", "show wang --expired", "unplug printer", "cover open", "paper low"):
        execute(words(text), hands)
    execute(words("break card_reader fail --after 2 --times 0"), hands)
    execute(words("backend off"), hands)
    hands.world.add_paper(receipt, 90.0)
    text = execute(["state"], hands)
    assert "s old" not in text
    assert json.loads(text) == {
        "card": "zhang",
        "code": "wang (expired)",
        "second": False,
        "document": None,
        "paper_mm": 1500.0,
        "cover": "open",
        "unplugged": ["printer"],
        "troubles": ["card_reader: fail after 2 steps, until mended"],
        "backend": "off",
        "papers": [1],
    }


@pytest.mark.parametrize(
    ("text", "code"), [("hide", None), ("show wang", "wang"), ("show-text x", "other")]
)
def test_state_tells_whose_code_it_is(hands, text, code):
    execute(words(text), hands)
    assert json.loads(execute(["state"], hands))["code"] == code


def test_residents_are_listed_by_key(hands):
    lines = execute(["residents"], hands).splitlines()
    assert [line.split()[0] for line in lines] == list(hands.residents)
    assert "张桂兰" in lines[0]


def test_every_card_is_listed_with_what_has_to_be_typed_for_it(hands):
    lines = execute(["cards"], hands).splitlines()
    assert [line.split()[0] for line in lines] == list(hands.wallet.keys)
    kwok = next(line for line in lines if line.startswith("kwok"))
    assert kwok.endswith("郭咏诗  H00000002 / 19961030 / 20340408")
    for line in lines:
        assert execute(["tap", line.split()[0]], hands) == "ok"


def test_papers_are_saved_below_the_callers_folder(hands, receipt, tmp_path):
    assert execute(["papers", "out"], hands, tmp_path) == "no paper"
    assert not (tmp_path / "out").exists()
    hands.world.add_paper(receipt, 90.0)
    hands.world.add_paper(receipt, 90.0)
    saved = execute(["papers", "out/of"], hands, tmp_path)
    files = [tmp_path / "out" / "of" / f"paper-00{number}.png" for number in (1, 2)]
    assert saved.splitlines() == [str(file) for file in files]
    assert all(file.read_bytes() == receipt for file in files)


def test_papers_that_cannot_be_saved_are_told(hands, receipt, tmp_path):
    (tmp_path / "out").write_text("a file")
    hands.world.add_paper(receipt, 90.0)
    with pytest.raises(CommandError, match="out"):
        execute(["papers", "out"], hands, tmp_path)


def test_torn_papers_are_gone(hands, receipt):
    hands.world.add_paper(receipt, 90.0)
    assert execute(["tear"], hands) == "ok"
    assert hands.world.state.papers == ()


def test_hands_know_whose_codes_they_showed(hands):
    hands.show("wang", expired=True)
    expired = hands.world.state.code
    hands.show("ma")
    assert hands.shown(expired) == ShownCode("wang", expired=True)
    assert hands.shown(hands.world.state.code) == ShownCode("ma")
    assert hands.shown(b"something else") == ShownCode()


def test_hands_tell_each_change_until_they_are_not_asked_any_more(hands):
    changes = []
    forget = hands.subscribe(lambda: changes.append(hands.backend_is_on))
    hands.tap("zhang")
    hands.backend(is_on=False)
    assert changes == [True, False]
    forget()
    forget()
    hands.take()
    hands.backend(is_on=True)
    assert changes == [True, False]


def payload_on(png):
    (symbol,) = decode_image(decode_still(png))
    return symbol.payload


def test_a_printed_paper_is_held_before_the_camera_as_paper(hands, receipt, certificate):
    hands.world.add_paper(receipt, 90.0)
    hands.world.add_paper(certificate, 90.0)
    assert payload_on(receipt) != payload_on(certificate)
    assert execute(words("show-printed 1 --distance 1.5"), hands) == "ok"
    state = hands.world.state
    assert state.code == payload_on(receipt)
    assert state.pose == Pose(1.5, carrier=Carrier.PAPER)
    assert json.loads(execute(["state"], hands))["code"] == "paper 1"
    assert execute(["show-printed"], hands) == "ok"
    assert hands.world.state.code == payload_on(certificate)
    assert hands.shown(hands.world.state.code) == ShownCode(paper=2)


def test_the_camera_reads_a_held_receipt_to_the_byte(hands, receipt):
    hands.world.add_paper(receipt, 90.0)
    execute(["show-printed"], hands)
    camera = SimFrameSource(hands.world, pacer=Pacer(interval_s=0.0))
    camera.open(Deadline.after(60))
    (symbol,) = decode_image(camera.read(Deadline.after(60)).image)
    assert symbol.payload == payload_on(receipt)


def test_a_paper_without_a_code_is_told(hands):
    blank = cv2.imencode(".png", np.full((300, 576), 255, np.uint8))[1].tobytes()
    hands.world.add_paper(blank, 37.0)
    hands.world.add_paper(b"no picture", 37.0)
    for number in (1, 2):
        with pytest.raises(CommandError, match=f"no code is on paper {number}"):
            execute(["show-printed", str(number)], hands)
    assert hands.world.state.code is None


def test_a_second_phone_comes_with_every_code_until_it_is_sent_away(hands):
    assert execute(words("second on"), hands) == "ok"
    assert hands.world.state.code is None
    execute(words("show wang --distance 2"), hands)
    assert hands.world.state.pose == Pose(2.0, second=b"code of zhang, 0 s old")
    execute(words("hold --angle 10"), hands)
    assert hands.world.state.pose == Pose(angle=10.0, second=b"code of zhang, 0 s old")
    assert json.loads(execute(["state"], hands))["second"]
    execute(words("show zhang"), hands)
    assert hands.world.state.pose.second == b"code of li, 0 s old"
    execute(words("hide"), hands)
    assert hands.world.state.pose == Pose()
    execute(words("show-text x"), hands)
    assert hands.world.state.pose.second is not None
    assert execute(words("second off"), hands) == "ok"
    assert (hands.world.state.code, hands.world.state.pose) == (b"x", Pose())


def test_a_second_phone_joins_a_code_that_is_shown_already(hands):
    execute(words("show wang --tilt 10"), hands)
    execute(words("second on"), hands)
    assert hands.world.state.code == FRESH
    assert hands.world.state.pose == Pose(tilt=10.0, second=b"code of zhang, 0 s old")


@pytest.mark.parametrize("trouble", sorted(CAMERA_TROUBLES))
def test_a_cameras_own_troubles_are_for_cameras_only(hands, trouble):
    for device in ("card_reader", "printer"):
        with pytest.raises(CommandError, match="the code_scanner and the document_camera only"):
            execute(["break", device, trouble], hands)
    for camera in ("code_scanner", "document_camera"):
        assert execute(["break", camera, trouble], hands) == "ok"
        assert execute(["mend", camera], hands) == "ok"
    assert hands.world.state.troubles == ()


def test_every_page_that_is_told_can_be_laid(hands):
    lines = execute(["documents"], hands).splitlines()
    assert len(lines) == len(specimen_pages())
    for line in lines:
        key, title = line.split(maxsplit=1)
        assert title == specimen_pages()[key].label
        assert execute(["document", key], hands) == "ok"
        assert json.loads(execute(["state"], hands))["document"] == key


@pytest.mark.parametrize("part", POSE_LIMITS)
def test_the_limits_of_a_pose_are_allowed(hands, part):
    for value in POSE_LIMITS[part]:
        hands.show("wang", Pose(**{part: value}))
    beyond = POSE_LIMITS[part][1] + 0.1
    with pytest.raises(OutOfRangeError):
        hands.show("wang", Pose(**{part: beyond}))
