"""The page of a report as Qt can show it."""

import re
from typing import Final

_LOOK_OF_FILE: Final = re.compile(r"<style>.*?</style>", re.DOTALL)
_COLUMNS: Final = re.compile(r"<colgroup>(.*?)</colgroup>(.*?</thead>)", re.DOTALL)
_WIDTH: Final = re.compile(r"width:([\d.]+)%")
_QUOTED: Final = re.compile(r'<div role="blockquote">.*?</div>', re.DOTALL)
_COLOURED: Final = re.compile(r'<span style="color:#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})">', re.IGNORECASE)
_DEEP: Final = re.compile(r"(?<![\w.])\d+(?:\.\d+){5,}(?![\w.])(?=[^<>]*<)")
"""The number of a code far down in the tree, which is as wide as three words."""
_GREY: Final = 32
"""By so much the parts of a grey differ at most."""
_QUOTE: Final = '<p style="margin-left:24px; margin-top:12px; margin-bottom:0px"'
_ON_PAPER: Final = re.compile(r'<p class="quiet on-paper">.*?</p>', re.DOTALL)
"""What only somebody reads who prints the page: the style sheet would hide it on a screen."""
_SOURCE: Final = '<p class="quiet" style="margin-left:24px; margin-top:2px; margin-bottom:8px">'


def as_qt_knows_it(html: str) -> str:
    """The page without its style sheet, of which Qt knows little, and with quotes set in as it can.

    What is grey on white paper is so in the colours of the window, which may be dark.
    """
    plain = _COLUMNS.sub(_with_widths, _ON_PAPER.sub("", _LOOK_OF_FILE.sub("", html, count=1)))
    plain = _COLOURED.sub(_quiet_where_grey, plain)
    plain = _DEEP.sub(lambda number: number[0].replace(".", ".\N{ZERO WIDTH SPACE}"), plain)
    plain = plain.replace('<p class="words" role="blockquote"', _QUOTE)
    plain = _QUOTED.sub(lambda quote: quote.group().replace('<p class="words"', _QUOTE), plain)
    return plain.replace("<figcaption>", _SOURCE).replace("</figcaption>", "</p>")


def _quiet_where_grey(colour: re.Match[str]) -> str:
    parts = [int(part, 16) for part in colour.groups()]
    return '<span class="quiet">' if max(parts) - min(parts) <= _GREY else colour.group()


def _with_widths(head: re.Match[str]) -> str:
    """The head of a table whose cells say how wide its columns are: Qt does not ask the columns."""
    widths = iter(_WIDTH.findall(head[1]))
    return re.sub("<th ", lambda _: f'<th width="{next(widths, "")}%" ', head[2])


def style_sheet(text: str, link: str, muted: str, alternate: str) -> str:
    """What little of a style sheet Qt knows, in these colours."""
    return (
        f"body {{ color: {text}; }} a {{ color: {link}; text-decoration: none; }}"
        f".quiet, .fact, .note, .subtitle, figcaption, caption, dt {{ color: {muted}; }}"
        f"th {{ background-color: {alternate}; text-align: left; }}"
        "h2 { font-size: large; } h3, h4, h5, h6 { font-size: medium; }"
        "td, th { padding: 3px 4px; } .number { text-align: right; } dt, .part { font-weight: 600; }"
        ".words { white-space: pre-wrap; }"
    )
