"""Whatever happens to a PDR, in whatever order: `--prove` tries 300 histories of 40 steps on each database."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from api.pdr.states import STEPS, State, may_go
from tests.api.pdr.pdr_machine import make_machine
from tests.api.world import World


def test_no_history_breaks_an_invariant(world: World, prove: bool) -> None:
    run_state_machine_as_test(
        make_machine(world),
        settings=settings(
            max_examples=300 if prove else 8,
            stateful_step_count=40 if prove else 25,
            deadline=None,
            derandomize=not prove,
            database=None,
            phases=[Phase.explicit, Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )
    world.clock.ahead = 0


@pytest.mark.parametrize("state", State)
def test_every_state_says_where_it_leads(state: State) -> None:
    assert STEPS[state] <= set(State)
    assert not may_go(State.AGREED, state)
