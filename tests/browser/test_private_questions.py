"""A private question says so above itself, and the box takes a longer answer until it is over."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import ask

LABEL = "goes straight to the Health Unit’s form and is not kept in the chat"
LONGER_THAN_A_QUESTION = "a better chair " * 100


def test_a_private_question_says_so_until_it_is_over(chat: Page) -> None:
    ask(chat, "refer me")
    expect(chat.locator(".message.theirs .private").last).to_contain_text(LABEL)
    box = chat.get_by_role("textbox")
    box.fill(LONGER_THAN_A_QUESTION)
    expect(box).not_to_have_attribute("aria-invalid", "true")
    box.fill("")
    ask(chat, "save for later")
    expect(chat.locator("#composer.private")).to_have_count(0)
    box.fill(LONGER_THAN_A_QUESTION)
    expect(box).to_have_attribute("aria-invalid", "true")
    box.fill("")


def test_a_question_for_ones_own_notes_says_whose_they_are(chat: Page) -> None:
    ask(chat, "prepare me")
    label = chat.locator(".message.theirs .private").last
    expect(label).to_contain_text("goes straight into your own notes, which nobody else can read")
    ask(chat, "save for later")
