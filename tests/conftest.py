"""What all tests share: the switch for the full figures, and the rule that nothing is skipped in CI.

Loaded in both environments, so it imports neither Rasa nor what faces people.
"""

import os
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.stack.planted_articles import Planted
    from tests.stack.running import Stack


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--prove", action="store_true", help="run every row and print the full figures")


def pytest_configure() -> None:
    os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", "var/hypothesis")


@pytest.fixture(scope="session")
def prove(request: pytest.FixtureRequest) -> bool:
    """Return whether the full figures were asked for (`make prove`)."""
    return bool(request.config.getoption("--prove"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    return _not_skipped((yield), item.nodeid)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Generator[None, Any, Any]:
    return _not_skipped((yield), collector.nodeid)


def _not_skipped(report: Any, name: str) -> Any:
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("CI"):
        report.outcome = "failed"
        report.longrepr = f"{name} was skipped, which counts as a failure here: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def stack() -> Iterator["Stack"]:
    """Start the whole assistant once, on free ports, with generated files of its own under var/test/stack."""
    from tests.stack.running import started_stack  # what it needs is not in Rasa's environment
    from tests.stack.teams_judge import TeamsJudge

    running = started_stack("stack")
    judge = TeamsJudge(running.var)
    running.judges.append(judge)
    yield running
    judge.close()
    running.stop_all()


@pytest.fixture(scope="session")
def planted() -> "Planted":
    """Train a model on articles with a planted mistake, once, under var/test/planted."""
    from tests.stack.planted_articles import train_planted  # what it needs is not in Rasa's environment

    return train_planted(Path("var/test/planted").resolve())
