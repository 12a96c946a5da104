"""The fictitious country: its certificates and its simulated chips."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID

from drivers._documents import Sex
from drivers.card.emrtd import Mrz, MrzForm
from drivers.sim.country_signer import (
    STATE,
    Signing,
    fictitious_country,
    fictitious_csca,
    new_country,
)
from drivers.sim.emrtd_card import SimEmrtdCard

MRZ = Mrz(MrzForm.TD3, "P", "UTO", "L898902C3", "740812", Sex.FEMALE, "320415", "UTO", "DOE", "JO")


@pytest.mark.parametrize("signing", Signing)
def test_authority_issued_the_signer(signing: Signing) -> None:
    country = new_country(signing)
    country.signer.verify_directly_issued_by(country.authority)
    country.authority.verify_directly_issued_by(country.authority)
    constraints = country.authority.extensions.get_extension_for_class(x509.BasicConstraints)
    assert constraints.value.ca
    for certificate in (country.authority, country.signer):
        states = certificate.subject.get_attributes_for_oid(NameOID.COUNTRY_NAME)
        assert [state.value for state in states] == [STATE]


def test_validity_starts_thirty_days_before_the_moment() -> None:
    moment = datetime(2026, 11, 22, tzinfo=UTC)
    country = new_country(moment=moment)
    assert country.signer.not_valid_before_utc == moment - timedelta(days=30)
    assert country.signer.not_valid_after_utc > moment + timedelta(days=9 * 365)


def test_every_country_has_keys_of_its_own() -> None:
    assert new_country().authority.public_key() != new_country().authority.public_key()


def test_one_country_a_process_signs_the_simulated_chips() -> None:
    assert fictitious_country() is fictitious_country()
    assert x509.load_pem_x509_certificate(fictitious_csca()) == fictitious_country().authority
    own, default = (
        SimEmrtdCard(MRZ, image=b"image", signer=signer)._files[0x011D]
        for signer in (new_country(), None)
    )
    issued = fictitious_country().signer.tbs_certificate_bytes
    assert issued in default
    assert issued not in own


def test_nothing_shows_the_keys() -> None:
    assert "key" not in repr(new_country()).lower()
