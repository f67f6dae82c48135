"""spaCy components that do nothing, and a tokenizer that only splits at spaces: what is left when one is taken away."""

from spacy.language import Language
from spacy.tokens import Doc

from bot.nlu.language import PERSONAL_DATA, QUESTIONS

PREFIX = "stand_in_"


@Language.component(f"{PREFIX}lemmatizer")
def keep_words(doc: Doc) -> Doc:
    for token in doc:
        token.lemma_ = token.lower_
    return doc


@Language.component(f"{PREFIX}entity_ruler")
@Language.component(f"{PREFIX}negation")
def see_nothing(doc: Doc) -> Doc:
    return doc


@Language.component(f"{PREFIX}personal_data")
def find_nothing(doc: Doc) -> Doc:
    doc.spans[PERSONAL_DATA] = []
    return doc


@Language.component(f"{PREFIX}questions")
def split_nothing(doc: Doc) -> Doc:
    doc.spans[QUESTIONS] = [doc[:]]
    return doc


def replace_component(language: Language, name: str) -> None:
    """Put a stand-in in the place of a component, or of the tokenizer."""
    if name == "tokenizer":
        language.tokenizer = lambda text: Doc(language.vocab, words=text.split())  # type: ignore[assignment]
    else:
        language.replace_pipe(name, f"{PREFIX}{name}")
