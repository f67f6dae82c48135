"""Every task about induction, by the intent that begins it."""

from collections.abc import Mapping

from actions.induction.completing import CompleteStep
from actions.induction.confirming import ConfirmStep
from actions.induction.contacts import ShowContacts
from actions.induction.moving import MoveStep
from actions.induction.naming import NameContact
from actions.induction.reminding import SetReminder
from actions.induction.showing import ShowInduction
from actions.induction.starters import ShowStarters
from actions.induction.undoing import UndoInduction
from actions.tasks.desk import Desk
from contracts.articles import Article


def add_induction(desk: Desk, articles: Mapping[str, Article]) -> Desk:
    """Add them to the desk; `articles` are those that steps lead on to."""
    confirm = ConfirmStep()
    kinds = {
        "see_induction": ShowInduction(articles),
        "complete_step": CompleteStep(confirm),
        "ask_contacts": ShowContacts(),
        "set_reminder": SetReminder(),
        "move_step": MoveStep(),
        "see_starters": ShowStarters(),
        "confirm_step": confirm,
        "name_contact": NameContact(),
    }
    return desk.begin_with(kinds).add(UndoInduction())
