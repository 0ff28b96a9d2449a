"""The framework matrix as a page, to be printed: its codes in tables that fit the width of a sheet."""

from collections.abc import Sequence
from html import escape
from typing import Final

from qualcode.analysis.framework import framework
from qualcode.model.entities import Code
from qualcode.model.in_words import counted
from qualcode.model.provenance import caption
from qualcode.model.questions.reports import FrameworkQuestion
from qualcode.model.report_values import Framework
from qualcode.model.study import Study
from qualcode.project.asking import coders_named, codes_named, transcript_choice

_CODES_A_TABLE: Final = 4


def framework_page(study: Study, question: FrameworkQuestion) -> str:
    """Participants down, codes across, in each cell the summary."""
    whose = coders_named(study, question.coders)
    found = framework(
        study,
        codes_named(study, question.codes, whose),
        counts=question.counts,
        coders=whose,
        transcripts=transcript_choice(study, question).rows_of(study),
    )
    codes = found.codes
    parts = (codes[first : first + _CODES_A_TABLE] for first in range(0, len(codes), _CODES_A_TABLE))
    tables = "".join(_table(study, found, part) for part in parts)
    title = escape(found.about.title)
    return f'<body><h1>{title}</h1><p class="quiet">{escape(caption(found.about))}</p>{tables}</body>'


def _table(study: Study, found: Framework, codes: Sequence[Code]) -> str:
    share = round(100 / (1 + len(codes)))
    heads = "".join(f'<th width="{share}%">{escape(study.path(code.id))}</th>' for code in codes)
    rows = "".join(
        f"<tr><td><b>{escape(person.name)}</b></td>"
        + "".join(f"<td>{_cell(found.text(person, code), found.count(person, code))}</td>" for code in codes)
        + "</tr>"
        for person in found.participants
    )
    head = f'<thead><tr><th width="{share}%">Participant</th>{heads}</tr></thead>'
    return f'<table border="1" cellspacing="0" width="100%">{head}<tbody>{rows}</tbody></table><p></p>'


def _cell(text: str, count: int | None) -> str:
    words = escape(text).replace("\n", "<br>")
    number = f'<span class="quiet">{counted(count, "segment")}</span>' if count else ""
    return "<br>".join(filter(None, (words, number)))
