"""What was found about each part, as lines for a technician and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PartReport:
    """One part: its name, whether it is in order, the findings in words, and as data."""

    part: str
    name: str
    in_order: bool
    lines: tuple[str, ...]
    data: Mapping[str, object] = field(default_factory=dict)


def report_lines(profile: str, parts: Sequence[PartReport]) -> list[str]:
    """A heading a part with its findings below, and a conclusion."""
    lines = [f"配置 {profile}"]
    for part in parts:
        lines.append(f"[{'正常' if part.in_order else '要处理'}] {part.name}")
        lines.extend(f"    {line}" for line in part.lines)
    bad = [part.name for part in parts if not part.in_order]
    lines.append(f"结论：请处理 {'、'.join(bad)}" if bad else "结论：一切正常")
    return lines


def report_json(profile: str, parts: Sequence[PartReport]) -> dict[str, object]:
    """The same for a program."""
    return {
        "profile": profile,
        "in_order": all(part.in_order for part in parts),
        "parts": [
            {
                "part": part.part,
                "in_order": part.in_order,
                "findings": list(part.lines),
                **part.data,
            }
            for part in parts
        ],
    }
