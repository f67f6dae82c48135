"""What each day of an opening is the day of: the first of the absence, the note's, the return, the talk about it."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from actions.referrals.openings.lengths_said import absence_of, is_length_of_absence, note_length_of
from actions.referrals.openings.phrases import has, last_end
from actions.referrals.openings.said import sentences
from reading.days import Mention, find_mentions
from reading.lasting import Lasting, find_lasting

# A note that began longer ago than this is next year's.
LONGEST_NOTE = timedelta(days=300)
# What began longer ago than this, and may as well be near, is to come.
LONGEST_START = timedelta(days=120)


@dataclass(slots=True)
class Days:
    """The days that were said, by what they are."""

    absence_from: date | None = None
    # Whether that day was named, and does not only follow from a length of time.
    went_off: bool = False
    fit_note_from: date | None = None
    fit_note_to: date | None = None
    expected_return: date | None = None
    discussed_on: date | None = None
    next_meeting_on: date | None = None
    needed_by: date | None = None
    half_pay_on: date | None = None
    stress_assessed_on: date | None = None


def read_days(said: str, today: date) -> Days:
    """Return what the days of a plain text are."""
    reader = Reader(said, today)
    for sentence in sentences(said):
        reader.read(sentence)
    return reader.finish()


class Reader:
    """Goes through a text, sentence by sentence; of two days for the same thing the first counts."""

    def __init__(self, said: str, today: date) -> None:
        """Begin with no day."""
        self.said, self.today, self.days = said, today, Days()
        self.has_note = has("note", said)
        # The first days of an absence as they were said, and as they follow from how long it has lasted.
        self.firsts: list[date] = []
        self.lasted: list[date] = []

    def read(self, sentence: str) -> None:
        """Read the days of a sentence, then the lengths of time."""
        lastings = find_lasting(sentence, self.today)
        mentions = [
            mention
            for mention in find_mentions(sentence, self.today)
            if not any(is_length_of_absence(lasting, mention, sentence) for lasting in lastings)
            # "The Sunday before" is counted from another day.
            and not has("from_another_day", sentence[max(0, mention.start - 5) : mention.end + 12])
        ]
        named = list(mentions)
        begin = 0
        while mentions:
            mention, *mentions = mentions
            if has("no_this_one", sentence[begin : mention.start]) and self.firsts and mention.past:
                self.firsts[-1] = mention.past
                begin = mention.end
                continue
            left, before = sentence[begin : mention.start], sentence[: mention.start]
            right = sentence[mention.end : mentions[0].start if mentions else len(sentence)]
            if mentions and has("joined", right) and self._take_span(mention, mentions[0], before):
                mention, *mentions = mentions
            else:
                self._take(mention, left, right)
            begin = mention.end
        for lasting in lastings:
            span = note_length_of(lasting, sentence)
            if span and (begins := _beginning_after(lasting, sentence, named)):
                self._take_begun(begins)
            if span and self.days.fit_note_from and not self.days.fit_note_to:
                self.days.fit_note_to = self.days.fit_note_from + span
            first = None if span else absence_of(lasting, sentence)
            self.lasted += [first] if first else []

    def finish(self) -> Days:
        """Return the days, with the first one of the absence."""
        then = None if self.firsts else self._since_then()
        self.days.went_off = bool(self.firsts)
        self.days.absence_from = next(iter([*self.firsts, *([then] if then else []), *self.lasted]), None)
        return self.days

    def _take_begun(self, day: date) -> None:
        """ "Signed off two weeks from Monday": the note begins then, and the absence, if nothing else is said."""
        self.days.fit_note_from = self.days.fit_note_from or day
        if has("signed", self.said) and not has("signed_again", self.said):
            self.firsts.append(day)

    def _take_span(self, first: Mention, last: Mention, before: str) -> bool:
        is_late = first.past is None or self.today - first.past >= LONGEST_NOTE
        start, end = first.ahead if is_late else first.past, last.ahead
        if not start or not end or end < start:
            return False
        if self.has_note and not has("absence_of_a_span", before):
            self.days.fit_note_from = self.days.fit_note_from or start
            self.days.fit_note_to = self.days.fit_note_to or end
            return True
        if has("off", before) and first.past:
            self.firsts.append(first.past)
            return True
        return False

    def _take(self, mention: Mention, left: str, right: str) -> None:
        """What is asked of the days to come is asked first: "back on the 30th" is no 30th of the month before."""
        if has("half_pay", left) or has("half_pay_follows", right):
            self.days.half_pay_on = self.days.half_pay_on or mention.ahead
            return
        past = mention.past if mention.past and mention.past <= self.today else None
        if not self._take_ahead(mention.ahead, past, left) and past:
            self._take_past(mention, past, left, right)

    def _take_ahead(self, day: date | None, past: date | None, left: str) -> bool:
        if day is None:
            return False
        days, is_ahead = self.days, day >= self.today
        if is_ahead and has("needed", left):
            days.needed_by = days.needed_by or day
        elif day > self.today and self._is_return(left):
            days.expected_return = days.expected_return or day
        elif has("self_certified", left):
            return False
        elif has("until", left) and (has("note", left) or (self.has_note and not has("meeting", left))):
            days.fit_note_to = days.fit_note_to or (past if past and has("ran_out", left) else day)
        elif is_ahead and has("meeting", left) and not has("talk", left):
            days.next_meeting_on = days.next_meeting_on or day
        else:
            return False
        return True

    def _take_past(self, mention: Mention, day: date, left: str, right: str) -> None:
        if right.startswith((" after ", " before ")):
            # "The Tuesday after half term" is no day of this week or the last.
            return
        if has("stress_assessed", left) or has("stress_assessed_follows", right):
            self.days.stress_assessed_on = self.days.stress_assessed_on or day
        elif not has("since_word", left) and self._is_rather_ahead(mention):
            return
        elif has("since", left):
            self._take_beginning(left, day)
        elif not self._take_first(day, left, right):
            self._take_other(day, left, right)

    def _take_first(self, day: date, left: str, right: str) -> bool:
        """Take the day as the first of the absence, if it is."""
        if has("went_off", left) and not has("was_off", left):
            self.firsts.insert(0 if has("first_went", left) else len(self.firsts), day)
        elif has("went_off_next_day", right):
            self.firsts.append(day + timedelta(days=1))
        elif has("went_off_follows", right):
            self.firsts.append(day)
        else:
            return False
        return True

    def _take_other(self, day: date, left: str, right: str) -> None:
        if self._is_talk(left, right):
            self.days.discussed_on = self.days.discussed_on or day
        elif has("note", left) and has("note_dated", left):
            self.days.fit_note_from = self.days.fit_note_from or day

    def _is_rather_ahead(self, mention: Mention) -> bool:
        """ "From 1 December", said in November, is no December of a year ago."""
        if mention.past is None or mention.ahead is None or mention.ahead <= self.today:
            return False
        behind = self.today - mention.past
        return behind > LONGEST_START and (mention.ahead - self.today) * 3 < behind

    def _take_beginning(self, left: str, past: date) -> None:
        """ "Since the 5th" is of the note or of the absence, whichever was named last."""
        note = last_end("note", left)
        if note and note >= last_end("off", left):
            self.days.fit_note_from = self.days.fit_note_from or past
            if re.search(r"\bsigned\b", left) and not has("signed_again", left):
                self.firsts.append(past)
        elif not has("other_beginning", left):
            self.firsts.append(past)

    def _is_return(self, left: str) -> bool:
        if not has("return", left) or has("since", left) or has("was_return", left):
            return False
        note = last_end("note", left)
        return not note or not has("until", left) or has("return", left[note:])

    def _is_talk(self, left: str, right: str) -> bool:
        if has("other_talk", f"{left} {right}") or has("other_day", left):
            return False
        # "On Friday I spoke to her": the talk may follow, at once.
        return has("talk", left) or (has("talk_follows", right) and has("talk", right[:40]))

    def _since_then(self) -> date | None:
        """ "Off since then": since the day that was named last."""
        end = last_end("since_then", self.said)
        days = [mention.past for mention in find_mentions(self.said[:end], self.today) if mention.past]
        return days[-1] if end and days else None


def _beginning_after(lasting: Lasting, sentence: str, mentions: list[Mention]) -> date | None:
    """Return the day from which a length of time is counted, where it follows at once."""
    for mention in mentions:
        if mention.start >= lasting.end and has("counted_from", sentence[lasting.end : mention.start]):
            return mention.past
    return None
