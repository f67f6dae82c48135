"""A day on which nobody is reminded of a PDR, for tests that count the messages of something else."""

import pytest

from api.daily import repository
from api.daily.service import make_run
from api.pdr.reminders.service import DAILY
from tests.api.world import World


@pytest.fixture
def quiet_day(world: World) -> None:
    """Say that today's reminders went out: otherwise the hour of the test decides whether there are any."""
    with world.context.database.write() as session:
        repository.add_run(session, make_run(DAILY, world.context.today()))
