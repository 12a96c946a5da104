"""Fonts: rare names have glyphs, missing ones are told, an absent font names its package."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.documents import FontMissing, GlyphMissing
from kiosk.documents.charmap import read_character_map
from kiosk.documents.fonts import FONT_ROOT, PACKAGE, Face, FontBook, Style

RARE = "䶮𠮷㙓·阿依古丽买买提明喆堃甦"


@pytest.mark.parametrize("face", list(Face))
@pytest.mark.parametrize("character", RARE)
def test_rare_characters_have_ink(face: Face, character: str, fonts: FontBook) -> None:
    assert fonts.glyph(character, Style(face, 26)).bits.any()


def test_what_a_font_lacks_is_known_without_drawing() -> None:
    sans = next(FONT_ROOT.rglob(Face.REGULAR.value))
    have = read_character_map(sans, 2)
    assert all(one in have for one in RARE)
    assert "\ue000" not in have
    assert "\U000323af" not in have


def test_a_missing_glyph_is_never_a_box(fonts: FontBook) -> None:
    with pytest.raises(GlyphMissing) as caught:
        fonts.glyph("\U000f1234", Style(Face.REGULAR, 26))
    assert caught.value.characters == "\U000f1234"
    with pytest.raises(GlyphMissing) as caught:
        fonts.require(["张\ue001", "三\ue000"])
    assert caught.value.characters == "\ue000\ue001"
    assert "\ue000" not in str(caught.value)


def test_an_absent_font_names_its_package(tmp_path: Path) -> None:
    with pytest.raises(FontMissing, match=PACKAGE):
        FontBook(tmp_path)


def test_the_same_glyph_twice(fonts: FontBook) -> None:
    style = Style(Face.BOLD, 26)
    fresh = FontBook().glyph("圳", style)
    assert (fresh.bits == fonts.glyph("圳", style).bits).all()
    assert 0 < fresh.bits.mean() < 1
