"""A mistake in one line of an article, and what the editor reads about it."""

from typing import NamedTuple

from tests.content.conftest import Content

PAY_DAY = "knowledge/pay/pay-day.md"


class Case(NamedTuple):
    """One replacement in the article about pay day; `advice` is how the message begins."""

    name: str
    old: str
    new: str
    line: int
    advice: str


def said(content: Content, case: Case) -> bool:
    """Make the mistake; return whether it is said, and print what is said."""
    content.replace(PAY_DAY, case.old, case.new)
    problems = content.problems()
    print("\n".join(problems))
    return any(problem.startswith(f"{PAY_DAY}:{case.line}: {case.advice}") for problem in problems)
