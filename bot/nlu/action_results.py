"""Makes Rasa check what an action returns with one validator instead of building one every time.

Rasa 3.6 checks each result against a JSON schema, and the schema itself against its own schema, on every turn:
more work than everything else of a turn together. The check stays the same; only the schema is checked once.
"""

from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.exceptions import best_match
from rasa.core.actions.action import RemoteAction


def check_results_with_one_validator() -> None:
    """Put our check in the place of Rasa's, for all remote actions of this process."""
    RemoteAction._validate_action_result = _check


def _check(action: RemoteAction, result: Any) -> bool:
    """Return True for a result that fits the schema. Raises ValidationError as Rasa's own check does."""
    error: ValidationError | None = best_match(_validator().iter_errors(result))
    if error is None:
        return True
    error.message += ". Failed to validate action server response: the result does not fit the schema."
    raise error


@cache
def _validator() -> Draft202012Validator:
    schema = RemoteAction.action_response_format_spec()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)
