"""Counts the cases of a period that is over and of the same one a year before, and shows them rounded."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from statistics import median_low

from api.acts import LONDON, Act
from api.calendar.working_days import count_working_days
from api.people.relations import Relation, require_role, roles_of
from api.referrals.appointments.words import MODES
from api.referrals.audit.models import Action, Purpose, Role
from api.referrals.audit.recording import record
from api.referrals.cases.models import ReferralText
from api.referrals.cases.stepping import open_text
from api.referrals.errors import PeriodRunningError
from api.referrals.form.specification import FormKind, read_form
from api.referrals.rules import read_rules
from api.referrals.statistics import repository
from api.referrals.statistics.periods import Period
from api.referrals.statistics.rounding import publish
from api.referrals.statistics.views import FiguresView, RowView, StatisticsView, TableView

REASONS = (("main_reason", FormKind.MANAGEMENT), ("wanted_help", FormKind.SELF))


def show_statistics(act: Act, period: Period) -> StatisticsView:
    """Return the figures. Raises RoleNeededError, PeriodRunningError."""
    require_role(act.me, act.may)
    if period.end > act.today:
        raise PeriodRunningError
    view = StatisticsView(period=_figures(act, period), year_before=_figures(act, period.year_before))
    role = Role.HEALTH_UNIT if Relation.HEALTH_UNIT in roles_of(act.me) else Role.HR
    detail = f"{period.year}-{period.number}"
    record(act, role, Action.COUNT, "statistics", detail, purpose=Purpose.STATISTICS)
    return view


def _figures(act: Act, period: Period) -> FiguresView:
    span = period.span
    cases = repository.list_submitted(act.session, *span)
    services = Counter(case.service for case in cases)
    reasons = Counter(_reason_of(act, text) for text in repository.list_answers(act.session, *span))
    shown = publish({"service": services, "reason": reasons})
    attended = repository.list_attended(act.session, *span)
    shown_modes = publish({"mode": Counter(one.mode for one in attended)})
    return FiguresView(
        title=period.title,
        total=shown.total,
        by_service=_table(shown.tables["service"], {}),
        by_reason=_table(shown.tables["reason"], _reason_labels()),
        attended=shown_modes.total,
        by_mode=_table(shown_modes.tables["mode"], {mode.value: said for mode, said in MODES.items()}),
        median_waiting_days=_median([(one.submitted_at, one.seen_at) for one in attended if one.is_first]),
    )


def _reason_of(act: Act, text: ReferralText) -> str:
    answers = open_text(act, text)["answers"]
    return next((str(answers[name]) for name, _ in REASONS if name in answers), "other")


def _reason_labels() -> dict[str, str]:
    labels: dict[str, str] = {}
    for name, kind in REASONS:
        labels = {**read_form(kind).find(name).choices, **labels}
    return labels


def _table(table: dict[str, int] | None, labels: dict[str, str]) -> TableView:
    # Equal counts stand by name: their order must not tell which is larger.
    rows = sorted((table or {}).items(), key=lambda row: (-row[1], row[0]))
    return TableView(
        rows=[RowView(id=name, label=labels.get(name, name), count=count) for name, count in rows],
        is_withheld=table is None,
    )


def _median(times: Sequence[tuple[datetime, datetime]]) -> int | None:
    if len(times) < read_rules().fewest_for_waiting_times:
        return None
    waits = (count_working_days(sent.astimezone(LONDON).date(), seen.astimezone(LONDON).date()) for sent, seen in times)
    return median_low(waits)
