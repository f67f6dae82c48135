"""Opens sealed texts for their person, in the words of the form; says which parts wait for the Health Unit."""

import json
from typing import Any

from api.access.classification import Classification
from api.access.repository import Row
from api.referrals.encryption.models import place_of
from api.referrals.encryption.vault import Vault
from api.referrals.form.specification import FormField, FormKind, read_form

YES_NO = {True: "Yes", False: "No"}
UNDONE = "Earlier answers, which can be taken back to"


def open_row(vault: Vault, classes: Classification, table: str, row: Row, kind: str | None) -> Any:
    """Return the sealed text of a row in the clear. `kind`: of the form that it belongs to. Raises UnreadableError."""
    content = json.loads(vault.open(place_of(table, row["id"]), row["key_id"], row["sealed"]))
    if kind is None or "answers" not in content:
        return content
    words = {"answers": _in_words(classes, FormKind(kind), content["answers"].items())}
    if content.get("undos"):
        words[UNDONE] = _in_words(classes, FormKind(kind), content["undos"])
    return words


def waits_for_health_unit(classes: Classification, row: Row, referral: Row) -> bool:
    """Return whether a text goes out only when the Health Unit has said so."""
    if row["part"] in classes.until_offered:
        return referral["offered_revision"] is None or row["revision"] > referral["offered_revision"]
    return row["part"] in classes.clinical_parts


def _in_words(classes: Classification, kind: FormKind, answers: Any) -> list[dict[str, Any]]:
    form = {field.id: field for field in read_form(kind).fields}
    return [_one_in_words(classes, name, form.get(name), answer) for name, answer in answers]


def _one_in_words(classes: Classification, name: str, field: FormField | None, answer: Any) -> dict[str, Any]:
    question = field.label if field else name
    if name in classes.answers_about_others and answer is not None:
        return {"question": question, "answer": f"[{classes.answers_about_others[name]}]"}
    choices = field.choices if field else {}
    if isinstance(answer, bool):
        answer = YES_NO[answer]
    elif isinstance(answer, list):
        answer = [choices.get(one, one) if isinstance(one, str) else one for one in answer]
    elif isinstance(answer, str):
        answer = choices.get(answer, answer)
    return {"question": question, "answer": answer}
