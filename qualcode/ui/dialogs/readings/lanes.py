"""The words around a difference, once for each coder, with the colours of what each of them coded."""

from html import escape
from typing import Final
from uuid import UUID

from qualcode.analysis.differences import readings_of
from qualcode.analysis.table_passages import CodedPassage
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.teamwork.readings import ReadingDifference
from qualcode.ui.look.theme import Colours
from qualcode.ui.models.passage_words import html_of

_AROUND: Final = 200
"""Letters of a long turn that are shown before a difference."""


def lanes_of(study: Study, each: ReadingDifference, colours: Colours) -> str:
    """A column for each coder: the name, the turns that the difference touches, and the codes there."""
    span = shown_span(study, each)
    cells = [_lane(study, each, coder, span, colours) for coder in (each.one_id, each.other_id)]
    columns = "".join(f'<td width="50%" style="padding:6px">{cell}</td>' for cell in cells)
    return f'<table width="100%"><tr>{columns}</tr></table>'


def shown_span(study: Study, each: ReadingDifference) -> Span:
    """What is said in the turns that a difference touches; of a long one before it only the end.

    The label of the first one is part of it only where the difference begins there.
    """
    span, turns = each.span, study.turns_of(each.transcript_id)
    touched = turns.take((turns.start < span.end) & (turns.end > span.start))
    if not len(touched):
        return span
    begin, end = max(int(touched.start[0]), span.start), int(touched.end[-1])
    return Span(max(min(int(touched.speech[0]), begin), span.start - _AROUND), end)


def _lane(study: Study, each: ReadingDifference, coder_id: UUID, span: Span, colours: Colours) -> str:
    readings = [
        reading
        for reading in readings_of(study, each.transcript_id, coder_id)
        if reading.span.start < span.end and reading.span.end > span.start
    ]
    marks = tuple((reading.span, reading.code_id) for reading in readings)
    about = set(each.codes)
    # What the difference is about in bold: there may be other codes on the same words.
    codes = [
        f"<b>{escape(study.path(code_id))}</b>" if code_id in about else escape(study.path(code_id))
        for code_id in dict.fromkeys(code_id for _, code_id in marks)
    ]
    name = escape(study.coders[coder_id].name)
    words = html_of(study, CodedPassage(each.transcript_id, span, marks), colours)
    none = f'<span style="color:{colours.muted}">nothing here</span>'
    return f"<p><b>{name}</b></p><p>{words}</p><p>{', '.join(codes) or none}</p>"
