"""Checks the lines between the two `---` of an article. Knows one article at a time."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml

from contracts.articles import ASPECTS
from tools.content.problems import did_you_mean
from tools.content.registers import Registers
from tools.content.yaml_lines import Line, YamlLines

NEEDED = ("title", "kind", "owner", "contact", "audience", "reviewed_on", "review_every_months", "examples")
KEYS = (*NEEDED, "sources", "names", "related", "offers", "follow_ups")
SINGLE: tuple[str, ...] = ("title", "kind", "owner", "contact")
KINDS = ("article", "gap")
AUDIENCES = ("everyone", "managers", "new starters", "children's social care", "apprentices")
FEWEST_EXAMPLES = 12
MONTHS = 12
MOST_OFFERS, LONGEST_OFFER = 2, 60
OVERDUE = "Check the article against its sources and write today's date"
DATE = "tag:yaml.org,2002:timestamp"


@dataclass
class FrontMatter:
    """What the other checks need, each text with its line. `follow_ups` maps aspects to ids."""

    lines: YamlLines
    kind: str = "article"
    examples: list[Line] = field(default_factory=list)
    names: list[Line] = field(default_factory=list)
    related: list[Line] = field(default_factory=list)
    follow_ups: dict[str, Line] = field(default_factory=dict)
    title: Line | None = None

    @property
    def training_texts(self) -> tuple[Line, ...]:
        """Return what teaches the assistant when to give the article."""
        return (*self.examples, *((self.title,) if self.title else ()), *self.names)


def check_front_matter(path: Path, head: str, registers: Registers, today: date) -> FrontMatter:
    """Return what stands between the `---` lines of a file; its problems are in `lines`."""
    lines = YamlLines(path, head, first_line=2)
    matter = FrontMatter(lines)
    if lines.root is None:
        if not lines.problems:
            lines.report(1, f"Write these between the two `---` lines: {', '.join(NEEDED)}.")
        return matter
    fields = lines.fields(lines.root, KEYS)
    if not fields:
        return matter
    for name in NEEDED:
        if name not in fields:
            lines.report(1, f"Add the line `{name}: …` between the two `---` lines.")
    single = {name: lines.text(fields[name]) for name in SINGLE if name in fields}
    matter.title = single.get("title")
    _check_wording(lines, single)
    if kind := single.get("kind"):
        matter.kind = kind.text
        _check_known(lines, [kind], KINDS)
    _check_audience(lines, fields)
    _check_sources(lines, fields, registers.documents, needed=matter.kind != "gap")
    _check_review(lines, fields, today)
    matter.names = lines.texts(fields.get("names"))
    matter.related = lines.texts(fields.get("related"))
    _check_offers(lines, lines.texts(fields.get("offers")))
    matter.follow_ups = _follow_ups(lines, fields.get("follow_ups"))
    matter.examples = lines.texts(fields.get("examples"))
    if "examples" in fields:
        _check_examples(lines, matter.examples)
    return matter


def alike(text: str) -> str:
    """Return what makes two texts the same for an editor: neither capitals nor spaces nor a question mark."""
    return " ".join(text.casefold().split()).rstrip(".?! ")


def _check_wording(lines: YamlLines, single: dict[str, Line | None]) -> None:
    if (title := single.get("title")) and title.text.endswith("."):
        lines.report(title.line, "Write the title without a full stop.")
    if (contact := single.get("contact")) and contact.text.casefold().startswith("ask "):
        lines.report(contact.line, "Write the contact without `ask`: it is read after “ask”.")


def _check_known(lines: YamlLines, texts: list[Line], known: Iterable[str]) -> None:
    for text, line in texts:
        if text not in known:
            lines.report(line, f"`{text}` is not known here.{did_you_mean(text, known)}")


def _check_offers(lines: YamlLines, offers: list[Line]) -> None:
    for number, (text, line) in enumerate(offers):
        if len(text) > LONGEST_OFFER or number >= MOST_OFFERS:
            lines.report(
                line, f"Write at most {MOST_OFFERS} offers of at most {LONGEST_OFFER} letters: they become buttons."
            )


def _check_audience(lines: YamlLines, fields: dict[str, yaml.Node]) -> None:
    audience = lines.texts(fields.get("audience"))
    _check_known(lines, audience, AUDIENCES)
    if "audience" in fields and not audience:
        lines.report(lines.line_of(fields["audience"]), "Name at least one audience, for example `[everyone]`.")


def _check_sources(lines: YamlLines, fields: dict[str, yaml.Node], documents: list[str], *, needed: bool) -> None:
    sources = lines.items(fields.get("sources"))
    if needed and not sources:
        at = lines.line_of(fields["sources"]) if "sources" in fields else 1
        lines.report(at, "Name the document and the section where the facts stand: `sources:`.")
    for source in sources:
        parts = lines.fields(source, ("document", "section"))
        for name in ("document", "section"):
            if name not in parts:
                lines.report(lines.line_of(source), f"Add the `{name}` of this source.")
        texts = {name: lines.text(node) for name, node in parts.items()}
        if document := texts.get("document"):
            _check_known(lines, [document], documents)


def _check_review(lines: YamlLines, fields: dict[str, yaml.Node], today: date) -> None:
    reviewed = _date(lines, fields.get("reviewed_on"))
    months = _months(lines, fields.get("review_every_months"))
    if reviewed is None:
        return
    line = lines.line_of(fields["reviewed_on"])
    if reviewed > today:
        lines.report(line, f"{reviewed} is still to come; write the day when somebody last checked the article.")
    elif months and months_between(reviewed, today) >= months:
        lines.report(line, f"{OVERDUE}; it was due {months} months after.", warning=True)


def _date(lines: YamlLines, node: yaml.Node | None) -> date | None:
    if node is None:
        return None
    try:
        if node.tag == DATE:
            return date.fromisoformat(str(node.value))
    except ValueError:
        pass
    lines.report(lines.line_of(node), "Write the date as 2026-11-23: year, month, day, no quotation marks.")
    return None


def _months(lines: YamlLines, node: yaml.Node | None) -> int | None:
    if node is None:
        return None
    text = str(node.value)
    if text.isdecimal() and int(text) > 0:
        return int(text)
    lines.report(lines.line_of(node), "Write the number of months between two reviews, for example 12.")
    return None


def months_between(earlier: date, later: date) -> int:
    """Return how many whole months lie between two days."""
    months = (later.year - earlier.year) * MONTHS + later.month - earlier.month
    return months - (later.day < earlier.day)


def _follow_ups(lines: YamlLines, node: yaml.Node | None) -> dict[str, Line]:
    if node is None:
        return {}
    found = {name: lines.text(value) for name, value in lines.fields(node, tuple(ASPECTS.values())).items()}
    return {name: line for name, line in found.items() if line}


def _check_examples(lines: YamlLines, examples: list[Line]) -> None:
    seen: dict[str, int] = {}
    for text, line in examples:
        first = seen.setdefault(alike(text), line)
        if first != line:
            lines.report(line, f"“{text}” is there already, in line {first}; take one out.")
    if len(seen) < FEWEST_EXAMPLES:
        at = examples[-1].line if examples else 1
        advice = f"Add examples: there are {len(seen)} different ones, {FEWEST_EXAMPLES} is the least."
        lines.report(at, advice)
