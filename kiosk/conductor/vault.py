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
    papers: dict[str, HeldPaper] = field(default_factory=dict, repr=False)

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
        self.code = None
        self.papers.clear()
        return left
