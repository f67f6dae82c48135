"""Makes the slips that people make on a phone: letters left out, swapped, doubled, hit beside, words as they sound.

The same text has the same slips each time, so that training twice gives the same. Knows no Rasa.
"""

import random
import re

KEYS_BESIDE = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo", "j": "hk",
    "k": "jl", "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "w", "r": "et", "s": "ad", "t": "ry",
    "u": "yi", "v": "cb", "w": "qe", "x": "zc", "y": "tu", "z": "x",
}  # fmt: skip
AS_IT_SOUNDS = (
    ("tion", "shun"), ("ph", "f"), ("ough", "uf"), ("ie", "ei"), ("ei", "ie"), ("ck", "k"), ("ce", "se"), ("ci", "si"),
    ("ould", "ud"), ("ight", "ite"), ("ea", "ee"), ("ee", "ea"), ("ll", "l"), ("ss", "s"), ("mm", "m"), ("ing", "in"),
    ("ence", "ance"), ("ance", "ence"), ("wh", "w"), ("kn", "n"), ("ai", "ay"), ("ure", "er"), ("our", "or"),
    ("y", "i"),
)  # fmt: skip
# Of the words that are long enough, this share has a slip; of those that are longer still, some have two.
SHARE, SECOND, SHORTEST, LONG = 0.45, 0.35, 4, 7
_MARKS = re.compile(r"[?.,!']")


def misspell(text: str) -> str:
    """Return the text as somebody might type it who is in a hurry; half of all texts lose capitals and marks, too."""
    chance = random.Random(text)  # noqa: S311 slips, no secret
    typed = " ".join(_word(word, chance) for word in text.split())
    return _MARKS.sub("", typed).lower() if chance.random() < 0.5 else typed


def _word(word: str, chance: random.Random) -> str:
    if len(word) < SHORTEST or not word.isalpha() or chance.random() >= SHARE:
        return word
    word = _slip(word, chance)
    return _slip(word, chance) if len(word) >= LONG and chance.random() < SECOND else word


def _slip(word: str, chance: random.Random) -> str:
    """Few mistake the first letter, so it stays, but that it may change its place."""
    place, kind = chance.randrange(1, len(word)), chance.random()
    before, letter, after = word[:place], word[place], word[place + 1 :]
    if kind < 0.3:
        return before + after
    if kind < 0.45:
        return before[:-1] + letter + before[-1] + after
    if kind < 0.55:
        return before + letter + letter + after
    if kind < 0.65:
        return before + chance.choice(KEYS_BESIDE.get(letter.lower(), "e")) + after
    for written, heard in chance.sample(AS_IT_SOUNDS, len(AS_IT_SOUNDS)):
        if written in word[1:]:
            return word[0] + word[1:].replace(written, heard, 1)
    return before + after
