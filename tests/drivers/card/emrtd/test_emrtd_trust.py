"""The folder of trusted country authorities."""

from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from drivers import ConfigurationError
from drivers.card.emrtd import load_trust, travel_documents
from drivers.sim.country_signer import fictitious_csca, new_country


def test_no_folder_and_empty_folder_trust_nobody(tmp_path: Path) -> None:
    assert load_trust(None).authorities == ()
    assert load_trust(tmp_path).authorities == ()


def test_der_pem_and_many_in_one_file(tmp_path: Path) -> None:
    (tmp_path / "one.cer").write_bytes(new_country().authority.public_bytes(Encoding.DER))
    (tmp_path / "two.pem").write_bytes(
        b"first\n" + fictitious_csca() + b"second\n" + new_country().authority_pem()
    )
    authorities = load_trust(tmp_path).authorities
    assert len(authorities) == 3
    assert all(authority.is_authority for authority in authorities)
    assert all(authority.valid_on(date.fromisoformat("2026-11-22")) for authority in authorities)


def test_hidden_files_and_subfolders_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".gitkeep").write_bytes(b"")
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "notes.txt").write_bytes(b"notes")
    assert load_trust(tmp_path).authorities == ()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"notes",
        b"\x30\x03\x02\x01\x01",
        fictitious_csca()[:-40],
        fictitious_csca().replace(b"CERTIFICATE", b"PRIVATE KEY"),
        b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        new_country().authority.public_bytes(Encoding.DER) + b"more",
    ],
)
def test_file_that_is_no_certificate_is_named_at_opening(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "good.pem").write_bytes(fictitious_csca())
    (tmp_path / "stray.txt").write_bytes(data)
    with pytest.raises(ConfigurationError, match=r"stray\.txt"):
        travel_documents(tmp_path)


def test_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="nowhere"):
        travel_documents(tmp_path / "nowhere")
