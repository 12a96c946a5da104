"""Read a travel document through basic access control, file by file."""

from __future__ import annotations

import secrets

from drivers.card.emrtd.basic_access import RandomBytes, open_channel
from drivers.card.emrtd.data_groups import (
    full_name_of,
    image_of,
    listed_tags,
    mrz_of,
    personal_number_of,
)
from drivers.card.emrtd.files import ElementaryFile, read_file
from drivers.card.emrtd.mrz_grammar import Malformed
from drivers.card.emrtd.mrz_key import MrzKey, mrz_key
from drivers.card.emrtd.results import EmrtdFailure, EmrtdRead, TravelDocument
from drivers.card.emrtd.secure_messaging import SecureChannel, Transmit

_MANDATORY = frozenset({ElementaryFile.DG1, ElementaryFile.SOD})


def read_travel_document(
    transmit: Transmit, key: MrzKey, random_bytes: RandomBytes = secrets.token_bytes
) -> EmrtdRead:
    """Authenticate with ``key`` and read EF.COM, DG1, DG2, DG11 (as listed) and EF.SOD.

    Blocks for some hundred APDUs, mostly DG2; what ``transmit`` raises (deadline, cancel, card
    gone) passes. The zone in DG1 must give the very key that opened the chip. Passive
    authentication (the signature in EF.SOD) is not done: a cloned chip reads like the original,
    so the result is not a proof of identity by itself.
    """
    channel = open_channel(transmit, key, random_bytes)
    if not isinstance(channel, SecureChannel):
        return channel
    contents = _read_files(channel)
    return _document(contents, key) if isinstance(contents, dict) else contents


def _read_files(channel: SecureChannel) -> dict[ElementaryFile, bytes] | EmrtdFailure:
    com = read_file(channel, ElementaryFile.COM)
    if not isinstance(com, bytes):
        return com
    listed = listed_tags(com)
    if isinstance(listed, Malformed):
        return listed
    contents = dict.fromkeys(ElementaryFile, b"")
    for file in ElementaryFile:
        if file is ElementaryFile.COM or (file not in _MANDATORY and file.tag not in listed):
            continue
        content = read_file(channel, file)
        if not isinstance(content, bytes):
            return content
        contents[file] = content
    return contents


def _document(contents: dict[ElementaryFile, bytes], key: MrzKey) -> TravelDocument | Malformed:
    dg1, dg2, dg11 = (
        contents[file] for file in (ElementaryFile.DG1, ElementaryFile.DG2, ElementaryFile.DG11)
    )
    mrz = mrz_of(dg1)
    if isinstance(mrz, Malformed):
        return mrz
    if mrz_key(mrz.document_number, mrz.birth, mrz.expiry) != key:
        return Malformed("mrz_key")
    image = image_of(dg2) if dg2 else b""
    full_name = full_name_of(dg11) if dg11 else ""
    personal_number = personal_number_of(dg11) if dg11 else ""
    if isinstance(image, Malformed):
        return image
    if isinstance(full_name, Malformed):
        return full_name
    if isinstance(personal_number, Malformed):
        return personal_number
    sod = contents[ElementaryFile.SOD]
    return TravelDocument(mrz, image, full_name, personal_number, dg1, dg2, dg11, sod)
