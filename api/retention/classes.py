"""How long things are kept, and why: a closed list. Every table names one of these."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum


@dataclass(frozen=True, slots=True)
class Rule:
    """Keep for so many days; None: as long as the reason lasts."""

    days: int | None
    reason: str


class Retention(Enum):
    """The retention classes. A table with days has a column `expires_on`."""

    EMPLOYMENT = Rule(None, "the directory holds a person while they work here")
    TRAINING = Rule(None, "the training record holds while a person works here")
    INDUCTION = Rule(730, "two years show whether inductions are completed")
    WITH_INDUCTION = Rule(None, "it goes with the induction that it belongs to")
    CATALOGUE = Rule(None, "a course is on offer until the learning team takes it off")
    NOTIFICATIONS = Rule(90, "long enough to find out why a message did not arrive")
    TEAMS_CHATS = Rule(365, "a chat that was silent for a year is written to no more")
    REPEATS = Rule(2, "long enough for any repeat of a write to arrive")
    QUESTION_TEXTS = Rule(90, "long enough for the editors to write an answer")
    QUESTION_COUNTS = Rule(730, "two years show what is asked every year")
    DRAFTS = Rule(14, "long enough to come back to a referral that was begun")
    HEALTH_RECORD = Rule(2922, "eight years after the last entry; a draft that the Health Unit has to confirm")
    WITH_REFERRAL = Rule(None, "it goes with the referral that it belongs to")
    CLINIC = Rule(None, "the Health Unit's calendar holds no health information by itself")
    AUDIT = Rule(None, "who saw health information must be known as long as that information is")
    ERASURES = Rule(None, "what was deleted must be known as long as a backup could bring it back")
    PDR_NOTES = Rule(400, "from one yearly review to the next; a draft that the learning team has to confirm")
    FIGURES = Rule(None, "figures of a month name nobody, and show how a year went")
    FEEDBACK = Rule(365, "an article is reviewed at least once a year")

    def expires_on(self, today: date) -> date:
        """Return the day on which a row of today is due. Raises ValueError for a class without days."""
        if self.value.days is None:
            raise ValueError(self.name)
        return today + timedelta(days=self.value.days)
