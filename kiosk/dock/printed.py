"""The code on a printed paper, read from the paper's own dots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.sim.world import Paper

if TYPE_CHECKING:
    from drivers import Symbol


def code_on(paper: Paper) -> bytes | None:
    """Payload of the largest code; None where none can be read. Blocks for 0.1 s and more."""
    from drivers.camera import decode_image, decode_still

    dots = decode_still(paper.png)
    symbols = () if dots is None else decode_image(dots)
    return max(symbols, key=_extent).payload if symbols else None


def _extent(symbol: Symbol) -> int:
    columns, rows = zip(*symbol.corners, strict=True)
    return int((max(columns) - min(columns)) * (max(rows) - min(rows)))
