"""The turns behind a figure of the groups page; a click opens one in its transcript."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from PySide6.QtWidgets import QWidget

from qualcode.analysis.runs import merged_runs
from qualcode.analysis.selected.selected_text import SelectedText
from qualcode.analysis.table_passages import CodedPassage
from qualcode.model.questions.rules import Selection
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.ui.look.theme import colours_now
from qualcode.ui.models.passage_words import html_of, words_of
from qualcode.ui.pages.passage_panel import MOST, PassagePanel

_HINT = "Choose a figure to see the turns behind it."


def passages_of(
    study: Study, transcript_id: UUID, turns: Sequence[int], code_id: UUID | None, counted: Selection
) -> list[CodedPassage]:
    """The first of these turns, as they are spoken, with what carries the code marked in them.

    Of the codings those are marked that are ``counted``.
    """
    columns, text = study.turns_of(transcript_id), study.text(transcript_id)
    marks: list[Span] = []
    if code_id is not None:
        one = replace(counted, transcripts=(transcript_id,), codes=(code_id,))
        runs = merged_runs(SelectedText(study, one))
        marks = [Span(*run) for run in zip(runs.start.tolist(), runs.end.tolist(), strict=True)]
    found = []
    for turn in turns[:MOST]:
        start = int(columns.speech[turn])
        # Without the end of its line: that would be selected with it.
        end = start + len(text[start : int(columns.end[turn])].rstrip("\n"))
        inside = [(mark, code_id) for mark in marks if code_id and mark.start < end and start < mark.end]
        found.append(CodedPassage(transcript_id, Span(start, end), tuple(inside)))
    return found


class TurnList(PassagePanel):
    """Empty until a figure is chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Turns", parent)
        self.clear()

    def clear(self) -> None:
        """Show no turns."""
        self._shown: tuple[Study, Sequence[CodedPassage]] | None = None
        self.list.clear()
        self.list.hide()
        self._title.setText("Turns")
        self._hint.setText(_HINT)

    def show_turns(self, study: Study, said: str, passages: Sequence[CodedPassage], whole: int) -> None:
        """Show the turns of which the sentence ``said`` speaks; there are ``whole`` of them in all."""
        self.clear()
        self._hint.setText(f"{said} {_how_many(len(passages), whole)}")
        self._shown = (study, passages)
        self.list.show()
        self.refresh_theme()
        self.list.scrollToTop()

    def refresh_theme(self) -> None:
        """List the same turns in the colours of now."""
        if self._shown is None:
            return
        study, passages = self._shown
        colours = colours_now()
        self.list.clear()
        for passage in passages:
            self.list.add(html_of(study, passage, colours), words_of(study, passage), passage)


def _how_many(shown: int, whole: int) -> str:
    if not whole:
        return "There is no turn behind this figure."
    if shown < whole:
        return f"The first {shown} of {whole:,} turns; click one to read it in its place."
    return "Click a turn to read it in its place."
