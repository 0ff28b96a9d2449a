"""The figures that reports print, read back and compared with slow counting: on the sample, at random.

Tests: ``record``.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings

from qualcode.language.measures import SpacyMeasures
from qualcode.model.questions.reports import CodebookQuestion, ParticipantsQuestion, SegmentsQuestion
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.project.opening import open_project
from qualcode.project.record import Record
from qualcode.project.reports.answers import AnswerSources, answer
from qualcode.project.reports.codebook_reporting import export_codebook_report
from tests.exporters.reading import sheets
from tests.support.profiles import of_hundred
from tests.support.studies import studies

MEASURES = SpacyMeasures()
Row = dict[str, object]


@pytest.fixture(scope="module")
def sample(sample_file: Path) -> Iterator[Record]:
    project = open_project(str(sample_file), writing=False)
    yield project.record()
    project.close()


def rows_of(path: Path, sheet: str) -> list[Row]:
    """The rows of a sheet by the names of its columns; a sheet without a row is left out."""
    header, *rows = sheets(path).get(sheet, [[]])
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def slow_codebook(study: Study) -> list[tuple[object, ...]]:
    """Path, segments, transcripts, participants, words and characters of every code, letter by letter."""
    found: list[tuple[object, ...]] = []
    for code in study.codes_in_order:
        segments = letters = words = 0
        places, people = set[UUID](), set[UUID]()
        for transcript in study.transcripts_in_order:
            spans = [row.span for row in study.codings_of(transcript.id) if row.code_id == code.id]
            coded = {place for span in spans for place in range(span.start, span.end)}
            segments += len(spans)
            letters += len(coded)
            if spans:
                places.add(transcript.id)
            for turn in study.turns_of(transcript.id):
                touched = coded.intersection(range(turn.span.start, turn.span.end))
                if touched and turn.role is not Role.INTERVIEWER and turn.participant_id is not None:
                    people.add(turn.participant_id)
            words += sum(int(start) in coded for start in MEASURES.words(study, transcript.id)[:, 0])
        path = study.path(code.id)
        found.append((path, segments, len(places), len(people), words, letters))
    return found


@dataclass
class Said:
    """What is counted of one participant."""

    turns: int = 0
    segments: int = 0
    codes: Counter[str] = field(default_factory=Counter)


def slow_participants(study: Study) -> dict[str, Said]:
    """Turns, segments and codes of every participant who is not an interviewer."""
    found = {row.name: Said() for row in study.participants_in_order if row.role is Role.PARTICIPANT}
    for transcript in study.transcripts_in_order:
        for turn in study.turns_of(transcript.id):
            who = "" if turn.participant_id is None else study.participants[turn.participant_id].name
            if who not in found:
                continue
            found[who].turns += 1
            for row in study.codings_of(transcript.id):
                if turn.span.start <= row.span.start < turn.span.end:
                    found[who].segments += 1
                    found[who].codes[study.path(row.code_id)] += 1
    return found


def check_codebook(record: Record, path: Path) -> None:
    export_codebook_report(path, record, CodebookQuestion(quotes=0, history=False), measures=MEASURES)
    names = ("code", "segments", "transcripts", "participants", "words", "characters")
    # Cells of categories in which nothing was coded are empty.
    found = [tuple(row[name] or 0 for name in names) for row in rows_of(path, "Codebook")]
    assert found == slow_codebook(record.study)


def check_participants(record: Record, path: Path) -> None:
    answer(path, ParticipantsQuestion(quotes=0), AnswerSources(record, MEASURES))
    expected = slow_participants(record.study)
    rows = rows_of(path, "Participants")
    found = {str(row["participant"]): (row["turns"], row["segments"]) for row in rows}
    assert found == {name: (said.turns, said.segments) for name, said in expected.items()}
    codes = {(row["participant"], row["code"]): row["segments"] for row in rows_of(path, "Codes")}
    assert codes == {(name, code): n for name, said in expected.items() for code, n in said.codes.items()}


def test_the_codebook_report_of_the_sample(sample: Record, tmp_path: Path) -> None:
    check_codebook(sample, tmp_path / "codebook.xlsx")


def test_the_participants_of_the_sample(sample: Record, tmp_path: Path) -> None:
    check_participants(sample, tmp_path / "participants.xlsx")


def test_the_segments_of_the_sample_are_its_codings(sample: Record, tmp_path: Path) -> None:
    path = tmp_path / "segments.xlsx"
    answer(path, SegmentsQuestion(), AnswerSources(sample, MEASURES))
    study = sample.study
    found = Counter(
        (row["transcript"], row["code"], row["coder"], row["text"]) for row in rows_of(path, "Segments")
    )
    assert found == Counter(
        (
            transcript.name,
            study.path(row.code_id),
            study.coders[row.coder_id].name,
            study.text(transcript.id)[row.span.start : row.span.end],
        )
        for transcript in study.transcripts_in_order
        for row in study.codings_of(transcript.id)
    )


@settings(max_examples=of_hundred(15))
@given(study=studies())
def test_reports_of_random_projects(
    tmp_path_factory: pytest.TempPathFactory, sample: Record, study: Study
) -> None:
    record = Record(study, sample.steps, sample.database)
    folder = tmp_path_factory.getbasetemp()
    check_codebook(record, folder / "codebook.xlsx")
    check_participants(record, folder / "participants.xlsx")
