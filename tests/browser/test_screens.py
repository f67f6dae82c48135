"""The check of a page finds what is wrong on one screen alone, though the page is loaded once."""

import pytest
from playwright.sync_api import Page

from tests.browser.screens import SCHEMES, SCREENS, find_faults, screens_of
from tests.browser.test_accessibility import STATES

SOUND = "<html lang=en><title>A page</title><style>{}</style><main><h1>A page</h1></main>"
DARK = "@media (prefers-color-scheme: dark) { h1 { color: #222; background: #000; } }"
NARROW = "@media (max-width: 400px) { h1 { width: 500px; } }"
BOTH = "@media (max-width: 400px) and (prefers-color-scheme: light) { h1 { color: #eee; background: #fff; } }"


@pytest.mark.parametrize(
    ("style", "screens"),
    [
        ("", []),
        (DARK, ["320-dark", "1280-dark"]),
        (NARROW, ["320-light", "320-dark"]),
        (BOTH, ["320-light"]),
    ],
    ids=["none", "dark", "narrow", "narrow and light"],
)
def test_a_fault_is_found_on_the_screens_that_have_it(style: str, screens: list[str], page: Page) -> None:
    page.set_content(SOUND.format(style))
    assert [fault.partition(":")[0] for fault in find_faults(page)] == screens


def test_the_short_form_checks_each_state_on_both_widths_in_both_schemes() -> None:
    for state in STATES:
        (narrow, first), (wide, second) = screens_of(state, prove=False)
        assert narrow["width"] < wide["width"]
        assert {first, second} == set(SCHEMES)
        assert screens_of(state, prove=True) == SCREENS
    checked = [screen for state in STATES for screen in screens_of(state, prove=False)]
    assert all(screen in checked for screen in SCREENS)
