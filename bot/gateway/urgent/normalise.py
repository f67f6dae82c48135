"""Makes one plain reading of what was typed: letters, digits for letters, contractions, slang. Knows no rule."""

import re
import unicodedata

# Letters of other alphabets that look like ours, and signs that stand for letters inside a word.
_LOOK_ALIKE = str.maketrans("аеорсухіѕкмтвнԁ’‘ʼ`´", "aeopcyxiskmtbhd'''''")
_SIGNS = re.compile(r"(?<=\w)[@$!|](?=\w)")
_SIGN_LETTERS = {"@": "a", "$": "s", "!": "i", "|": "i"}
_DIGITS = str.maketrans("0134578", "oieastb")
_DIGIT_WORD = re.compile(
    r"\b(?=\w*[a-z])(?=\w*\d)(?!\d*(?:1st|2nd|3rd|\dth)\b|\d+(?:am|pm|h|hrs?|mins?|k|mg|g|ml)\b)\w+\b"
)
_REPEATED = re.compile(r"([a-z])\1{2,}")
_SPACED = re.compile(r"(?<!\w)(?:\w[ .\-*]+){3,}\w(?!\w)")
_SENTENCE_END = re.compile(r"(?:[.?!;:…]+(?=\s|$)\s*|\n\s*)+")
_NOT_WORD = re.compile(r"[^\w.' ]+|_+")
_LONE_MARK = re.compile(r"(?<!\w)'+|'+(?!\w)|(?<=\w)\.(?=\w)")

# What is written short, with and without its apostrophe.
_SHORT = {
    "i'm": "i am", "im": "i am", "iam": "i am", "i've": "i have", "ive": "i have", "i'll": "i will", "i'd": "i would",
    "imma": "i am going to", "ima": "i am going to", "gonna": "going to", "gunna": "going to", "gona": "going to",
    "wanna": "want to", "wana": "want to", "wanta": "want to", "gotta": "have to", "tryna": "trying to",
    "cannot": "cannot", "cant": "cannot", "can't": "cannot", "cnt": "cannot", "won't": "will not", "wont": "will not",
    "dont": "do not", "doesnt": "does not", "didnt": "did not", "isnt": "is not", "arent": "are not",
    "wasnt": "was not", "werent": "were not", "wouldnt": "would not", "couldnt": "could not", "shouldnt": "should not",
    "havent": "have not", "hasnt": "has not", "hadnt": "had not", "aint": "is not", "shan't": "will not",
    "dunno": "do not know", "hes": "he is", "shes": "she is", "theyre": "they are", "youre": "you are",
    "whats": "what is", "thats": "that is", "theres": "there is", "wheres": "where is", "hows": "how is",
    "id've": "i would have", "cba": "cannot be bothered", "kms": "kill myself", "kmself": "kill myself",
    "ctb": "kill myself", "kys": "kill yourself", "rn": "right now", "u": "you", "ur": "your", "r": "are", "n": "and",
    "plz": "please", "pls": "please", "cos": "because", "cuz": "because", "coz": "because", "bc": "because",
    "w8": "wait", "h8": "hate", "l8r": "later", "gr8": "great", "m8": "mate", "b4": "before", "2day": "today",
    "2nite": "tonight", "tonite": "tonight", "2moro": "tomorrow", "2mrw": "tomorrow", "tmrw": "tomorrow",
    "4ever": "forever", "4eva": "forever", "4": "for", "2": "to", "od": "overdose", "o'd": "overdosed",
    "od'd": "overdosed", "oded": "overdosed", "od'ed": "overdosed", "od'ing": "overdosing", "oding": "overdosing",
    "sui": "suicide", "su": "suicide", "unalived": "unalive", "unaliving": "unalive", "meself": "myself",
    "mesen": "myself", "mesel": "myself", "mi": "my", "nowt": "nothing", "owt": "anything", "anymore": "any more",
    "longa": "longer", "d'you": "do you", "should've": "should have", "infront": "in front", "idk": "i do not know",
    "ppl": "people", "sth": "something", "smth": "something", "som1": "someone", "any1": "anyone", "no1": "no one",
    "wtd": "want to die", "sumone": "someone", "noone": "no one", "everyday": "every day", "em": "them",
}  # fmt: skip
_ENDINGS = (("n't", " not"), ("'re", " are"), ("'ve", " have"), ("'ll", " will"), ("'d", " would"), ("'s", " is"))
_ME_BEFORE = re.compile(
    r"\bme (?=(?:own )?(?:wrists?|arms?|legs?|life|head|self|husband|wife|partner|kids|mum|throat)\b)"
)
_TWO_FOR_ONE = re.compile(r"\b(my|him|her|your|them|one) (self|selves)\b|\b(over) (dos(?:e|ed|ing))\b")


def letters(text: str) -> str:
    """Return the text in plain lower-case Latin letters, without accents or anything invisible."""
    text = unicodedata.normalize("NFKC", text).casefold().translate(_LOOK_ALIKE)
    parts = unicodedata.normalize("NFKD", text)
    return "".join(c for c in parts if unicodedata.category(c) not in {"Mn", "Cf", "Cc", "Cs"} or c == "\n")


def normalise(text: str) -> str:
    """Return words of a-z and digits, one space apart, contractions written out; ` . ` ends a sentence."""
    text = letters(text).replace("don;t", "don't").replace("can;t", "can't")
    text = _SIGNS.sub(lambda found: _SIGN_LETTERS[found.group()], text)
    text = _SPACED.sub(_join_letters, text)
    text = _NOT_WORD.sub(" ", _SENTENCE_END.sub(" . ", text))
    text = _LONE_MARK.sub(" ", text)
    words = (_write_out(word) for word in text.split())
    text = " ".join(words).replace("can not", "cannot")
    text = _ME_BEFORE.sub("my ", text)
    return _TWO_FOR_ONE.sub(lambda found: "".join(part for part in found.groups() if part), text)


def sentences(text: str) -> list[str]:
    """Return the sentences of a normalised text."""
    return [part for part in (piece.strip() for piece in text.split(" . ")) if part.strip(" .")]


def _join_letters(found: re.Match[str]) -> str:
    # Where two spaces part the words, they stay apart.
    return " ".join(re.sub(r"[ .\-*]", "", word) for word in re.split(r" {2,}", found.group()))


def _write_out(word: str) -> str:
    if word in _SHORT:
        return _SHORT[word]
    if _DIGIT_WORD.fullmatch(word):
        word = word.translate(_DIGITS)
    word = _REPEATED.sub(r"\1", word)
    if word in _SHORT:
        return _SHORT[word]
    for ending, written in _ENDINGS:
        if word.endswith(ending):
            return word.removesuffix(ending) + written
    return word.replace("'", "")
