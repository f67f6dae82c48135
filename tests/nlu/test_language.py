"""The spaCy pipeline: each of its parts carries a capability that is lost without it."""

from collections.abc import Callable

import pytest
from spacy.language import Language

from bot.nlu.conversation_turns import intent_for
from bot.nlu.language import TOPIC, TopicRuler, build_language
from bot.nlu.passages import Passage, PassageSearch
from bot.nlu.reading import Reading, lemmas_of, read
from bot.nlu.selection import Selection
from bot.nlu.spelling import Spelling
from tests.nlu.made_articles import make_article
from tests.nlu.stand_ins import replace_component

ARTICLES = (
    make_article("viva", names=("Viva Engage", "Yammer")),
    make_article("course", names=("MHFA", "mental health first aid course")),
    make_article("debs", names=("DEBS", "BAME network")),
    make_article("lgbt", names=("LGBT network", "LGBT+ Staff Network")),
    make_article("women", names=("Women's Network",)),
    make_article("pay-day", names=("pay day",)),
)
Capability = Callable[[Language], bool]


def reading_of(language: Language, text: str) -> Reading:
    return read(text, language, Spelling((), {}, {}))


def topics_of(language: Language, text: str) -> set[str]:
    return {topic for clause in reading_of(language, text).clauses for topic in clause.topics}


def finds_the_passage_of_inflected_words(language: Language) -> bool:
    passage = Passage("mentor", lemmas_of(language("A mentor meets each apprentice weekly.")))
    return "mentor" in PassageSearch([passage]).scores(list(lemmas_of(language("meeting mentors"))))


def knows_a_former_name(language: Language) -> bool:
    return topics_of(language, "who can post on yammer") == {"viva"}


def knows_a_short_form(language: Language) -> bool:
    return topics_of(language, "can i do the mhfa") == {"course"}


def knows_the_name_that_people_still_use(language: Language) -> bool:
    return topics_of(language, "is there a BAME network") == {"debs"}


def leaves_out_what_is_not_meant(language: Language) -> bool:
    return topics_of(language, "the BAME network instead of the LGBT network") == {"debs"}


def knows_that_not_wanting_to_stop_is_no_stop(language: Language) -> bool:
    stop = {"name": "stop", "confidence": 0.9}
    return intent_for([stop], reading_of(language, "I don't want to stop"), Selection("none"))["name"] != "stop"


def notices_personal_data(language: Language) -> bool:
    return "a phone number" in reading_of(language, "ring me on 07700 900123").personal_data


def finds_two_questions(language: Language) -> bool:
    clauses = reading_of(language, "what is yammer and when is pay day").clauses
    return [set(clause.topics) for clause in clauses[1:]] == [{"viva"}, {"pay-day"}]


def finds_the_question_in_a_story(language: Language) -> bool:
    story = "I started on Monday in the depot. My bag was stolen. When is pay day?"
    return any(clause.asks and clause.topics == {"pay-day": 2} for clause in reading_of(language, story).clauses[1:])


CARRIED = [
    ("lemmatizer", finds_the_passage_of_inflected_words),
    ("entity_ruler", knows_a_former_name),
    ("entity_ruler", knows_a_short_form),
    ("entity_ruler", knows_the_name_that_people_still_use),
    ("negation", leaves_out_what_is_not_meant),
    ("negation", knows_that_not_wanting_to_stop_is_no_stop),
    ("tokenizer", knows_that_not_wanting_to_stop_is_no_stop),
    ("personal_data", notices_personal_data),
    ("questions", finds_two_questions),
    ("questions", finds_the_question_in_a_story),
]


@pytest.fixture
def made_language() -> Language:
    return build_language(ARTICLES)


@pytest.mark.parametrize(("component", "capability"), CARRIED, ids=[f"{name}-{can.__name__}" for name, can in CARRIED])
def test_a_capability_is_there_with_its_component_and_gone_without(
    made_language: Language, component: str, capability: Capability
) -> None:
    assert capability(made_language)
    replace_component(made_language, component)
    assert not capability(made_language)


def test_every_component_of_the_pipeline_carries_a_capability(made_language: Language) -> None:
    assert set(made_language.pipe_names) == {component for component, _ in CARRIED} - {"tokenizer"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("write to jo.bloggs@example.org", "an e-mail address", id="e-mail"),
        pytest.param("call 07700 900123", "a phone number", id="mobile"),
        pytest.param("call 0151 496 0000 after five", "a phone number", id="landline"),
        pytest.param("call +44 7700 900123", "a phone number", id="international"),
        pytest.param("my NI is QQ 12 34 56 C", "a National Insurance number", id="NI that is never given out"),
        pytest.param("my NI is AB 12 34 56 C", "a National Insurance number", id="NI"),
        pytest.param("my ni is ab123456c", "a National Insurance number", id="NI in small letters"),
        pytest.param("card 4929 1234 5678 9012", "a card number", id="card"),
        pytest.param("is it 3,700 staff in 2026", None, id="plain numbers"),
        pytest.param("the 2022-2026 workforce plan", None, id="years"),
        pytest.param("Level 5 apprenticeship in 2025", None, id="level"),
    ],
)
def test_personal_data_is_named_by_its_kind(made_language: Language, text: str, kind: str | None) -> None:
    assert reading_of(made_language, text).personal_data == ((kind,) if kind else ())


def test_the_pipeline_is_the_same_after_it_was_stored(made_language: Language, tmp_path: object) -> None:
    import spacy

    made_language.to_disk(tmp_path)  # type: ignore[arg-type]
    assert knows_a_former_name(spacy.load(tmp_path))  # type: ignore[arg-type]


def test_the_ruler_knows_how_many_names_it_has_also_when_there_are_more() -> None:
    language = build_language(ARTICLES)
    ruler = language.get_pipe("entity_ruler")
    assert isinstance(ruler, TopicRuler)
    before = len(ruler)
    assert before == sum(len(article.names) for article in ARTICLES)
    ruler.add_patterns([{"label": TOPIC, "pattern": "bikes", "id": "bikes"}])
    assert len(ruler) == before + 1
    assert [entity.ent_id_ for entity in language("where are the Bikes").ents] == ["bikes"]
