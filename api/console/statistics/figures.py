"""Figures of two months beside those of the year before, as tables of one shape. Sees rounded figures only."""

from dataclasses import dataclass

from api.referrals.statistics.views import FiguresView, StatisticsView, TableView

# Below this a share of rounded figures would say more than they do.
FEWEST_FOR_SHARES = 50
# What stands for a count from 1 to 7.
SMALL = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table. None: withheld, or not given."""

    label: str
    now: int | None
    before: int | None
    share_now: int | None = None
    share_before: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """One table with its chart. `withheld`: the titles of the periods whose table is withheld."""

    id: str
    title: str
    what: str
    lines: list[Line]
    withheld: list[str]
    has_shares: bool = False
    unit: str = ""


def compare(view: StatisticsView) -> list[Section]:
    """Return all tables of the page, the export and the report."""
    now, before = view.period, view.year_before
    return [
        Section(
            "referrals",
            "Referrals",
            "What was counted",
            [Line("Referrals", now.total, before.total), Line("Appointments held", now.attended, before.attended)],
            [],
        ),
        _section("services", "By service", "Service", (now, before), "by_service", "total"),
        _section("reasons", "By main reason", "Main reason", (now, before), "by_reason", "total"),
        _section("modes", "By kind of appointment", "Kind of appointment", (now, before), "by_mode", "attended"),
        Section(
            "waiting",
            "Waiting times",
            "How long people waited",
            [Line("Half were seen within", now.median_waiting_days, before.median_waiting_days)],
            [],
            unit="working days",
        ),
    ]


def share_of(count: int | None, total: int) -> int | None:
    """Return what a rounded count is of a rounded total, of 100; None where that would say too much."""
    if count is None or not SMALL < count <= total or total < FEWEST_FOR_SHARES:
        return None
    return round(100 * count / total)


def _section(
    id: str, title: str, what: str, figures: tuple[FiguresView, FiguresView], table: str, total: str
) -> Section:
    tables: list[TableView] = [getattr(one, table) for one in figures]
    totals: list[int] = [getattr(one, total) for one in figures]
    labels = {row.id: row.label for one in reversed(tables) for row in one.rows}
    counts = [None if one.is_withheld else {row.id: row.count for row in one.rows} for one in tables]
    lines = []
    for name, label in labels.items():
        now, before = (None if known is None else known.get(name, 0) for known in counts)
        lines.append(Line(label, now, before, share_of(now, totals[0]), share_of(before, totals[1])))
    # By what is shown only: the order must not tell which of two equal figures is larger.
    lines.sort(key=lambda line: (-(line.now or 0), -(line.before or 0), line.label))
    withheld = [one.title for one, shown in zip(figures, tables, strict=True) if shown.is_withheld]
    return Section(id, title, what, lines, withheld, has_shares=True)
