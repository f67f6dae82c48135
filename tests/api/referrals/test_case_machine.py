"""Whatever happens to cases, in whatever order: `--prove` tries 500 histories of 50 steps on each database."""

from tests.api.histories import live_through
from tests.api.referrals.case_machine import make_machine
from tests.api.world import World


def test_no_history_breaks_an_invariant(world: World, prove: bool) -> None:
    live_through(make_machine(world), prove=prove, histories=500, steps=50, few=6)
