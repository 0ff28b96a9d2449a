"""One definition of a word: every figure of the sample counts the same words.

Tests: ``language.words``, ``analysis.word_frequency``.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.analysis.crosstab import code_table
from qualcode.analysis.participant_figures import participant_figures
from qualcode.analysis.table_request import TableRequest
from qualcode.analysis.word_frequency import WordRequest, word_frequencies
from qualcode.language.measures import SpacyMeasures
from qualcode.model.questions.rules import Selection
from qualcode.model.questions.words import ColumnsBy, Figure
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.model.transcripts.stand_ins import USUAL, is_stand_in
from qualcode.project.sample import build_sample

MEASURES = SpacyMeasures()


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    project = build_sample(str(Path(tmp_path_factory.mktemp("words")) / "sample.qualcode"), "AB")
    yield project.study
    project.close()


def by_hand(text: str) -> list[int]:
    """Where the pieces between blanks begin that hold a letter or digit, remarks and stamps blanked out."""

    def blank(match: re.Match[str]) -> str:
        inside = match[0][1:-1]
        kept = is_stand_in(inside, USUAL)
        return match[0].replace(" ", "_") if kept else " " * len(match[0])

    rest = re.sub(r"\[[^\]]*\]", blank, text)
    return [piece.start() for piece in re.finditer(r"\S+", rest) if any(map(str.isalnum, piece[0]))]


def test_all_words_are_the_same_everywhere(sample: Study) -> None:
    per_transcript = {row: len(MEASURES.words(sample, row)) for row in sample.transcripts}
    everybody = WordRequest(Selection(include_interviewers=True), with_common=True)
    frequencies = word_frequencies(sample, everybody, MEASURES, MEASURES.common_words)
    told = re.search(r"([\d,]+) words in all", frequencies.remarks[0])
    assert told is not None
    assert int(told[1].replace(",", "")) == sum(per_transcript.values())
    expected = sum(
        len(by_hand(sample.text(row)[int(turn.speech) : int(turn.span.end)]))
        for row in sample.transcripts
        for turn in sample.turns_of(row)
    )
    assert abs(sum(per_transcript.values()) - expected) <= 0.005 * expected


def test_participants_words_are_those_that_begin_in_their_turns(sample: Study) -> None:
    for figures in participant_figures(sample, MEASURES):
        mine = 0
        for row in sample.transcripts:
            starts = MEASURES.words(sample, row)[:, 0].tolist()
            for turn in sample.turns_of(row):
                if turn.participant_id == figures.participant.id:
                    mine += sum(turn.span.start <= start < turn.span.end for start in starts)
        assert figures.words == mine
        assert figures.participant.role is Role.PARTICIPANT


def test_coded_words_of_the_matrix_are_those_that_begin_in_passages(sample: Study) -> None:
    table = code_table(sample, TableRequest(ColumnsBy.TRANSCRIPT, figure=Figure.WORDS), MEASURES)
    codes = {row.id: place for place, row in enumerate(table.rows)}
    columns = {column.id: place for place, column in enumerate(table.columns)}
    for transcript_id, column in columns.items():
        assert transcript_id is not None
        starts = MEASURES.words(sample, transcript_id)[:, 0].tolist()
        coded: dict[object, set[int]] = {}
        for coding in sample.codings_of(transcript_id):
            coded.setdefault(coding.code_id, set()).update(
                start for start in starts if coding.span.start <= start < coding.span.end
            )
        for code_id, words in coded.items():
            assert int(table.values[codes[code_id], column]) == len(words)  # type: ignore[index]
