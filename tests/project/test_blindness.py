"""In a blind round nobody sees the others' work, by whatever way they look, and nothing of it comes to harm.

Tests: ``model.teamwork.sight``, ``guarding``.
"""

import getpass
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import click
import pytest

import qualcode
from qualcode.analysis.captions.methods import about_methods
from qualcode.cli.main import qualcode as qualcode_command
from qualcode.model.change import ChangeSet, updated
from qualcode.model.entities import Highlight, Memo, MemoSubject, Summary, TypicalQuote
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import new_id, now
from qualcode.model.machine.coder_here import coder_here
from qualcode.model.questions.kinds import KINDS, OutputKind
from qualcode.model.questions.parts import parts_of
from qualcode.model.questions.provenance import caption, facts
from qualcode.model.questions.reports import AgreementQuestion
from qualcode.model.study import Study
from qualcode.model.team import CodingState, GivenCopy, TeamRole
from qualcode.model.teamwork.rounds import round_named, transcripts_of_round
from qualcode.model.teamwork.sight import HIDDEN_STEP, UNNAMED, sight_of
from qualcode.operations.coders import ensure_coder, merge_coders, rename_coder
from qualcode.operations.codes.codebook_structure import Children, delete_codes
from qualcode.operations.memos import add_journal_entry
from qualcode.operations.teamwork.giving import keep_given
from qualcode.operations.teamwork.roles import set_roles
from qualcode.operations.teamwork.rounds import close_round, reopen_round, set_progress
from qualcode.operations.teamwork.taking_in import set_folder
from qualcode.operations.text.text_correction import correct_text
from qualcode.operations.transcripts.documents import delete_transcripts
from qualcode.project.checking import problems
from qualcode.project.copying import save_copy, save_what_is_open
from qualcode.project.opening import open_project
from qualcode.project.project import Project
from tests.cli.conftest import Run, run
from tests.support.addresses import address_of
from tests.support.ready import Make, ReadyProjects
from tests.support.teams import MARK, PASSAGE, code_as, team_project
from tests.ui.material import coded

__all__ = ["address_of", "run"]


OUTSIDE = "EF"
"""A coder of the project who is not in the round."""
BLINDED = ("AB", OUTSIDE, "carl")
"""Who codes in it, who does not, and whom the project does not know."""


@pytest.fixture
def project(address_of: Callable[[Make], str]) -> Iterator[Project]:
    made = open_project(address_of(team_project))
    yield made
    made.close()


@pytest.fixture
def file(ready_projects: ReadyProjects, tmp_path: Path) -> str:
    path = ready_projects.copy(team_project, tmp_path / "team.qualcode")
    with closing(open_project(path)) as made:
        made.do(ensure_coder(made.study, OUTSIDE)[1], OUTSIDE)
    return path


def words_of(path: Path) -> str:
    """All that a file says, unpacked."""
    if is_zipfile(path):
        with ZipFile(path) as archive:
            return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    return path.read_bytes().decode("utf-8", "replace")


# -- the study that everybody gets ----------------------------------------------------------------------


def test_a_coder_sees_their_own_work_and_nobody_elses(project: Project) -> None:
    project.viewer = "AB"
    study = project.study
    assert coded(study, "stigma") == ["They just assume that you must be poor."]
    assert coded(study, "consent") == ["Nobody asked us.", "I signed a form."]
    for kind in (Highlight, Memo, Summary, TypicalQuote):
        assert study.rows(kind) == {}
    assert study.coding_count == 3
    project.viewer = "CD"
    assert coded(project.study, "stigma") == [PASSAGE]
    assert len(project.study.rows(Memo)) == 4
    # What is in no round is seen by all.
    assert coded(project.study, "consent") == ["I signed a form."]


@pytest.mark.parametrize("name", ["Lead", "lead", ""])
def test_who_opened_the_round_sees_all(project: Project, name: str) -> None:
    """The program itself does, too."""
    project.viewer = name
    assert project.study is project.whole
    assert project.study.coding_count == 4


def become_coder(project: Project, name: str) -> None:
    project.do(ensure_coder(project.study, name)[1], name)


def code_something(project: Project, name: str) -> None:
    become_coder(project, name)
    project.do(code_as(project.study, name, "consent", "Nobody at all."), name)


def write_in_the_journal(project: Project, name: str) -> None:
    project.do(add_journal_entry(project.study, "thoughts", author=name, day=date(2026, 3, 1))[1], name)


@pytest.mark.parametrize("steps", [become_coder, code_something, write_in_the_journal])
def test_whoever_does_not_lead_a_round_sees_only_their_own_work(
    project: Project, steps: Callable[[Project, str], None]
) -> None:
    """By no step does somebody come to see the work of others."""
    project.viewer = "carl"
    for _ in range(2):
        text = project.whole.transcript_named("FG1").id
        own = {coding.id for coding in project.study.codings_of(text)}
        coder = project.whole.find_coder("carl")
        there = project.whole.codings_of(text)
        assert own == {row.id for row in there if coder is not None and row.coder_id == coder.id}
        for kind in (Highlight, Summary, TypicalQuote):
            assert project.study.rows(kind) == {}
        steps(project, "carl")


def test_a_lead_sees_all_but_where_they_code_themselves(project: Project) -> None:
    project.do(set_roles(project.study, {"Boss": TeamRole.LEAD, "CD": TeamRole.LEAD}, "Lead"), "Lead")
    for name, most in (("Boss", True), ("CD", False), ("Lead", False), ("AB", False)):
        project.viewer = name
        assert (project.study is project.whole) is most, name
    # Somebody whom the server lets do no more than a coder leads nothing, whatever their name.
    assert sight_of(project.whole, "Boss", most=TeamRole.CODER).is_blind


def test_nobody_makes_themselves_a_lead_to_see_more(project: Project) -> None:
    project.viewer = "carl"
    with pytest.raises(QualcodeError, match="ask the person who opened it"):
        project.do(set_roles(project.study, {"carl": TeamRole.LEAD}, "carl"), "carl")
    project.viewer = "Lead"
    project.do(set_roles(project.study, {"AB": TeamRole.CODER}, "Lead"), "Lead")
    assert project.study is project.whole


def test_whoever_opened_a_round_may_take_another_name(project: Project) -> None:
    project.do(ensure_coder(project.whole, "Lead")[1], "Lead")
    project.do(rename_coder(project.whole, project.whole.coder_named("Lead").id, "Lea"), "Lead")
    for name, most in (("Lead", False), ("Lea", True)):
        project.viewer = name
        assert (project.study is project.whole) is most
    become_coder(project, "Margaret")
    chosen = [project.whole.coder_named("Lea").id], project.whole.coder_named("Margaret").id
    project.do(merge_coders(project.whole, *chosen), "Lea", whole=True)
    project.viewer = "Margaret"
    assert project.study is project.whole


def test_of_older_rounds_the_history_tells_who_opened_them(project: Project) -> None:
    row = round_named(project.whole, "Pilot")
    project.do(ChangeSet("As it was", (updated(row, replace(row, opened_by="")),)), "Lead", whole=True)
    for name, most in (("Lead", True), ("CD", False), ("carl", False)):
        project.viewer = name
        assert (project.study is project.whole) is most


def test_nothing_is_hidden_when_the_round_is_closed_or_not_blind(project: Project, tmp_path: Path) -> None:
    project.viewer = "AB"
    project.do(close_round(project.study, round_named(project.study, "Pilot").id), "Lead")
    assert project.study is project.whole
    open_one = team_project(str(tmp_path / "open.qualcode"), blind=False)
    open_one.viewer = "AB"
    assert open_one.study.coding_count == 4
    open_one.close()


def test_a_coder_who_is_renamed_stays_blind(project: Project) -> None:
    project.viewer = "ab"
    assert project.sight.is_blind
    project.do(rename_coder(project.study, project.study.coder_named("AB").id, "Anna"), "Lead")
    project.viewer = "Anna"
    assert project.study.coding_count == 3


def test_a_coder_does_not_read_in_the_journal_what_others_think(project: Project) -> None:
    for name, told in (("Lead", "lead thinks"), ("CD", "CD thinks"), ("AB", "AB thinks")):
        project.viewer = name
        project.do(add_journal_entry(project.study, told, author=name, day=date(2026, 3, 1))[1], name)
    for name in ("AB", "CD"):
        project.viewer = name
        own = [row.text for row in project.study.rows(Memo).values() if row.subject is MemoSubject.JOURNAL]
        assert own == [f"1 March 2026, {name}\n{name} thinks"]
    whole = " ".join(row.text for row in project.whole.rows(Memo).values())
    assert all(told in whole for told in ("lead thinks", "CD thinks", "AB thinks"))


def test_the_history_says_nothing_of_others(project: Project) -> None:
    project.viewer = "AB"
    own = {step.label for step in project.steps if step.coder == "AB"}
    others = {step.label for step in project.steps if step.coder == "CD"}
    assert others == {"Work of another coder, not shown while “Pilot” is open and blind"}
    assert any("stigma" in label for label in own)


def test_the_history_names_steps_on_rounds_copies_and_roles(project: Project) -> None:
    row = round_named(project.whole, "Pilot")
    ab = project.whole.coder_named("AB")
    text = transcripts_of_round(project.whole, row.id)[0]
    project.viewer = "Lead"
    mark = GivenCopy(new_id(), row.id, ab.id, 1, "", now())
    changes: list[Callable[[Study], ChangeSet]] = [
        lambda study: keep_given(study, mark),
        lambda study: set_folder(study, row.id, "team"),
        lambda study: set_folder(study, row.id, ""),
        lambda study: set_progress(study, row.id, [(text.id, ab.id)], CodingState.FINISHED),
        lambda study: set_roles(study, {"Lead": TeamRole.LEAD, "AB": TeamRole.CODER}, "Lead"),
        lambda study: close_round(study, row.id),
        lambda study: reopen_round(study, row.id),
    ]
    for change in changes:
        project.do(change(project.whole), "Lead", whole=True)
    labels = [step.label for step in project.history.steps[-7:]]
    project.do(code_as(project.whole, "CD", "consent", PASSAGE), "CD", whole=True)
    project.viewer = "AB"
    assert project.sight.is_blind
    assert [step.label for step in project.steps[-8:-1]] == labels
    assert project.steps[-1].label == HIDDEN_STEP.format("Pilot")


def test_what_is_written_says_that_only_ones_own_work_is_counted(project: Project) -> None:
    said = "Only AB’s own work is shown and counted in the transcripts of the round “Pilot”, which is open"
    project.viewer = "AB"
    about = about_methods(project.study)
    assert said in caption(about)
    assert said in dict(facts(about))["own work only"]
    project.viewer = "Lead"
    project.do(close_round(project.whole, round_named(project.whole, "Pilot").id), "Lead")
    project.viewer = "AB"
    about = about_methods(project.study)
    assert "own work" not in caption(about)
    assert "own work only" not in dict(facts(about))


def test_commands_tell_coders_of_the_round_what_they_do_not_see(
    ready_projects: ReadyProjects, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = ready_projects.copy(team_project, tmp_path / "team.qualcode")
    for name, hidden in (("AB", True), ("Lead", False)):
        monkeypatch.setattr(getpass, "getuser", lambda name=name: name)
        listed = run("coders", file)
        assert ("Only AB’s own work is shown and counted" in listed.stderr) is hidden
        none = run("comments", "list", file).stdout
        assert ("that you may see while the round “Pilot” is open and blind" in none) is hidden
        assert ("yet." in none) is not hidden


def test_undo_takes_back_ones_own_step_only(project: Project) -> None:
    project.viewer = "AB"
    project.do(code_as(project.study, "AB", "consent", "Nobody at all."), "AB")
    project.do(code_as(project.whole, "CD", "consent", PASSAGE), "CD", whole=True)
    project.undo("AB")
    assert "Nobody at all." not in coded(project.study, "consent")
    assert PASSAGE in coded(project.whole, "consent")


# -- what one does not see comes to no harm --------------------------------------------------------------


def test_what_others_work_hangs_on_stays(project: Project) -> None:
    project.viewer = "AB"
    study, before = project.study, project.whole
    text = study.transcript_named("FG1").id
    corrected = study.text(text).replace("MOD: How", "MOD: Well, how")
    for change in (
        delete_codes(study, [study.code_named("stigma").id], Children.DELETE),
        correct_text(study, text, corrected).change,
        delete_transcripts(study, [text]),
    ):
        with pytest.raises(QualcodeError, match="Do it after the round is closed"):
            project.do(change, "AB")
    assert project.whole == before


def test_a_coder_may_still_code_and_make_codes(project: Project) -> None:
    project.viewer = "AB"
    project.do(code_as(project.study, "AB", "stigma", PASSAGE), "AB")
    assert coded(project.whole, "stigma").count(PASSAGE) == 2
    text = project.study.transcript_named("INT01").id
    corrected = project.study.text(text).replace("Ruth: I", "Ruth: Well, I")
    project.do(correct_text(project.study, text, corrected).change, "AB")
    assert project.whole.text(text) == corrected


def test_locked_codings_cannot_be_changed(project: Project) -> None:
    study = project.study
    team_round, text = round_named(study, "Pilot").id, study.transcript_named("FG1").id
    coder = study.coder_named("CD").id
    project.do(set_progress(study, team_round, [(text, coder)], CodingState.LOCKED), "Lead")
    with pytest.raises(QualcodeError, match="FG1 is locked for CD; unlock it in Team… first"):
        project.do(code_as(project.study, "CD", "consent", "Nobody asked us."), "CD")
    project.do(code_as(project.study, "AB", "consent", "I hate it."), "AB")
    project.do(set_progress(project.study, team_round, [(text, coder)], CodingState.FINISHED), "Lead")
    project.do(code_as(project.study, "CD", "consent", "Nobody asked us."), "CD")


# -- strangers, and whole copies ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["carl", UNNAMED])
def test_a_name_the_project_does_not_know_sees_nobodys_work(project: Project, name: str) -> None:
    project.viewer = name
    assert project.sight.is_strange
    assert coded(project.study, "stigma") == []
    assert not project.study.rows(Highlight)
    project.do(close_round(project.whole, project.sight.rounds[0].id), "Lead")
    assert project.study is project.whole


@pytest.mark.parametrize(
    ("name", "most"), [("", False), *((each, False) for each in BLINDED), ("Lead", True)]
)
def test_python_shows_nobodys_work_to_whoever_is_not_named(file: str, name: str, most: bool) -> None:
    with qualcode.open(file, coder=name) as opened:
        assert (PASSAGE in list(opened.segments()["text"])) is most


def test_a_command_tells_a_stranger_how_to_name_themselves(
    file: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "carl")
    found = run("coders", file, "--json", code=0)
    assert "no coder “carl”" in found.stderr
    assert "QUALCODE_CODER" in found.stderr
    assert codings_by_coder(found.stdout) == {"AB": 1, "CD": 0, OUTSIDE: 0}
    monkeypatch.setenv("QUALCODE_CODER", OUTSIDE)
    found = run("coders", file, "--json", code=0)
    assert "“EF” does not lead it." in found.stderr
    assert codings_by_coder(found.stdout) == {"AB": 1, "CD": 0, OUTSIDE: 0}
    monkeypatch.setenv("QUALCODE_CODER", "AB")
    found = run("coders", file, "--json", code=0)
    assert found.stderr.startswith("qualcode: Only AB’s own work is shown and counted")
    assert codings_by_coder(found.stdout) == {"AB": 3, "CD": 0, OUTSIDE: 0}


def codings_by_coder(printed: str) -> dict[str, int]:
    return {row["name"]: row["codings"] for row in json.loads(printed)}


@pytest.mark.parametrize("more", [[], ["--without-history"]], ids=str)
@pytest.mark.parametrize("name", BLINDED)
def test_no_command_copies_everybodys_work_for_the_blinded(
    file: str, run: Run, tmp_path: Path, name: str, more: list[str]
) -> None:
    target = tmp_path / "copy.qualcode"
    assert (
        "“Pilot” is open and blind" in run("copy", file, str(target), "--coder", name, *more, code=1).output
    )
    assert not target.exists()
    run("copy", file, str(target), "--coder", "Lead", *more, code=0)
    assert target.exists()


@pytest.mark.parametrize("name", BLINDED)
def test_the_window_saves_no_copy_for_the_blinded(project: Project, tmp_path: Path, name: str) -> None:
    """Its action calls this; what lost its file is still saved."""
    project.viewer = name
    with pytest.raises(QualcodeError, match="“Pilot” is open and blind"):
        save_copy(project, tmp_path / "copy")
    assert not list(tmp_path.glob("copy*"))
    assert save_what_is_open(project, tmp_path / "saved").exists()


# -- every command ----------------------------------------------------------------------------------------

PRINTING = (
    ("info", ["{}", "--json"]),
    ("coders", ["{}", "--json"]),
    ("history", ["{}", "--json"]),
    ("transcripts", ["{}", "--json"]),
    ("search", ["{}", "code:stigma", "--json"]),
    ("search", ["{}", MARK, "--json"]),
    ("text", ["show", "{}", "FG1"]),
    ("team", ["rounds", "{}", "--json"]),
)


@pytest.mark.parametrize("who", BLINDED)
@pytest.mark.parametrize(("command", "words"), PRINTING, ids=str)
def test_no_command_prints_the_work_of_others(
    file: str, run: Run, monkeypatch: pytest.MonkeyPatch, command: str, words: list[str], who: str
) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: who)
    printed = run(command, *(word.format(file) for word in words), code=0).stdout
    own = 2 if who == "AB" else 0
    assert MARK not in printed or words[1] == MARK
    if command == "coders":
        assert codings_by_coder(printed) == {"AB": 1 + own, "CD": 0, OUTSIDE: 0}
    if command == "info":
        assert json.loads(printed)["counts"]["codings"] == 1 + own
    if command == "search" and words[1] == "code:stigma":
        assert PASSAGE not in printed


def person_options(command: click.Command, name: str = "") -> Iterator[tuple[str, click.Option]]:
    """Of a command and those below it: the options by whose names somebody may say who they are."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for below in command.list_commands(context):
            each = command.get_command(context, below)
            assert each is not None
            yield from person_options(each, f"{name} {below}".strip())
    for option in command.params:
        if isinstance(option, click.Option) and option.name in ("by", "coder") and not option.multiple:
            yield name, option


def test_no_option_that_names_no_person_says_who_looks() -> None:
    """“--by” is also what the chapters of memos are; such options are words to choose from.

    Nobody looks into a project that is only made: that of a team, or the sample, whose coder is invented.
    """
    others = {
        (name, option.name)
        for name, option in person_options(qualcode_command)
        if option.default is not coder_here
    }
    chosen = {
        (name, option.name)
        for name, option in person_options(qualcode_command)
        if isinstance(option.type, click.Choice)
    }
    assert others == {*chosen, ("team init", "by"), ("demo", "coder")}
    assert ("memos export", "by") in chosen


@pytest.mark.parametrize("by", ["transcript", "code", "date"])
def test_chapters_of_memos_do_not_say_who_looks(
    file: str, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, by: str
) -> None:
    path = tmp_path / "memos.csv"
    monkeypatch.setattr(getpass, "getuser", lambda: "Lead")
    assert run("memos", "export", file, path, "--by", by).stderr == ""
    assert MARK in path.read_text(encoding="utf-8")
    monkeypatch.setattr(getpass, "getuser", lambda: "AB")
    path.unlink()
    run("memos", "export", file, path, "--by", by, code=1)
    assert not path.exists()


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.question.__name__)
def test_no_output_tells_of_the_work_of_others(
    file: str, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: OutputKind
) -> None:
    """For each kind of output there is: the lead's file tells of it, a coder's says nothing."""
    found_by: dict[str, str] = {}
    # In pictures of this format every word that is drawn can be read.
    ending = ".svg" if ".svg" in kind.endings else kind.endings[0]
    # Of one coder there is no agreement.
    refused = kind.question is AgreementQuestion
    needed = {"by": "transcript", "columns": "transcript"}
    options = [
        word
        for part in parts_of(kind.question)
        if part.required
        for word in (part.about.option or f"--{part.name.replace('_', '-')}", needed.get(part.name, "FG1"))
    ]
    for who in (*BLINDED, "Lead"):
        monkeypatch.setattr(getpass, "getuser", lambda who=who: who)
        path = tmp_path / f"{who}{ending}"
        result = run(
            *filter(None, kind.command),
            file,
            path,
            *options,
            code=int(refused and who != "Lead"),
        )
        found_by[who] = words_of(path) + result.output if path.exists() else result.output
    for who in BLINDED:
        assert MARK not in found_by[who], who
        assert found_by[who] != found_by["Lead"]


@pytest.mark.parametrize("who", BLINDED)
def test_codings_are_exported_without_those_of_others(
    file: str, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, who: str
) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: who)
    for ending in ("csv", "json", "xlsx", "docx", "html"):
        path = tmp_path / f"codings.{ending}"
        run("codings", "export", file, path)
        assert MARK not in words_of(path)
        assert PASSAGE not in words_of(path)


# -- merging --------------------------------------------------------------------------------------------


@pytest.fixture(params=("a copy", "another project"))
def other(request: pytest.FixtureRequest, file: str, tmp_path: Path) -> str:
    """A project in which AB and CD have both gone on: known by its history, or by its content only."""
    path = str(tmp_path / "other.qualcode")
    with closing(team_project(path) if request.param == "another project" else open_copy(file, path)) as made:
        for coder, words in (("AB", "I hate it."), ("CD", "Nobody asked us."), ("CD", "I hate it.")):
            made.do(code_as(made.whole, coder, "stigma", words, memo=MARK * (coder == "CD")), coder)
    return path


def open_copy(file: str, path: str) -> Project:
    with closing(open_project(file)) as project:
        save_copy(project, Path(path))
    return open_project(path)


def merge_as(run: Run, monkeypatch: pytest.MonkeyPatch, name: str, *words: str) -> str:
    monkeypatch.setattr(getpass, "getuser", lambda: name)
    return run("exchange", "merge", *words, code=0).stdout


def test_a_plan_of_a_merge_says_nothing_of_others(
    file: str, other: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = merge_as(run, monkeypatch, "AB", file, other, "--dry-run")
    assert "the round “Pilot” is neither compared nor merged until the round is closed" in printed
    assert "CD" not in printed
    assert MARK not in printed
    assert "coding FG1, AB" in printed
    assert "coding FG1, CD" in merge_as(run, monkeypatch, "Lead", file, other, "--dry-run")


def test_a_plan_does_not_even_tell_whether_others_have_done_anything(
    file: str, other: str, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = merge_as(run, monkeypatch, "AB", file, other, "--dry-run", "--json")
    with closing(open_project(other)) as project:
        project.do(code_as(project.whole, "CD", "consent", "I hate it."), "CD")
    after = merge_as(run, monkeypatch, "AB", file, other, "--dry-run", "--json")
    assert json.loads(before)["lines"] == json.loads(after)["lines"]


def test_merging_takes_ones_own_work_and_leaves_that_of_others_as_it_is(
    file: str, other: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def codings_of(name: str) -> Counter[str]:
        with closing(open_project(file)) as project:
            study = project.whole
            coder = study.coder_named(name).id
            rows = [row for text in study.codings for row in study.codings_of(text) if row.coder_id == coder]
        return Counter(repr(row) for row in rows)

    own, others = codings_of("AB"), codings_of("CD")
    merge_as(run, monkeypatch, "AB", file, other)
    assert codings_of("CD") == others
    assert len(codings_of("AB") - own) == 1
    merge_as(run, monkeypatch, "Lead", file, other)
    assert len(codings_of("CD") - others) == 2
    with closing(open_project(file)) as project:
        assert problems(project) == []


# -- one filter -----------------------------------------------------------------------------------------

ALL_THERE_IS = {
    "cli.exchanging.exchange",
    "cli.exchanging.exchange_files",
    "cli.exchanging.plans",
    "cli.teamwork.team_copies",
    "cli.teamwork.team_folder",
    "project.reports.closing",
    "project.copying",
    "project.teamwork.giving",
    "project.merging",
    "project.project",
    "project.teamwork.returning",
    "project.teamwork.shared_folder",
    "ui.dialogs.merge_project",
    "ui.dialogs.team.bring_back",
    "ui.dialogs.team.dialog",
    "ui.session.long_steps",
    "ui.session.session",
    "ui.shell.project_exchange",
    "ui.shell.project_merging",
    "ui.shell.team",
    "ui.shell.team_folder",
}
"""Who gets all there is: copies and merging, and who passes it on to them. Nobody shows it."""


def test_nobody_else_gets_past_the_filter() -> None:
    root = Path(__file__).parents[2] / "qualcode"
    past = re.compile(
        r"project\.whole\b|record\(whole=True\)|PendingStep\(.*whole=|history\.steps|project\._study"
    )
    found = set()
    for path in root.rglob("*.py"):
        if past.search(path.read_text("utf-8")):
            found.add(".".join(path.relative_to(root).with_suffix("").parts))
    # Those of the sample are of no round, and opening takes only the moment of the last one.
    assert found - {"project.sample", "project.opening"} == ALL_THERE_IS
