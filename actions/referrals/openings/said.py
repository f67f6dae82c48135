"""An opening as it is read: in small letters, short forms written out, slips mended, split where one thought ends."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rapidfuzz.distance import OSA

from contracts.yaml_files import read_yaml

FILE = Path(__file__).with_name("words.yml")
WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
# Shorter words are too like each other to mend.
LEAST_LETTERS = 5
# "Off sick" and "of sick".
OF_SICK = re.compile(r"(?<!\bout )\bof (?=(?:sick|work since|ill since|since)\b)")
# "10/11-8/12".
DATES_JOINED = re.compile(r"(?<![\d./-])(\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?) ?- ?(?=\d{1,2}[./]\d)")
FULL_STOP = re.compile(r"(?<=[.!?;])(?=\s|$)|\n+")


@dataclass(frozen=True, slots=True)
class Words:
    """What is put in place of what."""

    short: dict[str, str]
    known: tuple[str, ...]
    never: frozenset[str]


@cache
def words() -> Words:
    """Read the file once. Raises OSError or yaml.YAMLError."""
    content = read_yaml(FILE)
    return Words(content["short"], tuple(content["known"].split()), frozenset(content["never"].split()))


def plain(text: str) -> str:
    """Return the text in small letters and plain signs, with short forms written out and slips mended."""
    said = (
        text.casefold().replace("’", "'").replace("‘", "'").replace("w/", "with ").replace("–", "-").replace("—", "-")
    )
    said = "".join(sign for sign in unicodedata.normalize("NFKD", said) if not unicodedata.combining(sign))
    lines = [" ".join(line.split()) for line in said.splitlines()]
    said = "\n".join(line for line in lines if line)
    said = DATES_JOINED.sub(r"\1 to ", said)
    said = re.sub(r"\bocc(?:y|upational)?\.? ?health\b|\bocc health\b|\bo\.h\.", "occupational health", said)
    said = WORD.sub(lambda match: _mended(match[0]), said)
    return OF_SICK.sub("off ", said).replace("occupational occupational", "occupational")


def sentences(said: str) -> list[str]:
    """Return the sentences of a plain text."""
    return [part.strip() for part in FULL_STOP.split(said) if part.strip()]


def _mended(word: str) -> str:
    known = words()
    if word in known.short:
        return known.short[word]
    if len(word) < LEAST_LETTERS or word in known.never or word in known.known:
        return word
    for right in known.known:
        # An ending makes another word of the same family.
        if right[0] != word[0] or word.startswith(right) or right.startswith(word):
            continue
        if OSA.distance(word, right, score_cutoff=2) <= (1 if len(right) < 9 else 2):
            return right
    return word
