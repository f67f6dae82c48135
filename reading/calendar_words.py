"""The words of days: weekdays, months, numbers, and how they are written short."""

from dateutil.relativedelta import relativedelta

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
# Days that people name and not count, by day and month.
FEASTS = {
    **{"new years day": (1, 1), "valentines day": (14, 2), "halloween": (31, 10), "bonfire night": (5, 11)},
    **{"guy fawkes night": (5, 11), "christmas eve": (24, 12), "christmas day": (25, 12), "boxing day": (26, 12)},
    **{"new years eve": (31, 12)},
}
NUMBERS = {
    **{"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8},
    **{"nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "couple of": 2, "a couple of": 2},
    **{"thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "eighteen": 18, "twenty": 20},
}
COUNT = rf"\d{{1,2}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))}"
MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:r?u?ary|ch|il|ust|t?ember|ober|em?be?r)?"
# "Sat down" is no Saturday.
WEEKDAY = (
    r"(?!(?:sat|sun|wed|mon) (?:down|in|with|at|and|there))"
    r"(?:mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|r|rs|rsday|urday|day's)?"
)
FEAST = "|".join(name.replace("s day", "'?s day").replace("s eve", "'?s eve") for name in FEASTS)
UNIT = r"(?:day|week|wk|month|fortnight|year|yr)s?"


def month_of(word: str) -> int:
    """Return the number of a month, 1 to 12, from its name or the beginning of it."""
    return [name[:3] for name in MONTHS].index(word[:3].lower()) + 1


def weekday_of(word: str) -> int:
    """Return the number of a weekday, 0 for Monday, from its name or the beginning of it."""
    return [name[:3] for name in WEEKDAYS].index(word[:3].lower())


def feast_of(words: str) -> tuple[int, int]:
    """Return day and month of a day that has a name."""
    return FEASTS[words.lower().replace("'", "")]


def number_of(word: str) -> int:
    """Return the number that a word or figures say."""
    return NUMBERS.get(word.lower()) or int(word)


def span_of(count: str, unit: str) -> relativedelta:
    """Return a length of time: "two", "weeks"."""
    number, start = number_of(count), unit.lower()
    if start.startswith(("wk", "week")):
        return relativedelta(weeks=number)
    if start.startswith("fortnight"):
        return relativedelta(weeks=2 * number)
    if start.startswith("day"):
        return relativedelta(days=number)
    return relativedelta(months=number) if start.startswith("month") else relativedelta(years=number)
