"""What can go wrong before a turn begins. Each error has a status, a stable code and a plain sentence.

GatewayError
├── NotSignedInError     401  no token, or one that is not ours
├── ForbiddenError       403  known, and still not let in
├── NotFoundError        404  no such page, person or way
├── MalformedError       422  the request is not the JSON that was agreed
└── BodyTooLargeError    413  more than 64 kB
"""

from typing import ClassVar


class GatewayError(Exception):
    """An error with an answer for whoever called."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "error"
    detail: ClassVar[str] = "Something went wrong."


class NotSignedInError(GatewayError):
    """The request carries no token that we accept."""

    status, code = 401, "not-signed-in"
    detail = "Please sign in again."


class ForbiddenError(GatewayError):
    """Whoever sent this is known, and may not."""

    status, code = 403, "forbidden"
    detail = "This may not be done."


class NotFoundError(GatewayError):
    """There is nothing at this address."""

    status, code = 404, "not-found"
    detail = "There is nothing at this address."


class MalformedError(GatewayError):
    """The body is not the JSON that was agreed."""

    status, code = 422, "malformed"
    detail = "The request does not have the agreed form."


class BodyTooLargeError(GatewayError):
    """The body is larger than anything a person types."""

    status, code = 413, "body-too-large"
    detail = "This is more than I can take at once."
