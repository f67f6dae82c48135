"""Checks what an article says: sections, lengths, allowed Markdown, reading grade. Knows nothing of front matter."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from contracts.articles import ASPECTS
from tools.content.problems import Problem, did_you_mean
from tools.content.reading import grade, sentences, words
from tools.content.yaml_lines import Line

LONGEST_ANSWER = 90
LONGEST_SENTENCE = 25
HARDEST_GRADE = 8.0

# What the chat does not show, and what to write instead; the first that matches is reported.
FORBIDDEN = (
    (re.compile(r"!\[|!<"), "Take the picture out; an article is text only."),
    (re.compile(r"\[[^\]]*\]\("), "Take the link out; write the address itself if a document gives it."),
    (re.compile(r"<[/!a-zA-Z]"), "Take the `<…>` out; HTML is not shown."),
    (re.compile(r"^\s*\|"), "Use a list instead of a table."),
    (re.compile(r"^\s*(?:\d+[.)]|[*+])\s"), "Begin each item of a list with `- `."),
    (re.compile(r"^\s+-\s"), "Begin the item at the left edge; a list within a list is not shown."),
    (re.compile(r"^\s*(?:>|```|~~~|(?:-{3,}|={3,}|\*{3,})\s*$)"), "Use paragraphs, `- ` lists and **bold** only."),
    (re.compile(r"`|(?<![*\w])\*(?![*\s])|(?<!\w)_\w"), "Use **bold** for what stands out; nothing else is shown."),
)


@dataclass
class Body:
    """The parts of a body: the aspects that have a section, and everything that people read, block by block."""

    path: Path
    aspects: dict[str, int] = field(default_factory=dict)
    answer: list[Line] = field(default_factory=list)
    blocks: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    grade: float = 0.0

    def report(self, line: int, advice: str) -> None:
        """Keep a problem."""
        self.problems.append(Problem(self.path, line, advice))


def check_body(path: Path, text: str, first_line: int) -> Body:
    """Return a body with everything that is wrong in it. The reading grade is measured, not judged."""
    body = Body(path)
    _split(body, text, first_line)
    if not body.answer:
        body.report(first_line, "Write the short answer above the first `##` heading.")
    length = sum(len(words(block.text)) for block in body.answer)
    if length > LONGEST_ANSWER:
        advice = f"Shorten the answer above the first heading from {length} to {LONGEST_ANSWER} words."
        body.report(first_line, advice)
    for block in body.blocks:
        _check_sentences(body, block)
    body.grade = grade([block.text for block in body.blocks])
    return body


def _split(body: Body, text: str, first_line: int) -> None:
    """Sort lines into blocks: a paragraph, whatever its lines, or an item of a list."""
    current, open_block = body.answer, False
    for number, row in enumerate(text.splitlines(), first_line):
        if row.startswith("#"):
            _check_not_empty(body, current, number)
            current, open_block = _open_section(body, row, number), False
            continue
        _check_markdown(body, row, number)
        block = Line(row.strip().removeprefix("- ").replace("**", ""), number)
        if not row.strip():
            open_block = False
        elif open_block and not row.startswith("- "):
            current[-1] = Line(f"{current[-1].text} {block.text}", current[-1].line)
        else:
            current.append(block)
            open_block = True
        if current is not body.answer or block.text:
            body.blocks = [*body.blocks]
    _check_not_empty(body, current, first_line + len(text.splitlines()))
