"""The API does what its own description says, also with requests that nobody thought of."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.specs.openapi.checks import negative_data_rejection

from api.rights import RULES
from tests.api.subjects import application_for
from tests.api.world import LEARNING, World

OPERATIONS = [route for route, rule in RULES.items() if rule.role]
# There is nothing in them that could be wrong.
WHOLE = ("/me", "/team", "/team/pdrs", "/standing", "/approvals", "/notice-topics", "/pdr-notes-form", "/needs")
WITHOUT_VALUES = {path for method, path in OPERATIONS if method == "GET" and path.endswith(WHOLE)}


@pytest.mark.parametrize("generate", ["positive", "negative"])
def test_answers_are_as_described(world: World, prove: bool, generate: str) -> None:
    schema = schemathesis.openapi.from_asgi("/openapi.json", world.app)
    mode = schemathesis.GenerationMode(generate)
    for method, path in OPERATIONS:
        if generate == "positive" or path not in WITHOUT_VALUES:
            check_operation(world, schema[path][method], (method, path), mode, examples=100 if prove else 2)


def check_operation(
    world: World, operation: Any, route: tuple[str, str], mode: schemathesis.GenerationMode, examples: int
) -> None:
    @settings(
        max_examples=examples,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(data=st.data())
    def check(data: st.DataObject) -> None:
        case = data.draw(operation.as_strategy(generation_mode=mode))
        headers = world.headers(application=application_for(route), person=LEARNING)
        if mode is schemathesis.GenerationMode.NEGATIVE:
            del headers["Idempotency-Key"]
        elif case.query:
            # Only a cursor that we gave can be right.
            case.query.pop("cursor", None)
        # In a query everything is a word, so nothing there is sure to be wrong.
        left_out = [negative_data_rejection] if route[0] == "GET" else []
        case.call_and_validate(headers=headers, excluded_checks=left_out)

    check()


def test_every_operation_has_an_example_of_its_body_and_answer(world: World) -> None:
    document = world.app.openapi()
    bodies = [schema for name, schema in document["components"]["schemas"].items() if name.endswith(("Body", "View"))]
    assert len(bodies) >= 6
    assert all(schema["examples"] for schema in bodies)


def test_every_refusal_is_described_with_its_codes(world: World) -> None:
    responses = world.app.openapi()["paths"]["/v1/unanswered-questions"]["post"]["responses"]
    assert set(responses) == {"201", "400", "401", "403", "408", "409", "413", "422", "503"}
    content = responses["422"]["content"]["application/problem+json"]
    assert "idempotency_key_reused" in content["examples"]


def test_the_description_names_both_credentials(world: World) -> None:
    schemes = world.app.openapi()["components"]["securitySchemes"]
    assert set(schemes) == {"app token", "assertion"}
