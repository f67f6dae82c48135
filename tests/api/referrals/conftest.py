"""Workflow tests run on one of the engines each, in turn; with `--prove`, and what a database can decide, on both."""

import zlib
from pathlib import Path

import pytest

HERE = Path(__file__).parent
# What happens in them is the same on both engines; locks, races, types and the trail are tried elsewhere on both.
ON_ONE_ENGINE = ("test_cases", "test_drafts", "test_form", "test_commands", "test_attachments", "test_scanning")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--prove"):
        return
    left_out = [item for item in items if is_for_the_other_engine(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


def is_for_the_other_engine(item: pytest.Item) -> bool:
    """Return whether the same test runs on the other engine instead, by a hash of its name."""
    engine = next((name for name in ("sqlite", "postgresql") if name in item.nodeid), None)
    if item.path.parent != HERE or item.path.stem not in ON_ONE_ENGINE or engine is None:
        return False
    name = item.nodeid.replace(engine, "")
    return ("sqlite", "postgresql")[zlib.crc32(name.encode()) % 2] != engine
