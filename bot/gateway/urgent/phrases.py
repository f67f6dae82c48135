"""Reads the files of phrases/: each line is a regular expression over normalised words, with the {names} below."""

import re
from pathlib import Path

DIRECTORY = Path(__file__).with_name("phrases")

_KIN = [
    "husbands?",
    "wife",
    "partner",
    "boyfriend",
    "girlfriend",
    "fiancee?",
    "fella",
    "bloke",
    "missus",
    "hubby",
    "ex",
    "dad(?:dy)?",
    "father",
    "mum",
    "mam",
    "mother",
    "stepdad",
    "stepfather",
    "stepmum",
    "brother",
    "sister",
    "son",
    "daughter",
    "uncle",
    "aunt",
    "cousin",
    "grandad",
    "nan",
    "(?:mother|father)?.?in.laws?",
    "family",
    "flatmate",
    "housemate",
    "other.half",
    "spouse",
    "parents?",
    "niece",
    "nephew",
]
_OTHERS = [
    "kids?",
    "child",
    "children",
    "baby",
    "toddler",
    "teenager",
    "lad",
    "girl",
    "boy",
    "man",
    "woman",
    "friend",
    "mate",
    "pal",
    "neighbour",
    "colleague",
    "boss",
    "manager",
    "supervisor",
    "coworker",
    "worker",
    "carer",
    "client",
    "tenant",
    "resident",
    "customer",
    "patient",
    "pupil",
    "student",
    "service.user",
    "landlord",
    "someone",
    "somebody",
    "anyone",
    "people",
    "everyone",
    "everybody",
    "guy",
    "dude",
    "lady",
    "gentleman",
    "member.of.staff",
    "employee",
    "user",
]
NAMES = {
    "gap": r"(?: \w+){0,3}?",
    "self": r"(?:myself|himself|herself|themselves|themself|yourself|yourselves|oneself|ourselves)",
    "partner": "(?:" + "|".join([*_KIN, "man"]) + ")",
    "kin": "(?:" + "|".join([*_KIN, *_OTHERS]) + ")",
    "pills": (
        r"(?:pills?|tablets?|tabs|paracetamols?|medications?|meds|medicines?|tramadol|ibuprofen|aspirins?|codeine"
        r"|insulin|bleach|antifreeze|weed ?killer|morphine|painkillers?|antidepressants?|capsules|diazepam|valium"
        r"|sertraline|sleepers|sleeping|(?:rat )?poison|amitriptyline|zopiclone|drain cleaner|methadone|heroin)"
    ),
    "much": (
        r"(?:all|whole|entire|lots?|every|too? (?:many|much)|loads|handfuls?|packets?|packs?|bottles?|box(?:es)?|full"
        r"|bunch|strips?|dozens?|hundred|rest of|\d\d+|fourteen|sixteen|twenty|thirty|forty|fifty|sixty|double"
        r"|more than|pile|stash|tub|months?|weeks? worth|load|excess|stockpile)"
    ),
    "end": (
        r"(?= \.|$| now| tonight| today| for good| forever| all\b| once| soon| because| but| and| please| so| any\b"
        r"| i )"
    ),
}


def read_phrases(*names: str) -> re.Pattern[str]:
    """Return a pattern that finds any phrase of the named files, at the borders of words."""
    lines = [line for name in names for line in (DIRECTORY / f"{name}.txt").read_text(encoding="utf-8").splitlines()]
    phrases = "|".join(line for line in lines if line and not line.startswith("#"))
    for name, pattern in NAMES.items():
        phrases = phrases.replace(f"{{{name}}}", pattern)
    return re.compile(rf"\b(?:{phrases})(?!\w)")
