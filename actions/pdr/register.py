"""Every task about PDRs, by the intent that begins it."""

from actions.pdr.booking import BookPdr
from actions.pdr.cancelling import CancelPdr
from actions.pdr.needs import ShowNeeds
from actions.pdr.preparing import Prepare
from actions.pdr.recording import RecordPdr
from actions.pdr.showing import ShowPdr, ShowStanding, ShowTeamPdrs
from actions.pdr.taking_back import TakeBackPdr, UndoPdr
from actions.tasks.desk import Desk


def add_pdrs(desk: Desk) -> Desk:
    """Add them to the desk."""
    # These begin with the words of another task: "cancel her PDR", "it was not held after all", "undo that".
    return desk.add(CancelPdr(), TakeBackPdr(), UndoPdr()).begin_with(
        {
            "see_pdr": ShowPdr(),
            "prepare_pdr": Prepare(),
            "see_team_pdrs": ShowTeamPdrs(),
            "book_pdr": BookPdr(),
            "record_pdr": RecordPdr(),
            "see_team_standing": ShowStanding(),
            "see_what_needs_me": ShowNeeds(),
        }
    )
