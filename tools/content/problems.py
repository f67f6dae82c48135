"""A problem as an editor reads it: file, line, what to do. Knows nothing of articles."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from tools.paths import shown


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong in one line of a file, said as what to do. A warning does not fail the check."""

    path: Path
    line: int
    advice: str
    warning: bool = False

    def __str__(self) -> str:
        """Return `file:line: what to do`."""
        return f"{shown(self.path)}:{self.line}: {'(warning) ' if self.warning else ''}{self.advice}"


def did_you_mean(word: str, known: Iterable[str], *, all_if_none: bool = True) -> str:
    """Return ` Did you mean …?` for the nearest known word; when none is near, all of them if wanted."""
    words = {text.casefold(): text for text in known}
    near = get_close_matches(word.casefold(), words, n=1)
    if near:
        return f" Did you mean `{words[near[0]]}`?"
    return f" Choose from: {', '.join(words.values())}." if all_if_none else ""


def counted(number: int, thing: str) -> str:
    """Return `1 article`, `1,200 articles`."""
    return f"{number:,} {thing}" + ("" if number == 1 else "s")
