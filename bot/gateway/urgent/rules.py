"""The first signal: phrases that people in danger use, in what was typed and in what was meant. Knows no classifier."""

import re
from dataclasses import dataclass
from enum import IntEnum

from bot.gateway.urgent.misspellings import Misspellings
from bot.gateway.urgent.normalise import normalise, sentences
from bot.gateway.urgent.phrases import read_phrases
from bot.gateway.urgent.urgency import Kind

_OWN = re.compile(r"\b(?:i|me|my|myself|us|we)\b")
_OTHER = re.compile(
    r"\b(?:he|she|they|him|her|his|their|himself|herself|themselves|friend|mate|pal|colleague|client|tenant|resident|user"
    r"|carer|employee|someone|somebody|neighbour|partner|wife|husband|son|daughter|niece|nephew|cousin|uncle|teenager"
    r"|child|customer|supervisee|report|lad|girl|parent|patient|girlfriend|boyfriend|person|people)\b"
)
# An illness or accident that is told with its day is not happening now.
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may(?! (?:be|have|need|not))|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_OVER = re.compile(
    rf"\b(?:yesterday|last (?:week|month|year|term|summer|winter|autumn|spring|{_DAY})"
    r"|(?:weeks?|wks?|months?|mths?|years?|yrs?) (?:ago|back)|for (?:\w+ )?(?:weeks|wks|months|years)"
    rf"|\d+(?:st|nd|rd|th)? (?:of )?{_MONTH}|in {_MONTH}|\d\d? (?:1[012]|0?[1-9]))\b"
)
_NOW = re.compile(r"\b(?:now|today|tonight|help|quick|quickly|urgent|urgently|hurry)\b")


class Strength(IntEnum):
    """How much the words say: nothing, low spirits, a word that stands for danger, danger in so many words."""

    NONE = 0
    WEAK = 1
    ALARM = 2
    EXPLICIT = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """What the rules see in a message."""

    strength: Strength
    kind: Kind = "self"


@dataclass(frozen=True, slots=True)
class Rules:
    """Looks for phrases. Figures of speech are taken out first; an explicit statement beside one still counts."""

    misspellings: Misspellings
    harmless: re.Pattern[str]
    subjects: re.Pattern[str]
    own_life: re.Pattern[str]
    events: tuple[tuple[Kind, re.Pattern[str]], ...]
    plain_words: re.Pattern[str]
    alarms: re.Pattern[str]
    weak: re.Pattern[str]

    @classmethod
    def load(cls) -> "Rules":
        """Return the rules, with their phrases read."""
        return cls(
            Misspellings.load(),
            read_phrases("harmless"),
            read_phrases("subjects"),
            read_phrases("dying", "despair", "means", "self_injury"),
            (
                ("abuse", read_phrases("abuse")),
                ("medical", read_phrases("medical")),
                ("threat", read_phrases("threats")),
            ),
            read_phrases("plain_words"),
            read_phrases("alarms"),
            read_phrases("weak"),
        )

    def readings(self, text: str) -> list[str]:
        """Return what was typed in plain words and, where it differs, what was meant."""
        typed = normalise(text)
        meant = self.misspellings.correct(typed)
        return [typed] if meant == typed else [typed, meant]

    def check(self, readings: list[str]) -> Finding:
        """Return the strongest finding in any reading of the text."""
        strongest = Finding(Strength.NONE)
        for reading in readings:
            for sentence in sentences(self.without_harmless(reading)):
                found = self._look(sentence)
                if found.strength is Strength.EXPLICIT:
                    return found
                strongest = max(strongest, found, key=lambda finding: finding.strength)
        return strongest

    def without_harmless(self, reading: str) -> str:
        """Return a reading without its figures of speech."""
        return " ".join(self.harmless.sub(" _ ", reading).split())

    def is_about_subject(self, passage: str) -> bool:
        """Whether a passage speaks of training, a policy or the like."""
        return self.subjects.search(passage.casefold()) is not None

    def _look(self, sentence: str) -> Finding:
        own = self.own_life.search(sentence)
        if own is not None:
            return Finding(Strength.EXPLICIT, _whose(own.group(), sentence))
        subject = self.is_about_subject(sentence)
        told = Strength.NONE
        for kind, pattern in self.events:
            event = pattern.search(sentence)
            # About a subject, only what is said of oneself is an event.
            if event is not None and (not subject or _OWN.search(event.group())):
                if kind != "medical" or _NOW.search(sentence) or not _OVER.search(sentence):
                    return Finding(Strength.EXPLICIT, kind)
                told = Strength.ALARM
        if subject:
            return Finding(told, "medical")
        if self.plain_words.search(sentence):
            return Finding(Strength.EXPLICIT, _whose("", sentence))
        if told or self.alarms.search(sentence):
            return Finding(Strength.ALARM, "medical" if told else _whose("", sentence))
        return Finding(Strength.WEAK if self.weak.search(sentence) else Strength.NONE)


def _whose(phrase: str, sentence: str) -> Kind:
    if _OWN.search(phrase):
        return "self"
    return "someone_else" if _OTHER.search(sentence) else "self"
