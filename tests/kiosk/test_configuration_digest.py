"""One name for a whole configuration: every change of a file or of a name gives another one."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from kiosk.config_files import configuration_digest, configuration_files

FILES = {"catalog/items/a.yaml": b"one", "profiles/b.yaml": b"two"}
names = st.text("ab/.", min_size=1, max_size=6)
contents = st.binary(max_size=6)


def test_it_is_the_hash_of_names_and_contents_led_by_their_lengths():
    said = b"".join(
        len(part).to_bytes(8, "big") + part
        for part in (b"catalog/items/a.yaml", b"one", b"profiles/b.yaml", b"two")
    )
    assert configuration_digest(FILES) == hashlib.sha256(said).digest()
    assert configuration_digest(dict(reversed(FILES.items()))) == configuration_digest(FILES)


@given(st.dictionaries(names, contents, max_size=4), st.dictionaries(names, contents, max_size=4))
def test_two_configurations_never_share_a_name(one, other):
    assert (configuration_digest(one) == configuration_digest(other)) == (one == other)


def test_every_file_of_a_folder_counts_but_the_hidden_ones(tmp_path):
    (tmp_path / "catalog" / "items").mkdir(parents=True)
    (tmp_path / "profiles").mkdir()
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / ".cache").mkdir()
    (tmp_path / ".cache" / "x").write_bytes(b"x")
    (tmp_path / "profiles" / ".b.yaml.swp").write_bytes(b"x")
    assert configuration_files(tmp_path) == FILES
