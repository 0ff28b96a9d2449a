"""Projects in Python: ``with qualcode.open(path) as project`` gives their data as columns, and takes steps.

Everything here is what the window and the commands call, too: the same figures, the same steps, one history.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from qualcode.analysis.data_tables import (
    attribute_table,
    code_table_of,
    participant_table,
    passage_table,
    segment_table,
    transcript_table,
    turn_table,
)
from qualcode.analysis.query import find
from qualcode.language.measures import SpacyMeasures
from qualcode.model.branches import last_part
from qualcode.model.change import ChangeSet
from qualcode.model.errors import QualcodeError, ReasonWantedError
from qualcode.model.queries.query_names import typed_query
from qualcode.model.questions.matrices import CooccurrenceQuestion, TableQuestion
from qualcode.model.questions.reports import SegmentsQuestion
from qualcode.model.questions.rules import Coefficient, Count, Rule
from qualcode.model.questions.words import Figure, Shown
from qualcode.model.results.data_table import DataTable, type_of
from qualcode.model.results.matrix import Matrix
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.model.teamwork.sight import UNNAMED
from qualcode.project.making import PendingStep
from qualcode.project.opening import open_project
from qualcode.project.project import Project
from qualcode.project.reports.asking import retrieval, transcripts_meant
from qualcode.project.reports.counting import counted_table

Names = str | Sequence[str] | None
"""One name, several, or None for all."""


class Columns(Mapping[str, npt.NDArray[Any]]):
    """A table: each column is a numpy array of the shape (rows,), by its name.

    Words are arrays of objects (``str``); whole numbers int64; other numbers float64, NaN where there is
    none; moments datetime64[ms] in UTC; days datetime64[D]; yes or no bool. ``len(columns)`` is the number
    of columns, ``columns.rows`` that of rows.
    """

    def __init__(self, table: DataTable) -> None:
        self._table = table

    def __getitem__(self, name: str) -> npt.NDArray[Any]:
        return self._table[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._table)

    def __len__(self) -> int:
        return len(self._table.columns)

    @property
    def rows(self) -> int:
        """The number of rows."""
        return len(self._table)

    @property
    def meanings(self) -> dict[str, str]:
        """What each column is, with its unit, in a sentence."""
        return {column.name: column.meaning for column in self._table.columns}

    def to_pandas(self) -> Any:
        """The same as a pandas.DataFrame. Raises QualcodeError where pandas is not installed."""
        return _pandas().DataFrame({name: self[name] for name in self})

    def __repr__(self) -> str:
        listed = ", ".join(f"{column.name}: {type_of(column.values)}" for column in self._table.columns)
        return f"<{self._table.name}: {self.rows:,} rows; {listed}>"


class Figures:
    """A matrix of figures.

    ``rows`` and ``columns`` are the names; ``values`` has the shape (rows, columns), dtype int64 or float64,
    with NaN where a coefficient is not defined. ``notes`` says, by (row, column), what is printed in the
    place of a figure; ``caption`` how it was counted.
    """

    def __init__(self, matrix: Matrix) -> None:
        self.rows: tuple[str, ...] = tuple(label.name for label in matrix.rows)
        self.columns: tuple[str, ...] = tuple(label.name for label in matrix.columns)
        self.values: npt.NDArray[Any] = _without_withheld(matrix)
        self.notes: dict[tuple[int, int], str] = dict(matrix.notes)
        self.caption: str = f"{matrix.provenance.sentence}."
        self.remarks: tuple[str, ...] = matrix.remarks

    def __getitem__(self, place: tuple[str, str]) -> float | int:
        """The figure of a row and a column by their names, of codes also without what is above them.

        Raises KeyError for other names, and for one that several rows or columns have.
        """
        row, column = place
        found: float | int = self.values[_place(self.rows, row), _place(self.columns, column)].item()
        return found

    def to_pandas(self) -> Any:
        """The same as a pandas.DataFrame. Raises QualcodeError where pandas is not installed."""
        return _pandas().DataFrame(self.values, index=list(self.rows), columns=list(self.columns))

    def __repr__(self) -> str:
        return f"<figures: {len(self.rows):,} rows, {len(self.columns):,} columns; {self.caption}>"


class OpenedProject:
    """An open project: data as they are now; steps where it was opened for writing.

    Names are those that people see: a code by its name or full path, “trust > in schools”.
    """

    def __init__(self, project: Project, coder: str) -> None:
        self._project = project
        self._coder = coder

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the project; a file can be opened elsewhere then."""
        self._project.close()

    @property
    def name(self) -> str:
        """The name of the project."""
        return self._project.study.info.name

    @property
    def study(self) -> Study:
        """All that is in the project, as an immutable value: what operations take."""
        return self._project.study

    # -- data -----------------------------------------------------------------------------------

    @property
    def transcripts(self) -> Columns:
        """One row for each transcript, with its attributes; lengths in code points."""
        return Columns(transcript_table(self.study))

    @property
    def turns(self) -> Columns:
        """One row for each turn; places in code points from 0, times in seconds."""
        return Columns(turn_table(self.study))

    @property
    def participants(self) -> Columns:
        """One row for each participant, with their attributes."""
        return Columns(participant_table(self.study))

    @property
    def codes(self) -> Columns:
        """One row for each code or category, in the order of the codebook."""
        return Columns(code_table_of(self.study))

    @property
    def attributes(self) -> Columns:
        """One row for each recorded value of an attribute, of participants and transcripts."""
        return Columns(attribute_table(self.study))

    def text(self, transcript: str) -> str:
        """The text of a transcript; ``start`` and ``end`` of segments and turns are places in it."""
        return self.study.text(self.study.transcript_named(transcript).id)

    def segments(
        self,
        codes: Names = None,
        coders: Names = None,
        transcripts: Names = None,
        query: str | None = None,
    ) -> Columns:
        """One row for each coded segment; places in code points from 0, the end not included.

        ``query`` is the name of a saved query with whose passages segments share text. Raises QualcodeError
        for a name that stands for nothing.
        """
        question = SegmentsQuestion(
            codes=_names(codes), coders=_names(coders) or (), transcripts=_names(transcripts), query=query
        )
        return Columns(segment_table(self.study, retrieval(self.study, question)))

    def query(self, text: str, transcripts: Names = None) -> Columns:
        """One row for each passage that a query finds, written as for *Find* and ``qualcode search``.

        Raises QualcodeError for a query that cannot be read, or a name that stands for nothing.
        """
        chosen = transcripts_meant(self.study, _names(transcripts) or (), (), ())
        return Columns(passage_table(self.study, find(self.study, typed_query(self.study, text), chosen)))

    # -- figures --------------------------------------------------------------------------------

    def cooccurrence(
        self,
        codes: Names = None,
        rule: str = "overlap",
        count: str | None = None,
        coefficient: str | None = None,
        *,
        within: int = 1,
        coders: Names = None,
        transcripts: Names = None,
        aggregate: bool = False,
    ) -> Figures:
        """How often codes occur together: codes by codes, the codes' own counts on the diagonal.

        ``rule``: overlap, exact, inside, near (``within`` turns), sentence, paragraph, turn, transcript or
        participant; ``count``: pairs, units, characters, participants or transcripts, by default what is
        usual with the rule; ``coefficient``: c, overlap, share, lift or phi in place of counts, NaN where
        it is not defined. ``aggregate``: a code stands for itself and all below it. Raises QualcodeError
        for a combination that has no meaning.
        """
        question = CooccurrenceQuestion(
            codes=_names(codes),
            rule=_word(Rule, rule),
            count=None if count is None else _word(Count, count),
            coefficient=None if coefficient is None else _word(Coefficient, coefficient),
            within=within,
            coders=_names(coders) or (),
            transcripts=_names(transcripts),
            aggregate=aggregate,
        )
        return Figures(counted_table(self.study, question, SpacyMeasures()).matrix)

    def crosstab(
        self,
        by: str,
        codes: Names = None,
        count: str = "segments",
        shown: str = "counts",
        *,
        coders: Names = None,
        transcripts: Names = None,
        aggregate: bool = False,
        minimum_cell: int = 0,
    ) -> Figures:
        """How often codes occur in each of some groups: codes by groups.

        ``by``: transcript, participant, speaker, the name of an attribute, or query:NAME; ``count``: what
        is counted (segments, participants, words ...); ``shown``: counts or percentages of rows or columns.
        Cells with fewer than ``minimum_cell`` participants behind them are NaN, and said in ``notes``.
        Raises QualcodeError for what has no meaning, or names nothing.
        """
        question = TableQuestion(
            by=(by,),
            codes=_names(codes),
            figure=_word(Figure, count),
            shown=_word(Shown, shown),
            coders=_names(coders) or (),
            transcripts=_names(transcripts),
            aggregate=aggregate,
            minimum_cell=minimum_cell,
        )
        return Figures(counted_table(self.study, question, SpacyMeasures()).matrix)

    # -- steps ----------------------------------------------------------------------------------

    def do(self, operation: Callable[..., Any], *arguments: Any, reason: str = "", **more: Any) -> Any:
        """Take a step: an operation of ``qualcode.operations`` on the study as it is now.

        What the operation returns is returned: a change, a row with its change, or an answer that has one.
        The step is saved under the coder's name, with the ``reason`` for the history where one is given, and
        can be undone here, in the window and by command. Raises QualcodeError where it cannot be done, or
        where the project asks for a reason and none is given; then nothing is changed.
        """
        found = operation(self.study, *arguments, **more)
        change = _change_in(found)
        if change:
            try:
                self._project.make(PendingStep.of(change, self._coder, self.study, reason=reason))
            except ReasonWantedError as error:
                raise ReasonWantedError(error.label, error.kinds, "reason=“…” to project.do") from None
        return found

    def undo(self) -> Step:
        """Undo the last step of the coder; what was undone. Raises QualcodeError where there is none."""
        return self._project.undo(self._coder)

    def redo(self) -> Step:
        """Do again what was undone last. Raises QualcodeError where there is nothing."""
        return self._project.redo(self._coder)

    def __repr__(self) -> str:
        return f"<project “{self.name}”: {len(self.study.transcripts):,} transcripts>"


def open(address: str | Path, *, writing: bool = False, coder: str = "") -> OpenedProject:  # noqa: A001 - qualcode.open
    """Open the project in a file, or at the ``postgresql://`` address of a server.

    It is read-only, and may be open elsewhere at the same time, unless it is opened for ``writing``; then
    ``coder`` says under whose name steps are made. Close it, or use it as a context manager. Raises
    QualcodeError, in one sentence, where it cannot be opened.

    ``coder`` also says who looks: while a round is open and blind, its leads get everybody's work (where
    nobody has a role, whoever opened it), and everybody else their own alone; without a name, or by one that
    the project does not know, nobody's.
    """
    if writing and not coder.strip():
        raise QualcodeError("To make steps, say whose they are: qualcode.open(path, writing=True, coder=…).")
    project = open_project(str(address), writing=writing)
    project.viewer = coder.strip() or UNNAMED
    return OpenedProject(project, coder)


def _place(names: Sequence[str], name: str) -> int:
    alike = [at for at, each in enumerate(names) if each == name] or [
        at for at, each in enumerate(names) if last_part(each) == name
    ]
    if len(alike) != 1:
        raise KeyError(name)
    return alike[0]


def _names(given: Names) -> tuple[str, ...] | None:
    if given is None:
        return None
    return (given,) if isinstance(given, str) else tuple(given)


def _word(kind: type[Any], word: str) -> Any:
    """The choice that a word stands for."""
    found = [each for each in kind if str(each) == word]
    if not found:
        listed = ", ".join(str(each) for each in kind)
        raise QualcodeError(f"“{word}” is not one of the choices: {listed}.")
    return found[0]


def _change_in(found: Any) -> ChangeSet | None:
    """The change in what an operation has returned."""
    if isinstance(found, ChangeSet):
        return found
    if isinstance(found, tuple):
        return next((each for each in found if isinstance(each, ChangeSet)), None)
    change = getattr(found, "change", None)
    if isinstance(change, ChangeSet):
        return change
    raise QualcodeError("This is not an operation: it gives no change of the project.")


def _without_withheld(matrix: Matrix) -> npt.NDArray[Any]:
    """The figures, NaN where one is kept back."""
    if not matrix.withheld:
        return matrix.values
    values = matrix.values.astype(np.float64)
    for place in matrix.withheld:
        values[place] = np.nan
    return values


def _pandas() -> Any:
    # Not a dependency: whoever wants data frames has it.
    try:
        return import_module("pandas")
    except ImportError as error:
        raise QualcodeError("pandas is not installed; install it to get data frames.") from error
