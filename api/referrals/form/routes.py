"""The address of the form."""

from fastapi import APIRouter

from api.acts import reading
from api.authorisation import CurrentCaller
from api.context import CurrentContext
from api.problems import document_problems
from api.referrals.form.specification import FormKind, read_form
from api.referrals.form.views import FormView

router = APIRouter(prefix="/v1/referral-forms", tags=["referrals"])


@router.get("/{kind}", summary="A referral form", responses=document_problems(401, 403, 408, 422, 503))
def show_form(context: CurrentContext, caller: CurrentCaller, kind: FormKind) -> FormView:
    """Return what is asked, on what condition, why, and who sees it. It holds nobody's answers."""
    with reading(context, caller):
        return FormView.model_validate(read_form(kind).model_dump())
