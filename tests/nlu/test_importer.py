"""The importer: Rasa's training data from the knowledge base."""

import shutil
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.importer import ARTICLE, ASK_QUESTION, KnowledgeImporter, training_texts
from bot.nlu.training_lines import Line, read_lines
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


def test_plain_lines_are_those_that_rasa_reads_itself() -> None:
    importer = KnowledgeImporter(training_data_paths=[str(ROOT / "data")])
    soon = [line for file in importer._nlu_files for line in read_lines(Path(file)) or ()]
    slowly = RasaFileImporter.get_nlu_data(importer).training_examples
    assert [line.data for line in dict.fromkeys(soon)] == [message.data for message in slowly]


@pytest.mark.parametrize(
    "content",
    [
        'version: "3.1"\nnlu:\n- intent: a\n  examples: |\n    - in [May](month)\n',
        'version: "3.1"\nnlu:\n- synonym: PDR\n  examples: |\n    - appraisal\n',
        'version: "3.1"\nnlu:\n- intent: a\n  examples: |\n    no dash\n',
        'version: "3.1"\nrules: []\n',
    ],
)
def test_what_is_more_than_plain_lines_is_left_to_rasa(content: str, tmp_path: Path) -> None:
    file = tmp_path / "nlu.yml"
    file.write_text(content)
    assert read_lines(file) is None


def test_a_line_is_copied_whole_and_differs_when_it_is_changed() -> None:
    line = Line({TEXT: "hello", INTENT: "greet"})
    copied = deepcopy(line)
    assert copied == line
    assert copied is not line
    copied.set(INTENT, "goodbye")
    assert line.get(INTENT) == "greet"
    assert copied != line
    copied.set(INTENT, "greet")
    assert copied == line
