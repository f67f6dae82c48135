"""Which tests take turns: in `make test` each runs on one of the two engines, with `--prove` on both.

What happens in them is the same on both. What a database decides is tried on both each time: locks, races, types,
order, what is sent, kept, deleted and migrated, whole histories, the trail, and where a planted sentence may lie. Where
a process is killed, each point is tried on one of them: on which, is as much chance as when.
"""

import zlib
from pathlib import Path

import pytest

HERE = Path(__file__).parent
IN_TURN = (
    "test_absences_import",
    "test_applications",
    "test_authorisation",
    "test_compliance",
    "test_courses",
    "test_feedback",
    "test_forged_tokens",
    "test_identity",
    "test_lost_answers",
    "test_openapi",
    "test_people",
    "test_plans",
    "test_problems",
    "test_questions",
    "test_requests",
    "test_staff_import",
    "test_staff_leavers",
    "test_teams_notices",
    "test_training_records",
    "access/test_access_command",
    "access/test_copy",
    "induction/test_demo",
    "induction/test_keeping",
    "induction/test_steps",
    "induction/test_telling",
    "pdr/test_needs",
    "pdr/test_notes",
    "pdr/test_pdr_reminders",
    "pdr/test_pdrs",
    "pdr/test_standing",
    "pdr/test_taking_back",
    "pdr/test_two_years",
    "rabbitmq/test_addresses",
    "rabbitmq/test_kills",
    "rabbitmq/test_order",
    "referrals/test_attachments",
    "referrals/test_case_dates",
    "referrals/test_cases",
    "referrals/test_commands",
    "referrals/test_drafts",
    "referrals/test_form",
    "referrals/test_private_addresses",
    "referrals/test_scanning",
    "referrals/test_slot_adding",
)
ENGINES = ("sqlite", "postgresql")


def is_for_the_other_engine(path: Path, name: str) -> bool:
    """Return whether the same test runs on the other engine instead: a hash of its name says on which."""
    engine = next((engine for engine in ENGINES if engine in name), None)
    if engine is None or not path.is_relative_to(HERE) or str(path.relative_to(HERE).with_suffix("")) not in IN_TURN:
        return False
    return ENGINES[zlib.crc32(name.replace(engine, "").encode()) % 2] != engine


def leave_out_the_other_engine(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect what runs on the other engine."""
    left_out = {item for item in items if is_for_the_other_engine(item.path, item.nodeid)}
    if left_out:
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = [item for item in items if item not in left_out]
