"""Whom of a team an opening is about: by name, by what they are called, or by the job that only one of them has."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from actions.tasks.matching import is_alike
from contracts.yaml_files import read_yaml
from reading.calendar_words import MONTHS, WEEKDAYS

FILE = Path(__file__).with_name("first_names.yml")
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
# "Callum Byrne" is not Callum Doyle.
LAST_NAME = re.compile(r" ([A-Z](?:'[A-Z])?[a-z]{2,})\b")
# Of several people, the one who is to be referred.
MEANT = (
    re.compile(r"\b[Rr]efer(?:ring)? (?:my |our |only |just )?([A-Z][\w'-]+)"),
    re.compile(
        r"\b[Ii]t'?s (?:actually |only |just )?([A-Z][\w'-]+) (?:who |that |whom )?(?:I'm|I am|I want|we're|needs|who)"
    ),
    re.compile(r"\b(?:[Nn]o,?|not [A-Z][\w'-]+,? but|[Ii] mean) ([A-Z][\w'-]+)"),
    re.compile(r"\b([A-Z][\w-]+)(?:'s| is) the one\b"),
    re.compile(r"\b([A-Z][\w'-]+) to (?:OH|occupational health)\b"),
)
CALENDAR = frozenset((*WEEKDAYS, *MONTHS, *(name[:3] for name in (*WEEKDAYS, *MONTHS))))
Person = dict[str, Any]


def named_people(text: str, team: Sequence[Person]) -> list[Person]:
    """Return whom a text names, of people with a `name` and a `job`; two of one name are told apart by their job."""
    plain = _without_accents(text.replace("’", "'"))
    said = [_Word(match[0], _name_after(plain, match.end())) for match in WORD.finditer(plain)]
    held = {person["id"]: _held(person, said) for person in team}
    best = max(held.values(), default=0)
    found = [person for person in team if best and held[person["id"]] == best]
    if sum(1 for parts in held.values() if parts) > 1 and (meant := _meant(plain, team)):
        return meant
    if len(found) < 2:
        return found
    return people_of_job(text, found) or found


def _meant(plain: str, team: Sequence[Person]) -> list[Person]:
    """Return whom a text says to refer, where it names several people."""
    for match in (match for pattern in MEANT for match in pattern.finditer(plain)):
        found = [person for person in team if _held(person, [_Word(match[1], _name_after(plain, match.end(1)))])]
        if len(found) == 1:
            return found
    return []


def people_of_job(text: str, team: Sequence[Person]) -> list[Person]:
    """Return whose whole job a text says; one of several with that job is not known."""
    said = " ".join(word.casefold() for word in WORD.findall(text))
    return [
        person
        for person in team
        if re.search(
            rf"\b{re.escape(' '.join(word.casefold() for word in WORD.findall(person['job'])))}(?:s|'s)?\b", said
        )
    ]


class _Word:
    """A word as it was written, and as it is compared."""

    def __init__(self, written: str, after: str) -> None:
        self.has_capital = written[0].isupper()
        self.plain = written.casefold().removesuffix("'s")
        # What stands after it as a last name does.
        self.after = after if self.has_capital and self.plain == written.casefold() else ""


def _name_after(text: str, end: int) -> str:
    match = LAST_NAME.match(text, end)
    return match[1].casefold() if match and match[1].casefold() not in CALENDAR else ""


def _held(person: Person, said: Sequence[_Word]) -> int:
    """Return how many parts of a name are said; none where only the first is, and another last name after it."""
    parts = [part for part in re.split(r"[\s-]+", _without_accents(person["name"]).casefold()) if part]
    own = {*parts, *person["job"].casefold().split()}
    said = [word for word in said if not word.after or any(is_alike(part, word.after) for part in own)]
    sure = [_is_said(part, said, first=place == 0) for place, part in enumerate(parts)]
    # A name that is a word as well counts beside another part.
    return sum(1 for found, is_word in sure if found and (not is_word or sum(other for other, _ in sure) > 1))


def _is_said(part: str, said: Sequence[_Word], *, first: bool) -> tuple[bool, bool]:
    short, ordinary = _names()
    forms = [part, *(short.get(part, ()) if first else ())]
    matches = [(form, word) for form in forms for word in said if _is_form(form, word.plain)]
    is_word = bool(matches) and all(form in ordinary and not word.has_capital for form, word in matches)
    return bool(matches), is_word


def _is_form(form: str, word: str) -> bool:
    return word in (form, f"{form}s") or is_alike(form, word)


@cache
def _names() -> tuple[dict[str, list[str]], frozenset[str]]:
    content = read_yaml(FILE)
    return content["short"], frozenset(content["words"].split())


def _without_accents(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
