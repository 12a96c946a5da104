"""The examples in the library's documentation, as they stand there."""

import re
import runpy
import textwrap

import pytest

import drivers.sim
from drivers import (
    CardProfile,
    CardReaderConfig,
    CardUnread,
    Deadline,
    DeviceKind,
    ReadFailure,
)
from drivers.camera import open_scanner
from drivers.card import ApduCardReader, open_card_reader
from drivers.sim.camera import SimFrameSource
from drivers.sim.card import SimCardTransport
from drivers.sim.sam_pty import SamPtyReader
from drivers.sim.vpcd import VpcdCard
from drivers.sim.wallet import load_wallet
from drivers.sim.world import PlannedTrouble, Pose, Trouble, World
from tests.fixtures.pcscd import running_pcscd

EXAMPLES = [
    textwrap.dedent(block) for block in re.findall(r"::\n\n((?:    .*\n)+)", drivers.sim.__doc__)
]
NAMES = {
    "ApduCardReader": ApduCardReader,
    "CardProfile": CardProfile,
    "CardReaderConfig": CardReaderConfig,
    "CardUnread": CardUnread,
    "Deadline": Deadline,
    "DeviceKind": DeviceKind,
    "PlannedTrouble": PlannedTrouble,
    "Pose": Pose,
    "ReadFailure": ReadFailure,
    "SamPtyReader": SamPtyReader,
    "SimCardTransport": SimCardTransport,
    "SimFrameSource": SimFrameSource,
    "Trouble": Trouble,
    "VpcdCard": VpcdCard,
    "World": World,
    "load_wallet": load_wallet,
    "open_card_reader": open_card_reader,
    "open_scanner": open_scanner,
}


@pytest.fixture
def run(tmp_path):
    def run(example, **more):
        script = tmp_path / "example.py"
        script.write_text(example, encoding="utf-8")
        return runpy.run_path(str(script), NAMES | more)

    return run


def test_there_is_an_example_for_each_way():
    assert [len(example.splitlines()) for example in EXAMPLES] == [5, 5, 5, 4]


@pytest.mark.parametrize("example", [EXAMPLES[0], EXAMPLES[2], EXAMPLES[3]])
def test_the_examples_without_a_service(run, example):
    run(example)


@pytest.mark.pcscd
def test_the_example_with_a_service(run):
    with running_pcscd() as daemon:
        run(EXAMPLES[1], local_vpcd=lambda: daemon.connect)["reader"].close()
