"""What an answer-to-reset tells, and what a probe's findings recommend (pure tables)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers import (
    CardProfile,
    CardReaderConfig,
)
from drivers.card import LineFault
from drivers.card.probing import (
    Answer,
    AtrFinding,
    AtrKind,
    CardFinding,
    EscapeFinding,
    PortFinding,
    ProbeReport,
    ReaderFinding,
    Reason,
    SamFinding,
    StepFinding,
    decode_atr,
    recommendation,
    recommended,
)
from drivers.sim.sam_card import ForeignCard, SimSamCard

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
SAM_NUMBER = "05.03-20200101-0000000001-0000000001"

# answers to reset


@pytest.mark.parametrize(
    ("atr", "kind", "standard", "name", "resident"),
    [
        ("3B888001D1038605008080 0058", AtrKind.CONTACTLESS, "", "", True),
        ("3B868001804F03F001003A", AtrKind.CONTACTLESS, "", "", True),
        ("3B8A80018065A20131013D72D641A5", AtrKind.CONTACTLESS, "", "", True),
        (
            "3B8F8001804F0CA00000030607FFB00000000020",
            AtrKind.STORAGE,
            "ISO 14443 B, part 3",
            "code FFB0",
            True,
        ),
        (
            SimSamCard.atr.hex(),
            AtrKind.STORAGE,
            "ISO 14443 B, part 3",
            "identity card on a SAM reader",
            True,
        ),
        (
            ForeignCard.atr.hex(),
            AtrKind.STORAGE,
            "ISO 14443 A, part 3",
            "MIFARE Classic 1K",
            False,
        ),
        ("3B6D00000031C0640E0F0100020304", AtrKind.ODD, "", "", False),
        ("3B6C00000031C0640E0F010002030405", AtrKind.CONTACT, "", "", False),
        ("3B8F8001", AtrKind.ODD, "", "", False),
        ("3B", AtrKind.ODD, "", "", False),
        ("", AtrKind.ODD, "", "", False),
        ("3BFF", AtrKind.ODD, "", "", False),
    ],
)
def test_an_answer_to_reset_is_taken_apart(atr, kind, standard, name, resident):
    found = decode_atr(bytes.fromhex(atr))

    assert (found.kind, found.standard, found.name) == (kind, standard, name)
    assert found.resident_hint is resident


def test_protocols_and_historical_bytes_are_those_of_the_standard():
    contact = decode_atr(bytes.fromhex("3B6C00000031C0640E0F010002030405"))
    contactless = decode_atr(SimSamCard.atr)

    assert contact.protocols == (0,)
    assert contact.historical == bytes.fromhex("0031C0640E0F010002030405")
    assert contactless.protocols == (0, 1)
    assert contactless.historical == SimSamCard.atr[4:-1]


@given(st.binary(max_size=40))
def test_any_bytes_are_taken_apart_without_a_crash(atr):
    found = decode_atr(b"\x3b" + atr)

    assert found.kind is AtrKind.ODD or found.historical in atr


# the recommendation

ATR = AtrFinding(b"", AtrKind.ODD)
ABSENT = StepFinding(NO, 0x6A82)
THERE = StepFinding(YES, 0x9000)
UNCLEAR = StepFinding(UNKNOWN, fault=LineFault.NO_ANSWER)
WORKS = SamFinding(answers=True, sam=SAM_NUMBER)
SILENCE = SamFinding(answers=False, fault=LineFault.NO_ANSWER)


def card(block=ABSENT, ssc=ABSENT, travel=ABSENT, serial=ABSENT, *, resident=False):
    return CardFinding(replace(ATR, resident_hint=resident), block, ssc, travel, serial)


def reader(name, found=None, *escapes):
    return ReaderFinding(name, found is not None, found, escapes)


def at(path, baud):
    return PortFinding(path, baud, WORKS if baud else SILENCE)


READBINARY = CardProfile.PCSC_SAM_READBINARY


@pytest.mark.parametrize(
    ("report", "config", "reason"),
    [
        (ProbeReport(), None, None),
        (ProbeReport(service_fault="service_down"), None, None),
        (ProbeReport(ports=(at("/dev/a", None),)), None, None),
        (
            ProbeReport((reader("Plain 00 00"),)),
            CardReaderConfig(READBINARY, "Plain"),
            Reason.NOTHING_SHOWN,
        ),
        (
            ProbeReport((reader("Sam 01 00", card(block=THERE)),)),
            CardReaderConfig(READBINARY, "Sam"),
            Reason.IDENTITY_BLOCK,
        ),
        (
            ProbeReport(ports=(at("/dev/a", None), at("/dev/b", 9600))),
            CardReaderConfig(CardProfile.SAM_SERIAL, serial_path="/dev/b", baud=9600),
            Reason.SAM_AT_PORT,
        ),
        (
            ProbeReport((reader("Sam 00 00", card(block=THERE)),), (at("/dev/b", 9600),)),
            CardReaderConfig(READBINARY, "Sam"),
            Reason.IDENTITY_BLOCK,
        ),
        (
            ProbeReport((reader("Contact 00 00", card(ssc=THERE)),), (at("/dev/b", 115200),)),
            CardReaderConfig(CardProfile.SAM_SERIAL, serial_path="/dev/b"),
            Reason.SAM_AT_PORT,
        ),
        (
            ProbeReport(
                (
                    reader("Contact 00 00", card(ssc=THERE)),
                    reader(
                        "Vendor 01 00", None, EscapeFinding(7, SILENCE), EscapeFinding(8, WORKS)
                    ),
                )
            ),
            CardReaderConfig(CardProfile.PCSC_SAM_ESCAPE, "Vendor", control_code=8),
            Reason.SAM_BEHIND_ESCAPE,
        ),
        (
            ProbeReport((reader("A 00 00"), reader("B 01 00", card(travel=THERE)))),
            CardReaderConfig(READBINARY, "B"),
            Reason.OTHER_DOCUMENT,
        ),
        (
            ProbeReport((reader("A 00 00", card(serial=THERE, resident=True)),)),
            CardReaderConfig(CardProfile.PCSC_UID, "A"),
            Reason.NO_SAM,
        ),
        # a door card has a serial number as well
        (
            ProbeReport((reader("A 00 00", card(serial=THERE)),)),
            CardReaderConfig(READBINARY, "A"),
            Reason.NOTHING_SHOWN,
        ),
        # no answer to FF B0 proves no missing SAM
        (
            ProbeReport((reader("A 00 00", card(UNCLEAR, serial=THERE, resident=True)),)),
            CardReaderConfig(READBINARY, "A"),
            Reason.NOTHING_SHOWN,
        ),
        (
            ProbeReport((reader("Twin 01 00"),), not_asked=("Twin 00 00",)),
            CardReaderConfig(READBINARY, "Twin 01 00"),
            Reason.NOTHING_SHOWN,
        ),
        # of two readers of one make, only the whole name tells which
        (
            ProbeReport((reader("Twin 00 00"), reader("Twin 01 00", card(block=THERE)))),
            CardReaderConfig(READBINARY, "Twin 01 00"),
            Reason.IDENTITY_BLOCK,
        ),
    ],
)
def test_the_strongest_proof_decides(report, config, reason):
    assert recommended(report) == config
    best = recommendation(report)
    assert (best and best.reason) == reason


def test_only_an_answer_of_a_sam_is_a_proof():
    proven = {
        Reason.IDENTITY_BLOCK: True,
        Reason.SAM_AT_PORT: True,
        Reason.SAM_BEHIND_ESCAPE: True,
        Reason.OTHER_DOCUMENT: False,
        Reason.NO_SAM: False,
        Reason.NOTHING_SHOWN: False,
    }
    for reason in Reason:
        found = replace(recommendation(ProbeReport((reader("A"),))), reason=reason)
        assert found.proven is proven[reason]
