"""Whatever happens to a PDR, in whatever order: `--prove` tries 300 histories of 40 steps on each database."""

import pytest

from api.pdr.states import STEPS, State, may_go
from tests.api.histories import live_through
from tests.api.pdr.pdr_machine import make_machine
from tests.api.world import World


def test_no_history_breaks_an_invariant(world: World, prove: bool) -> None:
    live_through(make_machine(world), prove=prove, histories=300, steps=40)


@pytest.mark.parametrize("state", State)
def test_every_state_says_where_it_leads(state: State) -> None:
    assert STEPS[state] <= set(State)
    assert not may_go(State.AGREED, state)
