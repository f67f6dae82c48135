"""Measures the assistant on the project's own questions, beside the stock pipeline and a passage search."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import yaml

from contracts.articles import Article, read_articles
from contracts.yaml_files import read_yaml
from tools.bench.models import Parse, Recipe, home, parse, train
from tools.bench.pipelines import stock_config
from tools.bench.public import FALLBACK, lines_of
from tools.bench.questions import Question, read_questions
from tools.errors import ToolError
from tools.paths import ROOT, var_directory

STOCK = "own-stock"
ASKED = ("ask_question", "out_of_scope")

Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Said:
    """What a person would get: these articles, a choice between them, nothing, or what an intent brings.

    From the running assistant also urgent help, or that something is down.
    """

    kind: Literal["answer", "choice", "nothing", "intent", "urgent", "unavailable"]
    articles: tuple[str, ...] = ()
    intent: str = ""


def measure_own(without: Collection[str]) -> dict[str, Figures]:
    """Return the figures of the trained assistant, and of the stock pipeline unless it is left out."""
    articles = read_articles(ROOT / "knowledge")
    gaps = frozenset(article.id for article in articles.values() if article.kind == "gap")
    questions = read_questions(ROOT / "tests", gaps)
    texts = [question.text for question in questions]
    assistant = var_directory() / "models" / "assistant.tar.gz"
    if not assistant.is_file():
        raise ToolError("There is no trained model to measure: run make train, then this again.")
    found = {"ours": own_figures(questions, map(said_by_us, parse(assistant, texts, "Asking the assistant")))}
    if STOCK not in without:
        model = train(Recipe(STOCK, stock_config(home() / "rasa-init"), stock_data(articles.values())))
        parses = parse(model.file, texts, "Asking stock Rasa, trained on the same lines")
        replies = (said_by_stock(parsed, articles) for parsed in parses)
        found["stock"] = {**own_figures(questions, replies), "training_s": model.seconds}
    return found


def stock_data(articles: Iterable[Article]) -> str:
    """Return Rasa's training data with an intent for each article, of the same lines that ours learns from.

    Those are its examples, its title and its names; the intents of data/nlu.yml stand as they are.
    """
    intents = read_yaml(ROOT / "data/nlu.yml")["nlu"]
    rows = [(str(entry["intent"]), lines_of(entry["examples"])) for entry in intents if "intent" in entry]
    for article in articles:
        lines = dict.fromkeys([*article.examples, article.title, *article.names])
        rows.append((article.id, [" ".join(line.split()) for line in lines]))
    entries = [{"intent": name, "examples": "".join(f"- {line}\n" for line in lines)} for name, lines in rows]
    return yaml.safe_dump({"version": "3.1", "nlu": entries}, allow_unicode=True)


def said_by_us(parsed: Parse) -> Said:
    """Return what our assistant makes of a parse."""
    intent, selection = str(parsed["intent"]["name"]), parsed["selection"]
    if intent not in ASKED:
        return Said("intent", intent=intent)
    kinds: dict[str, Any] = {"answer": "answer", "clarify": "choice", "none": "nothing"}
    return Said(kinds[selection["decision"]], tuple(selection["articles"]), intent)


def said_by_stock(parsed: Parse, articles: Collection[str]) -> Said:
    """Return what an assistant would say whose rules answer each article's intent with the article."""
    intent = str(parsed["intent"]["name"])
    if intent in articles:
        return Said("answer", (intent,), intent)
    return Said("nothing" if intent in (FALLBACK, "out_of_scope") else "intent", intent=intent)


def own_figures(questions: Sequence[Question], replies: Iterable[Said]) -> Figures:
    """Return numbers of questions and shares of them, 0 to 1, kind by kind; a choice is never right."""
    counts: Counter[str] = Counter()
    asked: Counter[str] = Counter(question.kind for question in questions)
    for question, said in zip(questions, replies, strict=True):
        counts[f"{question.kind}: {verdict(question, said)}"] += 1
    shares = {name: count / asked[name.partition(":")[0]] for name, count in counts.items()}
    return {**{f"{kind}: asked": float(count) for kind, count in asked.items()}, **shares}


def verdict(question: Question, said: Said) -> str:
    """Return right, wrong, choice or nothing. A gap entry is right for a gap; nothing is right for what is outside."""
    if question.intent:
        return "right" if said.intent == question.intent else "wrong"
    if said.kind == "answer" and len(question.accepted) > 1:
        return "right" if _both(question.accepted, said.articles) else "wrong"
    if said.kind == "answer":
        first = said.articles[0] in question.accepted[0]
        return "right" if first else "wrong"
    if said.kind == "intent":
        return "wrong" if question.kind not in ("gap", "outside") else "nothing"
    return said.kind


def _both(accepted: Sequence[frozenset[str]], said: Sequence[str]) -> bool:
    one, two = accepted
    return len(said) == len(accepted) and any(first in one and second in two for first, second in (said, said[::-1]))
