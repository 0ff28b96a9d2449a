"""The list of differences; its keys go on, go back and settle."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt

from qualcode.analysis.found_words import words_by_turns
from qualcode.model.study import Study
from qualcode.model.teamwork.reading_words import decision_in_words, kind_in_words, outcome_in_words
from qualcode.model.teamwork.readings import ReadingDifference
from qualcode.model.words.cutting import shortened
from qualcode.ui.widgets.line_list import LineList


class DifferenceList(LineList):
    """Where each difference is, of which kind, and what was settled."""

    def __init__(self, keys: dict[Qt.Key, Callable[[], object]]) -> None:
        super().__init__("Differences", keys)
        self._found: Sequence[ReadingDifference] = ()

    def show_found(self, study: Study, found: Sequence[ReadingDifference]) -> None:
        """List differences, with the one that was current chosen again, else what has taken its place."""
        current, row = self.current, max(0, self.row)
        self._found = found
        if current is not None:
            row = next((place for place, each in enumerate(found) if _same(each, current)), row)
        self.show_lines(
            len(found),
            lambda place: _words(study, found[place]),
            lambda place: _tip(study, found[place]),
            row,
        )

    @property
    def current(self) -> ReadingDifference | None:
        """The difference that is chosen."""
        return self._found[self.row] if 0 <= self.row < len(self._found) else None


def _same(one: ReadingDifference, other: ReadingDifference) -> bool:
    """Whether two are about the same codings, whatever was settled about them."""
    return one.transcript_id == other.transcript_id and (one.ones, one.others) == (other.ones, other.others)


def _words(study: Study, each: ReadingDifference) -> str:
    turn = study.turn_at(each.transcript_id, each.span.start)
    where = study.transcripts[each.transcript_id].name
    where += "" if turn is None else f", turn {turn.ordinal + 1}"
    codes = ", ".join(study.codes[code_id].name for code_id in each.codes if code_id in study.codes)
    settled = f" · {outcome_in_words(study, each)}" if each.decision is not None else ""
    return f"{where}\n{kind_in_words(study, each)} · {codes}{settled}"


def _tip(study: Study, each: ReadingDifference) -> str:
    """The words that are read, and whole what a narrow list may cut off."""
    quoted = shortened(words_by_turns(study, each.transcript_id, each.span), 500)
    return quoted if each.decision is None else f"{quoted}\n{decision_in_words(study, each)}."
