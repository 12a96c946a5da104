"""What a person in front of the kiosk can do, and what can go wrong with its devices.

::

    HandsError            what was asked makes no sense; the text says why
      UnknownNameError    no such resident, card or amount
      OutOfRangeError     a number that nobody could mean
      CodelessPaperError  no code is on that paper
"""

from __future__ import annotations

import math
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from drivers import DeviceKind
from drivers.sim.pages import specimen_pages
from drivers.sim.residents import SimResident
from drivers.sim.trouble import CAMERA_TROUBLES, CARD_TROUBLES
from drivers.sim.wallet import Wallet, load_wallet
from drivers.sim.world import FULL_ROLL_MM, Carrier, Paper, PlannedTrouble, Pose, World
from kiosk.dock.printed import code_on

OTHER_CARDS = {"metro": "地铁卡（不是身份证）", "blank": "空白卡（芯片信息损坏）"}
LOW_PAPER_MM = 1500.0
"""Below the near-end sensor of the simulated printer."""
LONG_AGO = timedelta(hours=1)
LONGEST_CODE = 2953
"""Bytes in the largest QR code, version 40 at level L (ISO/IEC 18004)."""
POSE_LIMITS = {
    "distance": (0.4, 8.0),
    "angle": (-180.0, 180.0),
    "blur": (0.0, 20.0),
    "brightness": (0.0, 2.0),
    "tilt": (-60.0, 60.0),
    "turn": (-60.0, 60.0),
    "motion": (0.0, 60.0),
    "heading": (-180.0, 180.0),
    "glare": (0.0, 1.0),
    "shift": (-0.5, 0.5),
}
"""Least and most of each part of a pose; beyond it no picture is left to look at."""
REMEMBERED_CODES = 8
OWN_DEVICES = {
    **dict.fromkeys(CARD_TROUBLES, (DeviceKind.CARD_READER,)),
    **dict.fromkeys(CAMERA_TROUBLES, (DeviceKind.CODE_SCANNER, DeviceKind.DOCUMENT_CAMERA)),
}
"""The only devices that have the trouble; troubles of every device are not here."""

PaperCode = Callable[[Paper], bytes | None]
"""Reads the code on a printed paper; None where there is none."""

Mint = Callable[[str, timedelta], str]
"""Makes a one-use application code for a resident's key, issued so long ago."""


class HandsError(ValueError):
    """What was asked makes no sense."""


class UnknownNameError(HandsError):
    """No such resident, card or amount."""


class OutOfRangeError(HandsError):
    """A number that nobody could mean."""


class CodelessPaperError(HandsError):
    """No code is on that paper."""


@dataclass(frozen=True, slots=True)
class ShownCode:
    """Whose code is shown, or on which printed paper it is; any other code has neither."""

    resident: str = ""
    expired: bool = False
    paper: int = 0


@dataclass(slots=True)
class _Notes:
    """What the world does not know: whose codes these are, and whether the backend runs."""

    codes: deque[tuple[bytes, ShownCode]] = field(
        default_factory=lambda: deque(maxlen=REMEMBERED_CODES)
    )
    second_is_there: bool = False
    backend_is_on: bool = True
    switching: threading.Lock = field(default_factory=threading.Lock)
    listeners: list[Callable[[], None]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Hands:
    """Everything the dock can do; callable from any thread. Raises HandsError."""

    world: World
    residents: dict[str, SimResident]
    mint: Mint
    backend_on: Callable[[bool], None]
    wallet: Wallet = field(default_factory=load_wallet)
    paper_code: PaperCode = code_on
    _notes: _Notes = field(default_factory=_Notes, init=False, repr=False, compare=False)

    @property
    def backend_is_on(self) -> bool:
        """Whether the embedded backend was last switched on."""
        return self._notes.backend_is_on

    def shown(self, code: bytes) -> ShownCode:
        """Whose code this is."""
        notes = reversed(tuple(self._notes.codes))
        return next((shown for payload, shown in notes if payload == code), ShownCode())

    @property
    def specimens(self) -> tuple[str, ...]:
        """Keys of the documents beside the residents' own identity cards."""
        return tuple(key for key in self.wallet.specimens if key not in self.residents)

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call ``listener`` on the changing thread after each change; returns its removal."""
        forget = self.world.subscribe(lambda _: listener())
        listeners = self._notes.listeners
        listeners.append(listener)

        def remove() -> None:
            forget()
            if listener in listeners:
                listeners.remove(listener)

        return remove

    def tap(self, card: str) -> None:
        """Lay any card of the wallet on the reader: a resident's, a specimen or a wrong one."""
        if card not in self.wallet.keys:
            raise UnknownNameError(card)
        self.world.tap_card(card)

    def take(self) -> None:
        """Take the card away."""
        self.world.take_card()

    @property
    def second_is_there(self) -> bool:
        """Whether a second phone comes with every code that is shown."""
        return self._notes.second_is_there

    def show(self, resident: str, pose: Pose | None = None, *, expired: bool = False) -> None:
        """Show a resident's fresh (or expired) code to the camera."""
        if resident not in self.residents:
            raise UnknownNameError(resident)
        _check_pose(pose or Pose())
        code = self.mint(resident, LONG_AGO if expired else timedelta(0)).encode()
        self._present(code, pose, ShownCode(resident, expired))

    def show_text(self, text: str, pose: Pose | None = None) -> None:
        """Show any other code: 1 to ``LONGEST_CODE`` bytes of UTF-8."""
        _check_pose(pose or Pose())
        try:
            code = text.encode()
        except UnicodeEncodeError:
            message = "the text is no valid Unicode"
            raise HandsError(message) from None
        if not 0 < len(code) <= LONGEST_CODE:
            message = f"a code holds 1 to {LONGEST_CODE} bytes, not {len(code)}"
            raise OutOfRangeError(message)
        self._present(code, pose, ShownCode())

    def show_printed(self, number: int = 0, pose: Pose | None = None) -> None:
        """Hold a printed paper before the camera: the one of this number, 0 is the newest.

        The camera sees a slip with the same code. Blocks for a few tenths of a second.
        """
        _check_pose(pose or Pose())
        papers = self.world.state.papers
        paper = next((p for p in reversed(papers) if number in (0, p.number)), None)
        if paper is None:
            message = f"no paper {number} is there" if number else "no paper is there"
            raise HandsError(message)
        code = self.paper_code(paper)
        if code is None:
            message = f"no code is on paper {paper.number}"
            raise CodelessPaperError(message)
        held = replace(pose or Pose(), carrier=Carrier.PAPER)
        self._present(code, held, ShownCode(paper=paper.number))

    def hold(self, pose: Pose) -> bool:
        """Hold it differently; False where nothing is there."""
        _check_pose(pose)
        state = self.world.state
        if state.code is not None:
            self.world.show_code(state.code, replace(pose, second=state.pose.second))
        return state.code is not None

    def hide(self) -> None:
        """Put everything before the camera away."""
        self.world.hide_code()

    def accompany(self, *, is_there: bool) -> None:
        """Hold another resident's phone beside what is shown, now and from now on, or no more."""
        self._notes.second_is_there = is_there
        state = self.world.state
        if state.code is not None:
            shown = self.shown(state.code)
            self.world.show_code(state.code, replace(state.pose, second=self._second(shown)))
        self._tell()

    @property
    def pages(self) -> dict[str, str]:
        """What can lie under the document camera: titles by key."""
        return {key: page.label for key, page in specimen_pages().items()}

    def lay_document(self, page: str) -> None:
        """Lay one of ``pages`` under the document camera, instead of what lies there."""
        if page not in self.pages:
            raise UnknownNameError(page)
        self.world.lay_document(page)

    def take_document(self) -> None:
        """Take the page away."""
        self.world.take_document()

    def paper(self, amount: str) -> None:
        """``full``, ``low``, ``out`` or millimetres left on the roll."""
        named = {"full": FULL_ROLL_MM, "low": LOW_PAPER_MM, "out": 0.0}
        try:
            millimetres = named[amount] if amount in named else float(amount)
        except ValueError:
            raise UnknownNameError(amount) from None
        _check("paper", millimetres, 0.0, FULL_ROLL_MM)
        self.world.load_paper(millimetres)

    def tear(self) -> None:
        """Take the printed papers away."""
        self.world.tear_off()

    def cover(self, *, is_open: bool) -> None:
        """Open or close the printer's cover."""
        self.world.open_cover(is_open=is_open)

    def plug(self, kind: DeviceKind, *, plugged: bool) -> None:
        """Pull a device's plug or put it back."""
        if plugged:
            self.world.plug(kind)
        else:
            self.world.unplug(kind)

    def break_(self, kind: DeviceKind, trouble: PlannedTrouble) -> None:
        """Let a device misbehave."""
        owners = OWN_DEVICES.get(trouble.trouble, (kind,))
        if kind not in owners:
            message = f"{trouble.trouble} is for the {' and the '.join(owners)} only"
            raise HandsError(message)
        _check("after", trouble.skip, 0, math.inf)
        _check("times", trouble.times, 0, math.inf)
        _check("seconds", trouble.seconds, 0.0, LONGEST_DELAY)
        self.world.plan(kind, trouble)

    def mend(self, kind: DeviceKind) -> None:
        """Let it behave again."""
        self.world.clear(kind)

    def backend(self, *, is_on: bool) -> None:
        """Stop or start the embedded backend; blocks until it is done, some seconds.

        Raises OSError (TimeoutError too) where it does not start; it then counts as it was before.
        """
        with self._notes.switching:
            self.backend_on(is_on)
            self._notes.backend_is_on = is_on
        self._tell()

    def _present(self, code: bytes, pose: Pose | None, shown: ShownCode) -> None:
        if shown != ShownCode():
            self._notes.codes.append((code, shown))
        self.world.show_code(code, replace(pose or Pose(), second=self._second(shown)))

    def _second(self, shown: ShownCode) -> bytes | None:
        """A fresh code of a resident who is not the one whose code is shown."""
        if not self._notes.second_is_there:
            return None
        neighbour = next(key for key in self.residents if key != shown.resident)
        return self.mint(neighbour, timedelta(0)).encode()

    def _tell(self) -> None:
        for listener in tuple(self._notes.listeners):
            listener()


LONGEST_DELAY = 600.0
"""Seconds; longer than any deadline of the kiosk."""


def _check_pose(pose: Pose) -> None:
    for part, limits in POSE_LIMITS.items():
        _check(part, getattr(pose, part), *limits)


def _check(name: str, value: float, least: float, most: float) -> None:
    """Raises OutOfRangeError; not-a-number is out of every range, infinity as well."""
    if not (least <= value <= most and math.isfinite(value)):
        allowed = f"{least:g} to {most:g}" if math.isfinite(most) else f"{least:g} or more"
        message = f"{name} must be {allowed}, not {value:g}"
        raise OutOfRangeError(message)
