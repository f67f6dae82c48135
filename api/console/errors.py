"""What the console refuses beyond what the API does.

ApiError
├── SignInNeededError    401 sign_in_needed    nobody is signed in, or not any more
├── SignInFailedError    400 sign_in_failed    the sign-in did not come to its end
├── SignInDownError      503 sign_in_down      who signs people in cannot be reached
├── FormExpiredError     403 form_expired      the form is not one that this person was given
├── ReasonNeededError    409 reason_needed     a case is opened for a reason, which is asked for first
└── FontMissingError     503 font_missing      letters cannot be set, for their font was not brought
"""

from api.errors import ApiError


class ConsoleError(ApiError):
    """Something that only the console refuses."""


class SignInNeededError(ConsoleError):
    """Nobody is signed in, or not any more."""

    status, code, detail = 401, "sign_in_needed", "Sign in to go on."


class SignInFailedError(ConsoleError):
    """The sign-in did not come to its end."""

    status, code = 400, "sign_in_failed"
    detail = "The sign-in did not come to its end, or took too long. Nothing was changed."


class SignInDownError(ConsoleError):
    """Who signs people in cannot be reached."""

    status, code, passes_soon = 503, "sign_in_down", True
    detail = "The council's sign-in cannot be reached just now."


class FormExpiredError(ConsoleError):
    """The form is not one that this person was given in this sign-in."""

    status, code = 403, "form_expired"
    detail = "This form is from an earlier sign-in, so it was not accepted. Go back, reload the page and send it again."


class ReasonNeededError(ConsoleError):
    """Nobody said, or not lately, why the case is opened; the page that asks for it is the way on."""

    status, code, detail = 409, "reason_needed", "Say why you open this case."


class FontMissingError(ConsoleError):
    """The font of the letters is not where set-up puts it."""

    status, code = 503, "font_missing"
    detail = "Letters cannot be made, because their font is missing. Whoever runs this service must run `make setup`."
