"""Reads the pages of figures in the tests: their words, their tables and the values at their bars."""

import html
import re

from api.referrals.statistics.periods import Period

Table = dict[str, tuple[str, str]]


def name_of(period: Period) -> str:
    """Return a period as addresses name it."""
    return f"{period.year}-{period.number}"


def words(markup: str) -> str:
    """Return what a piece of a page says."""
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", markup)).strip())


def tables_of(page: str) -> dict[str, Table]:
    """Return the page's tables by their caption: each line with its two counts."""
    found = {}
    for table in re.findall(r"<table.*?</table>", page, re.DOTALL):
        caption = words(re.findall(r"<caption.*?</caption>", table, re.DOTALL)[0])
        lines = {}
        for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL)[1:]:
            cells = [words(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)]
            lines[cells[0]] = (cells[1], cells[3] if len(cells) == 5 else cells[2])
        found[caption] = lines
    return found


def bars_of(page: str, section: str) -> list[str]:
    """Return the values that stand at the bars of the wide drawing of a section, from above."""
    part = page.partition(f'id="{section}"')[2].partition("</section>")[0]
    drawing = re.findall(r'<svg class="chart chart-wide".*?</svg>', part, re.DOTALL)[0]
    return [words(text) for text in re.findall(r'<text class="chart-value.*?</text>', drawing, re.DOTALL)]
