"""How long one day's reminders and figures take for a council of 3,700; `--prove` shows how that grows to 37,000."""

import time
import uuid
from datetime import UTC, date, datetime
from pathlib import Path

from api.acts import Work
from api.database import Database, open_database
from api.migrations import migrate
from api.pdr.reminders.service import remind
from api.pdr.synthetic import read_reviews
from api.people.demo import read_demo_people, seed_demo_people
from api.people.import_staff import import_staff
from api.people.synthetic import read_shape, write_directory
from api.referrals.encryption.vault import Vault
from api.settings import DEVELOPMENT_TENANT, Settings
from api.standing.service import keep_standing
from api.standing.synthetic import seed_reviews
from contracts.induction_plans import read_plans

# A Thursday, five weeks before PDRs are due: everybody who has none booked is in a message.
MOMENT = datetime(2026, 11, 26, 9, tzinfo=UTC)
MOST_SECONDS = 60.0


def make_council(path: Path, people: int) -> Database:
    database = open_database(f"sqlite:///{path}")
    migrate(database)
    with database.write() as session:
        demo = read_demo_people(Path("demo/people.yml"))
        seed_demo_people(session, demo, DEVELOPMENT_TENANT)
        import_staff(
            session,
            write_directory(read_shape(Path("demo/staff.yml")), people - len(demo)).encode(),
            DEVELOPMENT_TENANT,
        )
        seed_reviews(session, read_reviews(Path("demo/pdrs.yml")), DEVELOPMENT_TENANT, date(2026, 11, 26))
    return database


def run_day(database: Database, vault: Vault) -> tuple[float, int]:
    """Return how many seconds the day's work takes, and how many messages there are."""
    started = time.monotonic()
    rules, plans = Settings().training_rules, read_plans(Path("knowledge"))
    with database.write() as session:
        messages = remind(Work(session, MOMENT, lambda: uuid.uuid4().hex, rules, vault, "", plans))
    with database.write() as session:
        keep_standing(Work(session, MOMENT, lambda: uuid.uuid4().hex, rules, vault, "", plans))
    return time.monotonic() - started, messages


def test_a_day_is_done_in_time(tmp_path: Path, prove: bool) -> None:
    vault = Settings(var_dir=tmp_path).open_vault()
    for people in (3_700, 37_000) if prove else (3_700,):
        database = make_council(tmp_path / f"{people}.db", people)
        seconds, messages = run_day(database, vault)
        again, none = run_day(database, vault)
        database.close()
        print(f"\n{people:,} people: {messages:,} messages and the figures of the month in {seconds:.1f} s")
        assert messages > people / 20
        assert none == 0
        assert again < seconds
        assert seconds < MOST_SECONDS * people / 3_700
