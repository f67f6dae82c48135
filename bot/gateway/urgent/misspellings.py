"""Reads key words through typing mistakes and missing spaces. Knows which words matter, and no rule."""

from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.gateway.urgent.normalise import normalise

# Words that look like a misspelt key word and are none; made from word lists, kept as data.
ORDINARY_WORDS = Path(__file__).with_name("ordinary_words.txt")

KEYS = ["suicide", "suicidal", "suicides", "kill", "killing", "killed", "myself", "himself", "herself", "yourself", "themselves", "overdose", "overdosed", "overdosing", "hanging", "hang", "hurting", "harming", "harm", "hurt", "cutting", "alive", "dead", "death", "dying", "ending", "wrist", "wrists", "blade", "blades", "knife", "tablets", "pills", "swallowed", "swallow", "bleeding", "breathing", "unconscious", "collapsed", "seizure", "choking", "choked", "strangled", "strangle", "murder", "stabbed", "weapon", "beating", "beaten", "raped", "violent", "violence", "abused", "abusive", "threatened", "threatening", "petrol", "ambulance", "goodbye", "living", "anymore", "worthless", "hopeless", "pointless", "jump", "jumping", "drown", "drowning", "bridge", "train", "noose", "scared", "afraid", "terrified", "frightened", "husband", "partner", "boyfriend", "girlfriend", "finish", "tonight", "everything", "nothing", "cannot", "want", "wish", "life", "reason", "wanted", "exist", "disappear", "tired", "heart", "attack", "throat", "burning", "bottle", "taking", "depressed", "stopped", "moving", "punched", "kicked", "throwing", "attempted"]
# Too short, or too far from the word that is meant, for a measure of distance.
MEANT = {
    "dei": "die", "dye": "die", "diee": "die", "dy": "die", "dye'ing": "dying", "kil": "kill", "kll": "kill",
    "liv": "live", "lyf": "life", "lif": "life", "lfe": "life", "endit": "end it", "deth": "death",
    "wnt": "want", "wan": "want", "sewisidal": "suicidal", "sewicidal": "suicidal",
    "sooicide": "suicide", "suislide": "suicide", "sewerslide": "suicide", "sewercide": "suicide", "sucide": "suicide",
    "suicied": "suicide", "siucide": "suicide", "suiside": "suicide", "sueside": "suicide", "sewicide": "suicide",
    "suisidal": "suicidal", "soosidal": "suicidal", "slef": "self", "sefl": "self", "pils": "pills", "ov": "of",
    "rist": "wrist", "rists": "wrists", "nife": "knife", "nifes": "knives", "agen": "again", "agane": "again",
    "bleding": "bleeding", "breth": "breath", "brething": "breathing", "brethe": "breathe",
    "htis": "this", "teh": "the", "taht": "that", "tihs": "this", "hoo": "who", "cutted": "cut", "tryed": "tried",
    "trian": "train", "infornt": "in front", "goign": "going", "goin": "going", "gona": "going to", "kile": "kill",
    "dieing": "dying", "dyeing": "dying", "mysef": "myself", "myslf": "myself", "mself": "myself", "miself": "myself",
    "meslf": "myself", "hing": "hang", "ahng": "hang", "jmup": "jump", "jum": "jump", "cuting": "cutting",
    "hrut": "hurt", "hert": "hurt", "hirt": "hurt", "thn": "than", "tehm": "them", "aliv": "alive", "hole": "whole",
    "edn": "end", "ned": "end", "enf": "end", "lief": "life", "beeting": "beating", "beets": "beats",
    "slep": "sleep", "wake-up": "wake up", "nomore": "no more", "hamring": "harming", "ovrdose": "overdose",
    "somone": "someone", "frend": "friend", "freind": "friend", "collegue": "colleague", "beter": "better",
    "unconcious": "unconscious", "uncontious": "unconscious", "colapsed": "collapsed", "wana": "want to",
    "dyin": "dying", "livin": "living", "hurtin": "hurting", "cuttin": "cutting", "killin": "killing", "endin": "ending",
    "takin": "taking", "jumpin": "jumping", "hittin": "hitting", "beatin": "beating", "thinkin": "thinking",
    "suffercate": "suffocate", "chokeing": "choking", "bleedin": "bleeding", "haning": "hanging", "hangin": "hanging",
    "dwon": "down", "payn": "pain", "pane": "pain", "pians": "pains", "stoke": "stroke", "strok": "stroke", "stroek": "stroke",
    "atack": "attack", "ded": "dead", "beta": "better", "betta": "better", "btr": "better", "werth": "worth", "hoples": "hopeless",
    "hopeles": "hopeless", "wrthless": "worthless", "razer": "razor", "afrade": "afraid", "scard": "scared", "fritend": "frightened",
    "husbnad": "husband", "husbend": "husband", "colapst": "collapsed", "colapsd": "collapsed", "breeth": "breathe", "wen": "when",
    "ovadose": "overdose", "ovadosed": "overdosed", "overdozed": "overdosed", "thorts": "thoughts", "wiv": "with", "hav": "have", "drwon": "drown", "nething": "anything", "anythin": "anything", "nuffin": "nothing", "sicide": "suicide",
}  # fmt: skip
# With these and the key words, a sentence without spaces is cut into its words.
SMALL_WORDS = ["i", "a", "am", "im", "ive", "ill", "to", "be", "me", "my", "we", "you", "he", "she", "it", "is", "in", "on", "of", "off", "up", "and", "not", "no", "dont", "do", "cant", "cannot", "want", "wanna", "wanted", "gonna", "going", "die", "end", "all", "life", "live", "here", "any", "more", "anymore", "wish", "was", "were", "that", "this", "with", "can", "could", "just", "so", "please", "help", "hate", "on", "cant", "go", "been", "have", "has", "had", "feel", "like", "think", "about", "take", "over", "better", "without", "everyone", "the", "them", "him", "her", "his", "hit", "hits", "hurts", "self", "own", "out", "for", "get", "going", "now", "tonight", "today", "never", "wake", "again", "sleep", "need"]
LONGEST_RUN_ON = 60


class Misspellings:
    """Corrects towards the key words, and nothing else."""

    def __init__(self, ordinary_words: frozenset[str]) -> None:
        """Leave these words alone."""
        self._ordinary = ordinary_words
        self._keys = frozenset(KEYS)
        self._parts = frozenset([*KEYS, *SMALL_WORDS])

    @classmethod
    def load(cls) -> "Misspellings":
        """Return the corrections with the list of ordinary words."""
        return cls(frozenset(ORDINARY_WORDS.read_text(encoding="utf-8").split()))

    def correct(self, text: str) -> str:
        """Return a normalised text with its misspelt key words put right, and run-on words cut."""
        corrected = " ".join(self._meant(word) for word in text.split())
        return corrected if corrected == text else normalise(corrected)

    def _meant(self, word: str) -> str:
        if word in MEANT:
            return MEANT[word]
        if len(word) < 4 or word in self._parts or word in self._ordinary or not word.isalpha():
            return word
        allowed = 1 if len(word) < 8 or word.endswith("ing") else 2
        found = process.extractOne(word, KEYS, scorer=OSA.distance, score_cutoff=allowed)
        if found is not None and _alike(word, found[0]):
            return found[0]
        return " ".join(self._cut(word)) or word if 7 <= len(word) <= LONGEST_RUN_ON else word

    def _cut(self, word: str) -> list[str]:
        # best[end] is the cut of word[:end] with the fewest parts.
        best: list[list[str] | None] = [[]] + [None] * len(word)
        for end in range(1, len(word) + 1):
            for start in range(max(0, end - 10), end):
                before = best[start]
                part = word[start:end]
                if before is None or part not in self._parts:
                    continue
                if best[end] is None or len(before) + 1 < len(best[end] or []):
                    best[end] = [*before, part]
        return best[len(word)] or []


def _alike(word: str, key: str) -> bool:
    # Few mistake the first letter, and a short word is easily one letter away from another.
    return word[0] == key[0] or word[:2] == key[1::-1]
