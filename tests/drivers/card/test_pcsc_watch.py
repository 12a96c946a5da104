"""Which card counts and what ends a look, with a service that answers as told."""

import pytest

from drivers import TransportError
from drivers.card import LineFault
from drivers.card import pcsc_watch as module
from drivers.card.pcsc_watch import NEW_READERS, Sighting, watch

CONTEXT = 1
EMPTY, PRESENT, CHANGED = 0x10, 0x20, 0x02
UNKNOWN, UNAVAILABLE = 0x04, 0x08
TIMEOUT, CANCELLED, SERVICE_STOPPED = 0x8010000A, 0x80100002, 0x8010001E


class Service:
    """Readers with their states; notes what it is asked."""

    def __init__(self, **readers: int) -> None:
        self.readers = {name.replace("_", " "): state for name, state in readers.items()}
        self.result = 0
        self.plugs = 0
        self.atr = [0x3B, 0x80]
        self.asked: list[tuple[int, list[tuple[str, int]]]] = []

    def list_readers(self, context, groups):
        return 0, list(self.readers)

    def get_status_change(self, context, milliseconds, states):
        self.asked.append((milliseconds, states))
        found = [
            (name, self.readers[name] | CHANGED, self.atr if self.readers[name] & PRESENT else [])
            for name, _ in states[:-1]
        ]
        return self.result, [*found, (NEW_READERS, self.plugs | CHANGED, [])]


@pytest.fixture
def service(monkeypatch) -> Service:
    service = Service(Left=EMPTY, Right=EMPTY)
    monkeypatch.setattr(module.scard, "SCardListReaders", service.list_readers)
    monkeypatch.setattr(module.scard, "SCardGetStatusChange", service.get_status_change)
    return service


UNSEEN = Sighting()


def look(before: Sighting = UNSEEN, wanted: str = "") -> Sighting:
    return watch(CONTEXT, wanted, before, 0.0)


def laid(events: int) -> int:
    return PRESENT | events << 16


def test_all_readers_of_the_name_and_new_ones_are_watched_in_one_call(service):
    seen = look()
    watch(CONTEXT, "", seen, 1.0)

    assert service.asked == [
        (0, [("Left", 0), ("Right", 0), (NEW_READERS, 0)]),
        (1000, [("Left", EMPTY), ("Right", EMPTY), (NEW_READERS, 0)]),
    ]
    assert seen.presence.reader == "Left"
    assert seen.presence.atr is None


def test_only_readers_of_the_name_are_watched(service):
    assert look(wanted="igh").presence.reader == "Right"
    assert service.asked == [(0, [("Right", 0), (NEW_READERS, 0)])]


def test_the_card_that_came_last_counts(service):
    service.readers["Right"] = laid(1)
    first = look()
    service.readers["Left"] = laid(1)
    second = look(first)
    service.readers["Right"] = laid(3)  # taken and laid again between two looks
    third = look(second)
    service.readers["Right"] = EMPTY | 4 << 16

    counted = [seen.presence.reader for seen in (first, second, third, look(third))]
    assert counted == ["Right", "Left", "Right", "Left"]


def test_of_cards_seen_in_the_same_look_the_first_readers_counts(service):
    service.readers.update(Left=laid(1), Right=laid(1))

    assert look().presence.reader == "Left"


def test_a_connected_card_is_not_a_new_card(service):
    service.readers["Left"] = laid(1)
    first = look()
    service.readers["Right"] = laid(1)
    second = look(first)
    service.readers["Left"] = laid(1) | 0x80  # SCARD_STATE_EXCLUSIVE

    assert look(second).presence.reader == "Right"


def test_an_object_without_an_answer_to_reset_lies_there(service):
    service.readers["Left"] = PRESENT
    service.atr = []

    assert look().presence.atr == b""


def test_a_reader_that_is_plugged_in_later_is_watched_too(service):
    seen = look()
    service.readers["New"] = laid(1)
    service.plugs = 3 << 16
    seen = look(seen)

    assert seen.presence.reader == "New"
    look(seen)
    assert service.asked[-1][1][-2:] == [("New", laid(1)), (NEW_READERS, 3 << 16)]


def test_a_reader_that_is_unplugged_meanwhile_is_forgotten(service):
    service.readers["Left"] = laid(1)
    seen = look()
    service.readers["Left"] = UNKNOWN | UNAVAILABLE

    assert look(seen).presence.reader == "Right"


@pytest.mark.parametrize("code", [TIMEOUT, CANCELLED, TIMEOUT - (1 << 32)])
def test_a_wait_without_an_event_changes_nothing(service, code):
    service.readers["Right"] = laid(1)
    seen = look()
    service.result = code

    assert look(seen) == seen


def test_a_cancelled_look_at_a_new_reader_sees_nothing_there(service):
    service.result = CANCELLED

    assert look().presence.atr is None


def test_without_a_reader_of_the_name_there_is_no_device(service):
    with pytest.raises(TransportError) as absent:
        look(wanted="SAM")
    service.readers.update(Left=UNKNOWN, Right=UNKNOWN)
    with pytest.raises(TransportError) as unplugged:
        look()

    assert absent.value.code == unplugged.value.code == LineFault.NOT_CONNECTED


def test_a_service_that_stops_is_a_broken_line(service):
    service.result = SERVICE_STOPPED

    with pytest.raises(TransportError) as stopped:
        look()
    assert stopped.value.code == LineFault.SERVICE_DOWN
