"""Every kind of file says what has changed in it; asked of the history, the same as of two runs.

Tests as well: ``reports_since``.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from math import nan
from pathlib import Path

import pytest

from qualcode.analysis.consent import Consent
from qualcode.analysis.quotations import Quotations
from qualcode.analysis.since_last_time import quotation_at
from qualcode.exporters.papers.changes_document import changes_as_json
from qualcode.language.measures import SpacyMeasures
from qualcode.model.change import ChangeSet, added
from qualcode.model.codes.code_names import names_in_documents
from qualcode.model.entities import AttributeSubject, Code, Participant
from qualcode.model.errors import QualcodeError
from qualcode.model.papers import Checklist
from qualcode.model.questions.kinds import KINDS
from qualcode.model.questions.names import ATTRIBUTE, TRANSCRIPT
from qualcode.model.questions.provenance import Provenance
from qualcode.model.questions.reports import AgreementQuestion
from qualcode.model.questions.words import TalkForm
from qualcode.model.results.agreement import (
    POOLED,
    AgreementFigures,
    AgreementMeasure,
    AgreementStrand,
    Strand,
    StrandRow,
)
from qualcode.model.results.report_figures import (
    CodeWording,
    MovedFigure,
    MovedText,
    ReportChanges,
    RunFigures,
)
from qualcode.model.results.report_values import Framework
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.model.words.unbroken import in_one_piece
from qualcode.operations.coders import new_coder, rename_coder
from qualcode.operations.codes.codebook import add_code, rename_code
from qualcode.operations.codes.codebook_structure import delete_codes
from qualcode.operations.codings.coding import apply_code
from qualcode.operations.papers.checklists import answer_item
from qualcode.operations.people.attribute_import import import_attributes
from qualcode.operations.people.attributes import rename_attribute
from qualcode.operations.people.participants import rename_participant
from qualcode.operations.people.summaries import set_summary
from qualcode.operations.text.text_correction import edit_words
from qualcode.operations.transcripts.documents import rename_transcript
from qualcode.project.opening import create_project
from qualcode.project.project import Project
from qualcode.project.reports.agreeing import agreement_of
from qualcode.project.reports.report_memory import kept_figures
from qualcode.project.reports.reporting import keep_report, run_report
from qualcode.project.reports.reports_since import briefly, changes_as_html, changes_since_step, step_meant
from qualcode.project.reports.talk_pictures import talk_picture
from qualcode.project.reports.told_figures import (
    figures_of_agreement,
    figures_of_framework,
    figures_of_picture,
)
from tests.analysis.building import identity
from tests.analysis.strategies import FixedMeasures
from tests.support.examples import TEXT, example
from tests.support.studies import example_study

REQUIRED = {
    "codes": {"by": "transcript"},
    "transcript": {"transcript": "FG1"},
    "picture-portrait": {"transcript": "FG1"},
    "picture-timeline": {"transcript": "FG1"},
    "picture-conversation": {"transcript": "FG1", "as": "shares"},
}
CHEAP = (".csv", ".html", ".svg")
FILES = {
    word: f"{word}{next(ending for ending in CHEAP if ending in kind.endings)}"
    for word, kind in KINDS.items()
}
_CODED = Span(TEXT.index("P1:") + 4, TEXT.index("P1:") + 15)


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Project, Path, int]]:
    """A project with a report of every kind, which was run before and after everything changed."""
    folder = tmp_path_factory.mktemp("told")
    project = create_project(str(folder / "small.qualcode"), "AB", "Small study")
    project.do(example(), "AB")
    outputs = [{"file": FILES[word], "table": word, **REQUIRED.get(word, {})} for word in KINDS]
    project.do(keep_report(project.study, "All", json.dumps({"outputs": outputs})), "AB")
    run_report(project.record(), "All", folder / "out")
    step = project.study.step
    study = project.study
    (transcript,) = study.transcripts_in_order
    stigma, other = study.code_named("stigma").id, study.coder_named("CD").id
    project.do(apply_code(study, stigma, transcript.id, _CODED, other), "CD")
    project.do(apply_code(project.study, stigma, transcript.id, Span(5, 9), other), "CD")
    study = project.study
    person = next(row for row in study.participants_in_order if row.name == "P1")
    project.do(set_summary(study, person.id, stigma, "Feels judged by nobody", "AB"), "AB")
    study = project.study
    end = len(study.text(transcript.id)) - 1
    project.do(edit_words(study, transcript.id, Span(end, end), " Assume, they do.").change, "AB")
    project.do(rename_code(project.study, stigma, "shame"), "AB")
    project.do(answer_item(project.study, Checklist.COREQ, 9, "Thematic analysis", "AB"), "AB")
    yield project, folder / "out", step
    project.close()


def test_every_kind_of_file_tells_what_has_changed(runs: tuple[Project, Path, int]) -> None:
    project, _, step = runs
    # The definition names what was called otherwise then: it is the same code.
    changes = changes_since_step(project.record(), "All", step)
    moved = {row.file for rows in (changes.figures, changes.texts, changes.came) for row in rows}
    # The one transcript has no code that it did not have before.
    assert moved == set(FILES.values()) - {FILES["saturation"]}
    assert changes.new_files == ()
    assert MovedFigure("methods.html", "segments", 2, 4) in changes.figures
    assert MovedText("framework.csv", "P1 × shame: summary", "reads differently") in changes.texts
    assert MovedText("transcript.html", "FG1: text", "reads differently") in changes.texts
    assert {row.code for row in changes.reworded} == {"Trust > shame"}


def test_two_runs_say_the_same_as_the_history(runs: tuple[Project, Path, int]) -> None:
    project, folder, step = runs
    asked = changes_since_step(project.record(), "All", step)
    done = run_report(project.record(), "All", folder)
    assert done.changes is not None
    assert set(done.changes.figures) == set(asked.figures)
    assert set(done.changes.texts) == set(asked.texts)
    assert set(done.changes.came) == set(asked.came)
    kept = kept_figures(folder)
    assert kept.last is not None
    assert kept.last.files["framework.csv"].texts
    page = (folder / "since-last-time.html").read_text("utf-8")
    # On the screen what has changed comes first, without the study and the date of a front.
    shown = changes_as_html(project.record(), "All", step, SpacyMeasures())
    assert shown.partition("<h2")[2] == page.partition("<h2")[2] != ""
    assert len(shown) < len(page)
    study = project.study
    named = names_in_documents(study)[study.code_named("shame").id]
    assert f"P1 × {in_one_piece(named)}: summary" in page


def test_a_run_that_kept_what_is_not_printed_is_not_compared_with(
    runs: tuple[Project, Path, int], tmp_path: Path
) -> None:
    project, _, _ = runs
    run_report(project.record(), "All", tmp_path)
    value = json.loads((tmp_path / "figures.json").read_text("utf-8"))
    (tmp_path / "figures.json").write_text(json.dumps({**value, "version": value["version"] - 1}), "utf-8")
    done = run_report(project.record(), "All", tmp_path)
    assert done.changes is None
    assert "was made with another version of qualcode, so nothing is compared this time" in done.said


def test_a_picture_without_figures_says_only_that_it_looks_different(
    runs: tuple[Project, Path, int],
) -> None:
    project, _, step = runs
    changes = changes_since_step(project.record(), "All", step)
    for word in ("picture-network", "picture-portrait", "picture-comparison"):
        assert MovedText(FILES[word], "the picture", "shows other figures") in changes.texts
        assert FILES[word] not in {row.file for row in changes.figures}


def test_quotes_are_told_by_their_first_words_unless_their_speaker_may_not_be_quoted(
    runs: tuple[Project, Path, int],
) -> None:
    project, _, step = runs
    record = project.record()
    changes = changes_since_step(record, "All", step)
    row = next(row for row in changes.came if row.file == FILES["segments"] and "P1" in row.source)
    assert row.source == "Trust > shame: P1, FG1, turn 2"
    study = record.study
    printed = quotation_at(Quotations(study, SpacyMeasures()), row.place, Consent(study))
    coded = study.text(study.transcripts_in_order[0].id)[_CODED.start : _CODED.end]
    assert printed is not None
    # The words of whole sentences, of which some were coded, without the labels of who speaks.
    assert printed.coded_words in " ".join(coded.split())
    assert printed.coded_words
    table = [["P1", "no"]]
    columns = ("participant", "consent to quote")
    refused = study.after(import_attributes(study, AttributeSubject.PARTICIPANT, columns, table).change)
    assert quotation_at(Quotations(refused, SpacyMeasures()), row.place, Consent(refused)) is None
    assert row.place is not None
    elsewhere = row.place._replace(start=row.place.start + 1)
    assert quotation_at(Quotations(study, SpacyMeasures()), elsewhere, Consent(study)) is None


def test_codes_have_their_numbers_and_what_has_gone_its_name(tmp_path: Path) -> None:
    project = create_project(str(tmp_path / "small.qualcode"), "AB", "Small study")
    try:
        for path in ("Trust", "Trust > firms", "Trust > firms > gain", "Fear"):
            above, _, name = path.rpartition(" > ")
            parent = project.study.code_named(above).id if above else None
            project.do(add_code(project.study, name, parent_id=parent)[1], "AB")
        then = {
            code.id: CodeWording(project.study.path(code.id), {}) for code in project.study.codes_in_order
        }
        firms, gain = (project.study.code_named(name).id for name in ("firms", "gain"))
        project.do(rename_code(project.study, firms, "companies"), "AB")
        project.do(delete_codes(project.study, [gain]), "AB")
        study = project.study
        since = RunFigures("R", 1, project.steps[0].at, {}, then)
        told = [
            "Trust > firms: segments",
            "Trust > companies: segments",
            "Trust > firms > gain × Fear",
            "AB and CD, Trust > companies: Krippendorff’s alpha",
            "participants in Fear: words",
            "gain",
        ]
        figures = tuple(MovedFigure("a.docx", words, 1, 2) for words in told)
        brief = briefly(study, ReportChanges("R", since, 2, figures, (), (), (), (), ()))
        assert [row.of for row in brief.figures] == [
            "1.1 firms: segments",
            "1.1 companies: segments",
            "gain × 2 Fear",
            "AB and CD, 1.1 companies: Krippendorff’s alpha",
            "participants in Fear: words",
            "gain",
        ]
    finally:
        project.close()


def test_a_framework_of_dots_compares_dots() -> None:
    people = (Participant(identity("participant", "Dawn"), "Dawn", 1, Role.PARTICIPANT),)
    codes = (Code(identity("code", "trust"), "trust", 1),)
    cell = people[0].id, codes[0].id
    about = Provenance("Framework", (), "Study", 1, "1.0")

    def told(number: int, counts: bool, text: str = "") -> dict[str, str | int | float]:
        evidence = {cell: number}
        found = Framework(people, codes, {cell: text}, evidence if counts else None, about, evidence)
        return {row.of: row.figure for row in figures_of_framework(found).figures.values()}

    assert told(3, counts=True) == {"Dawn × trust: segments": 3}
    assert told(3, counts=False) == told(7, counts=False) != {}
    assert told(3, counts=False, text="Feels believed") == told(0, counts=False) == {}


def test_agreement_over_time_with_oneself_and_with_an_expert_is_compared() -> None:
    agreed = agreement_of(example_study(), AgreementQuestion(bootstrap=0), FixedMeasures())

    def figures(name: str, alpha: float) -> AgreementFigures:
        return AgreementFigures(name, {AgreementMeasure.ALPHA: alpha, AgreementMeasure.KAPPA: nan})

    def told(name: str, alpha: float, number: int) -> dict[str, tuple[str, object]]:
        pooled, trust = figures(POOLED, alpha), (figures("trust", alpha - 0.25),)
        strands = tuple(
            AgreementStrand(kind, (StrandRow(name, number, pooled, trust, identity("row", kind)),), "Ann")
            for kind in Strand
        )
        found = figures_of_agreement(replace(agreed, strands=strands)).figures
        return {key: (row.of, row.figure) for key, row in found.items()}

    plain = figures_of_agreement(agreed).figures
    before, now = (
        {key: row for key, row in told(*each).items() if key not in plain}
        for each in (("Round 1", 0.75, 12), ("First round", 0.5, 14))
    )
    # By what they are, whatever these are called.
    assert set(before) == set(now)
    assert sorted(before.values()) == sorted(
        (f"Round 1 {which}, {what}", figure)
        for which in ("by itself", "coding a second time", "and Ann")
        for what, figure in (
            ("all codes pooled: Krippendorff’s alpha", 0.75),
            ("trust: Krippendorff’s alpha", 0.5),
            ("units compared", 12),
        )
    )


def test_a_file_about_what_was_not_there_yet_is_new(runs: tuple[Project, Path, int]) -> None:
    project, _, _ = runs
    changes = changes_since_step(project.record(), "All", 1, ["transcript.html", "codebook.csv"])
    assert changes.new_files == ("transcript.html",)
    told = changes_as_json(changes)
    assert told["new files"] == ["transcript.html"]
    assert {row["file"] for row in told["figures"]} == {"codebook.csv"}
    assert json.loads(json.dumps(told)) == told


def test_a_network_of_speakers_tells_turns_and_who_follows_whom(runs: tuple[Project, Path, int]) -> None:
    study = runs[0].study
    (transcript,) = study.transcripts_in_order
    told = figures_of_picture(talk_picture(study, transcript.id, TalkForm.NETWORK)).figures.values()
    assert {row.of: row.figure for row in told} == {"MOD: turns": 1, "P1: turns": 1, "P1 after MOD": 1}


def test_a_step_is_meant_by_its_number_or_its_day(runs: tuple[Project, Path, int]) -> None:
    project, _, step = runs
    record = project.record()
    assert step_meant(record, str(step)) == step
    today = record.steps[0].at.date()
    for words, said in (
        ("0", "There is no step 0 before the last one"),
        (str(record.study.step), "There is no step"),
        ("yesterday", "neither the number of a step nor a day such as 2026-03-31"),
        ("1999-01-01", "No step was made by 1 January 1999"),
        (today.replace(year=today.year + 1).isoformat(), "No step was made after"),
    ):
        with pytest.raises(QualcodeError, match=said):
            step_meant(record, words)


def test_steps_and_a_version_without_a_name_are_no_figures_that_moved(
    runs: tuple[Project, Path, int],
) -> None:
    project, _, step = runs
    moved = changes_since_step(project.record(), "All", step).figures
    methods = [row.of for row in moved if row.file == FILES["methods"]]
    assert "segments" in methods
    assert not {"steps", "version of the codebook"} & set(methods)


# -- names --------------------------------------------------------------------------------------------


def _codes(study: Study) -> ChangeSet:
    return rename_code(study, study.code_named("stigma").id, "shame")


def _categories(study: Study) -> ChangeSet:
    return rename_code(study, study.code_named("Trust").id, "Belief")


def _attributes(study: Study) -> ChangeSet:
    return rename_attribute(study, ATTRIBUTE.row(study, "income"), "pay")


def _coders(study: Study) -> ChangeSet:
    return rename_coder(study, study.coder_named("CD").id, "Ada")


def _transcripts(study: Study) -> ChangeSet:
    return rename_transcript(study, TRANSCRIPT.row(study, "FG1"), "Ward A")


def _participants(study: Study) -> ChangeSet:
    return rename_participant(study, study.participants_in_order[0].id, "Bea")


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A project of three coders with a report of every kind, and of each form that has keys of its own."""
    folder = tmp_path_factory.mktemp("named")
    project = create_project(str(folder / "small.qualcode"), "AB", "Small study")
    project.do(example(), "AB")
    third = new_coder("EF", [])
    project.do(ChangeSet("Add a coder", (added(third),)), "AB")
    study = project.study
    (transcript,) = study.transcripts_in_order
    stigma = study.code_named("stigma").id
    project.do(apply_code(study, stigma, transcript.id, _CODED, third.id), "EF")
    table = [
        [row.name, "high" if number else "low"]
        for number, row in enumerate(project.study.participants_in_order)
    ]
    columns = ("participant", "income")
    project.do(import_attributes(project.study, AttributeSubject.PARTICIPANT, columns, table).change, "AB")
    outputs: list[dict[str, object]] = [
        {"file": FILES[word], "table": word, **REQUIRED.get(word, {})} for word in KINDS
    ]
    outputs += [{"file": f"codes-{by}.csv", "table": "codes", "by": by} for by in ("income", "participant")]
    outputs.append({"file": "people.html", "table": "participants", "attributes": ["income"]})
    project.do(keep_report(project.study, "All", json.dumps({"outputs": outputs})), "AB")
    yield project
    project.close()


@pytest.mark.parametrize("renamed", [_codes, _categories, _attributes, _coders, _transcripts, _participants])
def test_no_figure_moves_by_a_mere_name(named: Project, renamed: Callable[[Study], ChangeSet]) -> None:
    step = named.study.step
    named.do(renamed(named.study), "AB")
    try:
        changes = changes_since_step(named.record(), "All", step)
    finally:
        named.undo("AB")
    # The step itself is one more in the audit trail.
    moved = [row for row in changes.figures if row.of != "steps"]
    # A checklist answers with names of coders and attributes, and does read differently.
    texts = [row for row in changes.texts if row.file != FILES["checklist"]]
    assert (moved, texts, changes.came, changes.went) == ([], [], (), ())
