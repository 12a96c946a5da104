"""Read a chip through basic access control, file by file."""

from __future__ import annotations

import secrets

from drivers.card.apdu import StatusWord
from drivers.card.emrtd.basic_access import RandomBytes, open_channel
from drivers.card.emrtd.data_groups import (
    birth_date_of,
    full_name_of,
    image_of,
    listed_tags,
    mrz_of,
    personal_number_of,
)
from drivers.card.emrtd.files import ElementaryFile, read_file
from drivers.card.emrtd.mrz_grammar import Malformed
from drivers.card.emrtd.mrz_key import MrzKey
from drivers.card.emrtd.results import ChipContents, ChipFiles, EmrtdFailure, EmrtdRead, Refused
from drivers.card.emrtd.secure_messaging import SecureChannel, Transmit

_NO_SOD = Refused(ElementaryFile.SOD.label, StatusWord.FILE_NOT_FOUND)


def read_chip(
    transmit: Transmit, key: MrzKey, random_bytes: RandomBytes = secrets.token_bytes
) -> EmrtdRead:
    """Authenticate with ``key`` and read EF.COM, DG1, DG2, DG11 (as listed) and EF.SOD.

    Blocks for some hundred APDUs, mostly DG2; what ``transmit`` raises (deadline, cancel, card
    gone) passes. The zone in DG1 must give the very key that opened the chip. The signature in
    EF.SOD is not checked here (``passive`` does), so this alone proves nobody's identity.
    """
    channel = open_channel(transmit, key, random_bytes)
    if not isinstance(channel, SecureChannel):
        return channel
    files = read_files(channel)
    return contents_of(files, key) if isinstance(files, ChipFiles) else files


def read_files(channel: SecureChannel) -> ChipFiles | EmrtdFailure:
    """All files that matter, over an open channel."""
    com = read_file(channel, ElementaryFile.COM)
    if not isinstance(com, bytes):
        return com
    listed = listed_tags(com)
    if isinstance(listed, Malformed):
        return listed
    wanted = [ElementaryFile.DG1]
    wanted += [file for file in (ElementaryFile.DG2, ElementaryFile.DG11) if file.tag in listed]
    found: dict[ElementaryFile, bytes] = {}
    for file in (*wanted, ElementaryFile.SOD):
        content = read_file(channel, file)
        if content == _NO_SOD:
            content = b""
        if not isinstance(content, bytes):
            return content
        found[file] = content
    return ChipFiles(
        dg1=found[ElementaryFile.DG1],
        dg2=found.get(ElementaryFile.DG2, b""),
        dg11=found.get(ElementaryFile.DG11, b""),
        sod=found[ElementaryFile.SOD],
    )


def contents_of(files: ChipFiles, key: MrzKey) -> ChipContents | Malformed:
    """What the files say, or the first malformed field."""
    mrz = mrz_of(files.dg1, key)
    image = image_of(files.dg2) if files.dg2 else b""
    full_name = full_name_of(files.dg11) if files.dg11 else ""
    personal_number = personal_number_of(files.dg11) if files.dg11 else ""
    birth_date = birth_date_of(files.dg11) if files.dg11 else None
    if isinstance(mrz, Malformed):
        return mrz
    if isinstance(image, Malformed):
        return image
    if isinstance(full_name, Malformed):
        return full_name
    if isinstance(personal_number, Malformed):
        return personal_number
    if isinstance(birth_date, Malformed):
        return birth_date
    return ChipContents(mrz, image, full_name, personal_number, birth_date, files)
