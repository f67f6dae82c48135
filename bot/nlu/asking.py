"""Answers questions on standard input with the trained model, without a server: `python -m bot.nlu ask`.

One JSON object a line, in and out. In: `text`, and `why` when the reasons are wanted. Out, first: `limits` of
config.yml and the `seconds` that loading took, or a `problem`; then one answer a line. Nothing is kept or logged.
"""

import asyncio
import json
import os
import sys
import time
from typing import Any, TextIO

from bot.nlu.checked_model import ModelError, checked_copy
from bot.nlu.settings import Settings

INTENTS_SHOWN = 3


def ask() -> int:
    """Answer until the input ends; return 1 when there is no model that may be loaded."""
    # What libraries print must not come between the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8", buffering=1)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    started = time.monotonic()
    try:
        with checked_copy(Settings.from_environment()) as (model, digest):
            agent = _load(model)
    except ModelError as error:
        _write(answers, {"problem": str(error)})
        return 1
    from bot.nlu.explaining import Explainer

    explainer = Explainer.of(agent)
    seconds = time.monotonic() - started
    _write(answers, {"model": digest, "limits": explainer.limits(), "seconds": round(seconds, 2)})
    for line in sys.stdin:
        question = json.loads(line)
        _write(answers, _answer(agent, explainer, str(question["text"]), why=bool(question.get("why"))))
    return 0


def _load(model: Any) -> Any:
    from bot.nlu.domain_checks import compare_domain_once
    from bot.nlu.evaluation import load_agent
    from bot.nlu.graph_order import run_graph_in_known_order
    from bot.nlu.serving import keep_texts_out_of_logs

    keep_texts_out_of_logs()
    compare_domain_once()
    run_graph_in_known_order()
    return load_agent(model)


def _answer(agent: Any, explainer: Any, text: str, *, why: bool) -> dict[str, Any]:
    started = time.monotonic()
    parsed = asyncio.run(agent.parse_message(text))
    answer = {
        "intent": parsed["intent"],
        "intents": parsed.get("intent_ranking", [])[:INTENTS_SHOWN],
        "selection": parsed.get("selection") or {"decision": "none", "articles": [], "ranking": []},
        "seconds": round(time.monotonic() - started, 4),
    }
    return answer | ({"why": explainer.explain(text, answer["selection"])} if why else {})


def _write(answers: TextIO, value: dict[str, Any]) -> None:
    answers.write(json.dumps(value, ensure_ascii=False) + "\n")
