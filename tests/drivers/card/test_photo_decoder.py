"""The plug-in point for photo decoders, with real installed-looking packages on the path."""

import logging
import struct
import sys
import textwrap

import pytest

from drivers.card.identity_record import encode_record, parse_record
from drivers.card.photo import GROUP, MOST_BYTES, decode_photo, forget_decoder
from tests.fixtures.identity_documents import RESIDENT

PHOTO = bytes(range(256)) * 4
BMP = struct.pack("<2sI", b"BM", 54) + bytes(48)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(8)
JPEG = b"\xff\xd8\xff\xe0" + bytes(8)


@pytest.fixture(autouse=True)
def _fresh_search():
    forget_decoder()
    yield
    forget_decoder()


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Put packages with an entry point each on the path: name of the point, source of its module.

    The modules' names are made unique, because Python keeps modules.
    """
    monkeypatch.syspath_prepend(str(tmp_path))
    modules = []

    def install_package(point, source, target="decode"):
        module = f"fictitious_decoder_{point}"
        (tmp_path / f"{module}.py").write_text(textwrap.dedent(source), encoding="utf-8")
        info = tmp_path / f"{module}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n", encoding="utf-8"
        )
        (info / "entry_points.txt").write_text(
            f"[{GROUP}]\n{point} = {module}:{target}\n", encoding="utf-8"
        )
        modules.append(module)

    yield install_package
    for module in modules:
        sys.modules.pop(module, None)


def returning(image):
    return f"def decode(photo):\n    return {image!r}\n"


def test_without_a_decoder_there_is_no_picture():
    assert decode_photo(PHOTO) is None


@pytest.mark.parametrize(
    "image", [BMP, PNG, JPEG, bytearray(PNG)], ids=["bmp", "png", "jpeg", "array"]
)
def test_an_image_file_is_handed_on(install, image):
    install("vendor", returning(image))

    assert decode_photo(PHOTO) == bytes(image)
    assert type(decode_photo(PHOTO)) is bytes


def test_the_decoder_gets_the_photo_as_the_chip_has_it(install):
    install("vendor", f"def decode(photo):\n    return {PNG!r} + photo\n")

    assert decode_photo(PHOTO) == PNG + PHOTO


def test_no_photo_needs_no_decoder(install):
    install("vendor", returning(PNG))

    assert decode_photo(b"") is None


@pytest.mark.parametrize(
    "image",
    [
        None,
        "text",
        b"",
        b"B",
        b"BM",
        BMP[:-1],
        BMP + b"\0",
        b"GIF89a" + bytes(20),
        PNG[:7],
        b"\xff\xd8",
        PHOTO,
        [PNG],
    ],
    ids=str,
)
def test_what_is_no_image_is_no_picture(install, image):
    install("vendor", returning(image))

    assert decode_photo(PHOTO) is None


def test_a_picture_beyond_all_measure_is_refused(install):
    install("vendor", f"def decode(photo):\n    return {PNG!r} + bytes({MOST_BYTES})\n")

    assert decode_photo(PHOTO) is None


def test_a_decoder_that_fails_says_nothing_of_the_photo(install, caplog):
    install("vendor", "def decode(photo):\n    raise RuntimeError(photo)\n")

    with caplog.at_level(logging.DEBUG):
        assert decode_photo(PHOTO) is None

    assert [record.getMessage() for record in caplog.records] == [
        "photo decoder failed: RuntimeError"
    ]
    assert caplog.records[0].exc_info is None


def test_a_decoder_that_failed_once_is_asked_again(install):
    install(
        "vendor",
        f"""
        calls = []
        def decode(photo):
            calls.append(photo)
            if len(calls) == 1:
                raise OSError
            return {PNG!r}
        """,
    )

    assert [decode_photo(PHOTO), decode_photo(PHOTO)] == [None, PNG]


@pytest.mark.parametrize(
    "source",
    [
        "raise OSError('library not found')",
        "import no_such_vendor_library",
        "decode = 7",
        "other = 1",
    ],
)
def test_a_plug_in_that_does_not_load_is_passed_over(install, source):
    install("a_broken", source)
    install("b_whole", returning(PNG))

    assert decode_photo(PHOTO) == PNG


def test_a_plug_in_whose_module_is_missing_gives_no_picture(install, tmp_path):
    install("vendor", returning(PNG))
    (tmp_path / "fictitious_decoder_vendor.py").unlink()

    assert decode_photo(PHOTO) is None


def test_of_two_decoders_the_first_by_name_is_used(install):
    install("b", returning(JPEG))
    install("a", returning(PNG))

    assert decode_photo(PHOTO) == PNG


def test_a_plug_in_is_looked_for_and_loaded_once(install, tmp_path):
    journal = tmp_path / "journal"
    install(
        "vendor",
        f"""
        with open({str(journal)!r}, "a", encoding="ascii") as journal:
            journal.write("loaded ")
        def make():
            raise AssertionError
        def decode(photo):
            return {PNG!r}
        """,
    )
    assert decode_photo(PHOTO) == PNG
    (tmp_path / "fictitious_decoder_vendor-1.0.dist-info" / "entry_points.txt").unlink()
    sys.modules.pop("fictitious_decoder_vendor")

    assert decode_photo(PHOTO) == PNG
    assert journal.read_text(encoding="ascii") == "loaded "


def test_a_broken_decoder_does_not_touch_the_read(install):
    install("vendor", "def decode(photo):\n    raise SystemError\n")
    read = parse_record(encode_record(RESIDENT), PHOTO)

    assert decode_photo(read.photo) is None
    assert (read.name, read.photo) == (RESIDENT.name, PHOTO)
