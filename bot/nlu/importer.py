"""Makes Rasa's training data from the knowledge base, so that plain `rasa train` knows every article.

An article's examples, its title and its names become lines of the intent `ask_question`,
labelled with the article's id.
"""

from pathlib import Path

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.importers.utils import training_data_from_paths
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.settings import Settings
from bot.nlu.training_lines import Line, read_lines
from contracts.articles import Article, read_articles

ASK_QUESTION = "ask_question"
# The key under which a training line carries the id of the article that it asks for.
ARTICLE = "article"


class KnowledgeImporter(RasaFileImporter):
    """Rasa's own files as they stand, and one example after the other from the articles."""

    _nlu_data: TrainingData | None = None

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """Return the lines of data/ and those of knowledge/. Raises ArticleError.

        Rasa asks twice in one training, and makes copies of what it changes: it is read once.
        """
        if self._nlu_data is None:
            articles = read_articles(Settings.from_environment().knowledge_dir)
            lines = [_line(article, text) for article in articles.values() for text in training_texts(article)]
            read = {file: read_lines(Path(file)) for file in self._nlu_files}
            known = training_data_from_paths([file for file, found in read.items() if found is None], language or "")
            # `merge` would copy every line, which takes longer than reading them.
            self._nlu_data = TrainingData(
                [*known.training_examples, *(line for found in read.values() for line in found or ()), *lines],
                known.entity_synonyms,
                known.regex_features,
                known.lookup_tables,
                known.responses,
            )
        return self._nlu_data


def training_texts(article: Article) -> list[str]:
    """Return what teaches an article, each text once: examples, title, names."""
    texts = (*article.examples, article.title, *article.names)
    return list({text.casefold(): text for text in reversed(texts)}.values())[::-1]


def _line(article: Article, text: str) -> Line:
    return Line({TEXT: text, INTENT: ASK_QUESTION, ARTICLE: article.id})
