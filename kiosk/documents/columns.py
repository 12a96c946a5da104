"""Widths of columns, as browsers lay out tables (CSS 2.1, 17.5.2.2): every column says how narrow
it may get and how wide it would like to be; the page's width is shared between the two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise

from kiosk.documents.ink import Span


@dataclass(frozen=True, slots=True)
class Need:
    """Of one column, padding included: ``least`` tears nothing, ``natural`` wraps nothing."""

    least: float
    natural: float


def share_widths(needs: Sequence[Need], total: float) -> list[float]:
    """Widths that add up to ``total``.

    With room to spare, all columns grow alike. With less, short columns get what they ask for
    first, for they wrap worst, and the longest share what is left. Below their least, all shrink.
    """
    natural = sum(need.natural for need in needs)
    if natural <= total:
        return [need.natural * total / natural for need in needs]
    least = sum(need.least for need in needs)
    if least >= total:
        return [need.least * total / least for need in needs]
    return _smallest_wish_first(needs, total - least)


def place_columns(needs: Sequence[Need], page: Span, padding: int) -> tuple[Span, ...]:
    """Where the columns' text stands on ``page``, inside their padding."""
    edges = [page.x, *(page.x + int(at) for at in accumulate(share_widths(needs, page.width)))]
    edges[-1] = page.x + page.width
    return tuple(
        Span(left + padding, right - left - 2 * padding) for left, right in pairwise(edges)
    )


def in_reading_order(needs: Sequence[Need], total: float) -> list[tuple[int, ...]]:
    """The columns' places in as few lines as their least widths need."""
    line, used, lines = 0, 0.0, []
    for need in needs:
        if used and used + need.least > total:
            line, used = line + 1, 0.0
        used += need.least
        lines.append(line)
    places = groupby(range(len(needs)), key=lines.__getitem__)
    return [tuple(group) for _, group in places]


def _smallest_wish_first(needs: Sequence[Need], room: float) -> list[float]:
    widths = [need.least for need in needs]
    order = sorted(range(len(needs)), key=lambda at: needs[at].natural - needs[at].least)
    for place, at in enumerate(order):
        more = min(needs[at].natural - needs[at].least, room / (len(order) - place))
        widths[at] += more
        room -= more
    return widths
