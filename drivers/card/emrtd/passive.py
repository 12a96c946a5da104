"""Passive authentication: whether a chip's data are as its issuer signed them (ICAO 9303-11, 5.1).

It does not tell a chip from a copy of it: that takes active or chip authentication, which are not
implemented here.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from drivers._documents import Authenticity
from drivers.card.emrtd.mrz_grammar import Malformed
from drivers.card.emrtd.results import ChipFiles
from drivers.card.emrtd.security_object import SecurityObject, SignedContent, parse_sod
from drivers.card.emrtd.signatures import HASHES, digest, is_signed
from drivers.card.emrtd.trust import TrustStore


@dataclass(frozen=True, slots=True)
class Forged:
    """``field`` (``dg1``, ``dg2``, ``dg11``, ``sod``) is not what was signed."""

    field: str


@dataclass(frozen=True, slots=True)
class Unsupported:
    """``field`` (``sod_signature``, ``sod_hash``) is of a kind that cannot be checked here."""

    field: str


PassiveOutcome: TypeAlias = Authenticity | Forged | Unsupported | Malformed


def authenticity(files: ChipFiles, trust: TrustStore, today: date) -> PassiveOutcome:
    """Check hashes, signature and signer, in the order: signature, hashes, signer.

    A chip without EF.SOD is ``Forged("sod")``: every genuine document has one. The signer's
    certificate and its authority have to be valid together on the signing day or ``today``.
    """
    if not files.sod:
        return Forged("sod")
    parsed = parse_sod(files.sod)
    if isinstance(parsed, Malformed):
        return parsed
    fault = _signature_fault(parsed) or _hash_fault(files, parsed.groups)
    if fault is not None:
        return fault
    days = {today} if parsed.signed_on is None else {today, parsed.signed_on}
    proven = trust.vouches_for(parsed.signer, days)
    return Authenticity.PROVEN if proven else Authenticity.UNKNOWN_ISSUER


def _signature_fault(parsed: SecurityObject) -> Forged | Unsupported | None:
    key, algorithm = parsed.signer.key, parsed.algorithm
    if key is None or algorithm is None:
        return Unsupported("sod_signature")
    if not {parsed.digest_name, parsed.groups.hash_name} <= HASHES.keys():
        return Unsupported("sod_hash")
    told = hmac.compare_digest(digest(parsed.digest_name, parsed.content), parsed.message_digest)
    signed = is_signed(key, algorithm, parsed.signature, parsed.signed_attributes)
    return None if told and signed else Forged("sod")


def _hash_fault(files: ChipFiles, groups: SignedContent) -> Forged | None:
    """A group that was signed and is not there (or the reverse) is as bad as a changed one."""
    for number, field, data in (
        (1, "dg1", files.dg1),
        (2, "dg2", files.dg2),
        (11, "dg11", files.dg11),
    ):
        signed = groups.hashes.get(number, b"")
        own = digest(groups.hash_name, data) if data else b""
        if not hmac.compare_digest(own, signed):
            return Forged(field)
    return None
