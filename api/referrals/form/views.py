"""The form as it crosses the API."""

from pydantic import ConfigDict
from pydantic.config import JsonDict

from api.referrals.form.specification import Form

EXAMPLE_FIELD: JsonDict = {
    "id": "absence_from",
    "section": "absence",
    "label": "First day of absence",
    "ask": "What was the first day of this absence?",
    "why": "Long absences are seen sooner.",
    "kind": "past_date",
    "need": "required",
    "choices": {},
    "when": {"at_work": ["off"]},
    "source": None,
    "is_health": False,
    "is_private": False,
    "carries_over": False,
    "not_before": None,
    "purpose": "fitness",
    "retention": "health_record",
    "seen_by": ["referrer", "employee", "health_unit"],
}


class FormView(Form):
    """A form: its sections and fields in the order of asking, its notices, and the messages for wrong answers."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "management",
                    "version": "2026-11",
                    "sections": [{"id": "absence", "title": "Absence", "purpose": "fitness"}],
                    "fields": [EXAMPLE_FIELD],
                    "notices": [{"id": "privacy", "status": "draft", "title": "Who sees this", "text": "…"}],
                    "messages": {"not_a_date": "Please give a date, such as 5 November 2026."},
                }
            ]
        }
    )
