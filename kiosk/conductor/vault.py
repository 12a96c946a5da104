"""What must not outlive a visit, in one place that is emptied by one call."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.devices import Page
from kiosk.session import Paper
from kiosk.submissions import PaperOrder


@dataclass(slots=True)
class HeldPaper:
    """A rendered document; ``taken`` while the printer has it, and once it may have printed it."""

    order: PaperOrder
    paper: Paper
    page: Page = field(repr=False)
    taken: bool = False


@dataclass(slots=True)
class Vault:
    """The visit's secrets, touched on the GUI thread only."""

    code: bytes | None = field(default=None, repr=False)
    """What the camera read, until the effect that wants it has taken it."""
    enrolment: bytes | None = field(default=None, repr=False)
    """The token of an enrolment code, until a technician has decided."""
    papers: dict[str, HeldPaper] = field(default_factory=dict, repr=False)
    pictures: dict[str, bytes] = field(default_factory=dict, repr=False)
    """Photos of materials as JPEG, by the id that stands in the visit's answers."""

    def take_code(self) -> bytes:
        """What the camera read, once; empty when there is nothing."""
        code, self.code = self.code or b"", None
        return code

    def unprinted(self, number: str) -> HeldPaper | None:
        """A paper of this number that was made but not printed."""
        for held in self.papers.values():
            if held.order.number == number and not held.taken:
                return held
        return None

    def wipe(self) -> tuple[PaperOrder, ...]:
        """Forget everything; returns the orders whose copies were granted and never printed.

        What the printer has at this moment is not among them: its result settles the copy.
        """
        left = tuple(h.order for h in self.papers.values() if h.order.serial and not h.taken)
        self.code = self.enrolment = None
        self.papers.clear()
        self.pictures.clear()
        return left
