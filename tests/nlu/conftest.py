"""What the tests of bot/nlu share: the encoder, the real knowledge base, the trained model, the table of figures."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from bot.nlu.encoder import Encoder
from bot.nlu.encoder_graph import build_encoder
from bot.nlu.language import build_language
from bot.nlu.spelling import Spelling
from contracts.articles import Article, read_articles

ROOT = Path(__file__).parents[2]
MODEL = ROOT / "var/models/assistant.tar.gz"
FIGURES = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def encoder_directory() -> Path:
    directory = ROOT / "var/test/encoder"
    build_encoder(directory)
    return directory


@pytest.fixture(scope="session")
def encoder(encoder_directory: Path) -> Encoder:
    return Encoder.load(encoder_directory)


@pytest.fixture(scope="session")
def knowledge() -> dict[str, Article]:
    return read_articles(ROOT / "knowledge")


@pytest.fixture(scope="session")
def language(knowledge: dict[str, Article]) -> Language:
    return build_language(knowledge.values())


@pytest.fixture(scope="session")
def spelling(knowledge: dict[str, Article]) -> Spelling:
    return Spelling.from_knowledge(knowledge.values(), [], [])


@pytest.fixture(scope="session")
def agent() -> Any:
    """Return Rasa's agent with the trained model, without a server."""
    if not MODEL.is_file():
        pytest.fail("There is no trained model at var/models/assistant.tar.gz; `make train` makes one.")
    import structlog  # Rasa brings it, and takes long to import

    from bot.nlu.evaluation import load_agent

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    return load_agent(MODEL)


@pytest.fixture
def show(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Return what writes a line of figures: at once with `-s`, and at the end of the run."""
    lines = request.config.stash.setdefault(FIGURES, [])

    def write(line: str) -> None:
        print(line)
        lines.append(line)

    return write


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    lines = config.stash.get(FIGURES, [])
    if lines:
        terminalreporter.section("Understanding")
        for line in lines:
            terminalreporter.write_line(line)
