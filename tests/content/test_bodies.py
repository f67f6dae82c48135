"""Mistakes in what people read of an article."""

import pytest

from tests.content.cases import Case, said
from tests.content.conftest import Content

LONG = "We pay " + " and ".join(["you"] * 13) + " at the end."
CASES = [
    # What people read
    Case(
        "no answer",
        "We pay you each month. Ask the **payroll team** for the day.\n\n- It is the same for all.\n",
        "",
        28,
        "Write the short answer above the first `##` heading.",
    ),
    Case(
        "an answer too long",
        "- It is the same for all.",
        "\n\n".join(["It is the same for you all."] * 12),
        28,
        "Shorten the answer above the first heading from 96 words to 90 or less.",
    ),
    Case(
        "a sentence too long",
        "- It is the same for all.",
        LONG,
        30,
        "Split the sentence “We pay you and you …”: it has 30 words, 25 is the most.",
    ),
    Case(
        "an unknown heading",
        "## Who runs it",
        "## Who runs",
        32,
        "This heading is not in the list. Did you mean `## Who runs it`?",
    ),
    Case(
        "a heading too high",
        "## Who runs it",
        "# Who runs it",
        32,
        "This heading is not in the list. Did you mean `## Who runs it`?",
    ),
    Case(
        "a heading twice",
        "The payroll team.",
        "The team.\n\n## Who runs it\nThe team.",
        35,
        "`## Who runs it` is there twice",
    ),
    Case(
        "an empty section of the body",
        "The payroll team.",
        "",
        32,
        "Write a text under `## Who runs it`, or take the heading out.",
    ),
    Case(
        "hard words",
        "The payroll team.",
        "Organisational responsibility necessitates interdepartmental communication.",
        28,
        "Use shorter sentences and words: the reading grade is",
    ),
    # Markdown
    Case(
        "a link",
        "The payroll team.",
        "See [here](https://example.org).",
        33,
        "Take the link out; write the address itself",
    ),
    Case(
        "a picture",
        "The payroll team.",
        "![logo](logo.png)",
        33,
        "Take the picture out; an article is text only.",
    ),
    Case("HTML", "The payroll team.", "The <b>payroll</b> team.", 33, "Take the `<…>` out; HTML is not shown."),
    Case("a table", "The payroll team.", "| a | b |", 33, "Use a list instead of a table."),
    Case(
        "a numbered list",
        "The payroll team.",
        "1. The payroll team.",
        33,
        "Begin each item of a list with `- `.",
    ),
    Case(
        "a list with stars",
        "The payroll team.",
        "* The payroll team.",
        33,
        "Begin each item of a list with `- `.",
    ),
    Case(
        "a list within a list",
        "The payroll team.",
        "  - The payroll team.",
        33,
        "Begin the item at the left edge",
    ),
    Case(
        "an item without a space",
        "The payroll team.",
        "-The payroll team.",
        33,
        "Put a space after the `-` of the item.",
    ),
    Case(
        "a quotation",
        "The payroll team.",
        "> The payroll team.",
        33,
        "Use paragraphs, `- ` lists and **bold** only.",
    ),
    Case(
        "slanted text",
        "The payroll team.",
        "The *payroll* team.",
        33,
        "Use **bold** for what stands out; nothing else",
    ),
    Case(
        "code",
        "The payroll team.",
        "The `payroll` team.",
        33,
        "Use **bold** for what stands out; nothing else",
    ),
    Case(
        "open bold text",
        "The payroll team.",
        "The **payroll team.",
        33,
        "Close the bold text: `**` comes before and after",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_mistake_is_said_with_file_line_and_what_to_do(content: Content, case: Case) -> None:
    assert said(content, case)
