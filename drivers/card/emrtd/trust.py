"""The country authorities (CSCA) whose signatures this kiosk believes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from asn1crypto import pem

from drivers._errors import ConfigurationError
from drivers.card.emrtd.certificates import Certificate, parse_certificate

_PEM_NAME = "CERTIFICATE"


@dataclass(frozen=True, slots=True)
class TrustStore:
    """Trust anchors; their own signatures are not looked at, the operator vouches for the files.

    An authority is not bound to a state: who configures several believes each of them for every
    issuing state.
    """

    authorities: tuple[Certificate, ...] = ()

    def vouches_for(self, signer: Certificate, days: Collection[date]) -> bool:
        """Whether an authority issued ``signer``, both being valid on the same one of ``days``."""
        return signer.signs_data and any(
            authority.valid_on(day) and signer.valid_on(day) and authority.issued(signer)
            for authority in self.authorities
            for day in days
        )


def load_trust(folder: Path | None) -> TrustStore:
    """Every file of ``folder`` but hidden ones and subfolders: DER, or PEM with any number.

    None or an empty folder trusts nobody. Certificates that are no authority (basicConstraints)
    or whose key is of an unsupported kind are loaded and vouch for nothing. ConfigurationError
    for a folder that cannot be read and for a file that is no certificate; it names the file.
    """
    if folder is None:
        return TrustStore()
    try:
        files = sorted(
            path for path in folder.iterdir() if path.is_file() and not path.name.startswith(".")
        )
        contents = [(path, path.read_bytes()) for path in files]
    except OSError as error:
        message = f"the certificates in {folder} cannot be read: {error.strerror}"
        raise ConfigurationError(message) from error
    return TrustStore(
        tuple(certificate for path, data in contents for certificate in certificates_in(path, data))
    )


def certificates_in(path: Path, data: bytes) -> list[Certificate]:
    """All certificates in the contents of the file ``path``; raises as ``load_trust`` does."""
    found = [parse_certificate(der) for der in _encodings(data)]
    certificates = [certificate for certificate in found if certificate is not None]
    if not found or len(certificates) < len(found):
        message = f"{path} is not an X.509 certificate in DER or PEM form"
        raise ConfigurationError(message)
    return certificates


def _encodings(data: bytes) -> list[bytes]:
    if not pem.detect(data):
        return [data]
    try:
        blocks = list(pem.unarmor(data, multiple=True))
    except ValueError:
        return []
    return [der if name == _PEM_NAME else b"" for name, _, der in blocks]
