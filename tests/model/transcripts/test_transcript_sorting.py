from dataclasses import replace
from datetime import timedelta

from qualcode.model.change import ChangeSet, added, updated
from qualcode.model.study import Study
from qualcode.model.transcripts.transcript_sorting import TranscriptSorting, in_sorting
from qualcode.operations import project
from qualcode.operations.transcripts import documents
from tests.support.studies import read_transcript


def some() -> Study:
    study = Study().after(project.new_project("Sorted"))
    files = [read_transcript(name, [("A", "Words")]) for name in ("FG10", "fg2", "Ann", "FG1")]
    study = study.after(documents.add_transcripts(study, files, allow_repeats=True).change)
    moved = []
    for hours, transcript in enumerate(study.transcripts_in_order):
        version = study.text_version(transcript.id)
        moved.append(
            updated(version, replace(version, created_at=version.created_at + timedelta(hours=hours)))
        )
    return study.after(ChangeSet("Later", tuple(moved)))


def names(study: Study, sorting: TranscriptSorting, shares: dict[str, float] | None = None) -> list[str]:
    found = shares or {}
    rows = in_sorting(study, study.transcripts_in_order, sorting, lambda row: found.get(row.name, 0.0))
    return [row.name for row in rows]


def test_by_name_figures_count_as_figures_and_capitals_as_nothing() -> None:
    assert names(some(), TranscriptSorting.NAME) == ["Ann", "FG1", "fg2", "FG10"]


def test_by_date_the_newest_is_first_and_a_correction_makes_nothing_new() -> None:
    study = some()
    first = study.transcripts_in_order[0]
    version = study.text_version(first.id)
    later = replace(version, number=2, id=first.id, created_at=version.created_at + timedelta(days=9))
    study = study.after(ChangeSet("Correct", (updated(first, replace(first, version=2)),)))
    study = study.after(ChangeSet("Words", (added(later),)))
    assert names(study, TranscriptSorting.DATE) == ["FG1", "Ann", "fg2", "FG10"]


def test_the_most_coded_is_first_and_what_is_alike_stays_in_its_order() -> None:
    shares = {"Ann": 0.5, "FG1": 0.1}
    assert names(some(), TranscriptSorting.CODED, shares) == ["Ann", "FG1", "FG10", "fg2"]
    assert names(some(), TranscriptSorting.OWN) == ["FG10", "fg2", "Ann", "FG1"]
