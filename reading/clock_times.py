"""Reads a time of the day as people say it: "at two", "2.30pm", "half past nine". A bare hour is one at work."""

import re
from datetime import time

NUMBERS = {
    name: number
    for number, name in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
}
WORD = "|".join(NUMBERS)
HOUR = rf"(?P<hour>\d{{1,2}}|{WORD})"
HALF = r"(?P<half>am|pm|a\.m\.?|p\.m\.?|in the morning|in the afternoon)?"
# The first that is found counts. A number alone is a time only where something says so: "at 2", "2pm", "2 o'clock".
RULES = (
    re.compile(r"\b(?P<word>noon|midday)\b"),
    re.compile(rf"\b(?P<part>half|quarter) (?P<side>past|to) {HOUR}\b ?{HALF}"),
    re.compile(rf"\b(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)\b(?![./]) ?{HALF}"),
    re.compile(rf"\b{HOUR} ?(?P<half>am|pm|a\.m\.?|p\.m\.?|in the (?:morning|afternoon))(?![a-z])"),
    re.compile(rf"\b{HOUR} ?o'?clock\b ?{HALF}"),
    re.compile(
        rf"\b(?:at|for|from) {HOUR}\b(?! ?(?:st|nd|rd|th|/|weeks?|days?|months?|people|jan|feb|mar|apr|may|jun|jul"
        r"|aug|sep|oct|nov|dec))"
    ),
)
NOON, FIRST_HOUR = 12, 7
MINUTES = {("half", "past"): 30, ("quarter", "past"): 15, ("quarter", "to"): -15}


def read_time(text: str) -> time | None:
    """Return the time of the day that a message names; None when it names none."""
    said = " ".join(text.casefold().replace("’", "'").split())
    for rule in RULES:
        for match in rule.finditer(said):
            found = _time_of(match.groupdict())
            if found is not None:
                return found
    return None


def _time_of(parts: dict[str, str | None]) -> time | None:
    if parts.get("word"):
        return time(NOON)
    hour = _hour_of(str(parts["hour"]), parts.get("half") or "")
    minute = int(parts.get("minute") or 0)
    if parts.get("part"):
        minute = MINUTES.get((str(parts["part"]), str(parts["side"])), 0)
    total = hour * 60 + minute
    return time(total // 60, total % 60) if 0 <= total < 24 * 60 else None


def _hour_of(said: str, half: str) -> int:
    hour = NUMBERS[said] if said in NUMBERS else int(said)
    is_afternoon = half.startswith("p") or "afternoon" in half
    is_morning = half.startswith("a") or "morning" in half
    if hour == NOON and is_morning:
        return 0
    # "At two" is after lunch, and "at nine" before it.
    if hour < NOON and (is_afternoon or (not is_morning and hour < FIRST_HOUR)):
        return hour + NOON
    return hour
