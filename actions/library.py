"""The articles as their files have them now: an editor's change is said without a restart. Knows no Rasa.

Files are looked at every few seconds at most, when an article is asked for. A file that cannot be read keeps its
article as it was: an editor may be in the middle of it.
"""

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from contracts.articles import Article, ArticleError, read_article, read_articles

LOOK_EVERY_SECONDS = 2.0
log = logging.getLogger(__name__)
# When a file was last changed, and how long it is.
State = tuple[int, int]


class Library(Mapping[str, Article]):
    """All articles by id, read again when their files change."""

    def __init__(self, directory: Path, clock: Callable[[], float] = time.monotonic) -> None:
        """Read every article. Raises ArticleError: at the start a broken file is no article yet."""
        self._directory, self._clock = directory, clock
        self._states = self._look()
        self._articles: dict[str, Article] = read_articles(directory)
        self._looked_at = clock()

    def __getitem__(self, id_: str) -> Article:
        """Return an article. Raises KeyError."""
        return self._current()[id_]

    def __iter__(self) -> Iterator[str]:
        """Return the ids, in the order of the files."""
        return iter(self._current())

    def __len__(self) -> int:
        """Return the number of articles."""
        return len(self._current())

    def _current(self) -> dict[str, Article]:
        if self._clock() - self._looked_at >= LOOK_EVERY_SECONDS:
            self._looked_at = self._clock()
            states = self._look()
            if states != self._states:
                before, self._states = self._states, states
                self._articles = dict(self._read(before))
        return self._articles

    def _look(self) -> dict[Path, State]:
        states = {}
        for path in sorted(self._directory.glob("*/*.md")):
            try:
                found = path.stat()
            except FileNotFoundError:  # taken away since it was listed
                continue
            states[path] = (found.st_mtime_ns, found.st_size)
        return states

    def _read(self, before: dict[Path, State]) -> Iterator[tuple[str, Article]]:
        for path, state in self._states.items():
            known = self._articles.get(path.stem)
            if known and before.get(path) == state:
                yield path.stem, known
                continue
            try:
                yield path.stem, read_article(path)
            except (ArticleError, OSError, UnicodeDecodeError) as error:
                line = error.line if isinstance(error, ArticleError) else 1
                log.warning("%s:%s cannot be read; the article stays as it was.", path.name, line)
                if known:
                    yield path.stem, known
