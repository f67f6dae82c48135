"""The machine that figures were measured on, and when. Measures nothing itself."""

import os
import platform
from datetime import UTC, datetime
from pathlib import Path

import psutil

GIGABYTE = 1_000_000_000


def this_machine() -> dict[str, str | int]:
    """Return what a reader needs to place a figure; memory in GB."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count() or 1,
        "memory_gb": round(psutil.virtual_memory().total / GIGABYTE),
        "python": platform.python_version(),
        "measured_on": datetime.now(UTC).date().isoformat(),
    }


def in_words(machine: dict[str, str | int]) -> str:
    """Return the machine and the date as a phrase."""
    parts = f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB of memory"
    return f"{parts}, Python {machine['python']}, on {machine['measured_on']}"


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.is_file() else []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.processor() or platform.machine()
