"""Every error code of the API has a reply in plain words, and no reply is left over."""

import pytest

import api.app  # noqa: F401 brings in the errors of all subjects
from actions.refusals import read_refusals, sentence_for
from api.errors import all_errors

SENTENCES = read_refusals()
CODES = sorted(error.code for error in all_errors())


def test_every_error_code_has_a_reply_and_no_other() -> None:
    assert sorted(SENTENCES) == CODES


@pytest.mark.parametrize("code", CODES)
def test_a_reply_is_whole_sentences_in_plain_words(code: str) -> None:
    sentence = SENTENCES[code]
    assert sentence.endswith((".", "?"))
    assert code not in sentence
    assert all(len(part.split()) <= 25 for part in sentence.replace("?", ".").split("."))


def test_a_code_that_is_not_known_yet_still_has_a_reply() -> None:
    assert sentence_for("brand_new", SENTENCES) == SENTENCES["unexpected"]
