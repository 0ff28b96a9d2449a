"""What a person asks of the picture page, as a value: the kind of picture and its few options."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final
from uuid import UUID

import numpy as np

from qualcode.analysis.word_frequency import WordRequest
from qualcode.model.questions.words import By, Shown
from qualcode.model.rules import Coefficient, Selection
from qualcode.model.study import Study
from qualcode.model.transcript import TranscriptKind
from qualcode.ui.matrix_choice import Columns, MatrixChoice, kinds_of


class Kind(StrEnum):
    """The pictures that can be drawn."""

    TOGETHER = "Heat map of codes by codes"
    TABLE = "Heat map of codes by group"
    NETWORK = "Network of codes"
    BARS = "Bars of codes"
    PORTRAIT = "Portrait of a transcript"
    COMPARISON = "Comparison of transcripts"
    TIMELINE = "Timeline of a transcript"
    TALK = "Who speaks after whom"
    WORDS = "Frequent words"

    @property
    def of_one(self) -> bool:
        """Whether it is drawn of one transcript."""
        return self in (Kind.PORTRAIT, Kind.TIMELINE, Kind.TALK)


_ALL: Final = MatrixChoice()
_BY_TRANSCRIPT: Final = Columns(By.TRANSCRIPT)

SORTINGS: Final = (
    ("codebook", "as in the codebook"),
    ("name", "by name"),
    ("frequency", "by use"),
    ("cluster", "by likeness, with the tree"),
)
STRETCHES: Final = (
    (None, "in stretches that fit"),
    *((float(minutes), f"in stretches of {minutes} min") for minutes in (1, 2, 5, 10, 15, 30)),
)
SCOPES: Final = (
    (None, "all transcripts"),
    (TranscriptKind.FOCUS_GROUP, "focus groups"),
    (TranscriptKind.INTERVIEW, "interviews"),
)


@dataclass(frozen=True, slots=True)
class PictureChoice:
    """Everything the page's line of words says.

    ``matrix`` says what is counted and by whom; ``parts`` what bars are made up of (None: one
    colour); ``threshold`` above which figure a network has a line. Words are those of a
    transcript, ``words_in`` (None: all), in passages of a ``code``, by a ``speaker``.
    """

    kind: Kind = Kind.TOGETHER
    matrix: MatrixChoice = _ALL
    columns: Columns = _BY_TRANSCRIPT
    parts: Columns | None = None
    sorting: str = "codebook"
    threshold: float = 1.0
    alone: bool = True
    transcript: UUID | None = None
    minutes: float | None = None
    scope: TranscriptKind | None = None
    words_in: UUID | None = None
    code: UUID | None = None
    speaker: UUID | None = None
    common: bool = False
    cloud: bool = True
    words: int = 40

    def still_valid(self, study: Study) -> "PictureChoice":
        """The same without what is no longer there, or would not go together."""
        offered = [row[0] for row in transcripts_of(study, self.kind)]
        there = {columns for columns, _ in kinds_of(study)}
        valid = replace(
            self,
            matrix=self.matrix.still_valid(study),
            columns=self.columns if self.columns in there else _BY_TRANSCRIPT,
            parts=self.parts if self.parts in there and self.can_be_stacked else None,
            transcript=self.transcript if self.transcript in offered else next(iter(offered), None),
            words_in=self.words_in if self.words_in in study.transcripts else None,
            code=self.code if self.code in study.codes else None,
            speaker=self.speaker if self.speaker in study.participants else None,
        )
        percent = (Shown.ROW_PERCENT, Shown.COLUMN_PERCENT)
        if self.kind is Kind.BARS and self.matrix.shown in percent:
            return replace(valid, matrix=replace(valid.matrix, shown=Shown.COUNTS))
        return valid

    @property
    def can_be_stacked(self) -> bool:
        """Whether the parts of a bar would add up to it."""
        return self.matrix.figure.adds_up and self.matrix.shown is Shown.COUNTS

    def with_strength(self, strength: Coefficient | None) -> "PictureChoice":
        """Another figure for lines and cells, with a threshold that suits its size."""
        usual = {None: 1.0, Coefficient.LIFT: 1.0, Coefficient.ODDS: 1.0}
        changed = replace(self.matrix, strength=strength)
        return replace(self, matrix=changed, threshold=usual.get(strength, 0.1))

    def asked(self) -> MatrixChoice:
        """The figures that the picture is drawn from, as the matrix page would be asked for them."""
        if self.kind is Kind.TABLE:
            return self.matrix.with_columns(self.columns)
        if self.kind is Kind.BARS:
            return self.matrix.with_columns(self.parts or _BY_TRANSCRIPT)
        return self.matrix.with_columns(Columns())

    def selection(self, study: Study) -> Selection:
        """Whose codings, and for a comparison the transcripts."""
        chosen = self.matrix.selection(study)
        if self.kind is not Kind.COMPARISON or self.scope is None:
            return chosen
        rows = study.transcripts_in_order
        return replace(chosen, transcripts=tuple(row.id for row in rows if row.kind is self.scope))

    def word_request(self, study: Study) -> WordRequest:
        """Which words are counted."""
        chosen = None if self.words_in is None else (self.words_in,)
        selection = replace(self.matrix.selection(study), transcripts=chosen, codes=None, query=None)
        return WordRequest(selection, self.code, self.speaker, self.common, self.words)

    def missing(self, study: Study) -> str:
        """What has to be done before there is anything to draw; empty where there is."""
        if not study.transcripts:
            return "There is no transcript yet. Import one with Ctrl+I and code it to have something to draw."
        if self.kind is Kind.TALK or (self.kind is Kind.WORDS and self.code is None):
            return ""
        if self.kind is Kind.TIMELINE and not _timed(study):
            return (
                "No transcript holds times, so there is no timeline. Import one whose turns begin with "
                "their times, such as [00:12:05]."
            )
        drawn = [self.transcript] if self.kind.of_one else self.selection(study).transcripts_of(study)
        if self.kind is Kind.WORDS and self.words_in is not None:
            drawn = [self.words_in]
        if not drawn:
            return "There is no transcript of this kind: choose all transcripts."
        if not any(row is not None and len(study.codings_of(row)) for row in drawn):
            return "Nothing is coded here yet. Code some passages with Ctrl+1, then come back."
        return ""


def transcripts_of(study: Study, kind: Kind) -> list[tuple[UUID, str]]:
    """The transcripts of which there can be such a picture, with their names."""
    timed = _timed(study) if kind is Kind.TIMELINE else None
    return [(row.id, row.name) for row in study.transcripts_in_order if timed is None or row.id in timed]


def words_of_transcripts(study: Study) -> list[tuple[UUID | None, str]]:
    """Where words can be counted: in all transcripts together, or in one."""
    return [(None, "in all transcripts"), *((row.id, f"in {row.name}") for row in study.transcripts_in_order)]


def codes_for_words(study: Study) -> list[tuple[UUID | None, str]]:
    """In passages of which code words can be counted."""
    codes = [
        (code.id, f"in passages of {study.path(code.id)}") for code in study.codes_in_order if code.codable
    ]
    return [(None, "coded or not"), *codes]


def speakers_for_words(study: Study) -> list[tuple[UUID | None, str]]:
    """Whose words can be counted."""
    return [(None, "by everybody"), *((row.id, f"by {row.name}") for row in study.participants_in_order)]


def _timed(study: Study) -> frozenset[UUID]:
    return frozenset(row for row in study.transcripts if bool(np.isfinite(study.turns_of(row).time).any()))


def columns_of(study: Study) -> list[tuple[Columns, str]]:
    """What codes can be drawn by."""
    return [(columns, name.removeprefix("Codes ")) for columns, name in kinds_of(study) if columns.by]


def parts_of(study: Study) -> list[tuple[Columns | None, str]]:
    """What bars can be made up of: nothing in which a passage may be twice."""
    whole = [item for item in columns_of(study) if len(item[0].queries) < 2]
    return [(None, "in one colour"), *((columns, f"made up {name}") for columns, name in whole)]


def figures_in_bars(shown: tuple[tuple[Shown, str], ...]) -> list[tuple[Shown, str]]:
    """The ways of showing figures that give a bar a length."""
    return [item for item in shown if item[0] not in (Shown.ROW_PERCENT, Shown.COLUMN_PERCENT)]
