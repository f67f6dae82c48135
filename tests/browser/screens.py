"""The four screens on which each state of a page is checked: narrow and wide, light and dark."""

import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from axe_playwright_python.base import AXE_SCRIPT, AxeResults  # type: ignore[import-untyped]
from playwright.sync_api import Page, ViewportSize

NARROW = ViewportSize(width=320, height=640)
WIDE = ViewportSize(width=1280, height=900)
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
Screen = tuple[ViewportSize, Scheme]
SCREENS: list[Screen] = [(size, scheme) for size in (NARROW, WIDE) for scheme in SCHEMES]
SCREENSHOTS = Path(__file__).parents[2] / "var/screenshots"


def screens_of(state: str, *, prove: bool) -> list[Screen]:
    """Return on which screens a state is checked: with `--prove` on all four, else on the narrow one and the wide one,
    one of them light and the other dark; which, a hash of its name says.
    """
    if prove:
        return SCREENS
    first = zlib.crc32(state.encode()) % 2
    return [(NARROW, SCHEMES[first]), (WIDE, SCHEMES[1 - first])]


def find_faults(
    page: Page, screens: Sequence[Screen] = SCREENS, *, pictures: str = "", full_page: bool = False
) -> list[str]:
    """Turn the page as it stands into each screen; return what axe finds and where it scrolls sideways.

    The page is not loaded again: styles follow the screen by themselves. `pictures`: the name of screenshots to keep.
    """
    faults = []
    page.evaluate(AXE_SCRIPT)
    for size, scheme in screens:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        screen = f"{size['width']}-{scheme}"
        if pictures:
            page.screenshot(path=SCREENSHOTS / f"{pictures}-{screen}.png", full_page=full_page)
        faults += [f"{screen}: {fault}" for fault in _find_faults(page)]
    return faults


def _find_faults(page: Page) -> list[str]:
    found = AxeResults(page.evaluate("axe.run({resultTypes: ['violations']})"))
    faults = [found.generate_report()] if found.violations_count else []
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        faults.append("it scrolls sideways")
    return faults
