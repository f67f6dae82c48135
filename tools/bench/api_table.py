"""The table of bookings: how many a second and how long they take, on each database. Measures nothing."""

from collections.abc import Mapping
from typing import Any

from tools.bench.api_load import ENGINES, LOAD_AFTER, LOAD_BEFORE, RACE

NAMES = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}
# Requests refused for want of places are requests too.
HEAD = (
    "requests to book",
    *(f"{NAMES[engine]}: {what}" for engine in ENGINES for what in ("a second", "half and 95 of 100 within, ms")),
    "promised",
)
PROMISED_ENGINE, PROMISED_FOR, PROMISED_MS = "postgresql", ("40 connections", RACE), 250
TITLES = {"1 connections": "1 connection", RACE: "200 people want 12 places, some give theirs back, 40 connections"}
MISSING = "not measured"

Row = tuple[str, ...]


def booking_rows(figures: Mapping[str, Any]) -> list[Row]:
    """Return the table below HEAD: a row for each thing that was measured."""
    measured = [name for engine in ENGINES for name in figures.get(engine, {}) if name not in (LOAD_BEFORE, LOAD_AFTER)]
    return [_row(figures, name) for name in dict.fromkeys(measured)]


def load_in_words(figures: Mapping[str, Any]) -> str:
    """Return how busy the machine was, before and with this, which the figures cannot tell apart from the service."""
    loads = [
        f"{found[LOAD_BEFORE]['one_minute']:.1f} to {found[LOAD_AFTER]['one_minute']:.1f} ({NAMES[engine]})"
        for engine, found in figures.items()
    ]
    return f"Load of the machine from before to after: {', '.join(loads)}."


def _row(figures: Mapping[str, Any], name: str) -> Row:
    cells: list[str] = []
    for engine in ENGINES:
        found = figures.get(engine, {}).get(name)
        cells += _cells(found) if found else [MISSING, ""]
    return (_title(name), *cells, _promised(figures, name) if name in PROMISED_FOR else "")


def _cells(found: Mapping[str, float]) -> list[str]:
    failed = f", {found['failed']:,.0f} failed" if found["failed"] else ""
    return [f"{found['bookings_per_second']:,.0f}{failed}", f"{found['p50_ms']:,.0f} / {found['p95_ms']:,.0f}"]


def _title(name: str) -> str:
    if name.endswith(" bookings before"):
        return f"{int(name.split()[0]):,} bookings there, 8 connections"
    return TITLES.get(name, name)


def _promised(figures: Mapping[str, Any], name: str) -> str:
    promise, found = f"at most {PROMISED_MS} ms", figures.get(PROMISED_ENGINE, {}).get(name)
    if not found:
        return promise
    return f"{promise} — {'pass' if found['p95_ms'] <= PROMISED_MS else 'FAIL'}"
