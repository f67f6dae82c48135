"""Rasa's graph run in a known order: the same results and the same errors as with Rasa's own runner."""

from collections.abc import Callable
from typing import Any

import pytest
from rasa.engine.exceptions import GraphComponentException, GraphRunError
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner

from bot.nlu.graph_order import run_graph_in_known_order

Run = Callable[..., dict[str, Any]]


class Words(GraphComponent):
    """Makes words out of a message, and a sentence out of words."""

    @classmethod
    def create(cls, config: dict[str, Any], **kwargs: Any) -> "Words":
        return cls()

    def split(self, message: str) -> list[str]:
        return message.split()

    def count(self, words: list[str]) -> int:
        return len(words)

    def join(self, words: list[str], count: int) -> str:
        if count == 0:
            raise ValueError("nothing to join")
        return f"{count}: {'-'.join(words)}"


def step(does: str, **needs: str) -> SchemaNode:
    return SchemaNode(needs=needs, uses=Words, constructor_name="create", fn=does, config={}, is_target=does == "join")


def make_runner() -> DaskGraphRunner:
    # The last step is named first: the order must come from what each needs.
    schema = GraphSchema(
        {
            "said": step("join", words="words", count="number"),
            "number": step("count", words="words"),
            "words": step("split", message="message"),
        }
    )
    return DaskGraphRunner(schema, model_storage=None, execution_context=ExecutionContext(graph_schema=schema))


@pytest.fixture(params=["rasa", "ours"])
def run(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr(DaskGraphRunner, "run", DaskGraphRunner.run)
    if request.param == "ours":
        run_graph_in_known_order()
    return make_runner().run


def test_every_step_gets_what_it_needs(run: Run) -> None:
    assert run({"message": "when is pay day"}) == {"said": "4: when-is-pay-day"}


def test_only_what_the_targets_need_is_run(run: Run) -> None:
    assert run({"message": ""}, ["number"]) == {"number": 0}


def test_the_next_message_is_not_answered_with_the_last_one(run: Run) -> None:
    run({"message": "one"})
    assert run({"message": "one two"}) == {"said": "2: one-two"}


def test_a_step_that_fails_is_reported_as_rasa_reports_it(run: Run) -> None:
    with pytest.raises(GraphComponentException, match="said"):
        run({"message": ""})


def test_an_input_that_is_missing_is_reported_as_rasa_reports_it(run: Run) -> None:
    with pytest.raises(GraphRunError):
        run({"other": "x"})
