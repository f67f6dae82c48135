"""Finds which of a list of choices an answer names: by number, by label, or by a word that people use for it."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz

from contracts.yaml_files import read_yaml

WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
# What tells no choice from another.
EMPTY_WORDS = """
a an and any are as at be been by can could do does for from had has have he her him his how i if in is it its just
like long me mean more much my of off on one or our please she should so some that the their them there they
this to us was we what when which who will with work would yes you your help
"""
EMPTY = frozenset(EMPTY_WORDS.split())
ALIKE, SHORT = 85.0, 4
# So much of a label has to be said for it to be meant.
ENOUGH = 0.6
NUMBERS = re.compile(r"^(?:(?:number|option|no\.?|and|then|&|the|please)[ ,]*|\d{1,2}[ ,.;]*)+$")


@cache
def choice_words() -> dict[str, list[str]]:
    """Return the words that people use for choices, by the choice's id. Raises OSError or yaml.YAMLError."""
    found: dict[str, list[str]] = read_yaml(Path(__file__).with_name("choice_words.yml"))
    return found


def find_choices(text: str, choices: Mapping[str, str]) -> list[str]:
    """Return the ids that a text names, in the list's order; none when it names none. `choices`: label by id."""
    said = text.casefold().replace("’", "'").strip(" .!?")
    ids = list(choices)
    for id_, label in choices.items():
        if said in (label.casefold().strip(" .?!"), id_):
            return [id_]
    if NUMBERS.match(said) and (numbers := [int(number) for number in re.findall(r"\d+", said)]):
        return [id_ for place, id_ in enumerate(ids, 1) if place in numbers]
    words = WORD.findall(said)
    named = {id_: _said_of(words, id_, label) for id_, label in choices.items()}
    # "Not at work" says what "at work" says, and more.
    return [id_ for id_, phrase in named.items() if phrase and not _is_part(phrase, [*named.values()])]


def _said_of(words: list[str], id_: str, label: str) -> tuple[str, ...]:
    """Return the longest phrase of the text that names this choice; none when it is not named."""
    phrases = [WORD.findall(phrase.casefold()) for phrase in choice_words().get(id_, ())]
    found = [found for phrase in phrases if (found := _found(words, phrase))]
    parts = [word for word in WORD.findall(label.casefold()) if word not in EMPTY]
    held = tuple(word for word in words if any(_is_alike(part, word) for part in parts))
    if parts and len(set(held)) / len(set(parts)) >= ENOUGH:
        found.append(held)
    return max(found, key=len, default=())


def _is_part(phrase: tuple[str, ...], others: list[tuple[str, ...]]) -> bool:
    return any(len(other) > len(phrase) and _found(list(other), list(phrase)) for other in others)


def _found(words: list[str], phrase: list[str]) -> tuple[str, ...]:
    """Return where the words of a phrase stand in this order, one after the other."""
    for start in range(len(words) - len(phrase) + 1):
        here = words[start : start + len(phrase)]
        if all(_is_alike(part, word) for part, word in zip(phrase, here, strict=True)):
            return tuple(here)
    return ()


def _is_alike(part: str, word: str) -> bool:
    # "Should" is no slip for "shoulder".
    if min(len(part), len(word)) < SHORT or word in EMPTY:
        return part == word
    return fuzz.ratio(part, word) >= ALIKE or (len(part) > SHORT and word == f"{part}s")
