"""How a load is described: how many a second, and how long the half and 95 of 100 waited. Measures nothing."""

import statistics
from collections.abc import Sequence

Figures = dict[str, float]


def describe(seconds: Sequence[float], a_second: float, refused: int, failed: int) -> Figures:
    """Return the figures of requests that took so many seconds each. `refused`: by a rule; `failed`: by a fault."""
    return {
        "bookings_per_second": a_second,
        "p50_ms": 1000 * statistics.median(seconds),
        "p95_ms": 1000 * statistics.quantiles(seconds, n=20)[-1],
        "refused": float(refused),
        "failed": float(failed),
    }
