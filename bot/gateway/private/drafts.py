"""What a private question needs of the API: the form, and writing into a draft. Knows no conversation."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.gateway.staff_api import StaffApi, StaffApiError
from contracts.assertions import Assertion

# The form is the same for everybody, and changes with a release only.
SECONDS_A_FORM_IS_GOOD = 600.0


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where the API keeps one kind of form, and the drafts of it."""

    form: str
    drafts: str


# By the kind of the form, as a private question names it: referrals to the Health Unit, and notes for one's own PDR.
SHELVES: Mapping[str, Shelf] = {
    "management": Shelf("/v1/referral-forms/management", "/v1/referral-drafts"),
    "self": Shelf("/v1/referral-forms/self", "/v1/referral-drafts"),
    "pdr": Shelf("/v1/pdr-notes-form", "/v1/pdr-notes"),
}


class Drafts:
    """Asks the API, with the assertion of the person."""

    def __init__(self, api: StaffApi) -> None:
        """Begin with no form read."""
        self._api = api
        self._forms: dict[str, tuple[float, dict[str, Any]]] = {}

    async def form(self, kind: str, assertion: Assertion) -> dict[str, Any]:
        """Return a form. Raises StaffApiError."""
        good_until, form = self._forms.get(kind, (0.0, {}))
        if good_until <= time.monotonic():
            form = await self._api.read(_shelf(kind).form, assertion)
            self._forms[kind] = (time.monotonic() + SECONDS_A_FORM_IS_GOOD, form)
        return form

    async def field(self, kind: str, field: str, assertion: Assertion) -> dict[str, Any]:
        """Return one question of a form. Raises StaffApiError."""
        form = await self.form(kind, assertion)
        found: dict[str, Any] | None = next((one for one in form["fields"] if one["id"] == field), None)
        if found is None:
            raise StaffApiError("field")
        return found

    async def answer(self, kind: str, draft: str, field: str, value: Any, assertion: Assertion) -> None:
        """Store one answer. Raises RefusedError, StaffApiError."""
        path = f"{_shelf(kind).drafts}/{draft}/answers/{field}"
        await self._api.write("PUT", path, {"value": value}, assertion)

    async def answers(self, kind: str, draft: str, assertion: Assertion) -> dict[str, Any]:
        """Return what a draft says. Raises StaffApiError."""
        found: dict[str, Any] = (await self._api.read(f"{_shelf(kind).drafts}/{draft}", assertion))["answers"]
        return found


def _shelf(kind: str) -> Shelf:
    """Return where a kind is kept. Raises StaffApiError for a kind that this gateway has not."""
    shelf = SHELVES.get(kind)
    if shelf is None:
        raise StaffApiError("form")
    return shelf
