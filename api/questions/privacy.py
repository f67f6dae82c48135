"""Decides whether the words of a question may be kept. Trusts nobody who looked before; in doubt says no."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from contracts.yaml_files import read_yaml

LONGEST = 200
MOST_DIGITS = 3

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
DIGIT = re.compile(r"\d")
MIXED = re.compile(r"\b(?=\w*\d)(?=\w*[^\W\d_])\w+\b")
ADDRESS = re.compile(r"@|\bat\s+\w+\s+dot\s+\w+|://|\bwww\.|\.(?:com|org|net|uk|gov)\b", re.IGNORECASE)
NATIONAL_INSURANCE = re.compile(r"\b[a-z]{2}(?:\W*\d){2,6}\W*[a-d]?\b", re.IGNORECASE)
POSTCODE = re.compile(r"\b[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}\b", re.IGNORECASE)
# "How do I claim mileage" is how people ask, not a story; one such opening is not held against a question.
ASKING = re.compile(
    r"^(?:(?:who|what|where|when|how|which|why)(?:\s+\w+){0,2}\s+)?"
    r"(?:do|can|could|should|may|must|am|are|would)\s+(?:i|we)\b",
    re.IGNORECASE,
)
SENTENCE_START = re.compile(r"(?:^|[.!?]\s+)(\w+)")


@dataclass(frozen=True, slots=True)
class PrivacyCheck:
    """The word lists of `words.yml`, all in small letters."""

    tellers: frozenset[str]
    names: frozenset[str]
    capitals: frozenset[str]
    openers: frozenset[str]
    codes: frozenset[str]
    health: re.Pattern[str]

    @classmethod
    def load(cls) -> "PrivacyCheck":
        """Read the word lists."""
        path = Path(__file__).with_name("words.yml")
        lists = read_yaml(path)
        words = {name: frozenset(" ".join(lines).split()) for name, lines in lists.items()}
        stems = "|".join(sorted(map(re.escape, words["health_stems"]), key=len, reverse=True))
        exact = "|".join(sorted(map(re.escape, words["health_words"]), key=len, reverse=True))
        return cls(
            tellers=words["tellers"],
            names=words["names"],
            capitals=words["capitals"],
            openers=words["openers"],
            codes=words["codes"],
            health=re.compile(rf"\b(?:(?:{stems})\w*|(?:{exact}))\b"),
        )

    def clean(self, text: str) -> str | None:
        """Return the words to keep, in one line, or None when they may not be kept."""
        if len(text) > LONGEST or any(_is_strange(character) for character in text):
            return None
        line = " ".join(unicodedata.normalize("NFKC", text).split())
        if not line or len(line) > LONGEST:
            return None
        checks = (self._identifies, self._tells_a_story, self._speaks_of_health, self._names_somebody)
        return None if any(check(line) for check in checks) else line

    def _identifies(self, line: str) -> bool:
        if len(DIGIT.findall(line)) > MOST_DIGITS:
            return True
        if any(match.lower() not in self.codes for match in MIXED.findall(line)):
            return True
        return any(pattern.search(line) for pattern in (ADDRESS, NATIONAL_INSURANCE, POSTCODE))

    def _tells_a_story(self, line: str) -> bool:
        rest = ASKING.sub("", line, count=1).lower().replace("’", "'")
        words = {part for word in WORD.findall(rest) for part in (word, *re.split(r"['-]", word))}
        return not words.isdisjoint(self.tellers)

    def _speaks_of_health(self, line: str) -> bool:
        plain = unicodedata.normalize("NFKD", line.lower()).encode("ascii", "ignore").decode()
        joined = re.sub(r"(?<=\w)[-'](?=\w)", "", plain)
        return bool(self.health.search(plain) or self.health.search(joined))

    def _names_somebody(self, line: str) -> bool:
        line = MIXED.sub(" ", line)
        starts = {match.start(1) for match in SENTENCE_START.finditer(line)}
        for match in WORD.finditer(line):
            word = match.group().replace("’", "'")
            plain = word.lower().removesuffix("'s")
            if plain in self.names or not self.names.isdisjoint(plain.split("-")):
                return True
            known = self.capitals | self.openers if match.start() in starts else self.capitals
            if word != word.lower() and word.lower() != "i" and plain not in known:
                return True
        return False


def _is_strange(character: str) -> bool:
    """Return whether a character cannot be judged: not Latin, hidden, or not for words."""
    if character in "\t\n ":
        return False
    category = unicodedata.category(character)
    if category.startswith("L"):
        return not unicodedata.name(character, "").startswith("LATIN")
    return category[0] in "CMSZ" and character not in "£€+&=<>|~^`$ "
