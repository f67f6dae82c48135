"""The page of what did not arrive in Teams: to whom it is shown, and that it shows no word of it."""

import ast
import re

import httpx
import pytest

from api.console.undelivered import ABOUT, CAUSES, FATES, OTHER_CAUSE, explain
from api.notifications.models import PRIVATE_KINDS
from api.notifications.teams.models import NoticeState
from api.notifications.teams.service import GONE
from api.notifications.topics import TOPICS, Topic
from bot.gateway.teams.connector import NEVER_SENT
from tests.api.courses import now
from tests.api.subjects import Subjects
from tests.browser.conftest import ROOT
from tests.console.desk import Desk
from tests.console.stage import world_of, write_notice

WORDS = {"subject": "Marmalade canary", "text": "Your back, and the canary", "named": {"title": "canary"}}
COUNTS = re.compile(r'undelivered\?state=(\w+)"[^>]*>[^<]*</a> <span class="tag [^"]*">(\d+)')


def counted(page: str) -> dict[str, str]:
    return dict(COUNTS.findall(page))


def rows(page: str) -> list[list[str]]:
    """Return the cells of each row below the heading."""
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr.*?</tr>", page, re.DOTALL)]
    return cells[1:]


def test_it_says_whom_about_what_when_and_why_and_none_of_the_words(staged: Desk, client: httpx.Client) -> None:
    write_notice(staged, "rival-2", NoticeState.UNKNOWN, cause="no_word", kind="offered", **WORDS)
    page = client.get("/undelivered").text
    shown = {row[1]: row for row in rows(page)}
    assert set(shown) == {"A booking", "A free place or the waiting list"}
    to, _, when, why = shown["A free place or the waiting list"]
    assert to == "Rival 2"
    assert re.fullmatch(r"\w{3} \d{1,2} \w{3} \d{4}, \d\d:\d\d", when)
    assert why == "The gateway stopped before it said what became of it"
    assert "anary" not in page
    assert counted(page) == {"unknown": "2", "failed": "1"}


@pytest.mark.parametrize("state", [state for state in NoticeState if state not in FATES])
def test_what_arrived_or_will_is_no_part_of_it(state: NoticeState, staged: Desk, client: httpx.Client) -> None:
    before = [client.get(f"/undelivered?state={fate}").text.count("<tr") for fate in FATES]
    write_notice(staged, "rival-2", state)
    assert [client.get(f"/undelivered?state={fate}").text.count("<tr") for fate in FATES] == before
    assert client.get(f"/undelivered?state={state}").status_code == 404


def test_private_news_is_the_health_units_and_everything_else_is_not(staged: Desk, client: httpx.Client) -> None:
    before = client.get("/undelivered").text
    for kind in PRIVATE_KINDS:
        write_notice(staged, "rival-3", NoticeState.UNKNOWN, cause="502", kind=kind, **WORDS)
    after = client.get("/undelivered").text
    assert (rows(after), counted(after)) == (rows(before), counted(before))
    with staged.client("demo-health-unit") as unit:
        seen = unit.get("/undelivered").text
    assert {(row[0], row[1], row[3]) for row in rows(seen)} == {
        ("Rival 3", "Private news", "Teams had a fault (status 502)")
    }
    assert counted(seen) == {"unknown": str(len(PRIVATE_KINDS)), "failed": "0"}
    assert "anary" not in seen


def test_a_long_list_has_a_next_page(staged: Desk, client: httpx.Client) -> None:
    subjects = Subjects(world_of(staged))
    for number in range(25):
        subjects.notice("rival-4", NoticeState.FAILED, id=f"old-{number}", finished_at=now(world_of(staged)))
    first = client.get("/undelivered?state=failed").text
    found = re.search(r'href="(/undelivered[^"]*cursor[^"]*)"', first)
    assert found is not None
    second = client.get(found[1].replace("&amp;", "&")).text
    assert len(rows(first)) + len(rows(second)) == 26


def test_every_topic_has_words() -> None:
    assert set(ABOUT) == set(Topic) == set(TOPICS.values())


def test_every_cause_has_words_of_its_own() -> None:
    """What the API writes itself, and each fault that comes before anything is sent, can be mended by somebody."""
    tree = ast.parse((ROOT / "api/notifications/teams/service.py").read_text(encoding="utf-8"))
    ends = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "_end"]
    written = {node.args[3].value for node in ends if isinstance(node.args[3], ast.Constant) and node.args[3].value}
    assert written == {"no_word", "not_fetched"}
    assert written | {GONE} <= set(CAUSES)
    assert {error.__name__ for error in NEVER_SENT} <= set(CAUSES)


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        ("400", "Teams refused it (status 400)"),
        ("503", "Teams had a fault (status 503)"),
        ("429", CAUSES["429"]),
        ("RemoteProtocolError", OTHER_CAUSE),
        (None, OTHER_CAUSE),
    ],
)
def test_a_cause_is_said_in_words(cause: str | None, words: str) -> None:
    assert explain(cause) == words
