"""The answer of the model in a word or two, and how near another answer was. Knows no file and no question.

An answer is an article's id, two ids with ` + ` between them, or one of the others below. Where it asks back, what
it offers is not part of the answer: the third choice of three changes with every training.
"""

from collections.abc import Mapping
from typing import Any

NO_ANSWER = "no answer"
ASKS_BACK = "asks back"
ASKS_BACK_WITHOUT = "asks back without it"
NOT_A_QUESTION = "takes it as "
ASKED = ("ask_question", "out_of_scope")


def outcome_of(answer: Mapping[str, Any], right: frozenset[str]) -> str:
    """Return the answer in a word or two; `right` are the articles that would be right."""
    intent, selection = str(answer["intent"]["name"]), answer["selection"]
    if intent not in ASKED:
        return f"{NOT_A_QUESTION}{intent}"
    if selection["decision"] == "answer":
        return " + ".join(selection["articles"])
    if selection["decision"] == "clarify":
        return ASKS_BACK if not right or right & set(selection["articles"]) else ASKS_BACK_WITHOUT
    return NO_ANSWER


def is_right(outcome: str, right: frozenset[str]) -> bool:
    """Return whether an answer is right. Of two articles one must be; where none answers, asking back is right too."""
    if NO_ANSWER in right and (outcome == NO_ANSWER or outcome.startswith((ASKS_BACK, NOT_A_QUESTION))):
        return True
    return bool(right & set(outcome.split(" + ")))


def nearly(outcome: str, answer: Mapping[str, Any], limits: Mapping[str, float], slack: float) -> bool:
    """Return whether the answer would have been this one, had each confidence been different by `slack` at most."""
    intents = [(str(entry["name"]), float(entry["confidence"])) for entry in answer["intents"]]
    if outcome.startswith(NOT_A_QUESTION):
        wanted = outcome.removeprefix(NOT_A_QUESTION)
        return bool(intents) and dict(intents).get(wanted, 0.0) + 2 * slack >= intents[0][1]
    if answer["intent"]["name"] not in ASKED and intents and intents[0][0] not in ASKED:
        asked = max((confidence for name, confidence in intents if name in ASKED), default=0.0)
        if asked + 2 * slack < intents[0][1]:
            return False
    chances = {str(entry["id"]): float(entry["confidence"]) for entry in answer["selection"]["ranking"]}
    return _reachable(outcome, chances, limits, slack)


def _reachable(outcome: str, chances: Mapping[str, float], limits: Mapping[str, float], slack: float) -> bool:
    ranked = sorted(chances.values(), reverse=True)
    first, second = [*ranked, 0.0, 0.0][:2]
    if outcome == NO_ANSWER:
        return first - slack < limits["clarify"]
    if outcome.startswith(ASKS_BACK):
        unclear = first - slack < limits["answer"] or first - second - 2 * slack < limits["margin"]
        return first + slack >= limits["clarify"] and unclear
    wanted = outcome.split(" + ")[0]
    if wanted not in chances:
        return False
    others = max((chance for article, chance in chances.items() if article != wanted), default=0.0)
    own = chances[wanted] + slack
    return own >= limits["answer"] and own - others + slack >= limits["margin"]
