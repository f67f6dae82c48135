"""The paragraph that the report to the Cabinet Member prints. Says only what the service rounded."""

from collections.abc import Sequence

from api.console.statistics.figures import SMALL, Line, Section, compare
from api.referrals.statistics.views import StatisticsView

MOST_NAMED = 3
WITHHELD = "is withheld, because beside the other figures it could tell of single people"


def write_paragraph(view: StatisticsView) -> str:
    """Return the figures in sentences."""
    sections = {section.id: section for section in compare(view)}
    sentences = [
        *_count(view),
        *_services(view, sections["services"]),
        *_reasons(view, sections["reasons"]),
        *_appointments(view, sections["modes"]),
        *_waiting(view),
        "All figures are rounded, so that nobody can be found in them.",
    ]
    return " ".join(sentences)


def about(count: int) -> str:
    """Return a rounded figure in words."""
    if not count:
        return "no"
    return "fewer than 8" if count <= SMALL else f"about {count:,}"


def _count(view: StatisticsView) -> list[str]:
    now, before = view.period.total, view.year_before.total
    made = f"During {view.period.title}, {about(now)} referrals of council employees were made to the Health Unit."
    beside = f"the same two months a year before ({about(before) if before else 'none'})"
    if now == before:
        return [made, f"That is about the same as in {beside}."]
    if SMALL in (now, before):
        return [made, f"That is {'more' if now > before else 'fewer'} than in {beside}."]
    return [made, f"That is about {abs(now - before):,} {'more' if now > before else 'fewer'} than in {beside}."]


def _services(view: StatisticsView, section: Section) -> list[str]:
    if view.period.title in section.withheld:
        return [f"How many came from which service {WITHHELD}."]
    named = [_name(line, line.label) for line in _largest(section)[:MOST_NAMED]]
    return [f"Referrals came from {_list(named)}."] if named else []


def _reasons(view: StatisticsView, section: Section) -> list[str]:
    if view.period.title in section.withheld:
        return [f"How many had which main reason {WITHHELD}."]
    named = [_name(line, line.label[:1].lower() + line.label[1:]) for line in _largest(section)[:MOST_NAMED]]
    return [f"The main {'reasons were' if len(named) > 1 else 'reason was'} {_list(named)}."] if named else []


def _largest(section: Section) -> list[Line]:
    """Return the lines that can be printed: one that stands for 1 to 7 people has no place in a report."""
    return [line for line in section.lines if (line.now or 0) > SMALL]


def _name(line: Line, label: str) -> str:
    share = "" if line.share_now is None else f", {line.share_now}\u00a0%"
    return f"{label} ({about(line.now or 0)}{share})"


def _appointments(view: StatisticsView, modes: Section) -> list[str]:
    if not view.period.attended:
        return []
    held = f"{about(view.period.attended).capitalize()} appointments were held"
    named = _list([f"{line.label.lower()} ({about(line.now or 0)})" for line in _largest(modes)])
    return [f"{held}: {named}." if named else f"{held}."]


def _waiting(view: StatisticsView) -> list[str]:
    now, before = view.period.median_waiting_days, view.year_before.median_waiting_days
    if now is None:
        return []
    beside = "" if before is None else f", and within {_days(before)} a year before"
    return [f"Half of the people who were seen had their first appointment within {_days(now)}{beside}."]


def _days(count: int) -> str:
    return f"{count} working {'day' if count == 1 else 'days'}"


def _list(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
