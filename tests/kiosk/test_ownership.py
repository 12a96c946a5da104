"""Only one kiosk works on a folder, and a dead one leaves no lock behind."""

import subprocess
import sys

import pytest

from kiosk.ownership import FolderTakenError, own

HOLDER = """
import sys
from pathlib import Path
from kiosk.ownership import own
kept = own(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_kiosk_is_turned_away_and_let_in_after_release(tmp_path):
    release = own(tmp_path)
    with pytest.raises(FolderTakenError, match="another kiosk"):
        own(tmp_path)
    release()
    own(tmp_path)()


def test_the_lock_dies_with_its_process(tmp_path):
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout.readline() == "held\n"
    with pytest.raises(FolderTakenError):
        own(tmp_path)
    other.kill()
    other.communicate()
    own(tmp_path)()
