"""Follow-up questions against the whole assistant: the side of the subject that was asked about is what is said."""

import pytest

from contracts.articles import read_articles
from tests.source_files import ROOT
from tests.stack.running import Stack
from tools.bench.pairs import is_right, read_pairs

PAIRS = read_pairs(ROOT / "tests/stack/follow_ups.yml")
LEAST_RIGHT = 0.8


def test_a_follow_up_is_about_the_article_that_was_said_last(stack: Stack, capsys: pytest.CaptureFixture[str]) -> None:
    articles = read_articles(ROOT / "knowledge")
    landed, right = 0, 0
    for pair in PAIRS:
        first = stack.chat(pair.first)
        if not first.replies[0]["article"] or first.replies[0]["article"]["id"] != pair.article:
            continue
        landed += 1
        right += is_right(pair, articles, stack.chat(pair.then, first.conversation).replies)
    with capsys.disabled():
        print(f"\nfollow-ups: {landed} of {len(PAIRS)} first questions found their article; then {right} right")
    assert landed >= LEAST_RIGHT * len(PAIRS)
    assert right >= LEAST_RIGHT * landed
