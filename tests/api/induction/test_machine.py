"""Whatever people do in whatever order, steps are in the states that the rules allow: by chance, on the real API."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.induction.stage import inductions_of, start, steps_of
from tests.api.world import EMPLOYEE, MANAGER, NEW_STARTER, World

STEPS = {
    "key-contacts": "said",
    "local-induction": "manager",
    "order-kit": "manager's",
    "health-and-safety-course": "course",
}
WHO = {"starter": NEW_STARTER, "manager": MANAGER, "stranger": EMPLOYEE}
DONE_BY = {"starter": "demo-new-starter", "manager": "demo-manager"}
ACTS = ("done", "confirmation", "reopening")
Step = tuple[str, str | None]
# A step, who acts, and what they do.
DEED = st.tuples(st.sampled_from(sorted(STEPS)), st.sampled_from(sorted(WHO)), st.sampled_from(ACTS))


def after(before: Step, kind: str, who: str, act: str) -> tuple[Step, bool]:
    """Return how a step stands after an act, and whether that is let happen: the rules, in a few lines."""
    state, by = before
    if act == "done" and who == "starter" and kind != "manager's":
        if state == "done":
            return before, True
        return (("done", DONE_BY[who]) if kind == "said" else ("said", None)), True
    if act == "confirmation" and who == "manager" and kind != "course":
        return (before if state == "done" else ("done", DONE_BY[who])), True
    if act == "reopening" and who != "stranger":
        is_own_word = state == "said" and who == "starter"
        if is_own_word or (state == "done" and by == DONE_BY[who]):
            return ("open", None), True
    return before, False


@pytest.mark.usefixtures("own_app")
def test_every_order_of_acts_follows_the_rules(world: World, prove: bool) -> None:
    today = world.context.today()
    induction = start(world, "demo-new-starter", today)
    ids = {step: row.id for step, row in steps_of(world, induction).items()}

    @settings(
        max_examples=100 if prove else 12,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(DEED, max_size=12))
    def run(acts: list[tuple[str, str, str]]) -> None:
        rows = steps_of(world, induction)
        model: dict[str, Step] = {step: (rows[step].state, rows[step].done_by) for step in STEPS}
        for step, who, act in acts:
            answer = world.post(f"/v1/induction-steps/{ids[step]}/{act}", {}, person=WHO[who])
            model[step], is_let = after(model[step], STEPS[step], who, act)
            assert (answer.status_code == 200) == is_let, (step, who, act, answer.text)
            assert answer.status_code in (200, 404, 409)
        stored = steps_of(world, induction)
        assert {step: (stored[step].state, stored[step].done_by) for step in STEPS} == model
        assert inductions_of(world, "demo-new-starter")[0].state == "open"

    run()
