"""What every machine that lives through histories has: people alone at the start, and how many histories are tried."""

from collections.abc import Callable
from typing import ClassVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from api.acts import Act, begin_act
from api.errors import ApiError
from api.identity import Caller
from api.people.relations import Relation
from api.settings import DEVELOPMENT_TENANT
from api.tables import Base
from tests.api.world import World

SHORT_STEPS = 25


class HistoryMachine(RuleBasedStateMachine):
    """A machine with steps of its own. `world`: on whose database; `may`: what everybody is let do, as the routes would
    let them; `expected`: the refusals that the steps may meet, as any other error is a fault.
    """

    world: ClassVar[World]
    may: ClassVar[frozenset[Relation]]
    expected: ClassVar[frozenset[str]]

    def leave_people_alone(self) -> None:
        """Set the clock right, and leave nothing but people in the database."""
        self.world.clock.ahead = 0
        with self.world.context.database.write() as session:
            for table in reversed(Base.metadata.sorted_tables):
                if table.name != "people":
                    session.execute(table.delete())

    def act(self, who: str, effect: Callable[[Act], object]) -> bool:
        """Let a person, by their object id, do something; return whether it was not refused."""
        caller = Caller("machine", frozenset(), DEVELOPMENT_TENANT, who, self.may)
        try:
            with self.world.context.database.write() as session:
                effect(begin_act(self.world.context, session, caller))
        except ApiError as error:
            if error.code not in self.expected:
                raise
            return False
        return True


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
