"""Measures a trained model on held-out questions: right, wrong, "did you mean", nothing. Knows no server."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contracts.yaml_files import read_yaml


@dataclass(frozen=True, slots=True)
class HeldOut:
    """A question that was never trained on, and the articles that answer it."""

    text: str
    accepted: frozenset[str]


@dataclass(frozen=True, slots=True)
class Result:
    """What the model made of a question. `verdict`: right, wrong, offered, not_offered, none."""

    question: HeldOut
    verdict: str
    intent: str
    ranking: tuple[tuple[str, float], ...]


def read_held_out(directory: Path) -> list[HeldOut]:
    """Return all held-out questions below a folder; a file's name is the article's id."""
    questions = []
    for path in sorted(directory.glob("*/*.yml")):
        for line in read_yaml(path):
            text, also = (line["text"], line.get("accept", [])) if isinstance(line, dict) else (str(line), [])
            questions.append(HeldOut(text, frozenset({path.stem, *also})))
    return questions


def load_agent(model: Path) -> Any:
    """Return Rasa's agent with this model, without a server."""
    from rasa.core.agent import Agent

    return Agent.load(str(model))


def evaluate(agent: Any, questions: list[HeldOut]) -> list[Result]:
    """Return the verdict on each question. "Did you mean" is never right."""
    return asyncio.run(_evaluate(agent, questions))


async def _evaluate(agent: Any, questions: list[HeldOut]) -> list[Result]:
    return [_judge(question, await agent.parse_message(question.text)) for question in questions]


def _judge(question: HeldOut, parsed: dict[str, Any]) -> Result:
    selection = parsed["selection"]
    intent = str(parsed["intent"]["name"])
    ranking = tuple((entry["id"], entry["confidence"]) for entry in selection["ranking"])
    return Result(question, _verdict(question, intent, selection), intent, ranking)


def _verdict(question: HeldOut, intent: str, selection: dict[str, Any]) -> str:
    if intent not in {"ask_question", "out_of_scope"}:
        return "wrong"
    if selection["decision"] == "answer":
        return "right" if selection["articles"][0] in question.accepted else "wrong"
    if selection["decision"] == "clarify":
        return "offered" if question.accepted & set(selection["articles"]) else "not_offered"
    return "none"


def shares(results: list[Result]) -> dict[str, float]:
    """Return each verdict's share of all questions, 0 to 1."""
    counts = Counter(result.verdict for result in results)
    return {name: counts[name] / len(results) for name in ("right", "wrong", "offered", "not_offered", "none")}
