"""Finding out what an unknown card reader is: ask everything that is safe, then judge.

``probe`` collects findings, ``recommendation`` turns them into a configuration and
``open_probed_reader`` is a reader that does both by itself. Nothing that writes, counts or needs a
secret is ever sent; serial ports are asked only when they are named.
"""

from drivers.card.probe_advice import Reason, Recommendation, recommendation, recommended
from drivers.card.probe_atr import AtrFinding, AtrKind, decode_atr
from drivers.card.probe_bench import ProbeBench, real_bench
from drivers.card.probe_findings import (
    Answer,
    CardFinding,
    EscapeFinding,
    PortFinding,
    ProbeReport,
    ReaderFinding,
    SamFinding,
    StepFinding,
)
from drivers.card.probe_reader import ProbedCardReader, open_probed_reader
from drivers.card.probe_search import SPEEDS, ProbeScope, probe

__all__ = [
    "SPEEDS",
    "Answer",
    "AtrFinding",
    "AtrKind",
    "CardFinding",
    "EscapeFinding",
    "PortFinding",
    "ProbeBench",
    "ProbeReport",
    "ProbeScope",
    "ProbedCardReader",
    "ReaderFinding",
    "Reason",
    "Recommendation",
    "SamFinding",
    "StepFinding",
    "decode_atr",
    "open_probed_reader",
    "probe",
    "real_bench",
    "recommendation",
    "recommended",
]
