"""What the forms of all steps have in common: they show, are sent, and come back with every word when refused."""

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import Request
from starlette.responses import Response

from api.acts import Act, noting
from api.console.authorisation import TOKEN_FIELD
from api.console.cases.opened import find_reason
from api.console.cases.record import open_case
from api.console.cases.steps import list_steps
from api.console.cases.words import WORDS
from api.console.fields import Form
from api.console.forms import Submitted
from api.console.parts import Parts
from api.console.visitors import Visitor
from api.console.writing import ONCE_FIELD, write_once
from api.errors import KeyReusedError
from api.referrals.audit.models import Purpose
from api.referrals.errors import ReferralError

SENT_BEFORE = "This form was sent before. Look at the case first, then send this one if it is still needed."
More = Callable[[Act], dict[str, object]]


@dataclass(frozen=True, slots=True)
class StepPage:
    """One request about one case. `step`: the path of the step; `template`: its page.

    `purpose`: why the record is read when a form comes back after the hour for which a reason holds.
    """

    request: Request
    parts: Parts
    visitor: Visitor
    referral_id: str
    step: str
    template: str
    purpose: Purpose
    more: More = lambda _act: {}

    def show(self, form: Form, status: int = 200) -> Response:
        """Show the form; where the step cannot be taken now, a page that says so. Raises NotFoundError."""
        reason = find_reason(self.request, self.parts, self.visitor, self.referral_id) or self.purpose
        with noting(self.parts.context, self.visitor.caller) as act:
            case = open_case(act, self.referral_id, reason, in_one_sitting=True)
            is_possible = any(step.path == self.step for step in list_steps(act, case))
            # What was typed is shown again, also where it came too late.
            is_shown = is_possible or _has_words(form)
            values = {"case": case, "status": case.status, "form": form, "is_possible": is_shown}
            more = self.more(act) if is_shown else {}
        return self.parts.pages.render(self.request, f"cases/{self.template}.html", {**values, **more, **WORDS}, status)

    def take(
        self, submitted: Submitted, form: Form, effect: Callable[[Act], object], done: str, anchor: str
    ) -> Response:
        """Take the step once and go back to the case; when it is refused, show the form again with the service's words.

        `done`: which notice is shown. `anchor`: the field that a refusal leads to.
        """
        if form.errors:
            return self.show(form, 422)

        def run(act: Act) -> str:
            effect(act)
            return f"/cases/{self.referral_id}?done={done}"

        try:
            return write_once(self.parts, self.visitor, self.request, submitted, run)
        except ReferralError as error:
            form.refuse(anchor, error.detail)
            return self.show(form, error.status)
        except KeyReusedError as error:
            # Such as a page that the browser went back to, with other words in it.
            form.refuse(anchor, SENT_BEFORE)
            return self.show(form, error.status)


def _has_words(form: Form) -> bool:
    return any(value.strip() for name, value in form.values.items() if name not in (TOKEN_FIELD, ONCE_FIELD))
