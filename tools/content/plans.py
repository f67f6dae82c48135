"""Checks the induction plans: each by itself, and what they say of articles and documents."""

from datetime import date

from contracts.induction_plans import Plan, PlanError, plan_files, read_plan
from tools.content.front_matter import OVERDUE, months_between
from tools.content.knowledge_base import HARDEST_GRADE, KnowledgeBase
from tools.content.problems import Problem, did_you_mean
from tools.content.reading import grade


def check_plans(base: KnowledgeBase, today: date) -> list[Problem]:
    """Return everything that is wrong in the plans beside the articles of a knowledge base."""
    problems: list[Problem] = []
    owners: dict[str, str] = {}
    for path in plan_files(base.directory):
        try:
            plan = read_plan(path)
        except PlanError as error:
            problems += [Problem(path, line, advice) for line, advice in error.problems]
            continue
        except UnicodeDecodeError:
            problems.append(Problem(path, 1, "Save the file as UTF-8 text."))
            continue
        rows = path.read_text(encoding="utf-8-sig").splitlines()
        problems += [Problem(path, _line_of(rows, word), advice) for word, advice in _advice(base, plan, today)]
        if months_between(plan.reviewed_on, today) >= plan.review_every_months:
            advice = f"{OVERDUE}; it was due {plan.review_every_months} months after."
            problems.append(Problem(path, _line_of(rows, "reviewed_on"), advice, warning=True))
        for step in plan.steps:
            if (other := owners.setdefault(step.id, path.stem)) != path.stem:
                problems.append(Problem(path, _line_of(rows, step.id), f"{other} has a step `{step.id}`; rename one."))
    return problems


def _advice(base: KnowledgeBase, plan: Plan, today: date) -> list[tuple[str, str]]:
    """Return what is wrong, each with a word of the line in which it stands."""
    found = []
    for step in plan.steps:
        if step.how.article and step.how.article not in base.entries:
            wanted = did_you_mean(step.how.article, base.entries, all_if_none=False)
            found.append((step.how.article, f"There is no article `{step.how.article}`.{wanted}"))
    for source in plan.sources:
        if source.document not in base.registers.documents:
            wanted = did_you_mean(source.document, base.registers.documents)
            found.append((source.document, f"`{source.document}` is not known here.{wanted}"))
    if plan.reviewed_on > today:
        found.append(("reviewed_on", f"{plan.reviewed_on} is still to come."))
    hardest = grade([_sentence(text) for step in plan.steps for text in (step.why, step.how.words)])
    if hardest > HARDEST_GRADE:
        advice = (
            f"Use shorter sentences and words: the reading grade is {hardest:.1f}, {HARDEST_GRADE:.0f} is the most."
        )
        found.append(("steps", advice))
    return found


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _line_of(rows: list[str], word: str) -> int:
    return next((number for number, row in enumerate(rows, 1) if word in row), 1)
