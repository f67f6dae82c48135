"""Lets Rasa run its graph in an order that is worked out once, instead of planning it anew for every message.

Rasa 3.6 hands the graph to dask, which sorts it, starts a scheduler and wraps each step, on every parse and every
prediction. The steps run one after the other all the same; here they do without the scheduler.
"""

from graphlib import TopologicalSorter
from typing import Any

from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphNode
from rasa.engine.runner.dask import DaskGraphRunner

# For each set of targets of a runner: its nodes in order, each with the names of what it needs.
Order = list[tuple[str, GraphNode, tuple[str, ...]]]
ORDERS = "_orders_by_targets"


def run_graph_in_known_order() -> None:
    """Put our way of running in the place of Rasa's, for all graphs of this process that answer messages."""
    DaskGraphRunner.run = _run


def _run(
    runner: DaskGraphRunner, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
) -> dict[str, Any]:
    """Return the result of each target. Raises GraphRunError as Rasa's own runner does."""
    wanted = tuple(targets or runner._graph_schema.target_names)
    orders: dict[tuple[str, ...], Order] = runner.__dict__.setdefault(ORDERS, {})
    if wanted not in orders:
        orders[wanted] = _order(runner, wanted)
    results: dict[str, Any] = {name: (name, value) for name, value in (inputs or {}).items()}
    try:
        for name, node, needs in orders[wanted]:
            if name in results:
                raise GraphRunError(f"The input '{name}' has the name of a step of the graph.")
            # What nobody provides is passed on by its name; the step itself says that it is missing.
            results[name] = node(*(results.get(need, need) for need in needs))
    except RuntimeError as error:
        raise GraphRunError("Error running runner.") from error
    return {name: results[name][1] for name in wanted}


def _order(runner: DaskGraphRunner, targets: tuple[str, ...]) -> Order:
    schema = runner._graph_schema.minimal_graph_schema(list(targets))
    needs = {name: tuple(node.needs.values()) for name, node in schema.nodes.items()}
    names = [name for name in TopologicalSorter(needs).static_order() if name in needs]
    return [(name, runner._instantiated_nodes[name], needs[name]) for name in names]
