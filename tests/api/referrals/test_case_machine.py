"""Whatever happens to cases, in whatever order: `--prove` tries 500 histories of 50 steps on each database."""

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.api.referrals.case_machine import make_machine
from tests.api.world import World


def test_no_history_breaks_an_invariant(world: World, prove: bool) -> None:
    run_state_machine_as_test(
        make_machine(world),
        settings=settings(
            max_examples=500 if prove else 6,
            stateful_step_count=50 if prove else 25,
            deadline=None,
            derandomize=not prove,
            database=None,
            phases=[Phase.explicit, Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )
