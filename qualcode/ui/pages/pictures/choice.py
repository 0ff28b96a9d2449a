"""What a person asks of the picture page: the kinds of picture, in words, and what each can be drawn of."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final
from uuid import UUID

import numpy as np

from qualcode.model.queries.query import written_identity
from qualcode.model.questions.kinds import AnyPicture
from qualcode.model.questions.matrices import (
    CodingsQuestion,
    CooccurrenceQuestion,
    GroupsQuestion,
    PairsQuestion,
    TableQuestion,
)
from qualcode.model.questions.parts import parts_of
from qualcode.model.questions.pictures import (
    BarsQuestion,
    ComparisonQuestion,
    GroupsHeatMapQuestion,
    HeatMapQuestion,
    NetworkQuestion,
    PortraitQuestion,
    TalkQuestion,
    TimelineQuestion,
    WordsQuestion,
)
from qualcode.model.questions.rules import Coefficient, Rule
from qualcode.model.questions.words import ColumnsBy, Figure, Shown, Sorting
from qualcode.model.study import Study
from qualcode.project.reports.asking import selection, word_request
from qualcode.ui.pages.asked import Asked, chosen
from qualcode.ui.pages.offered import CODES, are_queries, interviewers_matter, kinds_of

OF_ONE: Final = (PortraitQuestion, TimelineQuestion, TalkQuestion)
"""The pictures that are drawn of one transcript."""

OF_SEVERAL: Final = (
    HeatMapQuestion,
    GroupsHeatMapQuestion,
    NetworkQuestion,
    BarsQuestion,
    ComparisonQuestion,
    WordsQuestion,
)
"""The pictures that can be limited to some transcripts."""

_BY_TRANSCRIPT: Final = (ColumnsBy.TRANSCRIPT.value,)

USUAL: Final = Asked(
    HeatMapQuestion,
    (
        HeatMapQuestion(),
        GroupsHeatMapQuestion(totals=True),
        NetworkQuestion(threshold=1.0),
        BarsQuestion(),
        PortraitQuestion(transcript=""),
        ComparisonQuestion(),
        TimelineQuestion(transcript=""),
        TalkQuestion(transcript=""),
        WordsQuestion(),
    ),
)
"""What the page asks before anything is chosen."""

SORTINGS: Final = (
    (Sorting.CODEBOOK, "as in the codebook"),
    (Sorting.NAME, "by name"),
    (Sorting.FREQUENCY, "by use"),
    (Sorting.CLUSTER, "by similarity, with the tree"),
)
STRETCHES: Final = (
    (None, "in stretches that fit"),
    *((float(minutes), f"in stretches of {minutes} min") for minutes in (1, 2, 5, 10, 15, 30)),
)
_PERCENT: Final = (Shown.ROW_PERCENT, Shown.COLUMN_PERCENT)


def valid(asked: Asked, study: Study) -> Asked:
    """The same without what is no longer there, or would not go together."""
    there = asked.still_there(study)
    for question in there.questions:
        if isinstance(question, GroupsQuestion) and not question.by:
            there = there.put(replace(question, by=_BY_TRANSCRIPT))
        if isinstance(question, OF_ONE) and not _is_offered(study, question):
            first = next(_offered(study, type(question)), None)
            there = there.put(replace(question, transcript=first[0] if first else ""))
    table, bars = there.of(GroupsHeatMapQuestion), there.of(BarsQuestion)
    if table.sort is Sorting.CLUSTER:
        there = there.put(replace(table, sort=Sorting.CODEBOOK))
    if bars.shown in _PERCENT:
        bars = replace(bars, shown=Shown.COUNTS)
    return there.put(bars if can_be_stacked(bars) else replace(bars, stacked=False))


def can_be_stacked(bars: BarsQuestion) -> bool:
    """Whether the parts of a bar would add up to it."""
    return bars.figure.adds_up and bars.shown is Shown.COUNTS


def with_coefficient(asked: Asked, coefficient: Coefficient | None) -> Asked:
    """Another figure for lines and cells, with a threshold that suits its size."""
    usual = {None: 1.0, Coefficient.LIFT: 1.0, Coefficient.ODDS: 1.0}
    return asked.change(coefficient=coefficient, threshold=usual.get(coefficient, 0.1))


def of_matrix(kind: type[AnyPicture], table: CooccurrenceQuestion | TableQuestion) -> Asked:
    """A picture of what is asked on the matrix page."""
    names = {part.name for part in parts_of(type(table))} - {"by", "totals", "sort"}
    found = USUAL.change(**{name: getattr(table, name) for name in names}).see(kind)
    if isinstance(table, TableQuestion):
        found = found.put(replace(found.of(GroupsHeatMapQuestion), by=table.by))
        found = found.put(replace(found.of(BarsQuestion), by=table.by, stacked=True))
    return found.change(sort=table.sort or Sorting.CODEBOOK)


def question_of(asked: Asked) -> AnyPicture:
    """The question that is seen, without what plays no part in it."""
    question: AnyPicture = asked.of(asked.seen)  # type: ignore[assignment]
    if isinstance(question, PairsQuestion | GroupsQuestion) and not interviewers_matter(question):
        question = replace(question, interviewers=False)
    if isinstance(question, PairsQuestion) and question.rule is not Rule.NEAR:
        return replace(question, within=1)
    if isinstance(question, GroupsQuestion) and question.figure is not Figure.UNITS:
        question = replace(question, unit=Rule.TURN)
    if isinstance(question, GroupsQuestion) and are_queries(question.by):
        # A passage can be in several of them, so that no small figure can be protected.
        question = replace(question, minimum_cell=0)
    if isinstance(question, BarsQuestion) and not question.stacked:
        return replace(question, by=_BY_TRANSCRIPT)
    return question


def missing(question: AnyPicture, study: Study) -> str:
    """What has to be done before there is anything to draw; empty where there is."""
    if not study.transcripts:
        return (
            "There is no transcript yet. Import one with {project.import} and code it to have something "
            "to draw."
        )
    if isinstance(question, TalkQuestion) or (isinstance(question, WordsQuestion) and question.code is None):
        return ""
    if isinstance(question, TimelineQuestion) and not any(_offered(study, TimelineQuestion)):
        return (
            "No transcript has times, so there is no timeline. Import one whose turns begin with "
            "their times, such as [00:12:05]."
        )
    drawn = _drawn(question, study)
    if not drawn:
        return "No transcript is chosen that there is: choose others after “in”."
    if not any(len(study.codings_of(row)) for row in drawn):
        return "Nothing is coded here yet. Code some passages with {view.code}, then come back."
    return ""


def _drawn(question: AnyPicture, study: Study) -> tuple[UUID, ...]:
    """The transcripts in a picture."""
    if isinstance(question, PortraitQuestion | TimelineQuestion):
        row = chosen(question.transcript)
        return () if row is None else (row,)
    if isinstance(question, WordsQuestion):
        return word_request(study, question).selection.transcripts_of(study)
    if isinstance(question, CodingsQuestion):
        return selection(study, question).transcripts_of(study)
    return tuple(row.id for row in study.transcripts_in_order)


def transcripts_of(study: Study, kind: type[AnyPicture]) -> list[tuple[str, str]]:
    """The transcripts of which there can be such a picture, with their names."""
    return list(_offered(study, kind))


def _offered(study: Study, kind: type[AnyPicture]) -> Iterator[tuple[str, str]]:
    """The same one after another: where the first will do, the turns of a thousand are not looked at."""
    for row in study.transcripts_in_order:
        if kind is not TimelineQuestion or _has_times(study, row.id):
            yield written_identity(row.id), row.name


def _is_offered(study: Study, question: PortraitQuestion | TimelineQuestion | TalkQuestion) -> bool:
    row = chosen(question.transcript)
    if row is None or row not in study.transcripts or question.transcript != written_identity(row):
        return False
    return not isinstance(question, TimelineQuestion) or _has_times(study, row)


def codes_for_words(study: Study) -> list[tuple[str | None, str]]:
    """In passages of which code words can be counted."""
    codes = [
        (written_identity(code.id), f"in passages of {study.path(code.id)}")
        for code in study.codes_in_order
        if code.codable
    ]
    return [(None, "coded or not"), *codes]


def speakers_for_words(study: Study) -> list[tuple[str | None, str]]:
    """Whose words can be counted."""
    people = [(written_identity(row.id), f"by {row.name}") for row in study.participants_in_order]
    return [(None, "by everybody"), *people]


def _has_times(study: Study, transcript_id: UUID) -> bool:
    return bool(np.isfinite(study.turns_of(transcript_id).time).any())


def columns_of(study: Study) -> list[tuple[tuple[str, ...], str]]:
    """What codes can be drawn by."""
    return [(by, name.removeprefix("Codes ")) for by, name in kinds_of(study) if by != CODES]


def parts_offered(study: Study) -> list[tuple[tuple[str, ...], str]]:
    """What bars can be made up of: nothing in which a passage may be twice."""
    whole = [item for item in columns_of(study) if len(item[0]) < 2]
    return [(CODES, "as whole bars"), *((by, f"made up {name}") for by, name in whole)]


def figures_in_bars(shown: tuple[tuple[Shown, str], ...]) -> list[tuple[Shown, str]]:
    """The ways of showing figures that give a bar a length."""
    return [item for item in shown if item[0] not in _PERCENT]
