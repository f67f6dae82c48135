"""What comes with a reply: a calendar file to keep, and a link that opens beside the chat."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import ask
from tests.browser.scripted_rasa import INVITE, LINK


def test_a_calendar_file_is_saved_under_its_name(chat: Page) -> None:
    ask(chat, "booked")
    with chat.expect_download() as saved:
        chat.get_by_role("link", name="Download training.ics").last.click()
    assert saved.value.suggested_filename == INVITE["name"]
    assert Path(saved.value.path()).read_bytes().decode() == INVITE["text"]


def test_a_link_opens_in_another_tab_and_says_so(chat: Page) -> None:
    ask(chat, "booked")
    link = chat.get_by_role("link", name=f"{LINK['label']} (opens in a new tab)").last
    expect(link).to_have_attribute("href", LINK["url"])
    expect(link).to_have_attribute("rel", "noopener noreferrer")
