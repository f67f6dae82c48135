"""Everything the API can refuse or fail with. Each error has a status, a stable code and a plain sentence.

ApiError
├── TokenError               401
│   ├── AppTokenMissingError     app_token_missing       no bearer token
│   ├── AppTokenInvalidError     app_token_invalid       forged, out of date, or for somebody else
│   ├── AssertionMissingError    assertion_missing       nobody says for which person this is
│   └── AssertionRefusedError    assertion_invalid       forged, out of date, or for another request
├── RightsError              403
│   ├── NotAllowedError          not_allowed             this application may not do this
│   ├── RoleNeededError          role_needed             this person may not do this
│   ├── TenantMismatchError      tenant_mismatch         the person belongs to another tenant
│   └── PersonUnknownError       person_unknown          the person is not in the directory
├── RequestError             4xx
│   ├── NotFoundError            not_found               404
│   ├── MethodNotAllowedError    method_not_allowed      405
│   ├── DeadlinePassedError      deadline_passed         408, nobody waits for the answer any more
│   ├── BodyTooLargeError        body_too_large          413, more than 64 kB
│   ├── InvalidRequestError      invalid_request         422, not the agreed form
│   ├── CursorRefusedError       cursor_invalid          422, not one of our cursors, or for another list
│   └── MalformedRequestError    malformed_request       400, not readable as a request
├── IdempotencyError         4xx
│   ├── KeyRefusedError          idempotency_key_invalid 422, missing or not in the agreed form
│   ├── KeyReusedError           idempotency_key_reused  422, the same key came with another body
│   └── StillRunningError        still_running           409, the first request with this key is not finished
├── TrainingError            409     api/training/errors.py
├── ReferralError            409     api/referrals/errors.py
├── InductionError           409     api/induction/errors.py
├── PdrError                 409     api/pdr/errors.py
└── FailureError             5xx
    ├── KeysUnavailableError     keys_unavailable        503, tokens cannot be checked just now
    ├── DatabaseUnavailableError database_unavailable    503, nothing was saved
    └── UnexpectedError          unexpected              500, logged by its id only
"""

from collections.abc import Iterator
from typing import ClassVar


class ApiError(Exception):
    """An error with an answer for whoever called."""

    status: ClassVar[int]
    code: ClassVar[str]
    detail: ClassVar[str]
    passes_soon: ClassVar[bool] = False

    def __init__(self, places: list[str] | None = None) -> None:
        """Keep which fields are wrong and why, by codes, never their values."""
        super().__init__(self.code)
        self.places = places


class TokenError(ApiError):
    """We cannot tell who is calling."""

    status = 401


class AppTokenMissingError(TokenError):
    """The request carries no bearer token."""

    code, detail = "app_token_missing", "The request needs the access token of an application."


class AppTokenInvalidError(TokenError):
    """The access token is not valid here."""

    code, detail = "app_token_invalid", "The access token is not valid here, or not any more."


class AssertionMissingError(TokenError):
    """The request names no person."""

    code, detail = "assertion_missing", "The request needs the gateway's assertion of who is asking."


class AssertionRefusedError(TokenError):
    """The gateway did not sign this assertion, or it is out of date."""

    code, detail = "assertion_invalid", "The assertion of who is asking is not valid, or not any more."


class RightsError(ApiError):
    """We know who is calling, and the answer is no."""

    status = 403


class NotAllowedError(RightsError):
    """The application was not given this right, or nobody was."""

    code, detail = "not_allowed", "This application may not do this."


class RoleNeededError(RightsError):
    """The person has not the role that this is for."""

    code, detail = "role_needed", "This is for people with another role."


class TenantMismatchError(RightsError):
    """The token and the assertion come from two tenants."""

    code, detail = "tenant_mismatch", "The person and the application belong to different organisations."


class PersonUnknownError(RightsError):
    """The person is not in the directory."""

    code, detail = "person_unknown", "This person is not in the staff directory."


class RequestError(ApiError):
    """The request itself cannot be served."""


class NotFoundError(RequestError):
    """There is nothing here, or nothing that the caller may see."""

    status, code, detail = 404, "not_found", "There is nothing at this address."


class MethodNotAllowedError(RequestError):
    """The address exists, the method does not."""

    status, code, detail = 405, "method_not_allowed", "This address does not accept this method."


class DeadlinePassedError(RequestError):
    """Nobody waits for the answer any more."""

    status, code, detail = 408, "deadline_passed", "The time for this turn is over; nothing was done."


class BodyTooLargeError(RequestError):
    """The body is larger than anything we accept."""

    status, code, detail = 413, "body_too_large", "The body of a request may have at most 64 kB."


class InvalidRequestError(RequestError):
    """A value is missing or has the wrong form."""

    status, code, detail = 422, "invalid_request", "The request does not have the agreed form."


class CursorRefusedError(RequestError):
    """The cursor is not one that we gave for this list."""

    status, code, detail = 422, "cursor_invalid", "This cursor does not belong to this list; begin without one."


class MalformedRequestError(RequestError):
    """The request cannot be read at all."""

    status, code, detail = 400, "malformed_request", "The request cannot be read."


class IdempotencyError(ApiError):
    """The key that makes a repeated write harmless is missing or misused."""


class KeyRefusedError(IdempotencyError):
    """The key is missing or not in the agreed form."""

    status, code = 422, "idempotency_key_invalid"
    detail = "A write needs an Idempotency-Key of 16 to 128 letters, digits, dashes, dots or underscores."


class KeyReusedError(IdempotencyError):
    """The same key came with another body."""

    status, code = 422, "idempotency_key_reused"
    detail = "This Idempotency-Key was used for another request."


class StillRunningError(IdempotencyError):
    """The first request with this key is not finished."""

    status, code, passes_soon = 409, "still_running", True
    detail = "The first request with this Idempotency-Key is still running; ask again shortly."


class FailureError(ApiError):
    """The request was fine; we could not serve it."""

    passes_soon = True


class KeysUnavailableError(FailureError):
    """The issuer's public keys cannot be had."""

    status, code, detail = 503, "keys_unavailable", "Access tokens cannot be checked just now."


class DatabaseUnavailableError(FailureError):
    """The database is down, or too busy to wait for."""

    status, code, detail = 503, "database_unavailable", "The database cannot be reached; nothing was saved."


class UnexpectedError(FailureError):
    """A fault of ours."""

    status, code, detail = 500, "unexpected", "Something went wrong on our side; nothing was saved."


def all_errors(root: type[ApiError] = ApiError) -> Iterator[type[ApiError]]:
    """Return every error that has a code."""
    for child in root.__subclasses__():
        if "code" in vars(child):
            yield child
        yield from all_errors(child)
