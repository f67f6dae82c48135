"""Says whether the text of a question may be kept for the knowledge editors: only what could be anybody's question.

Not kept: a first-person story, anything about health, a capitalised word that is no word of ours. The API checks again.
"""

from spacy.tokens import Doc, Token

from bot.nlu.language import STARTERS

FIRST_PERSON = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "im", "ive", "id"})
HEALTH = frozenset(
    [
        "absence",
        "anxiety",
        "anxious",
        "bereavement",
        "cancer",
        "counselling",
        "covid",
        "depressed",
        "depression",
        "diagnosis",
        "disability",
        "disabled",
        "doctor",
        "fertility",
        "gp",
        "health",
        "hospital",
        "hurt",
        "ill",
        "illness",
        "injury",
        "medical",
        "medication",
        "menopause",
        "mental",
        "miscarriage",
        "operation",
        "pain",
        "panic",
        "pregnancy",
        "pregnant",
        "sick",
        "sickness",
        "stress",
        "stressed",
        "suicide",
        "surgery",
        "therapy",
        "trauma",
    ]
)
LONGEST = 200


def is_keepable(doc: Doc) -> bool:
    """Return True when nothing in the text points to a person. When in doubt, it is not kept."""
    if len(doc.text) > LONGEST or any(token.like_num or token.like_email for token in doc):
        return False
    # What asks nothing tells something, often about somebody ("hello, this is …").
    if "?" not in doc.text and not any(token.lower_ in STARTERS for token in doc):
        return False
    words = {token.lemma_.lower() for token in doc} | {token.lower_ for token in doc}
    if words & (FIRST_PERSON | HEALTH):
        return False
    return not any(_may_be_a_name(token) for token in doc)


def _may_be_a_name(token: Token) -> bool:
    """Say so of every capitalised word, also the first one, but names of ours and words that say nothing."""
    ordinary = token.ent_type_ or token.is_stop or token.lower_ in STARTERS
    return token.text[0].isupper() and not ordinary
