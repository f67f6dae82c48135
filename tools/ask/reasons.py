"""Why a question got its answer, in plain words and 80 columns. Knows the answer of the model, not the model."""

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from tools.ask.words import Words

WIDTH = 80
SIGNALS = {
    "learned": "what was learned from all examples",
    "examples": "the nearest example questions",
    "pieces": "the nearest example questions, word by word",
    "sentence": "the nearest sentence of its text",
    "words": "the words of its text",
    "name": "its name in the question",
}
DECISIONS = {
    "answer": "It answered.",
    "clarify": "It asked back: not sure enough, or not far enough ahead.",
    "none": "It chose no article.",
}
URGENT = {
    "none": "no sign of it.",
    "offer": "a weak sign; help is offered below the answer.",
    "urgent": "yes; nothing else is looked at.",
}


def reasons(
    found: Mapping[str, Any],
    urgency: Mapping[str, Any],
    check: Mapping[str, Any],
    limits: Mapping[str, float],
    words: Words,
) -> list[str]:
    """Return the lines to print below the answer."""
    alone = "" if check["complete"] else " (the classifier is missing; these are the rules alone)"
    return [
        "Why",
        f"  Urgent help: {URGENT[urgency['level']]}{alone}",
        *_read(found["why"]),
        *_kinds(found),
        *_scores(found, limits),
        *_examples(found["why"], words),
        *_signals(found["why"]["ranking"]),
    ]


def _read(why: Mapping[str, Any]) -> Iterator[str]:
    yield from _wrapped(f"  Read as: {why['read_as']}")
    if why["clauses"]:
        yield from _wrapped(f"  In parts: {' | '.join(why['clauses'])}")
    if why["named"]:
        yield from _wrapped(f"  Names in it belong to: {', '.join(why['named'])}")


def _kinds(found: Mapping[str, Any]) -> Iterator[str]:
    kinds = ", ".join(f"{one['name']} {one['confidence']:.2f}" for one in found["intents"])
    yield from _wrapped(f"  Kind of message: {found['intent']['name']} (likeliest: {kinds})")


def _scores(found: Mapping[str, Any], limits: Mapping[str, float]) -> Iterator[str]:
    yield ""
    yield "  How sure of which article"
    for entry in found["why"]["ranking"]:
        yield f"    {entry['confidence']:.2f}  {entry['id']}"
    yield from _wrapped(
        f"  {DECISIONS[found['selection']['decision']]} An answer needs {limits['answer']:.2f} and must be "
        f"{limits['margin']:.2f} ahead of the next; from {limits['clarify']:.2f} on it asks back; two answers at once "
        f"need {limits['double']:.2f} each (config.yml)."
    )


def _examples(why: Mapping[str, Any], words: Words) -> Iterator[str]:
    yield ""
    yield "  Nearest examples (1.00 is the same meaning)"
    for line in why["nearest"]:
        place = words.line_of(line["id"], line["text"]) if line["id"] in words.files else None
        where = f"{line['id']}, line {place}" if place else line["id"]
        yield from _wrapped(f"    {line['likeness']:.2f}  {where}: {line['text']}", "          ")


def _signals(ranking: list[Mapping[str, Any]]) -> Iterator[str]:
    if len(ranking) < 2:
        return
    first, second = ranking[0], ranking[1]
    yield ""
    yield from _wrapped(f"  What spoke for {first['id']} (+) or for {second['id']} (-)")
    pulls = {name: first["pulls"][name] - second["pulls"][name] for name in SIGNALS if name in first["pulls"]}
    for name, pull in sorted(pulls.items(), key=lambda one: -abs(one[1])):
        yield f"    {pull:+.1f}  {SIGNALS[name]}"


def _wrapped(text: str, indent: str = "    ") -> list[str]:
    return textwrap.wrap(text, WIDTH, subsequent_indent=indent, drop_whitespace=True) or [text]
