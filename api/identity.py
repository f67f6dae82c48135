"""Who is calling: the application by its token, the person by the gateway's assertion. Decides no right."""

from dataclasses import dataclass

from starlette.requests import Request

from api.context import Context
from api.errors import (
    AppTokenInvalidError,
    AppTokenMissingError,
    AssertionMissingError,
    AssertionRefusedError,
    DeadlinePassedError,
    KeysUnavailableError,
    TenantMismatchError,
)
from api.people.relations import Relation
from contracts.assertions import Assertion, InvalidAssertionError, verify_assertion
from contracts.entra_keys import KeysUnavailableError as IssuerKeysError
from contracts.entra_tokens import AccessToken, InvalidTokenError

ASSERTION_HEADER = "X-Person-Assertion"


@dataclass(frozen=True, slots=True)
class Caller:
    """An application that speaks for a person. `person` is an Entra object id, not yet looked up.

    `may`: what the person must be to whose things they are, as the route's rule says. `chat`: the conversation that
    the request comes from. An application that acts by itself speaks for nobody.
    """

    application: str
    roles: frozenset[str]
    tenant: str
    person: str
    may: frozenset[Relation] = frozenset()
    chat: str = ""


def identify_caller(request: Request, context: Context) -> Caller:
    """Return who is calling. Raises an ApiError that says why we cannot tell, or need not."""
    token = _read_app_token(request, context)
    assertion = _read_assertion(request, context)
    if assertion.tenant != token.tenant:
        raise TenantMismatchError
    if context.clock() >= assertion.deadline:
        raise DeadlinePassedError
    return Caller(token.application, token.roles, assertion.tenant, assertion.person, chat=assertion.conversation)


def identify_application(request: Request, context: Context) -> Caller:
    """Return which application is calling, for nobody. Raises an ApiError that says why we cannot tell."""
    token = _read_app_token(request, context)
    return Caller(token.application, token.roles, token.tenant, "")


def waits_for_keys(request: Request, context: Context) -> bool:
    """Return whether `identify_caller` may have to ask the issuer for its keys, and so wants a thread."""
    return not context.tokens.has_key_for(_bearer_of(request))


def _bearer_of(request: Request) -> str:
    scheme, _, value = request.headers.get("Authorization", "").partition(" ")
    return value.strip() if scheme.lower() == "bearer" else ""


def _read_app_token(request: Request, context: Context) -> AccessToken:
    value = _bearer_of(request)
    if not value:
        raise AppTokenMissingError
    try:
        token = context.tokens.validate(value)
    except InvalidTokenError as error:
        raise AppTokenInvalidError from error
    except IssuerKeysError as error:
        raise KeysUnavailableError from error
    if not token.is_app:
        raise AppTokenInvalidError
    return token


def _read_assertion(request: Request, context: Context) -> Assertion:
    value = request.headers.get(ASSERTION_HEADER, "")
    if not value:
        raise AssertionMissingError
    try:
        return verify_assertion(context.gateway_public_key, value)
    except InvalidAssertionError as error:
        raise AssertionRefusedError from error
