"""Every task about training, by the intent that begins it."""

from collections.abc import Mapping

from actions.tasks.desk import UNDO, Desk
from actions.training.booking import Book
from actions.training.cancelling import Cancel
from actions.training.finding import Compare, Find
from actions.training.interest import Interest
from actions.training.moving import Move
from actions.training.offers import Offer
from actions.training.planning import Plan
from actions.training.records import SendInvite, ShowBookings, ShowOwed, ShowTeam
from actions.training.requests import Decide, ShowRequests
from actions.training.undoing import Undo, Withdraw


def training_desk(sentences: Mapping[str, str]) -> Desk:
    """Return the desk with every task; `sentences` are the refusals by code."""
    book, decide, offer = Book(), Decide(), Offer()
    kinds = {
        "find_training": Find(),
        "compare_sessions": Compare(),
        "book_training": book,
        "join_waiting_list": book,
        "list_bookings": ShowBookings(),
        "move_booking": Move(),
        "cancel_booking": Cancel(),
        "accept_offer": offer,
        "decline_offer": offer,
        "list_owed_training": ShowOwed(),
        "plan_training": Plan(),
        "express_interest": Interest(),
        "list_requests": ShowRequests(),
        "approve_request": decide,
        "decline_request": decide,
        "list_team_training": ShowTeam(),
        "send_invite": SendInvite(),
        UNDO: Undo(),
    }
    return Desk(kinds, sentences).add(Withdraw())
