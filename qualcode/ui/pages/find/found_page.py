"""What a query has found as a page, to be printed: the passages in the groups in which they are listed."""

from html import escape
from typing import Final

from qualcode import __version__
from qualcode.model.machine.progress import Progress
from qualcode.model.study import Study
from qualcode.ui.look.theme import LIGHT
from qualcode.ui.pages.find.answers import AnswerLine, Grouping, answer, in_groups

_MOST: Final = 5_000
"""Passages on paper: some five hundred sheets."""


def found_page(study: Study, text: str, by: Grouping, progress: Progress) -> str:
    """The query, how much it finds in which state of the project, and the passages."""
    found = answer(study, text, LIGHT, progress, _MOST)
    words = found.in_words
    if len(found.findings) > _MOST:
        words += f"; the first {_MOST:,} follow"
    about = f"{words}. Project “{study.info.name}”, step {study.step}, qualcode {__version__}."
    groups = "".join(
        f"<h2>{escape(name)} ({len(lines):,})</h2>{''.join(_passage(line, by) for line in lines)}"
        for name, lines in in_groups(found.lines, by)
    )
    return f'<body><h1>{escape(text)}</h1><p class="quiet">{escape(about)}</p>{groups}</body>'


def _passage(line: AnswerLine, by: Grouping) -> str:
    known = line.codes if by is Grouping.TRANSCRIPT else line.transcript
    where = " · ".join(filter(None, (line.where, known)))
    return f'<p><span class="quiet">{escape(where)}</span><br>{line.html}</p>'
