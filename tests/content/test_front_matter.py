"""Mistakes between the `---` lines of an article."""

import pytest

from tests.content.cases import Case, said
from tests.content.conftest import Content

CASES = [
    # Names and values between the `---` lines
    Case(
        "an unknown key",
        "audience:",
        "audiance:",
        6,
        "There is nothing called `audiance`. Did you mean `audience`?",
    ),
    Case("a key twice", "owner:", "owner: HR\nowner:", 5, "`owner` is written twice; keep one."),
    Case(
        "a key left out",
        "title: When you are paid\n",
        "",
        1,
        "Add the line `title: …` between the two `---` lines.",
    ),
    Case(
        "an unknown kind",
        "kind: article",
        "kind: artcle",
        3,
        "`artcle` is not known here. Did you mean `article`?",
    ),
    Case(
        "an unknown audience",
        "audience: [everyone]",
        "audience: [everyone, manager]",
        6,
        "`manager` is not known here. Did you mean `managers`?",
    ),
    Case(
        "more offers than there are buttons",
        "title: When you are paid",
        "offers: [Book me on this, Book me on that, Book me on both]\ntitle: When you are paid",
        2,
        "Write at most 2 offers of at most 60 letters",
    ),
    Case("no audience", "[everyone]", "[]", 6, "Name at least one audience, for example `[everyone]`."),
    Case(
        "a list that is none",
        "[everyone]",
        "everyone",
        6,
        "Write this as a list: `[one, two]`, or one line each",
    ),
    Case(
        "an empty owner",
        "owner: Personnel",
        "owner:",
        4,
        "There is no text here; write it or take the line out.",
    ),
    Case("a full stop in the title", "are paid", "are paid.", 2, "Write the title without a full stop."),
    Case(
        "ask in the contact",
        "the payroll team\nau",
        "ask the payroll team\nau",
        5,
        "Write the contact without `ask`",
    ),
    # Sources
    Case(
        "no sources",
        'sources:\n  - {document: "Workforce Plan", section: "Pay"}\n',
        "",
        1,
        "Name the document and the section where the facts stand: `sources:`.",
    ),
    Case(
        "an unknown document",
        '"Workforce Plan"',
        '"Work Force Plan"',
        8,
        "`Work Force Plan` is not known here. Did you mean `Workforce Plan`?",
    ),
    Case("an empty section", 'section: "Pay"', 'section: ""', 8, "There is no text here"),
    Case("a section left out", ', section: "Pay"', "", 8, "Add the `section` of this source."),
    # Reviews
    Case("a date to come", "2026-11-01", "2026-11-24", 9, "2026-11-24 is still to come; write the day when"),
    Case(
        "a date in words",
        "2026-11-01",
        "1 November 2026",
        9,
        "Write the date as 2026-11-23: year, month, day",
    ),
    Case(
        "a date in quotation marks",
        "2026-11-01",
        '"2026-11-01"',
        9,
        "Write the date as 2026-11-23: year, month",
    ),
    Case("a review never due", "months: 12", "months: 0", 10, "Write the number of months between two reviews"),
    # What YAML would not read as text
    Case(
        "a yes or no",
        "pay date december",
        "yes",
        18,
        "Put `yes` in quotation marks, or it is not read as text.",
    ),
    Case(
        "a number",
        "[pay day]",
        "[pay day, 2024]",
        11,
        "Put `2024` in quotation marks, or it is not read as text.",
    ),
    Case(
        "a colon",
        "pay date december",
        "quick one: pay day?",
        18,
        "Put this text in quotation marks: a colon or a",
    ),
    Case("a bracket", "pay date december", "[urgent] pay", 18, "This is not valid YAML (expected <block end>"),
    Case(
        "a number sign",
        "pay date december",
        "pay date #12",
        18,
        "Put this line in quotation marks: what stands after",
    ),
    Case("an at sign", "pay date december", "@payroll date", 18, "This is not valid YAML (found character '@'"),
    Case("an invisible sign", "pay date december", "pay \x07 date", 18, "Take out the invisible sign in this line."),
    Case(
        "a colon in the title",
        "title: When",
        "title: Pay: when",
        2,
        "This is not valid YAML (mapping values are not",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_mistake_is_said_with_file_line_and_what_to_do(content: Content, case: Case) -> None:
    assert said(content, case)
