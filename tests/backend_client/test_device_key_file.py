"""The device key is made once, kept for its owner only, and never shown."""

from __future__ import annotations

import base64
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from backend_client import DeviceKey, load_or_create_device_key
from backend_client._device_key import key_thumbprint


def test_the_key_is_made_once(tmp_path):
    path = tmp_path / "keys" / "device.pem"
    made = load_or_create_device_key(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert load_or_create_device_key(path).public_bytes == made.public_bytes
    assert [file.name for file in path.parent.iterdir()] == ["device.pem"]


def test_many_starts_at_once_agree_on_one_key(tmp_path):
    path = tmp_path / "device.pem"
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(lambda _: load_or_create_device_key(path), range(8)))
    assert len({key.key_id for key in keys}) == 1


def test_a_key_that_others_can_read_is_refused(tmp_path):
    path = tmp_path / "device.pem"
    load_or_create_device_key(path)
    path.chmod(0o640)
    with pytest.raises(PermissionError):
        load_or_create_device_key(path)


def test_a_key_of_another_kind_is_refused(tmp_path):
    path = tmp_path / "device.pem"
    key = ec.generate_private_key(ec.SECP256R1())
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    path.chmod(0o600)
    with pytest.raises(ValueError, match="Ed25519"):
        load_or_create_device_key(path)
    path.write_bytes(b"")
    with pytest.raises(ValueError, match="PEM"):
        load_or_create_device_key(path)


def test_the_thumbprint_is_the_one_of_rfc_8037():
    """Appendix A.3 of RFC 8037."""
    public = base64.urlsafe_b64decode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo=")
    assert key_thumbprint(public) == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


def test_the_key_does_not_show(tmp_path):
    assert repr(DeviceKey.generate()) == "DeviceKey()"
