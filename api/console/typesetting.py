"""Sets the type of a letter: a letterhead, headings, paragraphs, and pairs of a label and what it says.

Knows no case. Texts are set as they are; what looks like markup is text too. What is text is tagged as a heading or a
paragraph, in the order of reading, for people who listen to a letter; lines and what repeats on every page are not.
"""

import secrets
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import MethodReturnValue, XPos, YPos
from fpdf.fonts import TTFFont
from fpdf.prefs import ViewerPreferences

from api.console.errors import FontMissingError

FONT = "letter"
FILES = {"": "DejaVuSansCondensed.ttf", "B": "DejaVuSansCondensed-Bold.ttf"}
# Millimetres: A4 with the margins of a letter, the address where the window of an envelope is.
MARGIN, TOP, BOTTOM, ADDRESS_TOP, LABEL_WIDTH, GAP = 25, 20, 25, 48, 52, 4
INK, QUIET, COUNCIL, LINE = (16, 36, 43), (69, 88, 95), (11, 60, 73), (195, 208, 212)
SIZE, SMALL, LARGE, HEADING = 11.5, 9, 19, 13.5
LEADING = 0.3528 * 1.4
# What the font cannot show is shown as missing, so that nobody takes a gap for the whole text.
MISSING = "□"
PARAGRAPH, HEADINGS = "P", ("H1", "H2")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes: the council and the service; and where the font lies."""

    council: str
    fonts: Path


class Letter:
    """One letter in the making. `title`: what a reader shows as its name."""

    def __init__(self, head: Letterhead, service: str, title: str, reference: str, at: datetime, mark: str) -> None:
        """Begin the first page. `mark`: what stands at the foot of every page. Raises FontMissingError."""
        self._page = _Page(head, service, f"{mark} · {reference}" if mark else reference)
        self._page.set_title(f"{title} {reference}")
        self._page.set_author(head.council)
        self._page.set_creation_date(at)
        self._page.add_page()
        self._page.letterhead()

    def address(self, lines: Sequence[str], date: str, notice: str) -> None:
        """Set who the letter is for, and the date."""
        page = self._page
        page.set_y(ADDRESS_TOP)
        page.say(notice, "B", SMALL, QUIET)
        page.ln(1)
        for line in lines:
            page.say(line)
        page.set_y(max(page.get_y() + 8, ADDRESS_TOP + 40))
        page.say(date, colour=QUIET)
        page.ln(6)

    def title(self, text: str) -> None:
        """Set the heading of the whole, which begins its outline."""
        self._page.heading(text, 0, LARGE)

    def heading(self, text: str) -> None:
        """Set a heading below the title, on the same page as what follows."""
        self._page.heading(text, 1, HEADING)

    def paragraph(self, text: str) -> None:
        """Set a text; its lines stay lines."""
        self._page.say(text.strip("\n"))
        self._page.ln(3)

    def signature(self, text: str) -> None:
        """Set the end of a letter, a little below the rest."""
        self._page.ln(4)
        self.paragraph(text)

    def pairs(self, rows: Sequence[tuple[str, str]]) -> None:
        """Set labels with what they say beside them."""
        for label, text in rows:
            self._page.pair(label, text)
        self._page.ln(3)

    def finish(self) -> bytes:
        """Return the letter as PDF."""
        return bytes(self._page.output())


class _Page(FPDF):
    """A page of a letter, with its foot."""

    def __init__(self, head: Letterhead, service: str, foot: str) -> None:
        super().__init__(format="A4")
        self._head, self._service, self._foot = head, service, foot
        self.set_margins(MARGIN, TOP, MARGIN)
        self.set_auto_page_break(auto=True, margin=BOTTOM)
        self.c_margin = 0
        self._open_tag = ""
        for style, name in FILES.items():
            path = head.fonts / name
            if not path.is_file():
                raise FontMissingError
            self.add_font(FONT, style, path)
        self.set_lang("en-GB")
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        # A mark that no text can hold, for it is put in place of wherever it stands.
        self.alias_nb_pages(secrets.token_hex(8))

    def letterhead(self) -> None:
        """Set who writes, with a line below."""
        self.set_y(TOP - 4)
        self.say(self._head.council, "B", HEADING, COUNCIL)
        self.say(self._service, "", SIZE, QUIET)
        y = self.get_y() + 2
        self.rule(y, 0.6, COUNCIL)
        self.set_y(y + 8)

    def header(self) -> None:
        """Go on with the tag of a text that runs over the page."""
        if self._open_tag:
            self._begin_tag()

    def footer(self) -> None:
        """Set the number of the page, whose it is and the reference at the foot of every page."""
        if self._open_tag:
            self._out("EMC")
        self.set_y(-BOTTOM + 8)
        self.set_font(FONT, "", SMALL)
        self.set_text_color(*QUIET)
        with self.untagged():
            self.cell(self.epw / 2, SMALL * LEADING, f"Page {self.page_no()} of {self.str_alias_nb_pages}")
            self.cell(self.epw / 2, SMALL * LEADING, self._foot, align="R")

    def rule(self, y: float, width: float, colour: tuple[int, int, int]) -> None:
        """Draw a line from margin to margin."""
        self.set_draw_color(*colour)
        self.set_line_width(width)
        with self.untagged():
            self.line(MARGIN, y, self.w - MARGIN, y)

    @contextmanager
    def untagged(self) -> Iterator[None]:
        """Set what nobody needs to hear."""
        self._out("/Artifact BMC")
        yield
        self._out("EMC")

    def say(
        self,
        text: str,
        style: str = "",
        size: float = SIZE,
        colour: tuple[int, int, int] = INK,
        width: float = 0,
        tag: str = PARAGRAPH,
    ) -> None:
        """Set lines from where the pen is down."""
        self.set_font(FONT, style, size)
        self.set_text_color(*colour)
        with self._tagged(tag):
            self.multi_cell(width, size * LEADING, self.shown(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def heading(self, text: str, level: int, size: float) -> None:
        """Set a heading that is found in the outline too."""
        # A heading at the foot of a page would stand alone.
        if self.will_page_break(size * LEADING * 2 + 20):
            self.add_page()
        self.ln(0 if level == 0 else 3)
        self.start_section(self.shown(text), level)
        self.say(text, "B", size, COUNCIL, tag=HEADINGS[level])
        self.ln(2)

    def pair(self, label: str, text: str) -> None:
        """Set a label and its text side by side, with a thin line below."""
        width = self.epw - LABEL_WIDTH - GAP
        heights = [self._height(label, "B", LABEL_WIDTH), self._height(text, "", width)]
        is_tall = max(heights) > self.eph / 2
        if not is_tall and self.will_page_break(max(heights) + 2):
            self.add_page()
        top = self.get_y()
        self.say(label, "B", width=LABEL_WIDTH)
        if is_tall:
            # It runs over the page, so it stands below its label.
            self.say(text)
            top, bottom = 0, self.get_y()
        else:
            bottom = max(self.get_y(), top + max(heights))
            self.set_xy(MARGIN + LABEL_WIDTH + GAP, top)
            self.say(text, width=width)
        self.rule(bottom + 1, 0.2, LINE)
        self.set_xy(MARGIN, bottom + 2)

    def shown(self, text: str) -> str:
        """Return a text with a mark for each character that the font has not."""
        font = self.fonts[FONT]
        known = font.cmap if isinstance(font, TTFFont) else {}
        return "".join(_shown(sign, known) for sign in text.replace("\r\n", "\n"))

    @contextmanager
    def _tagged(self, tag: str) -> Iterator[None]:
        self._open_tag = tag
        self._begin_tag()
        yield
        self._out("EMC")
        self._open_tag = ""

    def _begin_tag(self) -> None:
        # fpdf2 tags pictures only; its tree of tags takes any other kind as well.
        mark = self.struct_builder.next_mcid_for_page(self.page)
        self._add_marked_content(struct_type=f"/{self._open_tag}", mcid=mark)
        self._out(f"/{self._open_tag} <</MCID {mark}>> BDC")

    def _height(self, text: str, style: str, width: float) -> float:
        self.set_font(FONT, style, SIZE)
        measured = self.multi_cell(
            width, SIZE * LEADING, self.shown(text), align="L", dry_run=True, output=MethodReturnValue.HEIGHT
        )
        return measured if isinstance(measured, float) else 0.0


def _shown(sign: str, known: Collection[int]) -> str:
    if sign == "\n":
        return sign
    if sign == "\t":
        return "    "
    # Such as joiners and marks of direction: nothing is seen of them.
    if ord(sign) not in known and unicodedata.category(sign) in ("Cf", "Cc"):
        return ""
    return sign if ord(sign) in known else MISSING
