"""What a message names: courses and people, with slips, and what cannot be told apart."""

import pytest

from actions.tasks.matching import clear_matches, match_names, match_people, names_something

COURSES = {
    "equality": ["Equality and Diversity", "EDI"],
    "race": ["Race Equality", "race", "racism"],
    "adults": ["Safeguarding Adults Awareness", "safeguarding"],
    "children": ["Safeguarding Children and Young People Awareness", "safeguarding"],
    "mhfa": ["Mental Health First Aid in the Workplace (Level 3)", "MHFA", "first aid"],
    "safety": ["Health and Safety", "H&S"],
    "climate": ["Climate Change"],
}
MEANT = {
    "book me on race equality please": ["race"],
    "race equalty": ["race"],
    "EDI": ["equality"],
    "can i get on MHFA": ["mhfa"],
    "mental health first aid in march": ["mhfa"],
    "the climate one": ["climate"],
    "safeguarding": ["adults", "children"],
    "safegarding for adults": ["adults"],
    "h&s": ["safety"],
    "excel": [],
    "book me on a course": [],
    "": [],
}


@pytest.mark.parametrize(("text", "ids"), MEANT.items(), ids=MEANT)
def test_the_course_that_is_meant_is_found(text: str, ids: list[str]) -> None:
    assert sorted(clear_matches(match_names(text, COURSES))) == ids


def test_a_name_said_in_full_is_plain_and_a_word_of_many_is_not() -> None:
    assert names_something("race equality", COURSES)
    assert not names_something("first of all, hello", COURSES)


TEAM = [("a", "Priya Nair"), ("b", "Callum Doyle"), ("c", "Sam Okafor"), ("d", "Sam O'Neill")]
PEOPLE = {
    "put Callum down": ["b"],
    "book Calum Doyle": ["b"],
    "Priya's request": ["a"],
    "approve Sam": ["c", "d"],
    "sam okafor": ["c"],
    "book somebody": [],
}


@pytest.mark.parametrize(("text", "ids"), PEOPLE.items(), ids=PEOPLE)
def test_people_are_found_by_their_names(text: str, ids: list[str]) -> None:
    assert match_people(text, TEAM) == ids
