"""The table of bookings: how many a second and how long they take, on each database. Measures nothing."""

from collections.abc import Mapping
from typing import Any

from tools.bench.api_load import ENGINES, LOAD_BEFORE

NAMES = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}
# Requests refused for want of places are requests too.
HEAD = (
    "requests to book",
    *(f"{NAMES[engine]}: {what}" for engine in ENGINES for what in ("a second", "95 of 100 within, ms")),
    "promised",
)
PROMISED_ENGINE, PROMISED_FOR, PROMISED_MS = "postgresql", "40 connections", 250
TITLES = {"1 connections": "1 connection", "200 rivals, 12 places": "200 people want 12 places, 40 connections"}
MISSING = "not measured"

Row = tuple[str, ...]


def booking_rows(figures: Mapping[str, Any]) -> list[Row]:
    """Return the table below HEAD: a row for each thing that was measured."""
    measured = [name for engine in ENGINES for name in figures.get(engine, {}) if name != LOAD_BEFORE]
    return [_row(figures, name) for name in dict.fromkeys(measured)]


def load_in_words(figures: Mapping[str, Any]) -> str:
    """Return how busy the machine was before, which the figures cannot tell apart from the service."""
    loads = [f"{found[LOAD_BEFORE]['one_minute']:.1f} ({NAMES[engine]})" for engine, found in figures.items()]
    return f"Load of the machine just before: {', '.join(loads)}."


def _row(figures: Mapping[str, Any], name: str) -> Row:
    cells: list[str] = []
    for engine in ENGINES:
        found = figures.get(engine, {}).get(name)
        cells += [f"{found['bookings_per_second']:,.0f}", f"{found['p95_ms']:,.0f}"] if found else [MISSING, ""]
    return (_title(name), *cells, _promised(figures) if name == PROMISED_FOR else "")


def _title(name: str) -> str:
    if name.endswith(" bookings before"):
        return f"{int(name.split()[0]):,} bookings there, 8 connections"
    return TITLES.get(name, name)


def _promised(figures: Mapping[str, Any]) -> str:
    promise, found = f"at most {PROMISED_MS} ms", figures.get(PROMISED_ENGINE, {}).get(PROMISED_FOR)
    if not found:
        return promise
    return f"{promise} — {'pass' if found['p95_ms'] <= PROMISED_MS else 'FAIL'}"
