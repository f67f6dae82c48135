"""The check with what training made: the classifier of this repository's own var/."""

from pathlib import Path

import pytest

from bot.gateway.urgent import UrgentHelp

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def both() -> UrgentHelp:
    check = UrgentHelp.load(ROOT / "var")
    assert check.complete, "the classifier is missing: `make train` makes it"
    return check


@pytest.fixture(scope="session")
def rules_alone() -> UrgentHelp:
    return UrgentHelp.rules_only()
