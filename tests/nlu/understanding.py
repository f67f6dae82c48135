"""Asks the trained model, and writes down what came of it."""

import asyncio
import random
import string
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bot.nlu.evaluation import HeldOut, Result
from contracts.yaml_files import read_yaml

HERE = Path(__file__).parent
VERDICTS = ("right", "wrong", "offered", "not_offered", "none")
KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def read_rows(name: str) -> Any:
    """Return what a file beside this one holds."""
    return read_yaml(HERE / name)


def parse(agent: Any, texts: Iterable[str]) -> list[dict[str, Any]]:
    """Return what the model makes of each text."""

    async def parse_all() -> list[dict[str, Any]]:
        return [await agent.parse_message(text) for text in texts]

    return asyncio.run(parse_all())


def answers_of(parsed: dict[str, Any]) -> list[str]:
    """Return the ids of the articles that would be said."""
    selection = parsed["selection"]
    asked = parsed["intent"]["name"] in {"ask_question", "out_of_scope"}
    return list(selection["articles"]) if asked and selection["decision"] == "answer" else []


def without_punctuation(text: str) -> str:
    """Return the text as somebody types it who leaves all marks out."""
    marks = string.punctuation + "’‘“”–"
    return " ".join(text.translate(str.maketrans("", "", marks)).split()) or text


def with_a_slip(text: str, chance: random.Random) -> str:
    """Return the text with one letter of one longer word swapped, left out, doubled, or mistyped for its neighbour."""
    places = [number for number, letter in enumerate(text[:-1]) if letter.isalpha() and text[number + 1].isalpha()]
    inside = [number for number in places if number > 0 and text[number - 1].isalpha()]
    if not inside:
        return text
    at = chance.choice(inside)
    letter, after = text[at], text[at + 1]
    kinds = [after + letter, after, letter + letter + after, neighbour(letter, chance) + after]
    return text[:at] + chance.choice(kinds) + text[at + 2 :]


def neighbour(letter: str, chance: random.Random) -> str:
    """Return a letter beside this one on the keyboard."""
    row = next((row for row in KEYBOARD if letter.lower() in row), "")
    at = row.find(letter.lower())
    return chance.choice([row[number] for number in (at - 1, at + 1) if row and 0 <= number < len(row)] or [letter])


def changed(questions: list[HeldOut], change: Any) -> list[HeldOut]:
    """Return the questions with their texts changed."""
    return [HeldOut(change(question.text), question.accepted) for question in questions]


def table_of(results: list[Result], worst: int) -> list[str]:
    """Return the shares of all verdicts, and the articles that did worst."""
    counts = Counter(result.verdict for result in results)
    lines = [f"  {name:12} {counts[name]:5} {counts[name] / len(results):7.1%}" for name in VERDICTS]
    missed = Counter(owner_of(result) for result in results if result.verdict != "right")
    asked = Counter(owner_of(result) for result in results)
    return [*lines, *(f"  {name:34} {count} of {asked[name]} not right" for name, count in missed.most_common(worst))]


def owner_of(result: Result) -> str:
    """Return the article of a question; where several are accepted, their names together."""
    return "/".join(sorted(result.question.accepted))
