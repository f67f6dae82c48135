"""What shows only when articles and their questions are compared: planted in the small knowledge base, and found."""

from datetime import date

import pytest

from tests.content.conftest import Content
from tools.content.likeness import Encode
from tools.content.overlaps import check_overlaps
from tools.content.problems import Problem
from tools.content.repeats import check_repeats
from tools.content.sentences_alike import check_contradictions
from tools.content.weak_questions import check_weak_questions

PAY_DAY, MILEAGE = "knowledge/pay/pay-day.md", "knowledge/pay/gap-mileage.md"
ANSWER = "I do not have the rates. Please ask your line manager."


def said(content: Content, problems: list[Problem]) -> list[str]:
    assert all(problem.warning for problem in problems)
    return [str(problem).replace(f"{content.root}/", "").replace(" (warning)", "") for problem in problems]


def plant(content: Content, one: str, other: str) -> None:
    """Put a sentence at the end of each of the two bodies."""
    content.replace(PAY_DAY, "The payroll team.", one)
    content.replace(MILEAGE, ANSWER, f"{ANSWER}\n\n{other}")


def test_a_sound_knowledge_base_has_nothing_to_compare(content: Content, encode: Encode) -> None:
    base = content.base()
    found = check_repeats(base, encode) + check_contradictions(base, encode) + check_overlaps(base, encode)
    assert found + check_weak_questions(base, encode) == []


def test_an_answer_that_nearly_repeats_another_is_named_with_both_places(content: Content, encode: Encode) -> None:
    content.replace(
        MILEAGE, ANSWER, "We pay you every month. Ask the **payroll team** for the day.\n\n- It is the same for all."
    )
    [problem] = said(content, check_repeats(content.base(), encode))
    assert problem.startswith(f"{MILEAGE}:24: This answer nearly repeats knowledge/pay/pay-day.md:28 (meaning 0.9")


@pytest.mark.parametrize(
    ("one", "other", "ours", "theirs"),
    [
        ("Pay day is the 15th of each month.", "Pay day is the 25th of each month.", "15th", "25th"),
        ("Claims must be sent by 5 June 2026.", "Claims must be sent by 12 June 2026.", "5”", "12”"),
        ("The parking permit costs £20 a month.", "A parking permit costs £35 a month.", "£20", "£35"),
        ("Call payroll on 0345 140 0845 today.", "Call payroll on 0345 140 0000 today.", "0345 140 0845", "0345"),
        (
            "Write to payroll at pay@example.org for this.",
            "Write to payroll at wages@example.org for this.",
            "pay@ex",
            "wages@",
        ),
        ("Staff surveys are held twice a year.", "The staff surveys are held once a year.", "twice", "once"),
        ("The head of payroll is Jo Bloggs.", "The head of payroll is Sam Jones.", "Jo Bloggs", "Sam Jones"),
        ("The head of pay is Doctor Jo Lee.", "The head of pay is Doctor Al Lee.", "Doctor Jo", "Doctor Al"),
    ],
    ids=["day", "date", "price", "phone", "address", "how often", "name", "name with a title"],
)
def test_one_fact_with_two_figures_is_named_with_both_places(
    content: Content, encode: Encode, one: str, other: str, ours: str, theirs: str
) -> None:
    plant(content, other, one)
    [problem] = said(content, check_contradictions(content.base(), encode))
    assert problem.startswith(f"{MILEAGE}:26: Make both say the same: here it is “{ours}")
    assert f"but “{theirs}" in problem
    assert f"in {PAY_DAY}:33, in nearly the same sentence." in problem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pay day is the 15th of each month.", "Pay day is the 15th of each month."),
        ("It takes 12 to 18 months in all.", "It takes 24 to 36 months in all."),
        ("Please talk to your line manager or Personnel.", "Please talk to your line manager or Payroll."),
        ("Pay day is the 15th of each month.", "The choir meets on the 25th of each month."),
        ("Pay day is the 15th of each month.", "Pay day is the 15th of each month from 2026."),
    ],
    ids=["the same", "about what stands before", "another team to ask", "about something else", "says more"],
)
def test_what_is_no_contradiction_is_not_named(content: Content, encode: Encode, one: str, other: str) -> None:
    plant(content, one, other)
    assert check_contradictions(content.base(), encode) == []


def test_a_question_that_belongs_to_another_article_is_named_with_both(content: Content, encode: Encode) -> None:
    content.replace(PAY_DAY, "my first salary, when will it come", "petrol money for driving to visits")
    [problem] = said(content, check_overlaps(content.base(), encode))
    assert problem.startswith(f"{PAY_DAY}:19: “petrol money for driving to visits” is nearer to gap-mileage (0.")
    assert problem.endswith(f"compare {MILEAGE}:13, and give it to one of the two.")


def weak(content: Content, encode: Encode | None = None) -> list[str]:
    return said(content, check_weak_questions(content.base(), encode))


def test_an_example_that_teaches_no_more_than_another_is_named(content: Content, encode: Encode) -> None:
    content.replace(PAY_DAY, "pay date december", "which day of the month are we paid on")
    [problem] = weak(content, encode)
    assert problem.startswith(f"{PAY_DAY}:20: Say this in another way: it teaches no more than “which day of the month")
    assert problem.endswith("in line 18.")


def test_examples_of_one_or_two_words_are_too_short(content: Content) -> None:
    examples = {
        "how much for each mile": "mile rate",
        "petrol money for visits": "petrol money",
        "I drove my own car, who pays": "own car",
        "do volunteers get money for the car": "volunteers car",
        "travel between two sites": "two sites",
        "who signs my travel claim": "claim signature",
    }
    for long, short in examples.items():
        content.replace(MILEAGE, f"- {long}\n", f"- {short}\n")
    [problem] = weak(content)
    advice = "Write whole questions too: 8 of 12 examples have 2 words or fewer."
    assert advice in problem
    assert problem.startswith(f"{MILEAGE}:11: ")


def test_examples_that_begin_alike_are_named(content: Content) -> None:
    for text in ("which day of the month", "will I be paid", "what date are wages", "is it weekly", "paid on a bank"):
        content.replace(PAY_DAY, f"- {text}", f"- when {text}")
    assert weak(content) == [f"{PAY_DAY}:15: Ask in other ways too: 7 of 12 examples begin with “when”."]


def test_examples_in_one_voice_are_named(content: Content) -> None:
    text = (content.root / PAY_DAY).read_text(encoding="utf-8")
    head, examples = text.split("examples:\n")
    rows, body = examples.split("---\n")
    asked = "".join(f"{row.rstrip('?')}?\n" for row in rows.splitlines() if '"' not in row)
    content.write(PAY_DAY, f"{head}examples:\n{asked}  - new starter, first wage when\n---\n{body}")
    advice = "Write as other people type, too: 11 of 12 examples end with a question mark."
    assert weak(content) == [f"{PAY_DAY}:15: {advice}"]


def test_an_overdue_article_is_a_warning_that_says_when_it_was_due(content: Content) -> None:
    [first, second] = content.problems(date(2027, 11, 2))
    assert "(warning) Check the article against its sources and write today's date" in first
    assert second.startswith(f"{PAY_DAY}:9: (warning)")
