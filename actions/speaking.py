"""What every action has in common: the articles, the turn, and ways to say something."""

from collections.abc import Mapping, Sequence
from typing import Any

from rasa_sdk import Action
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.audiences import MANAGERS
from actions.staff_api import StaffApi
from actions.tasks.desk import Desk, Taken
from actions.tasks.task import Task
from actions.tasks.work import Work
from actions.turns import Turn, read_turn
from actions.wording import FOR_MANAGERS, answer_text, choices_after, outcome_of, reply_data, title_button
from contracts.articles import Article
from contracts.outcomes import Outcome

Events = list[dict[str, Any]]
MOST_BUTTONS = 3
# What Rasa says by itself while no task waits.
SMALL_TALK = {
    "greet": "utter_greet",
    "thank": "utter_thank",
    "goodbye": "utter_goodbye",
    "ask_identity": "utter_ask_identity",
    "ask_capabilities": "utter_ask_capabilities",
}


class SpeakingAction(Action):  # type: ignore[misc]
    """An action with what it needs handed in: the articles by id, the API, the gateway's public key."""

    def __init__(self, articles: Mapping[str, Article], api: StaffApi, public_key: str, desk: Desk) -> None:
        """Keep what every turn needs; nothing of a turn itself."""
        self.articles, self.api, self.public_key, self.desk = articles, api, public_key, desk

    async def run(self, dispatcher: CollectingDispatcher, tracker: Any, domain: dict[str, Any]) -> Events:
        """Read the turn and act on it; Rasa's entry point."""
        turn = read_turn(tracker, self.public_key)
        work = Work(dispatcher, turn, self.api, self.desk.sentences)
        taken = await self.desk.take(work)
        events = [] if taken.handled else await self.act(dispatcher, turn)
        if not any(event["event"] == "restart" for event in events):
            events += remembered_task(taken, turn.intent)
            if not taken.handled:
                await self.desk.remind(work, taken.task)
        if turn.personal_data and not (taken.handled and asked_for_details(turn)):
            kinds = " and ".join(turn.personal_data)
            self.say(dispatcher, "utter_personal_data", Outcome.CONVERSATION, kinds=kinds)
        return changes(events, tracker)

    async def act(self, say: CollectingDispatcher, turn: Turn) -> Events:
        """Do what the action is for; return the slots that change."""
        raise NotImplementedError

    def say(
        self,
        dispatcher: CollectingDispatcher,
        response: str,
        outcome: Outcome,
        buttons: list[dict[str, str]] | None = None,
        **values: str,
    ) -> None:
        """Say a response of the domain."""
        dispatcher.utter_message(
            response=response, json_message={"outcome": outcome.value}, buttons=buttons or [], **values
        )

    async def answer(
        self,
        dispatcher: CollectingDispatcher,
        turn: Turn,
        article: Article,
        aspects: tuple[str, ...] = (),
        others: Sequence[Article] = (),
    ) -> Events:
        """Say an article, and remember it for follow-up questions. A gap entry is counted as unanswered.

        A manager also hears what it says to managers. `others` may have been meant too: they come first of the choices.
        """
        repeats = turn.repeats + 1 if turn.last_article == article.id else 0
        outcome = outcome_of(article)
        to_manager = FOR_MANAGERS in article.sections and MANAGERS in (await self.api.who_asks(turn)).audiences
        dispatcher.utter_message(
            text=answer_text(article, aspects, repeats, to_manager=to_manager),
            json_message=reply_data(article, outcome),
            buttons=[*map(title_button, others), *choices_after(article, self.articles)][:MOST_BUTTONS],
        )
        if outcome is Outcome.UNANSWERED:
            await self.api.record_unanswered(turn, article_id=article.id, topic=article.topic)
        return remembered(article.id, repeats)


def asked_for_details(turn: Turn) -> bool:
    """Say whether the open question was one of a form: then a telephone number is an answer."""
    task = Task.from_slot(turn.task)
    return task is not None and bool(task.fields)


def remembered_task(taken: Taken, intent: str) -> Events:
    """Return the slots of the tasks. `task_waits` lets a rule keep small talk from ending a task.

    After small talk it stays as it is, also when "see you later" ended the task: the rule that holds on its condition
    would not be found again, and Rasa would go on with something else.
    """
    events = [
        SlotSet("task", taken.task.to_slot() if taken.task else None),
        SlotSet("paused_task", taken.paused.to_slot() if taken.paused else None),
    ]
    if intent not in SMALL_TALK:
        events.append(SlotSet("task_waits", bool(taken.task and taken.task.asks) or None))
    return events if taken.done is None else [*events, SlotSet("last_done", taken.done or None)]


def changes(events: Events, tracker: Any) -> Events:
    """Return the events without slots that keep their value: Rasa checks and replays every one it is sent."""
    last = {event["name"]: event for event in events if event["event"] == "slot"}
    others = [event for event in events if event["event"] != "slot"]
    return [*(event for name, event in last.items() if event["value"] != tracker.get_slot(name)), *others]


def remembered(article: str, repeats: int = 0) -> Events:
    """Return the slots after an article was said."""
    return [
        SlotSet("last_article", article),
        SlotSet("offered", None),
        SlotSet("misses", 0),
        SlotSet("repeats", repeats),
    ]
