"""What is taken of an opening: rules and learning, weighed against each other; rather nothing than something wrong."""

from collections.abc import Container, Mapping
from typing import Any

from actions.referrals.openings.learned.days import OWN_NAMES, ROLES
from actions.referrals.openings.learned.examples import SEVERAL
from actions.referrals.openings.learned.trust import Trust

# A value is taken from this chance on, one that the rules found is kept from that one on; the same for each of several
# values of a field. Chosen by leaving out each author, then lowered for what the rules found, with all figures in view.
SURE, KEPT, SURE_OF_EACH, KEPT_OF_EACH = 0.75, 0.55, 0.85, 0.5
OFF, AT_WORK_IN_PART = "off", "partly"
DAYS_OF_NOTE = ("fit_note_from", "fit_note_to")
OF_NOTE = (*DAYS_OF_NOTE, "fit_note_says", "fit_note_options")
OF_ABSENCE = ("absence_from", "off_since", "expected_return")


def decide(
    chances: Mapping[str, Mapping[Any, float]],
    days: Mapping[str, str],
    rules: Mapping[str, Any],
    trust: Mapping[str, Trust],
    fields: Container[str],
) -> dict[str, Any]:
    """Return the values that are sure enough, of these `fields`, by field.

    `chances`: what was learned, by field and value; `days`: what was learned, by role; `rules`: what these found.
    """
    found = dict(rules)
    for name, learned in chances.items():
        found.pop(name, None)
        if name not in fields:
            continue
        if name in SEVERAL:
            ruled = rules.get(name, ())
            sure = trust[name].of_several(learned, ruled)
            least = {value: KEPT_OF_EACH if value in ruled else SURE_OF_EACH for value in sure}
            if values := [value for value, chance in sure.items() if chance >= least[value]]:
                found[name] = values
        else:
            value, chance = max(trust[name].of_one(learned, rules.get(name)).items(), key=lambda one: one[1])
            if value is not None and chance >= (KEPT if value == rules.get(name) else SURE):
                found[name] = value
    own = {role: name for name, role in OWN_NAMES.items()}
    for role in ROLES:
        name = role if role in fields else own.get(role, role)
        if name in fields:
            found.pop(name, None)
            found |= {name: days[role]} if role in days else {}
    return consistent(found)


def consistent(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return what can be true together, as the form asks for it."""
    kept = dict(found)
    if kept.get("at_work") != OFF:
        _drop(kept, OF_ABSENCE)
    if kept.get("at_work") not in (OFF, AT_WORK_IN_PART):
        _drop(kept, ("has_fit_note",))
    if kept.get("has_fit_note") is not True:
        _drop(kept, OF_NOTE)
    if kept.get("fit_note_says") != "may_be_fit":
        _drop(kept, ("fit_note_options",))
    first, last = (kept.get(name) for name in DAYS_OF_NOTE)
    if first and last and first > last:
        _drop(kept, DAYS_OF_NOTE[:1])
    if "stage" not in kept:
        _drop(kept, ("next_meeting_on",))
    return kept


def _drop(found: dict[str, Any], names: tuple[str, ...]) -> None:
    for name in names:
        found.pop(name, None)
