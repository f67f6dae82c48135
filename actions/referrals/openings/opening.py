"""Reads a paragraph with which somebody begins: absence, fit note, reason, questions, what was talked about."""

import re
from collections.abc import Container, Mapping
from datetime import date
from typing import Any, Protocol

from actions.referrals.forms import MANAGEMENT, SELF
from actions.referrals.openings.absence import read_absence
from actions.referrals.openings.days_said import Days, read_days
from actions.referrals.openings.phrases import cues, has, named, phrases, questions, reasons, without
from actions.referrals.openings.reasons import read_questions, read_reason
from actions.referrals.openings.said import plain, sentences, words

# In the order in which the form takes them: each may depend on those before.
FIELDS = (
    "main_reason",
    "wanted_help",
    "at_work",
    "absence_from",
    "off_since",
    "was_accident",
    "has_fit_note",
    "fit_note_from",
    "fit_note_to",
    "fit_note_says",
    "fit_note_options",
    "expected_return",
    "half_pay_on",
    "stage",
    "next_meeting_on",
    "needed_by",
    "oh_questions",
    "discussed_on",
    "discussed_how",
    "employee_view",
    "seen_already",
    "manager_aware",
    "appointment_kind",
    "formal_process",
    "phased_possible",
    "stress_assessed_on",
    "has_passport",
    "access_to_work",
    "pension",
    "works_from",
    "weekly_hours",
    "contact_way",
    "no_messages",
    "sees_report",
    "earlier_records",
    "network_support",
)
# Of these the first value that is named counts, whatever else is said. Some are of one form only.
IN_PASSING = (
    "formal_process",
    "phased_possible",
    "has_passport",
    "access_to_work",
    "pension",
    "works_from",
    "contact_way",
    "no_messages",
    "sees_report",
    "earlier_records",
    "network_support",
)
TRUTHS = {"true": True, "false": False}
WEEKLY_HOURS = re.compile(
    r"\b(\d{1,2}(?:\.\d{1,2})?) ?(?:hours|hrs|hr) ?(?:(?:a|per|each) (?:week|weeks)|/ ?week|pw|p/w)\b"
)


def load_patterns() -> None:
    """Read and compile every file, so that a broken one stops the start. Raises OSError, yaml.YAMLError or re.error."""
    for load in (phrases, questions, cues, words):
        load()
    for form in (MANAGEMENT, SELF):
        reasons(form)


class Reader(Protocol):
    """Reads an opening by what was learned, beside the rules."""

    def read(
        self, text: str, form: str, today: date, rules: Mapping[str, Any], fields: Container[str]
    ) -> dict[str, Any]:
        """Return what is sure enough, by field; `rules`: what these found."""


def read_opening(
    text: str, today: date, form: str, fields: Container[str] = FIELDS, reader: Reader | None = None
) -> dict[str, Any]:
    """Return what can be read for a form, by field; only these `fields`, in the order in which the form takes them.

    Without a `reader` by the rules alone.
    """
    found = read_by_rules(text, today, form, fields)
    if reader is not None:
        found = reader.read(text, form, today, found, fields)
    return {field: found[field] for field in FIELDS if field in found and field in fields}


def read_by_rules(text: str, today: date, form: str, fields: Container[str] = FIELDS) -> dict[str, Any]:
    """Return what the rules find, by field; only these `fields`."""
    said = plain(text)
    days = read_days(without("another_time", said), today)
    found = read_absence(said, form, days)
    found |= _own(said) if form == SELF else _managers(said, days)
    found |= _in_passing(said)
    reason = read_reason(said, form, found, today)
    if reason:
        found["main_reason" if form == MANAGEMENT else "wanted_help"] = reason
    return {field: found[field] for field in FIELDS if field in found and field in fields}


def _managers(said: str, days: Days) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in ("stage", "employee_view"):
        if values := named(phrases()[field], said):
            found[field] = values[0]
    if "stage" in found and days.next_meeting_on:
        found["next_meeting_on"] = days.next_meeting_on.isoformat()
    for field in ("needed_by", "half_pay_on", "stress_assessed_on"):
        if day := getattr(days, field):
            found[field] = day.isoformat()
    if asked := read_questions(said):
        found["oh_questions"] = asked
    return found | _talk(said, days)


def _talk(said: str, days: Days) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if days.discussed_on:
        found["discussed_on"] = days.discussed_on.isoformat()
    for sentence in sentences(said):
        if not has("talk", sentence) or has("other_talk", sentence):
            continue
        if how := named(phrases()["discussed_how"], sentence):
            found.setdefault("discussed_how", how[0])
    return found


def _in_passing(said: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in IN_PASSING:
        if values := named(phrases()[field], said):
            found[field] = TRUTHS.get(values[0], values[0])
    if hours := WEEKLY_HOURS.search(said):
        found["weekly_hours"] = float(hours[1])
    return found


def _own(said: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in ("manager_aware", "appointment_kind"):
        if values := named(phrases()[field], said):
            found[field] = values[0]
    seen = [
        value
        for value in named(phrases()["seen_already"], without("to_be_seen", without("not_seen", said)))
        if value != "nobody"
    ]
    if seen or has("not_seen", said) or named(phrases()["seen_already"], said):
        found["seen_already"] = seen or ["nobody"]
    if named(phrases()["was_accident"], said) and not re.search(r"\bnot (?:at|an accident at) work\b", said):
        found["was_accident"] = True
    return found
