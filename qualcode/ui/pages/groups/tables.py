"""The tables of the groups page: the figures of a conversation, the turns behind each, and what each says."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QFont

from qualcode.analysis.conversation import (
    SHARE_COLUMNS,
    Conversation,
    first_mentions,
    shares,
    silent_participants,
    speaks_after,
)
from qualcode.analysis.group_comparison import (
    FIGURES,
    PERCENTAGES,
    SILENT_ONES,
    WHOLE,
    comparison,
    figures_of,
)
from qualcode.model.branches import last_part
from qualcode.model.codes.colour import ink_on, tinted
from qualcode.model.codes.shades import raised, shade
from qualcode.model.questions.rules import Selection
from qualcode.model.results.matrix import Matrix
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted, listed, plural_of, sentence
from qualcode.ui.look.theme import colours_now, shades_of
from qualcode.ui.models.matrix import MatrixModel
from qualcode.ui.models.transcripts import Index

Place = tuple[int, int]


class Talk(StrEnum):
    """What a table tells of a conversation."""

    SHARES = "Who speaks how much"
    AFTER = "Who speaks after whom"
    NETWORK = "Turn-taking network"
    CODES = "Who brings up which code"
    COMPARED = "Groups side by side"

    @property
    def has_table(self) -> bool:
        return self is not Talk.NETWORK

    @property
    def in_short(self) -> str:
        """Its name where all the whole ones have no room."""
        return _IN_SHORT[self]


_IN_SHORT: Final[dict[Talk, str]] = {
    Talk.SHARES: "How much",
    Talk.AFTER: "After whom",
    Talk.NETWORK: "Network",
    Talk.CODES: "Codes",
    Talk.COMPARED: "Compared",
}


@dataclass(frozen=True, eq=False)
class TalkTable:
    """A matrix with the turns behind its cells.

    ``weight`` is how strongly each cell is shaded, 0 to 1; ``marked`` are the cells in bold, and
    those of silence are hatched.
    """

    matrix: Matrix
    turns: dict[Place, tuple[int, ...]]
    said: dict[Place, str]
    weight: npt.NDArray[np.float64]
    marked: frozenset[Place] = field(default_factory=frozenset)
    silent: frozenset[Place] = field(default_factory=frozenset)


def table_of(talk: Conversation, which: Talk, *, untouched: bool = False) -> TalkTable:
    """One table. With ``untouched`` the codes that nobody touches have rows as well."""
    if which is Talk.SHARES:
        return _shares(talk)
    if which is Talk.AFTER:
        return _after(talk)
    return _codes(talk, untouched)


def _shares(talk: Conversation) -> TalkTable:
    matrix = shares(talk)
    weight = np.zeros(matrix.values.shape)
    weight[:, SHARE_COLUMNS] = matrix.values[:, SHARE_COLUMNS] / 100
    turns, said = {}, {}
    for row, voice in enumerate(talk.voices):
        for column, label in enumerate(matrix.columns):
            turns[row, column] = voice.turns
            number = written(matrix, row, column)
            said[row, column] = f"{voice.label.name} ({voice.role}): {number} {label.name}."
    return TalkTable(matrix, turns, said, weight)


def _after(talk: Conversation) -> TalkTable:
    matrix = speaks_after(talk)
    most = max(1, int(matrix.values.max(initial=1)))
    said = {
        (row, column): f"{after.name} speaks directly after {before.name}: {_times(matrix, row, column)}."
        for row, before in enumerate(matrix.rows)
        for column, after in enumerate(matrix.columns)
    }
    return TalkTable(matrix, dict(talk.following), said, matrix.values / most)


def _times(matrix: Matrix, row: int, column: int) -> str:
    number = int(matrix.values[row, column])
    return {0: "never", 1: "once"}.get(number, f"{number:,} times")


def _codes(talk: Conversation, untouched: bool) -> TalkTable:
    touched = tuple(code for code in talk.codes if code.touched)
    left_out = 0 if untouched else len(talk.codes) - len(touched)
    shown = talk if untouched else replace(talk, codes=touched)
    matrix = first_mentions(shown)
    if left_out:
        codes = f"{counted(left_out, 'code')} that nobody here touches"
        remark = sentence(f"{codes} {plural_of(left_out, 'is', 'are')} left out")
        matrix = replace(matrix, remarks=(*matrix.remarks, remark))
    column_of = {number: column for column, number in enumerate(talk.counted)}
    turns: dict[Place, tuple[int, ...]] = {}
    said: dict[Place, str] = {}
    weight, marked = np.zeros(matrix.values.shape), set()
    for row, code in enumerate(shown.codes):
        name = last_part(code.code.name)
        for place, (number, own) in enumerate(code.touched):
            cell = row, column_of[number]
            turns[cell] = own
            verb = "brings up" if place == 0 else "takes up"
            how_often = "" if len(own) == 1 else f" and touches it in {len(own)} turns"
            who = talk.voices[number].label.name
            said[cell] = f"{who} {verb} {name} in turn {own[0] + 1}{how_often}."
            weight[cell] = 0.75 if place == 0 else 0.2
            if place == 0:
                marked.add(cell)
        for number in code.silent:
            said[row, column_of[number]] = f"{talk.voices[number].label.name} never touches {name}."
    silent = frozenset(
        (row, column_of[number]) for row, code in enumerate(shown.codes) for number in code.silent
    )
    return TalkTable(matrix, turns, said, weight, frozenset(marked), silent)


def silence(talk: Conversation) -> str:
    """The participants who touch none of the codes, as a sentence; empty where there is none."""
    names = [talk.voices[number].label.name for number in silent_participants(talk)]
    if not names:
        return ""
    return f"Silent on every code{' that counts here' if talk.narrowed else ''}: {listed(names)}."


def compared_of(study: Study, talks: Sequence[Conversation], selection: Selection) -> TalkTable:
    """The table of conversations side by side. Percentages are shaded."""
    matrix = comparison(study, talks, selection)
    weight = np.zeros(matrix.values.shape)
    for column, name in enumerate(FIGURES):
        if name in PERCENTAGES:
            weight[:, column] = np.clip(matrix.values[:, column] / 100, 0, 1)
    turns, said, silent = {}, {}, set()
    for row, talk in enumerate(talks):
        for column, (name, figure) in enumerate(figures_of(talk).items()):
            turns[row, column] = figure.turns
            who = f" ({', '.join(figure.who)})" if figure.who else ""
            said[row, column] = f"{talk.transcript.name}, {name}: {written(matrix, row, column)}{who}."
            if name == SILENT_ONES and figure.value:
                silent.add((row, column))
    return TalkTable(matrix, turns, said, weight, frozenset(silent))


def written(matrix: Matrix, row: int, column: int) -> str:
    """A figure as it is shown: shares and minutes with one decimal, everything else whole."""
    value = matrix.cell(row, column)
    if isinstance(value, str):
        return value
    name = matrix.columns[column].name
    return f"{value:,.1f}" if isinstance(value, float) and name not in WHOLE else f"{value:,.0f}"


class TalkModel(MatrixModel):
    """A table of a conversation for a table view."""

    def __init__(self) -> None:
        super().__init__()
        self.table: TalkTable | None = None

    def show_table(self, table: TalkTable | None) -> None:
        """Show another table, or none."""
        self.table = table
        said = {} if table is None else table.said
        self.show(None if table is None else table.matrix, lambda row, column: said.get((row, column), ""))

    def turns_behind(self, row: int, column: int) -> tuple[int, ...]:
        """The turns that a figure stands for."""
        return () if self.table is None else self.table.turns.get((row, column), ())

    def is_total(self, index: Index) -> bool:
        return False

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        table = self.table
        if table is None or not index.isValid():
            return None
        place = index.row(), index.column()
        if index.row() >= len(table.matrix.rows) or index.column() >= len(table.matrix.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return written(table.matrix, *place)
        if role == Qt.ItemDataRole.FontRole:
            font = QFont()
            font.setBold(place in table.marked)
            return font
        if role == Qt.ItemDataRole.BackgroundRole and place in table.silent:
            return _silence_brush()
        if role in (Qt.ItemDataRole.BackgroundRole, Qt.ItemDataRole.ForegroundRole):
            return self._coloured(table, place, role)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{written(table.matrix, *place)}. {table.said.get(place, '')}"
        return super().data(index, role)

    def _coloured(self, table: TalkTable, place: Place, role: int) -> QColor:
        colours = colours_now()
        weight = 0.0 if place in table.matrix.notes else float(table.weight[place])
        shades = shades_of(colours)
        ground = shade(float(raised(np.array(weight))), shades)
        if role == Qt.ItemDataRole.BackgroundRole:
            return QColor(ground)
        nothing = place in table.matrix.notes or not table.matrix.values[place]
        return QColor(shades.quiet if nothing else ink_on(ground))


def _silence_brush() -> QBrush:
    """Thin slanting lines: a silence is something to be seen, not an empty cell."""
    colours = colours_now()
    return QBrush(QColor(tinted(colours.text, colours.base, 0.22)), Qt.BrushStyle.BDiagPattern)
