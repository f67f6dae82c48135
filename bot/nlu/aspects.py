"""Which side of a subject a question asks about: who, when, where, what it costs. Closed list; knows no Rasa.

The article's section for that side is spoken behind its short answer.
"""

import re

# The first that fits counts. Aspects are those of contracts.articles.ASPECTS.
PATTERNS = {
    "duration": re.compile(r"\bhow (long|many (hours|days|weeks|months|years))\b|\b(length|last) of\b"),
    "cost": re.compile(r"\b(cost|costs|price|fee|charge|free|pay for|pays for|afford)\b|\bhow much\b"),
    "when": re.compile(r"\b(when|how often|deadline|by what date|what date|what time|how frequently|every year)\b"),
    "where": re.compile(r"\b(where|whereabouts|which building|location|venue)\b"),
    "eligibility": re.compile(
        r"\b(who can|can i|am i (allowed|eligible|entitled)|who is it for|eligible|qualify|open to)\b"
    ),
    "managers": re.compile(r"\b(manager|managers|my team|line manage|supervisor)\b"),
    "who": re.compile(r"\b(who|whom|whose|contact|in charge|responsible)\b"),
    "how": re.compile(r"\b(how (do|can|would|to)|apply|join|sign up|register|book|enrol|access|steps|process)\b"),
    "why": re.compile(r"\b(why|purpose|point of|reason|benefit)\b"),
}


def aspects_of(text: str) -> list[str]:
    """Return the aspects that the words of a question touch, the most telling first."""
    plain = text.casefold()
    return [aspect for aspect, pattern in PATTERNS.items() if pattern.search(plain)]
