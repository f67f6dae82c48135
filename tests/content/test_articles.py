"""Mistakes that show when articles are seen together, and how mistakes are said."""

from datetime import date

import pytest

from tests.content.cases import PAY_DAY, Case, said
from tests.content.conftest import ARTICLE, GAP, Content

MILEAGE = "knowledge/pay/gap-mileage.md"

CASES = [
    # Examples and names
    Case(
        "too few examples",
        "  - pay date december\n",
        "",
        25,
        "Add examples: there are 11 different ones, 12 is the least.",
    ),
    Case(
        "an example twice",
        "pay date december",
        "When do we get  our money?",
        18,
        "“When do we get our money?” is there already, in line 15; take one out.",
    ),
    Case(
        "an example of another article",
        "pay date december",
        "Petrol money for visits",
        18,
        "The example “Petrol money for visits” is also in gap-mileage (line 13); keep it in one of them.",
    ),
    # Other articles
    Case(
        "an unknown article",
        "related: [gap-mileage]",
        "related: [mileage]",
        12,
        "There is no article `mileage`.",
    ),
    Case(
        "itself as related",
        "related: [gap-mileage]",
        "related: [pay-day]",
        12,
        "`pay-day` is this article itself",
    ),
    Case(
        "an unknown follow-up",
        "{managers: gap",
        "{manager: gap",
        13,
        "There is nothing called `manager`. Did you mean `managers`?",
    ),
    Case(
        "a follow-up to nothing",
        "managers: gap-mileage",
        "managers: gap-mile",
        13,
        "There is no article `gap-mile`. Did",
    ),
    Case(
        "a follow-up and a section",
        "{managers:",
        "{who:",
        13,
        "A section answers `who` already; take out the section",
    ),
]


def test_the_example_itself_has_nothing_wrong(content: Content) -> None:
    assert content.problems() == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_mistake_is_said_with_file_line_and_what_to_do(content: Content, case: Case) -> None:
    assert said(content, case)


def test_all_mistakes_are_said_at_once(content: Content) -> None:
    content.replace(PAY_DAY, "kind: article", "kind: artcle")
    content.replace(PAY_DAY, "months: 12", "months: often")
    content.replace(MILEAGE, "audience: [everyone, managers]", "audience: [all]")
    assert [problem.split(": ")[0] for problem in content.problems()] == [
        f"{MILEAGE}:6",
        f"{PAY_DAY}:3",
        f"{PAY_DAY}:10",
    ]


def test_an_overdue_review_is_a_warning(content: Content) -> None:
    due = date(2027, 11, 1)
    assert content.problems(date(2027, 10, 31)) == []
    assert [problem.split(": ")[1] for problem in content.problems(due)] == [
        "(warning) Check the article against its sources and write today's date; it was due 12 months after."
    ] * 2


def test_a_gap_needs_no_source(content: Content) -> None:
    assert "sources" not in GAP
    assert content.problems() == []


def test_a_name_belongs_to_one_article(content: Content) -> None:
    content.replace(MILEAGE, "names: []", "names: [Pay Day]")
    assert content.problems() == [
        f"{PAY_DAY}:11: The name “pay day” is also in gap-mileage (line 9); keep it in one of them."
    ]


def test_a_file_without_front_matter_is_named(content: Content) -> None:
    content.write(PAY_DAY, "We pay you each month.\n")
    expected = f"{PAY_DAY}:1: Begin the file with a line `---`, and end the front matter with another."
    assert expected in content.problems()


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        (
            "knowledge/wages/pay-date.md",
            "The folder `wages` is no topic of topics.yml; add it there or move the file.",
        ),
        ("knowledge/pay-date.md", "Move the file into the folder of a topic; it is not read here."),
        ("knowledge/pay/Pay Date.md", "Name the file with small letters, digits and hyphens only."),
        ("knowledge/wages/pay-day.md", "There is another pay-day.md in pay; rename one."),
    ],
    ids=["folder", "no folder", "file name", "id twice"],
)
def test_a_file_in_the_wrong_place_is_named(content: Content, name: str, advice: str) -> None:
    content.write(name, ARTICLE)
    assert any(problem.startswith(f"{name}:1: {advice}") for problem in content.problems()), content.problems()


def test_an_exception_from_the_reading_grade_needs_a_reason(content: Content) -> None:
    content.write("knowledge/reading-exceptions.yml", "- {article: pay-day}\n")
    assert "knowledge/reading-exceptions.yml:1: Add `reason` here." in content.problems()


@pytest.mark.parametrize(
    ("id_", "advice"),
    [
        ("pay-day", "Take pay-day out: it is easy enough to read now."),
        ("pay-date", "There is no article `pay-date`; take it out."),
    ],
    ids=["no longer needed", "no article"],
)
def test_an_exception_from_the_reading_grade_is_needed(content: Content, id_: str, advice: str) -> None:
    content.write("knowledge/reading-exceptions.yml", f"- {{article: {id_}, reason: the law's own words}}\n")
    assert f"knowledge/reading-exceptions.yml:1: {advice}" in content.problems()


def test_few_articles_may_be_hard_to_read(content: Content) -> None:
    content.replace(PAY_DAY, "The payroll team.", "Organisational responsibility necessitates communication.")
    content.write("knowledge/reading-exceptions.yml", "- {article: pay-day, reason: the law's own words}\n")
    assert content.problems() == [
        "knowledge/reading-exceptions.yml:1: Make some articles easier to read: 1 exception, 0 is the most."
    ]


def test_a_file_as_windows_saves_it_is_read(content: Content) -> None:
    text = ARTICLE.replace("\n", "\r\n")
    (content.root / PAY_DAY).write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert content.problems() == []


def test_a_file_in_another_encoding_is_named(content: Content) -> None:
    (content.root / PAY_DAY).write_bytes(ARTICLE.replace("You", "£").replace("We", "£").encode("latin-1"))
    assert f"{PAY_DAY}:1: Save the file as UTF-8 text." in content.problems()
