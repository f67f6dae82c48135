"""Rendering: the Markdown subset becomes HTML, and nothing else does."""

import re

import pytest

from bot.gateway.rendering import render_markdown

ALLOWED = {"p", "ul", "ol", "li", "strong", "em", "br"}
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](https://example.org)",
    "![a](https://example.org/x.png)",
    "<https://example.org>",
    "https://example.org www.example.org",
    "[a]: javascript:alert(1)\n\n[a]",
    "`<b>x</b>`",
    "```\n<b>x</b>\n```",
    "    <b>indented</b>",
    "# <b>heading</b>",
    "> <b>quote</b>",
    "| a | b |\n|---|---|\n| <i>1</i> | 2 |",
    "**<iframe src=//x>**",
    "- <a href=x>y</a>",
    "&lt;script&gt; &#60;b&#62;",
    "<!-- --><style>*{}</style>",
    "a\"b'c onmouseover=x",
    "\\<b>x</b>",
    "<details open ontoggle=alert(1)>",
    "---",
    "<b\n>x",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_but_the_subset_becomes_an_element(text: str) -> None:
    html = render_markdown(text)
    assert set(re.findall(r"<\s*/?\s*([a-zA-Z!]+)", html)) <= ALLOWED
    assert not re.search(r"<[^>]*=", html)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        pytest.param("a\n\nb", "<p>a</p>\n<p>b</p>\n", id="paragraphs"),
        pytest.param("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n", id="list"),
        pytest.param("**a**", "<p><strong>a</strong></p>\n", id="bold"),
        pytest.param("a & b < c", "<p>a &amp; b &lt; c</p>\n", id="signs"),
        pytest.param(r"\*a\*", "<p>*a*</p>\n", id="quoted stars"),
    ],
)
def test_the_subset_is_rendered(text: str, html: str) -> None:
    assert render_markdown(text) == html
