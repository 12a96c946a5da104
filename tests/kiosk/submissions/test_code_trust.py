"""Whose codes are believed: fetched when due, kept for days without a line, bad ones left out."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from backend_client import BackendClient, Unreachable
from backend_client.contracts import CodeKey, CodeKeys
from kiosk.codes import Purpose
from kiosk.store import CodeKeyShelf, KeptKey, StoreBroken, open_store
from kiosk.submissions import Trust
from kiosk.submissions.trust import RENEW_AFTER, trusted_keys

NOW = datetime(2026, 11, 22, 15, 6, tzinfo=UTC)


def public(seed):
    return Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32).public_key().public_bytes_raw()


def published(seed, issuer="luohu", purposes=("CERTIFICATE",)):
    text = base64.urlsafe_b64encode(public(seed)).rstrip(b"=").decode()
    return CodeKey(issuer=issuer, public_key=text, purposes=purposes)


class Town(BackendClient):
    """Publishes what a test says, or is away."""

    def __init__(self, *keys):
        self.keys, self.asked, self.away = keys, 0, False

    def code_keys(self):
        self.asked += 1
        if self.away:
            raise Unreachable("OSError")
        return CodeKeys(keys=self.keys)


class Clock:
    def __init__(self):
        self.now = NOW

    def __call__(self):
        return self.now


@pytest.fixture
def store(tmp_path):
    made = open_store(tmp_path / "kiosk.db", bytes(32))
    yield made
    made.close()


@pytest.fixture
def clock():
    return Clock()


def issuers(trust):
    return sorted(key.issuer for key in trust.keys.values())


def test_keys_are_fetched_when_there_are_none_and_again_after_an_hour(store, clock):
    town = Town(published(1))
    trust = Trust(CodeKeyShelf(store), town, clock)
    assert trust.keys == {}
    trust.renew()
    trust.renew()
    assert (issuers(trust), town.asked) == (["luohu"], 1)
    clock.now += RENEW_AFTER - timedelta(seconds=1)
    trust.renew()
    assert town.asked == 1
    clock.now += timedelta(seconds=1)
    town.keys = (published(2, "press"),)
    trust.renew()
    assert (issuers(trust), town.asked) == (["press"], 2)


def test_a_clock_set_back_is_no_reason_to_wait(store, clock):
    town = Town(published(1))
    trust = Trust(CodeKeyShelf(store), town, clock)
    trust.renew()
    clock.now -= timedelta(days=1)
    trust.renew()
    assert town.asked == 2


def test_keys_serve_after_a_restart_with_the_backend_away(store, clock):
    Trust(CodeKeyShelf(store), Town(published(1)), clock).renew()
    town = Town()
    town.away = True
    clock.now += timedelta(days=30)
    trust = Trust(CodeKeyShelf(store), town, clock)
    assert issuers(trust) == ["luohu"]
    trust.renew()
    assert (issuers(trust), town.asked) == (["luohu"], 1)


def test_without_keys_every_check_asks_again(store, clock, capsys):
    town = Town()
    trust = Trust(CodeKeyShelf(store), town, clock)
    trust.renew()
    trust.renew()
    assert town.asked == 2
    town.away = True
    trust.renew()
    assert "code_keys_not_fetched" in "".join(capsys.readouterr())


def test_a_disk_that_fails_does_not_take_the_keys_away(store, clock, monkeypatch, capsys):
    def broken(*_):
        raise StoreBroken

    monkeypatch.setattr(CodeKeyShelf, "replace", broken)
    trust = Trust(CodeKeyShelf(store), Town(published(1)), clock)
    trust.renew()
    assert issuers(trust) == ["luohu"]
    assert "code_keys_not_kept" in "".join(capsys.readouterr())


@pytest.mark.parametrize(
    ("kept", "code"),
    [
        (KeptKey(public(1), "luohu", ("TELEPATHY",)), "no_purpose_known"),
        (KeptKey(public(1), "luohu", ()), "no_purpose_known"),
        (KeptKey(public(1), "", ("CERTIFICATE",)), "no_issuer"),
        (KeptKey(bytes(31), "luohu", ("CERTIFICATE",)), "no_ed25519_key"),
        (KeptKey(public(2), "again", ("CERTIFICATE",)), "same_key_twice"),
    ],
)
def test_a_bad_key_is_left_out_and_logged(kept, code, capsys):
    good = KeptKey(public(2), "press", ("CERTIFICATE", "TELEPATHY"))
    (found,) = trusted_keys([good, kept]).values()
    assert (found.issuer, found.purposes) == ("press", {Purpose.CERTIFICATE})
    assert code in "".join(capsys.readouterr())
