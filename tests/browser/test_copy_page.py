"""The page of a person's copy can be read by everybody: no axe violation, wide and narrow, light and dark."""

from datetime import UTC, date, datetime
from typing import Any

from playwright.sync_api import Page

from api.access.archive import write_page
from api.access.classification import Classified, read_classification
from api.access.collecting import Copy, Section
from api.people.models import Person
from tests.browser.screens import find_faults

MOMENT = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)
ANSWERS = {
    "answers": [{"question": "Main reason", "answer": ["Stress", "Another"]}, {"question": "Empty", "answer": None}]
}
VALUES = (
    "a text with a-very-long-word-" + "x" * 80,
    "with_employee",
    True,
    7,
    None,
    MOMENT,
    date(2027, 3, 1),
    ["a", "b"],
)


def row_of(told: Classified) -> dict[str, Any]:
    row = {name: VALUES[number % len(VALUES)] for number, name in enumerate((*told.given, *told.roles))}
    row |= {name: dict.fromkeys(next(iter(told.led_to[name].values())), MOMENT) for name in told.led_to}
    return row | dict.fromkeys(told.opened, ANSWERS)


def whole_copy() -> Copy:
    """Return a copy with two rows of everything, and something done for others in each."""
    sections = []
    for name, told in read_classification().tables.items():
        if not told.nobody:
            acted = {column: [{"created_at": MOMENT}, {}] for column in told.acted}
            sections.append(Section(name, told, [row_of(told), row_of(told)], acted))
    return Copy(sections, held_back=1)


def show(page: Page, copy: Copy) -> None:
    person = Person(id="somebody", name="Somebody <b>O'Here</b>")
    page.set_content(write_page(read_classification(), person, copy, MOMENT))


def test_a_full_copy_can_be_read_by_everybody(page: Page, prove: bool) -> None:
    show(page, whole_copy())
    assert find_faults(page, pictures="copy" if prove else "", full_page=True) == []
    assert page.get_by_role("heading", level=1).inner_text().endswith("Somebody <b>O'Here</b>")
    assert page.get_by_text("1 text is not in this copy").is_visible()
    assert page.get_by_role("table").count() == 1


def test_an_empty_copy_says_so(page: Page) -> None:
    empty = [Section(name, told) for name, told in read_classification().tables.items() if not told.nobody]
    show(page, Copy(empty))
    assert find_faults(page) == []
    assert page.get_by_text("Nothing.", exact=True).count() == len(empty)


def test_the_contents_lead_to_every_group(page: Page) -> None:
    show(page, whole_copy())
    links = page.get_by_role("navigation").get_by_role("link")
    for number in range(links.count()):
        target = str(links.nth(number).get_attribute("href"))
        assert page.locator(target).count() == 1
