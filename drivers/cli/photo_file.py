"""``read --photo``: the card's photo as an image file, to see that its decoder works."""

from __future__ import annotations

import os
from pathlib import Path

from drivers._documents import CardRead, IdentityDocument, TravelDocument
from drivers.card.photo import GROUP, decode_photo
from drivers.cli.output import ask
from drivers.cli.words import with_code

OWNER_ONLY = 0o600


def save_photo(read: CardRead, path: Path) -> int:
    """Write the photo for its owner's eyes only; 1 when there is none that can be shown.

    A file that exists already is left as it is.
    """
    image = photo_of(read)
    if image is None:
        ask(with_code(f"照片没有解出：没有照片，或没有安装解码插件（{GROUP}）", "no_photo"))
        return 1
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    except OSError as error:
        ask(with_code(f"照片没有存下：{error.strerror}", "not_written"))
        return 1
    with os.fdopen(descriptor, "wb") as file:
        file.write(image)
    ask(f"照片已存到 {path}，看完请删除")
    return 0


def photo_of(read: CardRead) -> bytes | None:
    """An image file; None when the card has no photo or nothing decodes it."""
    match read:
        case IdentityDocument(photo=photo):
            return decode_photo(photo)
        case TravelDocument(image=image):
            return image or None
        case _:
            return None
