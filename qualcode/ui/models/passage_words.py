"""A passage as lists show it: where it is, and its words with the colours of the codes on them."""

from collections.abc import Iterator
from html import escape
from itertools import pairwise

from qualcode.analysis.table_passages import CodedPassage
from qualcode.model.colour import tinted
from qualcode.model.cutting import CUT, cut_place
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.ui.look.theme import Colours

_LONGEST = 600


def place_in_words(study: Study, passage: CodedPassage) -> str:
    """``FG2 Lone parents · turn 14 · P3``."""
    turn = study.turn_at(passage.transcript_id, passage.span.start)
    parts = [study.transcripts[passage.transcript_id].name]
    if turn is not None:
        parts += [f"turn {turn.ordinal + 1}", *([turn.label] if turn.label else [])]
    return " · ".join(parts)


def html_of(study: Study, passage: CodedPassage, colours: Colours) -> str:
    """The place in quiet letters, and below it the words with each code's colour behind them."""
    head = f'<span style="color:{colours.muted}">{escape(place_in_words(study, passage))}</span>'
    return f"{head}<br>{''.join(_marked(study, passage, colours))}"


def words_of(study: Study, passage: CodedPassage) -> str:
    """The same in plain words."""
    return f"{place_in_words(study, passage)}: {_quoted(study, passage)}"


def _quoted(study: Study, passage: CodedPassage) -> str:
    shown = _shown(study, passage)
    return study.quoted(passage.transcript_id, shown) + (f" {CUT}" if shown != passage.span else "")


def _shown(study: Study, passage: CodedPassage) -> Span:
    start, end = passage.span
    return Span(start, min(end, cut_place(study.text(passage.transcript_id), start, _LONGEST)))


def _marked(study: Study, passage: CodedPassage, colours: Colours) -> Iterator[str]:
    """Pieces of text between the edges of marks; words under two codes are bold: not by colour alone."""
    whole = _shown(study, passage)
    text = study.quoted(passage.transcript_id, whole)
    edges = {whole.start, whole.end}
    for mark, _code in passage.marks:
        edges |= {min(max(edge, whole.start), whole.end) for edge in mark}
    places = sorted(edges)
    for start, end in pairwise(places):
        piece = escape(text[start - whole.start : end - whole.start]).replace("\n", "<br>")
        codes = [code for mark, code in passage.marks if mark.start <= start and end <= mark.end]
        different = list(dict.fromkeys(codes))
        if not different:
            yield piece
            continue
        ground = colours.base
        for code_id in different:
            ground = tinted(study.codes[code_id].colour, ground, 0.22)
        weight = "bold" if len(different) > 1 else "normal"
        yield f'<span style="background-color:{ground};font-weight:{weight}">{piece}</span>'
    if passage.span.end > whole.end:
        yield f" {CUT}"
