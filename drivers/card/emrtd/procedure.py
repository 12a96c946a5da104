"""``travel_documents``: how a reader takes a passport or permit from key to checked document."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from drivers._documents import Authenticity, CardRead, CardUnread, ReadFailure, TravelKey
from drivers.card.emrtd.basic_access import ask_challenge, authenticate
from drivers.card.emrtd.chip_dates import short
from drivers.card.emrtd.document_read import contents_of, read_files
from drivers.card.emrtd.mrz_grammar import Malformed
from drivers.card.emrtd.mrz_key import MrzKey, mrz_key
from drivers.card.emrtd.passive import Forged, Unsupported, authenticity
from drivers.card.emrtd.results import (
    AccessDenied,
    ChipFiles,
    EmrtdFailure,
    NotTravelDocument,
    PaceOnly,
    Refused,
    Tampered,
    TooLong,
)
from drivers.card.emrtd.secure_messaging import SecureChannel, Transmit
from drivers.card.emrtd.travel_document import travel_document
from drivers.card.emrtd.trust import TrustStore, load_trust

if TYPE_CHECKING:
    from drivers.card.procedures import Procedure


def system_date() -> date:
    """Today in the machine's time zone."""
    return datetime.now(UTC).astimezone().date()


def travel_documents(
    csca_folder: Path | None, today: Callable[[], date] = system_date
) -> Procedure:
    """The procedure for chips of ICAO 9303, believing the authorities in ``csca_folder``.

    Raises ConfigurationError at once for a file in the folder that is no certificate; None or an
    empty folder leaves every genuine document at ``Authenticity.UNKNOWN_ISSUER``.

    What the procedure answers when there is no document, with the field it names:

    * NOT_AN_IDENTITY_CARD: no such application on the card;
    * KEY_NEEDED: the application is there, no key was given;
    * KEY_REFUSED: ``number`` breaks the grammar of a document number (nothing was sent then), or,
      without a field, the chip does not open;
    * UNREADABLE: ``pace`` for a chip that opens by PACE alone, which is not implemented;
      ``secure_messaging`` for an answer that is not authentic; ``sod_signature`` and ``sod_hash``
      for algorithms that cannot be checked; otherwise the file or step that the chip refused;
    * FORGED: ``dg1``, ``dg2``, ``dg11`` or ``sod`` is not what was signed, or is missing;
    * MALFORMED: the field that is not as the standard wants it.

    A chip gets two or three APDUs without a key, some hundred with the right one.
    """
    trust = load_trust(csca_folder)

    def read(transmit: Transmit, key: TravelKey | None) -> CardRead:
        chip_key = None if key is None else _chip_key(key)
        if isinstance(chip_key, Malformed):
            return CardUnread(ReadFailure.KEY_REFUSED, "number")
        challenge = ask_challenge(transmit)
        if not isinstance(challenge, bytes):
            return _unread(challenge)
        if chip_key is None:
            return CardUnread(ReadFailure.KEY_NEEDED)
        channel = authenticate(transmit, challenge, chip_key, secrets.token_bytes)
        files = read_files(channel) if isinstance(channel, SecureChannel) else channel
        if not isinstance(files, ChipFiles):
            return _unread(files)
        return _document(files, chip_key, trust, today())

    return read


def _chip_key(key: TravelKey) -> MrzKey | Malformed:
    """Only the number can be wrong: the dates are dates."""
    return mrz_key(key.number, short(key.birth_date), short(key.valid_until))


def _document(files: ChipFiles, key: MrzKey, trust: TrustStore, today: date) -> CardRead:
    checked = authenticity(files, trust, today)
    if not isinstance(checked, Authenticity):
        return _unread(checked)
    contents = contents_of(files, key)
    if isinstance(contents, Malformed):
        return _unread(contents)
    document = travel_document(contents, checked, today)
    return _unread(document) if isinstance(document, Malformed) else document


def _unread(failure: EmrtdFailure | Forged | Unsupported) -> CardUnread:
    match failure:
        case NotTravelDocument():
            return CardUnread(ReadFailure.NOT_AN_IDENTITY_CARD)
        case AccessDenied():
            return CardUnread(ReadFailure.KEY_REFUSED)
        case Malformed(field):
            return CardUnread(ReadFailure.MALFORMED, field)
        case Forged(field):
            return CardUnread(ReadFailure.FORGED, field)
        case PaceOnly():
            return CardUnread(ReadFailure.UNREADABLE, "pace")
        case Tampered():
            return CardUnread(ReadFailure.UNREADABLE, "secure_messaging")
        case TooLong(field) | Unsupported(field):
            return CardUnread(ReadFailure.UNREADABLE, field)
        case Refused(step):
            return CardUnread(ReadFailure.UNREADABLE, step)
