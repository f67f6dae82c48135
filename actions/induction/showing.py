"""What comes next in one's induction: the week's slice, what was missed, or the whole plan in few lines."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta

from actions.induction.steps import (
    DONE,
    MOST_SHOWN,
    OPEN,
    SAID,
    due_on,
    links_of,
    listed,
    own_induction,
    own_steps,
    title_of,
    to_book,
)
from actions.tasks.kinds import Kind
from actions.tasks.task import Task
from actions.tasks.work import Button, Json, Work, button
from actions.wording import title_button
from contracts.articles import Article
from contracts.outcomes import Outcome

MISSED = re.compile(r"\b(?:miss(?:ed|ing)?|late|overdue|behind|forgot(?:ten)?|catch up|left over)\b")
WHOLE = re.compile(r"\b(?:plan|everything|all of it|all my|whole|entire|list|overview|so far|progress)\b")
BOOKS = re.compile(r"\bbook\b")
MOST_OF_A_PLAN = 10


class ShowInduction(Kind):
    """Shows steps. What needs a booking can be booked at once; anything else leaves the list behind."""

    name = "induction"
    is_passing = True

    def __init__(self, articles: Mapping[str, Article]) -> None:
        """Keep the articles, to which steps lead on."""
        self._articles = articles

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """Show what was asked for."""
        induction = await own_induction(work)
        if induction is None or induction["state"] == "ended":
            work.say("utter_no_induction", Outcome.DONE, [button("What mandatory training do I owe?")])
            return None
        left = own_steps(induction, OPEN)
        if not left:
            self._say_nothing_left(work, induction)
            return None
        if MISSED.search(work.heard.text):
            return self._show_missed(work, [step for step in left if step["is_late"]])
        if WHOLE.search(work.heard.text):
            return self._show_plan(work, induction, left)
        return self._show_week(work, left)

    async def go_on(self, work: Work, task: Task) -> Task | None:
        """Book what was shown and has dates."""
        place = work.heard.place or 0
        return Task("book", course=task.options[min(place, len(task.options) - 1)])

    async def understands(self, work: Work, task: Task) -> bool:
        """Say whether the message says yes to booking."""
        heard = work.heard
        return bool(task.options) and (heard.yes or heard.place is not None or bool(BOOKS.fullmatch(heard.text)))

    def _show_week(self, work: Work, left: Sequence[Json]) -> Task | None:
        sunday = work.today + timedelta(days=6 - work.today.weekday())
        late = [step for step in left if step["is_late"]]
        week = [step for step in left if not step["is_late"] and due_on(step) <= sunday]
        if not week and not late:
            return self._say(work, "utter_induction_next", left[:3], steps=listed(left[:3], with_how=True))
        parts = [listed(week[:MOST_SHOWN], with_how=True)] if week else []
        if late:
            more = f"\n- and {len(late) - 3} more" if len(late) > 3 else ""
            parts.append("Still open from before:\n\n" + listed(late[:3]) + more)
        shown = [*week[:MOST_SHOWN], *late[:3]]
        return self._say(work, "utter_induction_week", shown, steps="\n\n".join(parts))

    def _show_missed(self, work: Work, late: Sequence[Json]) -> Task | None:
        if not late:
            work.say("utter_nothing_missed", Outcome.DONE, [button("What's next?", "what's next in my induction")])
            return None
        shown = late[:MOST_SHOWN]
        more = f"\n- and {len(late) - MOST_SHOWN} more" if len(late) > MOST_SHOWN else ""
        return self._say(work, "utter_induction_missed", shown, steps=listed(shown, with_how=True) + more)

    def _show_plan(self, work: Work, induction: Json, left: Sequence[Json]) -> Task | None:
        done, all_ = len(own_steps(induction, DONE)), len(own_steps(induction, OPEN, SAID, DONE))
        shown = left[:MOST_OF_A_PLAN]
        more = f"\n- and {len(left) - MOST_OF_A_PLAN} more after that" if len(left) > MOST_OF_A_PLAN else ""
        buttons = [button("What's next?", "what's next in my induction")]
        number = f"{done} of {all_}"
        work.say("utter_induction_plan", Outcome.DONE, buttons, number=number, steps=listed(shown) + more)
        return None

    @staticmethod
    def _say_nothing_left(work: Work, induction: Json) -> None:
        waiting = own_steps(induction, SAID)
        if waiting:
            titles = "\n".join(f"- {title_of(step)}" for step in waiting)
            work.say("utter_induction_waits", Outcome.DONE, steps=titles)
        else:
            work.say("utter_induction_complete", Outcome.DONE)

    def _say(self, work: Work, response: str, shown: Sequence[Json], *, steps: str) -> Task | None:
        bookable = to_book(shown)
        buttons: list[Button] = [
            button(f"Book {step['how']['course']['title']}", f"Book me on {step['how']['course']['title']}")
            for step in bookable[:1]
        ]
        buttons.append(button("I've done one", f"I've done {shown[0]['title']}"))
        article = self._articles.get(str(shown[0]["how"]["article"]))
        buttons += [title_button(article)] if article else []
        outcome = Outcome.TASK if bookable else Outcome.DONE
        more = {"links": links_of(shown)}
        work.add(response, outcome, buttons, more, steps=steps)
        return Task(self.name, "book", tuple(step["how"]["course"]["id"] for step in bookable)) if bookable else None
