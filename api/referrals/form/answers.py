"""Checks one answer against its field, and brings it into the form in which it is kept. Never says what it was."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from pydantic import TypeAdapter, ValidationError

from api.referrals.form.specification import FormField, Kind

Answer = bool | str | float | list[str] | list[dict[str, str]]
MOST_TEXT, MOST_LINE, MOST_PEOPLE, MOST_SPELLS = 4000, 200, 10, 60
OLDEST = timedelta(days=366 * 60)
BIRTHS = (timedelta(days=366 * 100), timedelta(days=365 * 14))
AHEAD = timedelta(days=366 * 3)
EMAIL = re.compile(r"[^@\s]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
PHONE = re.compile(r"\+?\d{9,15}")


class AnswerRefused(Exception):
    """The answer does not fit its field; `rule` names the message that says why."""

    def __init__(self, rule: str) -> None:
        """Keep the rule, never the answer."""
        super().__init__(rule)
        self.rule = rule


def check_answer(field: FormField, value: object, today: date) -> Answer:
    """Return the answer as it is kept. Raises AnswerRefused."""
    return CHECKS[field.kind](field, value, today)


def _yes_no(_field: FormField, value: object, _today: date) -> Answer:
    if not isinstance(value, bool):
        raise AnswerRefused("not_yes_or_no")
    return value


def _confirm(_field: FormField, value: object, _today: date) -> Answer:
    if value is not True:
        raise AnswerRefused("not_confirmed")
    return True


def _choice(field: FormField, value: object, _today: date) -> Answer:
    if not isinstance(value, str) or value not in field.choices:
        raise AnswerRefused("not_a_choice")
    return value


def _choices(field: FormField, value: object, _today: date) -> Answer:
    if not isinstance(value, list):
        raise AnswerRefused("not_a_choice")
    if not value:
        raise AnswerRefused("nothing_chosen")
    if not all(isinstance(item, str) and item in field.choices for item in value):
        raise AnswerRefused("not_a_choice")
    return [name for name in field.choices if name in value]


def read_day(value: object) -> date:
    """Return a day of `2026-11-05`. Raises AnswerRefused."""
    try:
        if not isinstance(value, str) or len(value) != 10:
            raise AnswerRefused("not_a_date")
        return date.fromisoformat(value)
    except ValueError:
        raise AnswerRefused("not_a_date") from None


def _between(earliest: date, value: object, latest: date, too_late: str, too_early: str = "too_long_ago") -> Answer:
    day = read_day(value)
    if day < earliest:
        raise AnswerRefused(too_early)
    if day > latest:
        raise AnswerRefused(too_late)
    return day.isoformat()


def _date(_field: FormField, value: object, today: date) -> Answer:
    return _between(today - OLDEST, value, today + AHEAD, "too_far_ahead")


def _past(_field: FormField, value: object, today: date) -> Answer:
    return _between(today - OLDEST, value, today, "in_the_future")


def _future(_field: FormField, value: object, today: date) -> Answer:
    return _between(today, value, today + AHEAD, "too_far_ahead", "in_the_past")


def _birth(_field: FormField, value: object, today: date) -> Answer:
    return _between(today - BIRTHS[0], value, today - BIRTHS[1], "in_the_future")


def _words(value: object, most: int, *, one_line: bool) -> str:
    if not isinstance(value, str):
        raise AnswerRefused("not_plain_text")
    text = " ".join(value.split()) if one_line else value.replace("\r\n", "\n").strip()
    if not text:
        raise AnswerRefused("empty")
    if len(text) > most:
        raise AnswerRefused("too_long")
    if any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t" for sign in text):
        raise AnswerRefused("not_plain_text")
    return text


def _line(_field: FormField, value: object, _today: date) -> Answer:
    return _words(value, MOST_LINE, one_line=True)


def _text(_field: FormField, value: object, _today: date) -> Answer:
    return _words(value, MOST_TEXT, one_line=False)


def _email(_field: FormField, value: object, _today: date) -> Answer:
    text = _words(value, MOST_LINE, one_line=True)
    if not EMAIL.fullmatch(text):
        raise AnswerRefused("not_an_email")
    return text


def _phone(_field: FormField, value: object, _today: date) -> Answer:
    text = _words(value, MOST_LINE, one_line=True)
    if not PHONE.fullmatch(re.sub(r"[\s()./-]", "", text)):
        raise AnswerRefused("not_a_phone")
    return text


def _hours(_field: FormField, value: object, _today: date) -> Answer:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise AnswerRefused("not_a_number")
    if not 0 < value <= 80:
        raise AnswerRefused("out_of_range")
    return round(float(value), 2)


def _people(_field: FormField, value: object, _today: date) -> Answer:
    if not isinstance(value, list) or not value:
        raise AnswerRefused("empty")
    if len(value) > MOST_PEOPLE:
        raise AnswerRefused("too_long")
    return [_words(name, MOST_LINE, one_line=True) for name in value]


def _spells(_field: FormField, value: object, today: date) -> Answer:
    try:
        rows = TypeAdapter(list[dict[str, Any]]).validate_python(value)
    except ValidationError:
        raise AnswerRefused("not_spells") from None
    if len(rows) > MOST_SPELLS:
        raise AnswerRefused("too_long")
    return [_spell(row, today) for row in rows]


def _spell(row: dict[str, Any], today: date) -> dict[str, str]:
    if set(row) != {"first_day", "last_day", "reason"}:
        raise AnswerRefused("not_spells")
    first, last = read_day(row["first_day"]), read_day(row["last_day"])
    if last < first:
        raise AnswerRefused("ends_before_start")
    if last > today:
        raise AnswerRefused("in_the_future")
    reason = _words(row["reason"], MOST_LINE, one_line=True)
    return {"first_day": first.isoformat(), "last_day": last.isoformat(), "reason": reason}


CHECKS: dict[Kind, Callable[[FormField, object, date], Answer]] = {
    Kind.YES_NO: _yes_no,
    Kind.CONFIRM: _confirm,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.DATE: _date,
    Kind.PAST_DATE: _past,
    Kind.FUTURE_DATE: _future,
    Kind.BIRTH_DATE: _birth,
    Kind.LINE: _line,
    Kind.TEXT: _text,
    Kind.EMAIL: _email,
    Kind.PHONE: _phone,
    Kind.HOURS: _hours,
    Kind.PEOPLE: _people,
    Kind.SPELLS: _spells,
}
