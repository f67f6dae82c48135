"""The importer: Rasa's training data from the knowledge base."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.importer import ARTICLE, ASK_QUESTION, KnowledgeImporter, training_texts
from contracts.articles import Article, ArticleError
from tests.nlu.conftest import ROOT
from tests.nlu.made_articles import make_article


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], TrainingData]:
    def read(knowledge: Path) -> TrainingData:
        monkeypatch.setenv("KNOWLEDGE_DIR", str(knowledge))
        importer = KnowledgeImporter(
            str(ROOT / "config.yml"), str(ROOT / "domain.yml"), training_data_paths=[str(ROOT / "data")]
        )
        return importer.get_nlu_data()

    return read


def lines_by_article(data: TrainingData) -> dict[str, set[str]]:
    lines: dict[str, set[str]] = {}
    for message in data.training_examples:
        if message.get(ARTICLE):
            assert message.get(INTENT) == ASK_QUESTION
            lines.setdefault(message.get(ARTICLE), set()).add(message.get(TEXT).casefold())
    return lines


def test_every_article_arrives_with_its_examples_title_and_names(
    load: Callable[[Path], TrainingData], knowledge: dict[str, Article]
) -> None:
    wanted = {
        article.id: {text.casefold() for text in (*article.examples, article.title, *article.names)}
        for article in knowledge.values()
    }
    assert lines_by_article(load(ROOT / "knowledge")) == wanted


def test_rasas_own_lines_stay_and_belong_to_no_article(load: Callable[[Path], TrainingData], tmp_path: Path) -> None:
    data = load(tmp_path)
    assert {"greet", "stop", "ask_who"} <= data.intents
    assert lines_by_article(data) == {}


def test_a_broken_article_is_named_with_file_and_line(load: Callable[[Path], TrainingData], tmp_path: Path) -> None:
    shutil.copytree(ROOT / "knowledge/values", tmp_path / "values")
    path = next((tmp_path / "values").glob("*.md"))
    lines = path.read_text().splitlines()
    path.write_text("\n".join([*lines, "", "## No such heading", "Words."]))
    with pytest.raises(ArticleError, match=rf"{path.name}:{len(lines) + 2}: Use one of these headings"):
        load(tmp_path)


def test_a_text_teaches_an_article_once_as_it_was_first_written() -> None:
    article = make_article("a", title="About pay", names=("PAY", "pay day"), examples=("Pay", "about pay"))
    assert sorted(training_texts(article)) == ["Pay", "about pay", "pay day"]
