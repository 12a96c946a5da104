"""What a person reads: ``build/bench/scan.md``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tests.bench.scan.tally import FirstReads, Tally, median, percentile


def page(title: str, tallies: Mapping[str, Tally], firsts: Mapping[str, FirstReads]) -> str:
    """Markdown: one table of decoders, one of categories, one of approaching phones."""
    parts = [f"# {title}", _decoders(tallies), _categories(tallies)]
    if firsts:
        parts.append(_approaches(firsts))
    return "\n\n".join(parts) + "\n"


def _decoders(tallies: Mapping[str, Tally]) -> str:
    head = ("decoder", "recall", "wrong", "median ms", "p95", "max", "no code: median", "p95")
    return _table(
        head,
        (
            (
                name,
                f"{one.recall:.1%} ({one.hits.total()} of {one.codes.total()})",
                str(one.wrong),
                *_times(one.times, 50, 95, 100),
                *_times(one.times_without_code, 50, 95),
            )
            for name, one in tallies.items()
        ),
    )


def _times(values: list[float], *percents: int) -> tuple[str, ...]:
    return tuple(f"{percentile(values, percent):.1f}" if values else "-" for percent in percents)


def _categories(tallies: Mapping[str, Tally]) -> str:
    codes = next(iter(tallies.values())).codes
    rows = (
        (name, str(count), *(str(one.hits[name]) for one in tallies.values()))
        for name, count in codes.items()
        if count
    )
    return _table(("category", "codes", *tallies), rows)


def _approaches(firsts: Mapping[str, FirstReads]) -> str:
    return _table(
        ("decoder", "sequences read", "first read: median ms", "p90 ms", "wrong"),
        (
            (
                name,
                f"{len(one.read)} of {len(one.seconds)}",
                f"{median(one.read) * 1000:.0f}",
                f"{one.at(90) * 1000:.0f}",
                str(one.wrong),
            )
            for name, one in firsts.items()
        ),
    )


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    ruler = ("---",) * len(head)
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, ruler, *rows))
