"""Keeps other people out of what one person is given: says what they are, and takes their names out of texts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from api.people.models import Person
from api.people.relations import Relation, roles_of

SOMEBODY = "[somebody else]"
ANOTHER_REFERENCE = "[a reference of somebody else]"
WORD = re.compile(r"[\w'’-]+")
EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
REFERENCE = re.compile(r"\b(?:TR|RF)-[A-Z0-9]{8}\b")
IN_WORDS = {
    Relation.HEALTH_UNIT: "the Health Unit",
    Relation.LEARNING: "the learning team",
    Relation.HR: "Personnel",
}


@dataclass(slots=True)
class Others:
    """Everybody in the directory but one person. `references`: those of the person's own things."""

    person: Person
    directory: Sequence[Person]
    references: set[str] = field(default_factory=set)
    _people: dict[str, Person] = field(init=False)
    _names: dict[str, list[str]] = field(init=False)
    _signs: set[str] = field(init=False)

    def __post_init__(self) -> None:
        """Sort names by their first word, so that a long text is read once."""
        me = self.person
        others = [one for one in self.directory if one.id != me.id]
        self._people = {one.id: one for one in others}
        self._names = {}
        for name in sorted({one.name for one in others} - {me.name}, key=len, reverse=True):
            if first := WORD.search(name):
                self._names.setdefault(first.group().lower(), []).append(name)
        self._signs = {sign.lower() for one in others for sign in (one.email, one.payroll_number, one.id) if sign}

    def role_of(self, person_id: str | None) -> str | None:
        """Return what somebody is to the person, in words; None: nobody is named."""
        if person_id is None:
            return None
        if person_id == self.person.id:
            return "you"
        if person_id == self.person.manager_id:
            return "your manager"
        found = self._people.get(person_id)
        if found is None:
            return (
                "nobody: it happened by itself" if person_id == "-" else "somebody who is not in the directory any more"
            )
        return next((words for role, words in IN_WORDS.items() if role in roles_of(found)), "a colleague")

    def clean(self, value: Any) -> Any:
        """Return a value without the names, addresses, numbers and references of other people."""
        if isinstance(value, str):
            return self._clean_text(value)
        if isinstance(value, dict):
            return {name: self.clean(one) for name, one in value.items()}
        if isinstance(value, list):
            return [self.clean(one) for one in value]
        return value

    def _clean_text(self, text: str) -> str:
        text = EMAIL.sub(lambda found: SOMEBODY if found.group().lower() in self._signs else found.group(), text)
        text = REFERENCE.sub(self._clean_reference, text)
        pieces, at = [], 0
        for word in WORD.finditer(text):
            if word.start() < at:
                continue
            end = self._end_of_other(text, word)
            if end:
                pieces += [text[at : word.start()], SOMEBODY]
                at = end
        return "".join([*pieces, text[at:]])

    def _clean_reference(self, found: re.Match[str]) -> str:
        return found.group() if found.group() in self.references else ANOTHER_REFERENCE

    def _end_of_other(self, text: str, word: re.Match[str]) -> int | None:
        """Return where the name or the number of somebody else ends that begins with a word."""
        for name in self._names.get(word.group().lower(), ()):
            end = word.start() + len(name)
            if text[word.start() : end].lower() == name.lower() and not text[end : end + 1].isalnum():
                return end
        return word.end() if word.group().lower() in self._signs else None
