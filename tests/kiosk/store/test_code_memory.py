"""Keys and used codes on the disk: neither a restart nor a clock set back helps a replay."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from kiosk.codes import Use
from kiosk.store import CodeKeyShelf, KeptKey, KeptKeys, StoreBroken, UsedCodes, open_store

KEY = bytes(range(32))
NOW = datetime(2026, 11, 22, 15, 6, tzinfo=UTC)
TOWN = KeptKey(bytes(32), "luohu", ("CERTIFICATE", "STAFF_SIGN_IN"))
PRESS = KeptKey(bytes(range(32)), "press", ("CERTIFICATE",))


@pytest.fixture
def folder(tmp_path):
    return tmp_path


@pytest.fixture
def store(folder):
    made = open_store(folder / "kiosk.db", KEY)
    yield made
    made.close()


def reopened(store, folder):
    store.close()
    return open_store(folder / "kiosk.db", KEY)


def use(store, name, end=2000, now=1000, capacity=10):
    return UsedCodes(store, capacity).opening().use(name, end, now)


# keys


def test_keys_are_there_after_a_restart(store, folder):
    assert CodeKeyShelf(store).load() == KeptKeys()
    CodeKeyShelf(store).replace([TOWN, PRESS], NOW)
    again = reopened(store, folder)
    kept = CodeKeyShelf(again).load()
    assert set(kept.keys) == {TOWN, PRESS}
    assert kept.fetched_at == NOW
    again.close()


def test_a_key_that_is_published_no_longer_is_forgotten(store):
    shelf = CodeKeyShelf(store)
    shelf.replace([TOWN, PRESS], NOW)
    shelf.replace([PRESS], NOW + timedelta(hours=1))
    assert shelf.load() == KeptKeys((PRESS,), NOW + timedelta(hours=1))
    shelf.replace([], NOW)
    assert shelf.load() == KeptKeys()


# used codes


def test_a_code_serves_once_and_a_restart_does_not_help(store, folder):
    assert use(store, b"a") is Use.FIRST
    assert use(store, b"a") is Use.AGAIN
    assert use(store, b"b") is Use.FIRST
    again = reopened(store, folder)
    assert use(again, b"a") is Use.AGAIN
    again.close()


def test_codes_that_are_over_make_room_and_stay_refused(store):
    assert use(store, b"a", end=1100, capacity=2) is Use.FIRST
    assert use(store, b"b", end=3000, capacity=2) is Use.FIRST
    assert use(store, b"c", end=3000, now=1050, capacity=2) is Use.NO_ROOM
    assert use(store, b"c", end=3000, now=1100, capacity=2) is Use.FIRST
    with store.begin() as connection:
        assert connection.scalar(text("select count(*) from used_codes")) == 2
    assert use(store, b"a", end=1100, now=1000) is Use.AGAIN, "the clock went back"
    assert use(store, b"x", end=1100, now=1000) is Use.AGAIN


def test_the_mark_of_what_was_forgotten_survives_and_never_falls(store, folder):
    use(store, b"a", end=5000, capacity=1)
    assert use(store, b"b", end=9000, now=6000, capacity=1) is Use.FIRST
    again = reopened(store, folder)
    assert use(again, b"a", end=5000, now=1000) is Use.AGAIN
    assert use(again, b"c", end=5001, now=1000) is Use.FIRST
    again.close()


def test_a_code_that_served_nothing_may_be_shown_again(store):
    opening = UsedCodes(store).opening()
    assert opening.use(b"a", 2000, 1000) is Use.FIRST
    opening.take_back()
    opening.take_back()
    assert use(store, b"a") is Use.FIRST
    late = UsedCodes(store).opening()
    assert late.use(b"a", 2000, 1000) is Use.AGAIN
    late.take_back()
    assert use(store, b"a") is Use.AGAIN, "only its own use is taken back"


def test_without_the_table_no_code_counts_as_fresh(store):
    with store.begin() as connection:
        connection.execute(text("drop table used_codes"))
    with pytest.raises(StoreBroken):
        use(store, b"a")
