"""Settles the intent of a message once both the classifier and the article selection have spoken. Knows no Rasa."""

from dataclasses import replace
from typing import Any

from bot.nlu.aspects import PATTERNS
from bot.nlu.familiarity import FAMILIAR
from bot.nlu.reading import Reading
from bot.nlu.requests import FRAGMENTS, Request
from bot.nlu.selection import Selection

ASK_QUESTION, OUT_OF_SCOPE = "ask_question", "out_of_scope"
# Follow-up questions ("who runs it?") stand for themselves only when they name no subject.
FOLLOW_UPS = frozenset({f"ask_{aspect}" for aspect in (*PATTERNS, "more")})
# What changes the conversation wants a clear word; below this, it is taken as a question.
COMMANDS = frozenset({"stop", "start_again", "talk_to_person", "goodbye", "affirm", "deny", "reject_options"})
SURE_OF_COMMAND = 0.5
# What the assistant does for somebody: told from everything else by a step of its own.
TASKS = frozenset(
    {
        "find_training",
        "book_training",
        "list_bookings",
        "move_booking",
        "cancel_booking",
        "join_waiting_list",
        "accept_offer",
        "decline_offer",
        "list_owed_training",
        "plan_training",
        "express_interest",
        "list_requests",
        "approve_request",
        "decline_request",
        "list_team_training",
        "compare_sessions",
        "send_invite",
        "undo_booking",
        "resume_task",
        "change_answer",
        "inform",
        "refer_employee",
        "refer_self",
        "resume_referral",
        "ask_referral_status",
        "withdraw_referral",
        "show_referral",
        "discard_referral",
        "answer_referral",
        "see_induction",
        "complete_step",
        "ask_contacts",
        "set_reminder",
        "move_step",
        "see_starters",
        "confirm_step",
        "name_contact",
        "see_pdr",
        "prepare_pdr",
        "see_team_pdrs",
        "book_pdr",
        "record_pdr",
        "see_team_standing",
        "see_what_needs_me",
    }
)
# An intent this likely is meant when no article answers.
LIKELY_ENOUGH = 0.2
# Words that steer the conversation; over them only a plain request prevails, and never a mere fragment of one.
PLAIN_WORDS = COMMANDS | {"greet", "thank", "choose_first", "choose_second", "choose_third", "ask_identity"}
PLAIN_REQUEST = 0.85
# Rasa answers these by itself, without an action.
SPOKEN_AT_ONCE = frozenset({"greet", "thank", "goodbye", "ask_identity", "ask_capabilities"})
SURE_OF_ANYTHING = 0.3
# Questions about the assistant itself.
ABOUT_US = frozenset({"ask_identity", "ask_capabilities"})
# A message this likely to be about something else is not answered, though its words are those of an article.
SURE_OF_OUTSIDE = 0.5
# "I don't want to stop": the word that is negated takes its intent back.
NEGATED_WORDS = {
    "stop": frozenset({"stop", "cancel", "quit", "end", "leave", "abort", "exit"}),
    "start_again": frozenset({"start", "restart", "reset", "begin", "clear"}),
    "talk_to_person": frozenset({"talk", "speak", "person", "human", "call"}),
    "cancel_booking": frozenset({"cancel", "drop", "withdraw"}),
    "move_booking": frozenset({"move", "change", "swap", "switch"}),
    "book_training": frozenset({"book", "sign", "enrol", "reserve"}),
    "set_reminder": frozenset({"remind", "nudge", "ping"}),
    "move_step": frozenset({"move", "change", "swap", "switch"}),
    "confirm_step": frozenset({"confirm", "sign", "tick", "mark"}),
    "name_contact": frozenset({"make", "name", "assign", "pair", "put"}),
    "book_pdr": frozenset({"book", "schedule", "arrange", "invite"}),
    "record_pdr": frozenset({"mark", "record", "log", "tick"}),
}
CARRY_ON = "resume_task"


def intent_for(
    ranking: list[dict[str, Any]], reading: Reading, selection: Selection, request: Request | None = None
) -> dict[str, Any]:
    """Return the intent that stands; `ranking` has the classifier's best first, `request` what is to be done."""
    intent = _without_empty_question(ranking, selection)
    if request and request.is_made(selection.answered) and not _is_plain_word(intent, request):
        intent = {"name": request.intent, "confidence": request.confidence}
    name, confidence = str(intent["name"]), float(intent["confidence"])
    if NEGATED_WORDS.get(name, frozenset()) & reading.clauses[0].negated:
        return {"name": CARRY_ON, "confidence": confidence}
    if name != ASK_QUESTION and _is_question(name, confidence, reading, selection):
        return {"name": ASK_QUESTION, "confidence": confidence}
    return intent


def settled(selection: Selection, intent: dict[str, Any], familiarity: float = 1.0) -> Selection:
    """Return what becomes of a selection: nothing is chosen for a message that is about something else.

    What is not familiar gets no choices either: none of them would be meant.
    """
    outside = intent["name"] == OUT_OF_SCOPE and float(intent["confidence"]) >= SURE_OF_OUTSIDE
    if outside or (selection.decision == "clarify" and familiarity < FAMILIAR):
        return replace(selection, decision="none", articles=())
    return selection


def _is_plain_word(intent: dict[str, Any], request: Request) -> bool:
    """Say whether the message steers the conversation, and is no request: "please cancel" names nothing to cancel."""
    if intent["name"] not in PLAIN_WORDS or float(intent["confidence"]) < SURE_OF_COMMAND:
        return False
    return request.intent in FRAGMENTS or request.any_request < PLAIN_REQUEST


def _without_empty_question(ranking: list[dict[str, Any]], selection: Selection) -> dict[str, Any]:
    """A question is likely as the sum over many articles; when none of them answers, the next intent has its say."""
    if ranking[0]["name"] != ASK_QUESTION or selection.decision == "answer":
        return ranking[0]
    surest = selection.ranking[0][1] if selection.ranking else 0.0
    likely = [intent for intent in ranking[1:] if intent["confidence"] >= max(LIKELY_ENOUGH, surest)]
    return likely[0] if likely else ranking[0]


def _is_question(name: str, confidence: float, reading: Reading, selection: Selection) -> bool:
    # A word of greeting with a phone number beside it goes the way that ends with a notice about personal data.
    if name in SPOKEN_AT_ONCE and reading.personal_data:
        return True
    answered = selection.decision == "answer"
    if answered and (confidence < SURE_OF_ANYTHING or (name in COMMANDS and confidence < SURE_OF_COMMAND)):
        return True
    if name in TASKS:
        return False
    named = any(clause.topics for clause in reading.clauses)
    if name in FOLLOW_UPS:
        return named or answered
    # "How do one-to-ones work?" sounds like "how do you work?", but names what it is about.
    if name in ABOUT_US and named:
        return selection.decision != "none"
    # A greeting before a question is still a question.
    return name != OUT_OF_SCOPE and answered and (named or len(reading.clauses) > 1)
