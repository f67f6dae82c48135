"""Checks all articles together: what one takes from another, and what no two may share."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from contracts.articles import ArticleError, read_article, split_article
from tools.content.bodies import Body, check_body
from tools.content.front_matter import FrontMatter, alike, check_front_matter
from tools.content.problems import Problem, counted, did_you_mean
from tools.content.registers import EXCEPTIONS, TOPICS, Registers, read_registers
from tools.content.yaml_lines import Line

HARDEST_GRADE = 8.0
MOST_EXCEPTIONS = 0.05
Texts = Callable[[FrontMatter], Iterable[Line]]
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass
class Entry:
    """One file that could be taken apart."""

    path: Path
    matter: FrontMatter
    body: Body


@dataclass
class KnowledgeBase:
    """All articles by id, and what is wrong with them."""

    directory: Path
    registers: Registers
    entries: dict[str, Entry] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def report(self, path: Path, line: int, advice: str) -> None:
        """Keep a problem."""
        self.problems.append(Problem(path, line, advice))


def check_knowledge(directory: Path, today: date) -> KnowledgeBase:
    """Return the articles in a directory with everything that is wrong in them."""
    registers = read_registers(directory)
    base = KnowledgeBase(directory, registers, problems=[*registers.problems])
    for path in sorted(directory.glob("*/*.md")):
        _check_place(base, path)
        if entry := _entry(base, path, today):
            _add(base, entry)
    for path in sorted(set(directory.rglob("*.md")) - set(directory.glob("*/*.md"))):
        base.report(path, 1, "Move the file into the folder of a topic; it is not read here.")
    if not base.entries:
        base.report(directory, 1, "There is no article here: a file is `<topic>/<slug>.md`.")
    for entry in base.entries.values():
        _check_references(base, entry)
    _check_not_shared(base, "example", lambda matter: matter.examples)
    _check_not_shared(base, "name", lambda matter: matter.names)
    _check_grades(base)
    return base


def _check_place(base: KnowledgeBase, path: Path) -> None:
    topic = path.parent.name
    if topic not in base.registers.topics:
        wanted = did_you_mean(topic, base.registers.topics)
        base.report(path, 1, f"The folder `{topic}` is no topic of {TOPICS}; add it there or move the file.{wanted}")
    if not SLUG.fullmatch(path.stem):
        base.report(path, 1, "Name the file with small letters, digits and hyphens only.")


def _entry(base: KnowledgeBase, path: Path, today: date) -> Entry | None:
    try:
        head, text, first_line = split_article(path)
    except (ArticleError, UnicodeDecodeError) as error:
        advice = error.advice if isinstance(error, ArticleError) else "Save the file as UTF-8 text."
        base.report(path, 1, advice)
        return None
    matter = check_front_matter(path, head, base.registers, today)
    body = check_body(path, text, first_line)
    problems = [*matter.lines.problems, *body.problems]
    if all(problem.warning for problem in problems):
        problems += _unreadable(path)
    base.problems += problems
    return Entry(path, matter, body)


def _unreadable(path: Path) -> list[Problem]:
    """Return what the assistant itself cannot read although nothing was wrong with it here."""
    try:
        read_article(path)
    except ArticleError as error:
        return [Problem(path, error.line, error.advice)]
    return []


def _add(base: KnowledgeBase, entry: Entry) -> None:
    other = base.entries.setdefault(entry.path.stem, entry)
    if other is not entry:
        base.report(entry.path, 1, f"There is another {entry.path.stem}.md in {other.path.parent.name}; rename one.")


def _check_references(base: KnowledgeBase, entry: Entry) -> None:
    for text, line in (*entry.matter.related, *entry.matter.follow_ups.values()):
        if text == entry.path.stem:
            base.report(entry.path, line, f"`{text}` is this article itself; take it out.")
        elif text not in base.entries:
            wanted = did_you_mean(text, base.entries, all_if_none=False)
            base.report(entry.path, line, f"There is no article `{text}`.{wanted}")
    for aspect, target in entry.matter.follow_ups.items():
        if aspect in entry.body.aspects:
            advice = f"A section answers `{aspect}` already; take out the section or this follow-up."
            base.report(entry.path, target.line, advice)


def _check_not_shared(base: KnowledgeBase, thing: str, texts: Texts) -> None:
    first: dict[str, tuple[str, Line]] = {}
    for id_, entry in base.entries.items():
        for line in texts(entry.matter):
            owner, at = first.setdefault(alike(line.text), (id_, line))
            if owner != id_:
                advice = f"The {thing} “{line.text}” is also in {owner} (line {at.line}); keep it in one of them."
                base.report(entry.path, line.line, advice)


def _check_grades(base: KnowledgeBase) -> None:
    """An article may be harder to read only with a reason, and few may."""
    path = base.directory / EXCEPTIONS
    excepted = {line.text: line.line for line in base.registers.exceptions}
    for id_, entry in base.entries.items():
        grade = entry.body.grade
        too_hard = grade > HARDEST_GRADE
        if too_hard and id_ not in excepted:
            advice = f"Use shorter sentences and words: the reading grade is {grade:.1f}, 8 is the most."
            base.report(entry.path, entry.body.first_line, advice)
        elif not too_hard and id_ in excepted:
            base.report(path, excepted[id_], f"Take {id_} out: it is easy enough to read now.")
    for id_ in excepted.keys() - base.entries.keys():
        base.report(path, excepted[id_], f"There is no article `{id_}`; take it out.")
    if len(excepted) > MOST_EXCEPTIONS * len(base.entries):
        most = int(MOST_EXCEPTIONS * len(base.entries))
        advice = f"Make some articles easier to read: {counted(len(excepted), 'exception')}, {most} is the most."
        base.report(path, 1, advice)
