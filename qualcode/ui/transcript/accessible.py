"""What codes are here as spoken text, and announcing it to anyone who listens instead of looks."""

from uuid import UUID

from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleTextCursorEvent,
    QAccessibleTextSelectionEvent,
)
from PySide6.QtWidgets import QWidget

from qualcode.analysis.found_words import words_by_turns
from qualcode.language.words import words as words_in
from qualcode.model.codings import Coding
from qualcode.model.people import speaker_called
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.transcripts.stand_ins import stand_ins_of
from qualcode.model.words.cutting import in_one_line
from qualcode.model.words.in_words import counted
from qualcode.ui.transcript.limit import EVERYTHING, Limit

_LONGEST_QUOTE = 80


def describe_position(study: Study, transcript_id: UUID, position: int, limit: Limit = EVERYTHING) -> str:
    """The codes at a place, in words: ``2 codes: trust by Ada; stigma by Ada, Ben``."""
    return _codes_on(study, transcript_id, Span(position, position + 1), limit)


def describe_arrival(study: Study, transcript_id: UUID, position: int, limit: Limit = EVERYTHING) -> str:
    """Turn, speaker and codes at a place, in words."""
    place = describe_place(study, transcript_id, position)
    return f"{place}: {describe_position(study, transcript_id, position, limit)}"


def describe_selection(study: Study, transcript_id: UUID, span: Span, limit: Limit = EVERYTHING) -> str:
    """A selection without its words: ``4 words selected, turn 8, P3: no code``."""
    words = len(words_in(study.text(transcript_id), [span], stand_ins_of(study.info)))
    place = describe_place(study, transcript_id, span.start)
    count = f"{counted(words, 'word')} selected"
    return f"{count}, {place}: {_codes_on(study, transcript_id, span, limit)}"


def _codes_on(study: Study, transcript_id: UUID, span: Span, limit: Limit) -> str:
    here = limit.shown(study, transcript_id).at(span)
    coders: dict[UUID, list[str]] = {}
    for row in here:
        name = study.coders[row.coder_id].name
        names = coders.setdefault(row.code_id, [])
        if name not in names:
            names.append(name)
    if not coders:
        return "no code shown" if limit else "no code"
    parts = [f"{study.codes[code].name} by {', '.join(names)}" for code, names in coders.items()]
    return f"{counted(len(parts), 'code')}: " + "; ".join(parts)


def describe_place(study: Study, transcript_id: UUID, position: int) -> str:
    """Turn and speaker at a place, in words: ``turn 8, P3``."""
    turn = study.turn_at(transcript_id, position)
    if turn is None:
        return "outside all turns"
    name = speaker_called(study, turn)
    return f"turn {turn.ordinal + 1}" + (f", {name}" if name else "")


def describe_coding(study: Study, transcript_id: UUID, coding: Coding, limit: Limit = EVERYTHING) -> str:
    """A segment in words: code, coder, where, its words, its memo."""
    words = shortened(words_by_turns(study, transcript_id, coding.span))
    place = describe_place(study, transcript_id, coding.span.start)
    memo = f" Memo: {coding.memo}" if coding.memo else ""
    code, coder = study.path(coding.code_id), study.coders[coding.coder_id].name
    shown = limit.shown(study, transcript_id)
    others = len(shown.at(Span(coding.span.start, coding.span.start + 1))) - 1
    beside = f" {counted(others, 'more segment')} here." if others > 0 else ""
    return f"{code} by {coder}, {place}: “{words}”.{memo}{beside}"


def shortened(words: str) -> str:
    """Words on one line, cut where they are many."""
    return in_one_line(words, _LONGEST_QUOTE)


def tell_caret(widget: QWidget, units: int) -> None:
    """Tell assistive technology where the caret stands in the displayed text."""
    QAccessible.updateAccessibility(QAccessibleTextCursorEvent(widget, units))


def tell_selection(widget: QWidget, start: int, end: int) -> None:
    """Tell assistive technology what is selected of the displayed text; nothing where both are the same."""
    QAccessible.updateAccessibility(QAccessibleTextSelectionEvent(widget, start, end))


def someone_listens() -> bool:
    """Whether assistive technology is connected."""
    return QAccessible.isActive()


def announce(widget: QWidget, message: str) -> None:
    """Have a screen reader say ``message``; does nothing where none is running."""
    if message and someone_listens():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, message))
