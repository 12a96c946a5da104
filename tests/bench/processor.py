"""What a process costs."""

import os
from pathlib import Path


def cpu_seconds(pid: int) -> float:
    """User and system time that a process has used (proc(5), fields 14 and 15)."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
