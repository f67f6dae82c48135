"""What a length of time in an opening is the length of: an absence, a fit note, or something else."""

from datetime import date

from dateutil.relativedelta import relativedelta

from actions.referrals.openings.phrases import has, last_end
from reading.days import Mention
from reading.lasting import Lasting

# So many letters around it may say that somebody is off.
BEFORE, AFTER = 60, 30


def note_length_of(lasting: Lasting, sentence: str) -> relativedelta | None:
    """Return how long a note runs, where the length is a note's."""
    before, after = sentence[: lasting.start], sentence[lasting.end :]
    if has("note_for_so_long", before) or after.startswith((" fit note", " sick note")):
        return lasting.span
    note = last_end("note", before)
    # "Note dated the 10th for three weeks": the note was named last, not the absence.
    return lasting.span if note and has("for_so_long", before) and not has("off", before[note:]) else None


def absence_of(lasting: Lasting, sentence: str) -> date | None:
    """Return the first day of an absence of that length; None where the length is of something else."""
    before, after = sentence[: lasting.start], sentence[lasting.end :]
    if has("other_length", before) and not has("off_for_the_last", before):
        return None
    if after.startswith((" after", " before", " later")) and not has("off_just_before", before):
        return None
    if has("after", before) and not has("off_just_after", after):
        return None
    if has("odd_days", sentence[lasting.start : lasting.end + AFTER]):
        return None
    near = sentence[max(0, lasting.start - BEFORE) : lasting.end + AFTER]
    return lasting.first if has("off", near) and not has("other_story", before) else None


def is_length_of_absence(lasting: Lasting, mention: Mention, sentence: str) -> bool:
    """ "Two weeks tomorrow" and "two weeks last Friday" are lengths of an absence, and no days."""
    if mention.past is None and (has("until", sentence[: mention.start]) or has("meeting", sentence[: mention.start])):
        # "Runs out a week on Friday" is a day.
        return False
    is_within = lasting.start <= mention.start and mention.end <= lasting.end
    return is_within and has("off", sentence) and not has("not_ago", sentence[: lasting.start])
