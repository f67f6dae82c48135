"""The chat in a browser: asking, choosing, rating, clearing, and what happens when the network is gone."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import accept, ask
from tests.gateway.edge_servers import EdgeServer


def test_an_answer_says_where_it_comes_from(chat: Page) -> None:
    ask(chat, "What is a PDR?")
    chat.get_by_text("Where this comes from").click()
    for text in ("Transformation Programme Plan 2024–2027: Our Workforce", "23 November 2026"):
        expect(chat.get_by_text(text)).to_be_visible()
    expect(chat.get_by_text("Corporate Learning and Development")).to_be_visible()


def test_the_notice_of_the_first_contact_is_there(chat: Page) -> None:
    notice = chat.get_by_role("complementary", name="Before you start")
    for text in ("automated assistant", "not stored", "Who sees it", "Urgent help"):
        expect(notice).to_contain_text(text)


def test_a_choice_is_asked_when_it_is_pressed(chat: Page, rasa: EdgeServer) -> None:
    ask(chat, "training")
    chat.get_by_role("button", name="Book a training course").click()
    expect(chat.get_by_text("Which course would you like to book?")).to_be_visible()
    assert rasa.texts[-1] == "book a training course"


def test_markup_is_shown_as_it_was_typed(chat: Page) -> None:
    ask(chat, "<b>bold</b><img src=x onerror=alert(1)>")
    assert chat.locator("#log img, #log b").count() == 0
    expect(chat.locator(".mine .body").last).to_have_text("<b>bold</b><img src=x onerror=alert(1)>")


def test_markup_of_a_reply_is_shown_as_text(chat: Page) -> None:
    ask(chat, "html")
    assert chat.locator("#log img, #log script, #log a").count() == 0


def test_a_rating_is_announced_and_takes_the_focus(chat: Page, api: EdgeServer) -> None:
    ask(chat, "What is a PDR?")
    chat.get_by_role("button", name="Helpful", exact=True).click()
    result = chat.locator(".feedback [role=status]")
    expect(result).not_to_be_empty()
    expect(result).to_be_focused()
    assert api.messages[-1] == {"article_id": "pdr-what", "helpful": True}


def test_a_rating_that_is_not_saved_says_so_and_can_be_pressed_again(chat: Page, api: EdgeServer) -> None:
    ask(chat, "What is a PDR?")
    api.answer = lambda _: (500, b"")
    chat.get_by_role("button", name="Not helpful").click()
    expect(chat.locator(".feedback [role=status]")).to_contain_text("save")
    api.answer = accept
    chat.get_by_role("button", name="Not helpful").click()
    expect(chat.get_by_role("button", name="Not helpful")).to_have_count(0)


def test_a_message_without_a_network_is_kept_and_sent_again(chat: Page) -> None:
    chat.context.set_offline(True)
    ask(chat, "What is a PDR?")
    expect(chat.get_by_text("your message was not sent")).to_be_visible()
    expect(chat.locator(".unsent")).to_contain_text("What is a PDR?")
    chat.context.set_offline(False)
    chat.get_by_role("button", name="Send again").click()
    expect(chat.get_by_text("A PDR is a yearly talk")).to_be_visible()
    expect(chat.locator(".unsent")).to_have_count(0)


def test_an_ended_sign_in_keeps_the_words(chat: Page) -> None:
    chat.route("**/api/chat", lambda route: route.fulfill(status=401, json={}))
    chat.get_by_label("Your question").fill("What is a PDR?")
    chat.keyboard.press("Enter")
    expect(chat.get_by_text("Your sign-in has ended")).to_be_visible()
    chat.get_by_role("button", name="Priya Nair").click()
    expect(chat.get_by_label("Your question")).to_have_value("What is a PDR?")


def test_the_conversation_is_cleared(chat: Page, rasa: EdgeServer) -> None:
    ask(chat, "What is a PDR?")
    before = chat.evaluate("JSON.parse(sessionStorage['staff-assistant']).conversation")
    chat.get_by_role("button", name="Clear conversation").click()
    expect(chat.locator(".mine")).to_have_count(0)
    expect(chat.get_by_label("Your question")).to_be_focused()
    assert rasa.texts[-1] == "/restart_conversation"
    assert chat.evaluate("JSON.parse(sessionStorage['staff-assistant']).conversation") != before


def test_what_was_asked_is_not_kept_in_the_browser(chat: Page) -> None:
    ask(chat, "marmalade")
    kept = chat.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}, document.cookie])")
    assert "marmalade" not in kept
    assert chat.context.cookies() == []


@pytest.mark.parametrize(
    ("length", "words"),
    [(899, ""), (900, "100 characters left."), (999, "1 character left."), (1002, "2 characters too many.")],
)
def test_the_count_shows_near_the_limit(length: int, words: str, chat: Page) -> None:
    chat.get_by_label("Your question").fill("x" * length)
    expect(chat.locator("#count")).to_have_text(words)


def test_an_empty_question_is_not_sent_and_says_so(chat: Page, rasa: EdgeServer) -> None:
    sent = len(rasa.texts)
    chat.get_by_role("button", name="Send").click()
    expect(chat.get_by_text("Type a question first.")).to_be_visible()
    expect(chat.get_by_label("Your question")).to_be_focused()
    assert len(rasa.texts) == sent


def test_typing_is_announced_while_the_answer_is_awaited(chat: Page, rasa: EdgeServer) -> None:
    rasa.delay = 0.5
    chat.get_by_label("Your question").fill("hello")
    chat.keyboard.press("Enter")
    expect(chat.locator("#typing")).to_have_text("The assistant is writing")
    expect(chat.locator("#typing")).to_be_empty()
    rasa.delay = 0.0


def test_urgent_help_opens_without_a_network(chat: Page) -> None:
    chat.context.set_offline(True)
    chat.get_by_role("banner").get_by_role("link", name="Urgent help").click()
    dialog = chat.get_by_role("dialog", name="Urgent help")
    for number in ("999", "111", "116 123", "85258"):
        expect(dialog.get_by_role("link", name=number)).to_be_visible()


def test_without_a_script_there_are_topics_and_urgent_help(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    expect(page.get_by_text("The chat needs JavaScript")).to_be_visible()
    page.get_by_role("banner").get_by_role("link", name="Urgent help").click()
    expect(page.get_by_text("116 123")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="browse the topics").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Topics")
    context.close()
