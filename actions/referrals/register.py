"""Every task about referrals, by the intent that begins it."""

from actions.referrals.agreeing import AnswerReferral
from actions.referrals.beginning import ReferEmployee, ReferSelf, Resume
from actions.referrals.filling import Fill
from actions.referrals.forms import Forms
from actions.referrals.openings.opening import Reader, load_patterns
from actions.referrals.openings.remembering import Openings
from actions.referrals.status import ShowStatus, WithdrawReferral
from actions.tasks.desk import Desk


def add_referrals(desk: Desk, reader: Reader | None = None) -> Desk:
    """Add them to the desk; without a `reader` the first words are read by the rules alone.

    Raises OSError, yaml.YAMLError or re.error when a file of patterns cannot be read.
    """
    load_patterns()
    fill, openings = Fill(Forms.load()), Openings()
    resume = Resume(fill)
    kinds = {
        "refer_employee": ReferEmployee(fill, openings, reader),
        "refer_self": ReferSelf(fill, openings, reader),
        "ask_referral_status": ShowStatus(),
        "withdraw_referral": WithdrawReferral(),
        "answer_referral": AnswerReferral(fill.forms),
        # A draft that is shown, discarded or gone on with is found first; the gateway may speak of one, too.
        **dict.fromkeys(("resume_referral", "show_referral", "discard_referral", "answer_recorded"), resume),
    }
    return desk.begin_with(kinds).add(fill)
