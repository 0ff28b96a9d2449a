"""A passage as lists show it: where it is, and its words with the colours of the codes on them."""

from collections.abc import Iterator
from html import escape
from itertools import pairwise

import numpy as np

from qualcode.analysis.found_words import by_turns
from qualcode.analysis.table_passages import CodedPassage
from qualcode.model.codes.colour import tinted
from qualcode.model.identity import id_of, key_of
from qualcode.model.people import speaker_called
from qualcode.model.questions.rules import Selection
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.words.cutting import CUT, cut_place
from qualcode.model.words.unbroken import dots_held
from qualcode.ui.look.theme import Colours

_LONGEST = 600


def place_in_words(study: Study, passage: CodedPassage) -> str:
    """``FG2 Lone parents · turn 14 · P3``."""
    turn = study.turn_at(passage.transcript_id, passage.span.start)
    parts = [study.transcripts[passage.transcript_id].name]
    if turn is not None:
        parts += [f"turn {turn.ordinal + 1}", *filter(None, [speaker_called(study, turn)])]
    return " · ".join(parts)


def coded_by(study: Study, passage: CodedPassage, selection: Selection) -> str:
    """``coded by Ana, Ben``: whose codings its marks are made of, of the coders that are selected."""
    table, chosen = study.codings_of(passage.transcript_id), selection.coders
    keys: set[int] = set()
    for mark, code_id in passage.marks:
        below = [row.id for row in study.descendants(code_id)] if selection.aggregate else []
        codes = np.isin(table.code, [key_of(each) for each in (code_id, *below)])
        keys.update(table.coder[codes & (table.start < mark.end) & (table.end > mark.start)].tolist())
    found = {id_of(key) for key in keys} & (set(study.coders) if chosen.everybody else set(chosen.coders))
    names = [row.name for row in study.coders_in_order if row.id in found]
    return f"coded by {', '.join(names)}" if names else ""


def html_of(study: Study, passage: CodedPassage, colours: Colours, who: str = "") -> str:
    """The place, and ``who`` coded it, in quiet letters; below it the words, with each code's colour."""
    head = f'<span style="color:{colours.muted}">{escape(_head(study, passage, who))}</span>'
    return f"{head}<br>{''.join(_marked(study, passage, colours))}"


def words_of(study: Study, passage: CodedPassage, who: str = "") -> str:
    """The same in plain words."""
    return f"{_head(study, passage, who)}: {_quoted(study, passage)}"


def _head(study: Study, passage: CodedPassage, who: str) -> str:
    return " · ".join(filter(None, (place_in_words(study, passage), who)))


def _quoted(study: Study, passage: CodedPassage) -> str:
    shown, text = _shown(study, passage), study.text(passage.transcript_id)
    parts = by_turns(study, passage.transcript_id, shown)
    words = "".join(part if isinstance(part, str) else text[part.start : part.end] for part in parts)
    return words + (f" {CUT}" if shown != passage.span else "")


def _shown(study: Study, passage: CodedPassage) -> Span:
    start, end = passage.span
    return Span(start, min(end, cut_place(study.text(passage.transcript_id), start, _LONGEST)))


def _marked(study: Study, passage: CodedPassage, colours: Colours) -> Iterator[str]:
    """Pieces of text between the edges of marks; words under two codes are bold: not by colour alone."""
    whole = _shown(study, passage)
    for part in by_turns(study, passage.transcript_id, whole):
        if isinstance(part, str):
            yield escape(part)
        else:
            yield from _marked_words(study, passage, part, colours)
    if passage.span.end > whole.end:
        yield dots_held(f" {CUT}")


def _marked_words(study: Study, passage: CodedPassage, whole: Span, colours: Colours) -> Iterator[str]:
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
