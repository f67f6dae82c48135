"""What every machine that lives through histories has: people alone at the start, and how many histories are tried."""

from typing import ClassVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from api.tables import Base
from tests.api.world import World

SHORT_STEPS = 25


class HistoryMachine(RuleBasedStateMachine):
    """A machine with steps of its own. `world`: on whose database."""

    world: ClassVar[World]

    def leave_people_alone(self) -> None:
        """Set the clock right, and leave nothing but people in the database."""
        self.world.clock.ahead = 0
        with self.world.context.database.write() as session:
            for table in reversed(Base.metadata.sorted_tables):
                if table.name != "people":
                    session.execute(table.delete())


def live_through(machine: type[HistoryMachine], *, prove: bool, histories: int, steps: int, few: int = 8) -> None:
    """Try so many histories of so many steps, or a few short ones that are always the same."""
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=histories if prove else few,
            stateful_step_count=steps if prove else SHORT_STEPS,
            deadline=None,
            derandomize=not prove,
            database=None,
            phases=[Phase.explicit, Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )
    machine.world.clock.ahead = 0
