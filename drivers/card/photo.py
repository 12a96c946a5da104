"""The place where a reader vendor's photo decoder plugs in.

The chip's photo is 1024 bytes in a closed format (WLT); it is decoded by vendors' licensed
libraries only. A package with such a library offers, as an entry point of the group
``luohu_kiosk.photo_decoders``, a callable that takes these bytes and returns an image file (BMP,
PNG or JPEG; the vendors' libraries give a BMP of 102 x 126 pixels). Of several, the first by name
that loads is used.

Decoders run in the caller's process and thread: one that hangs or crashes takes it along, so the
place to call them is where drivers run, a process that is watched and replaced.
"""

from __future__ import annotations

import functools
import logging
import struct
from collections.abc import Callable
from importlib.metadata import EntryPoint, entry_points

GROUP = "luohu_kiosk.photo_decoders"
MOST_BYTES = 1 << 20
"""Far above any picture of 102 x 126 pixels (38862 bytes as an uncompressed BMP)."""

PhotoDecoder = Callable[[bytes], bytes]

_LOG = logging.getLogger(__name__)
_PNG = b"\x89PNG\r\n\x1a\n"
"""PNG (ISO/IEC 15948), 5.2: the signature."""
_JPEG = b"\xff\xd8\xff"
"""JPEG (ITU-T T.81), B.1.1.3: start of image, and the head of the next marker."""
_BMP = b"BM"
_BMP_HEAD = struct.Struct("<2sI")
"""The head of a Windows bitmap: BM and the length of the whole file."""


def decode_photo(photo: bytes) -> bytes | None:
    """The image file that the plugged-in decoder makes of a card's photo.

    None without a photo or a decoder, and when the decoder fails or returns no image: a photo
    never spoils a read. Blocks as long as the decoder works.
    """
    decoder = _decoder()
    if decoder is None or not photo:
        return None
    try:
        image = decoder(photo)
    except Exception as error:  # noqa: BLE001  a vendor's code; its message may quote the photo
        _LOG.warning("photo decoder failed: %s", type(error).__name__)
        return None
    if not _is_image(image):
        _LOG.warning("photo decoder returned no image")
        return None
    return bytes(image)


def forget_decoder() -> None:
    """Look for plug-ins again at the next photo."""
    _decoder.cache_clear()


@functools.cache
def _decoder() -> PhotoDecoder | None:
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        decoder = _load(point)
        if decoder is not None:
            return decoder
    return None


def _load(point: EntryPoint) -> PhotoDecoder | None:
    try:
        decoder: object = point.load()
    except Exception as error:  # noqa: BLE001  a vendor's code, at import
        _LOG.warning("photo decoder %s does not load: %s", point.name, type(error).__name__)
        return None
    if callable(decoder):
        return decoder
    _LOG.warning("photo decoder %s is not callable", point.name)
    return None


def _is_image(image: object) -> bool:
    if not isinstance(image, bytes | bytearray) or len(image) > MOST_BYTES:
        return False
    if image.startswith(_BMP) and len(image) >= _BMP_HEAD.size:
        return bool(_BMP_HEAD.unpack_from(image)[1] == len(image))
    return image.startswith((_PNG, _JPEG))
