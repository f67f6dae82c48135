"""Every subject that has something to wait for. A new one adds its own line here, and its kinds in `need.py`."""

from api.needs.approvals import gather_approvals
from api.needs.inductions import gather_inductions
from api.needs.need import Gather
from api.needs.pdrs import gather_pdrs
from api.needs.referrals import gather_referrals
from api.needs.training import gather_training

SUBJECTS: tuple[Gather, ...] = (
    gather_approvals,
    gather_training,
    gather_pdrs,
    gather_inductions,
    gather_referrals,
)
