"""Checks what an article says: sections, lengths, Markdown, reading grade. Knows nothing of front matter."""

from dataclasses import dataclass, field
from pathlib import Path

from contracts.articles import ASPECTS
from tools.content.markdown import advice_on, plain
from tools.content.problems import Problem, did_you_mean
from tools.content.reading import grade, sentences, words
from tools.content.yaml_lines import Line

LONGEST_ANSWER = 90
LONGEST_SENTENCE = 25


@dataclass
class Section:
    """A heading and its paragraphs and items of lists; the short answer is the section without a heading."""

    heading: str | None
    line: int
    blocks: list[Line] = field(default_factory=list)


@dataclass
class Body:
    """What people read of an article, and what is wrong with it. The grade is measured here, not judged."""

    path: Path
    first_line: int
    sections: list[Section]
    problems: list[Problem] = field(default_factory=list)

    @property
    def aspects(self) -> set[str]:
        """Return the follow-up questions that a section answers."""
        return {ASPECTS[section.heading] for section in self.sections if section.heading in ASPECTS}

    @property
    def grade(self) -> float:
        """Return the reading grade of everything together."""
        return grade([block.text for section in self.sections for block in section.blocks])

    def report(self, line: int, advice: str) -> None:
        """Keep a problem."""
        self.problems.append(Problem(self.path, line, advice))


def check_body(path: Path, text: str, first_line: int) -> Body:
    """Return the body in `text`, which begins at a line of its file, with everything that is wrong in it."""
    rows = list(enumerate(text.splitlines(), first_line))
    body = Body(path, first_line, _sections(rows, first_line))
    for line, row in rows:
        if advice := None if row.startswith("#") else advice_on(row):
            body.report(line, advice)
    _check_headings(body)
    _check_answer(body)
    for section in body.sections:
        for block in section.blocks:
            _check_sentences(body, block)
    return body


def _sections(rows: list[tuple[int, str]], first_line: int) -> list[Section]:
    sections = [Section(None, first_line)]
    joins = False
    for line, row in rows:
        blocks = sections[-1].blocks
        if row.startswith("#"):
            sections.append(Section(row.removeprefix("## ").strip(), line))
        elif joins and row.strip() and not row.startswith("- "):
            blocks[-1] = Line(f"{blocks[-1].text} {plain(row)}", blocks[-1].line)
        elif row.strip():
            blocks.append(Line(plain(row), line))
        joins = bool(row.strip()) and not row.startswith("#")
    return sections


def _check_headings(body: Body) -> None:
    seen: set[str] = set()
    for section in body.sections[1:]:
        heading = str(section.heading)
        if heading not in ASPECTS:
            wanted = did_you_mean(heading.lstrip("# "), [f"## {known}" for known in ASPECTS])
            body.report(section.line, f"This heading is not in the list.{wanted}")
        elif heading in seen:
            body.report(section.line, f"`## {heading}` is there twice; put both texts under one.")
        elif not section.blocks:
            body.report(section.line, f"Write a text under `## {heading}`, or take the heading out.")
        seen.add(heading)


def _check_answer(body: Body) -> None:
    answer = body.sections[0].blocks
    if not answer:
        body.report(body.first_line, "Write the short answer above the first `##` heading.")
        return
    length = sum(len(words(block.text)) for block in answer)
    if length > LONGEST_ANSWER:
        advice = f"Shorten the answer above the first heading from {length} words to {LONGEST_ANSWER} or less."
        body.report(answer[0].line, advice)


def _check_sentences(body: Body, block: Line) -> None:
    for sentence in sentences(block.text):
        length = len(words(sentence))
        if length > LONGEST_SENTENCE:
            start = " ".join(sentence.split()[:5])
            advice = f"Split the sentence “{start} …”: it has {length} words, {LONGEST_SENTENCE} is the most."
            body.report(block.line, advice)
