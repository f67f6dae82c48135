"""Plans of inductions are checked by line: each mistake is said where it stands, as what to do."""

from datetime import date
from pathlib import Path

import pytest

from contracts.induction_plans import PlanError, read_plans
from contracts.yaml_files import read_yaml
from tests.content.conftest import TODAY, Content
from tools.content.knowledge_base import check_knowledge
from tools.content.plans import check_plans
from tools.paths import ROOT

PLAN = """\
# A plan.
title: Everyone
owner: Personnel
reviewed_on: 2026-11-01
review_every_months: 12
sources:
  - {document: "Workforce Plan", section: "Pay"}
applies: {everyone: true}
again: [read-it]
steps:
  - id: read-it
    title: Read it
    day: 2
    by: starter
    done: said
    why: So that you know it.
    how: {words: Read it, article: pay-day}
"""


def problems(content: Content, old: str = "", new: str = "") -> list[str]:
    assert old in PLAN
    path = content.knowledge / "induction" / "everyone.yml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(PLAN.replace(old, new) if old else PLAN, encoding="utf-8")
    found = check_plans(check_knowledge(content.knowledge, TODAY), TODAY)
    return [f"{problem.line}: {problem.advice}" for problem in found]


def test_a_good_plan_has_no_problem(content: Content) -> None:
    assert problems(content) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("pay-day", "pay-dya", "17: There is no article `pay-dya`. Did you mean `pay-day`?"),
        ('"Workforce Plan"', '"Work Plan"', "7: `Work Plan` is not known here."),
        ("day: 2", "day: 90", "13: `steps.day`: Input should be less than or equal to 60."),
        ("by: starter", "by: boss", "14: `steps.by`: Input should be 'starter' or 'manager'."),
        ("done: said", "done: course", "11: `steps`: name the course"),
        ("by: starter", "by: manager", "11: `steps`: a step of the manager is done when"),
        ("day: 2", "day: 0", "11: `steps`: a new starter has nothing to do before day 1"),
        ("again: [read-it]", "again: [raed-it]", "2: There is no step raed-it to start again."),
        ("applies: {everyone: true}", "applies: {}", "8: `applies`: say for whom it is"),
        ("title: Everyone", "titel: Everyone", "2: `titel`: Extra inputs are not permitted."),
        ("2026-11-01", "2027-11-01", "4: 2027-11-01 is still to come."),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_mistake_is_said_with_its_line(content: Content, old: str, new: str, said: str) -> None:
    found = problems(content, old, new)
    assert any(problem.startswith(said) for problem in found), found


def test_a_plan_that_is_hard_to_read_is_said(content: Content) -> None:
    hard = "Organisational accountabilities necessitate comprehensive familiarisation with regulatory documentation."
    assert any("Use shorter sentences" in one for one in problems(content, "So that you know it.", hard))


def test_a_plan_that_is_overdue_is_a_warning(content: Content) -> None:
    problems(content)
    later = check_plans(check_knowledge(content.knowledge, TODAY), date(2028, 1, 1))
    assert [problem.warning for problem in later] == [True]


def test_two_plans_do_not_share_a_step(content: Content) -> None:
    problems(content)
    (content.knowledge / "induction" / "managers.yml").write_text(PLAN, encoding="utf-8")
    with pytest.raises(PlanError, match=r"managers.yml:1: Another plan has a step read-it"):
        read_plans(content.knowledge)
    found = check_plans(check_knowledge(content.knowledge, TODAY), TODAY)
    assert any("everyone has a step `read-it`" in problem.advice for problem in found)


def test_every_course_of_the_plans_is_in_the_catalogue() -> None:
    courses = {course["id"] for course in read_yaml(Path(ROOT / "demo/courses.yml"))}
    steps = read_plans(ROOT / "knowledge").steps.values()
    assert {step.how.course for step in steps if step.how.course} <= courses


def test_the_plans_are_those_that_were_promised() -> None:
    assert set(read_plans(ROOT / "knowledge").plans) == {
        "everyone",
        "managers",
        "childrens-social-care",
        "adult-social-care",
        "no-desk",
    }
