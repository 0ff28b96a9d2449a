"""A colleague's copy comes home, and a project of their own.

Tests as well: ``model.teamwork.merge_plan``, ``model.teamwork.merge_words``, ``cli.exchanging.exchange``,
``record``.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from qualcode.model.change import ChangeSet
from qualcode.model.entity_nouns import ENTITY_NOUNS
from qualcode.model.errors import QualcodeError
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.teamwork.merge_plan import MergeLine, MergePlan, MergeState, Side
from qualcode.model.teamwork.merge_words import NOTHING, counts, in_words, only_identities
from qualcode.model.teamwork.sight import sight_of
from qualcode.model.words.in_words import listed
from qualcode.operations.coders import ensure_coder
from qualcode.operations.codes.codebook import add_code, edit_code, pin_code, rename_code
from qualcode.operations.codes.codebook_structure import delete_codes
from qualcode.operations.codings.coding import apply_code, remove_codings
from qualcode.operations.teamwork.rounds import open_round
from qualcode.operations.text.text_correction import correct_text
from qualcode.project.copying import copy_project
from qualcode.project.merging import merge_plan, read_other
from qualcode.project.opening import create_project, open_project
from qualcode.project.project import Project
from tests.cli.conftest import Run, run
from tests.support.ready import ReadyProjects
from tests.ui.material import fill

__all__ = ["run"]


@pytest.fixture
def here(ready_projects: ReadyProjects, tmp_path: Path) -> str:
    return ready_projects.copy(_filled, tmp_path / "here.qualcode")


def _filled(address: str) -> Project:
    made = create_project(address, "AB", "Study")
    fill(made)
    return made


@pytest.fixture
def there(here: str, tmp_path: Path) -> str:
    """A copy of the project, handed to a colleague."""
    return str(copy_project(here, tmp_path / "there.qualcode"))


def work(address: str, *intents: Any, by: str = "CD") -> None:
    project = open_project(address)
    for intent in intents:
        project.do(intent(project.study), by)
    project.close()


def coded_by(name: str, code: str, words: str) -> Any:
    def intent(study: Study) -> ChangeSet:
        transcript = study.transcripts_in_order[0]
        start = study.text(transcript.id).index(words)
        span = Span(start, start + len(words))
        return apply_code(study, study.code_named(code).id, transcript.id, span, study.coder_named(name).id)

    return intent


def coder(name: str) -> Any:
    return lambda study: ensure_coder(study, name)[1]


def test_what_a_colleague_did_in_a_copy_comes_home_once(here: str, there: str) -> None:
    work(there, coder("CD"), coded_by("CD", "stigma", "assume"), lambda study: add_code(study, "blame")[1])
    work(here, lambda study: rename_code(study, study.code_named("stigma").id, "Stigma and shame"))
    project = open_project(here)
    other = read_other(project.record(), there)
    plan = merge_plan(project.study, other)
    told = {(line.state, line.noun, line.name, line.number) for line in plan.lines}
    first = project.study.transcripts_in_order[0].name
    assert told == {
        (MergeState.NEW, "coder", "CD", 1),
        (MergeState.NEW, "code", "blame", 1),
        (MergeState.NEW, "coding", f"{first}, CD", 1),
    }
    before = project.study.coding_count
    project.do(plan.change, "AB")
    assert project.study.coding_count == before + 1
    assert project.study.code_named("Stigma and shame").name == "Stigma and shame"
    again = merge_plan(project.study, read_other(project.record(), there))
    assert (again.lines, list(in_words(again))) == ((), [NOTHING])
    project.undo("AB")
    assert project.study.coding_count == before
    project.close()


def test_the_step_names_the_file_and_who_has_worked_there(here: str, there: str) -> None:
    project = open_project(here)
    file = Path(there).name
    assert read_other(project.record(), there).label() == f"Merge “Study” from “{file}”"
    for name in ("CD", "EF", "CD"):
        work(there, lambda study: add_code(study, f"code of step {study.step}")[1], by=name)
    other = read_other(project.record(), there)
    assert merge_plan(project.study, other).change.label == (
        f"Merge “Study” from “{file}”, with what CD and EF did"
    )
    # Not while others’ work is not to be known of.
    place = project.study.transcripts_in_order[0].id
    blind = open_round(project.study, "Pilot", [place], ["AB"])[1]
    sight = sight_of(project.study.after(blind), "AB")
    assert sight.is_blind
    assert other.label(sight) == f"Merge “Study” from “{file}”"
    project.close()


def test_what_both_changed_is_chosen(here: str, there: str) -> None:
    def defined(words: str) -> Any:
        return lambda study: edit_code(study, study.code_named("stigma").id, definition=words)

    work(here, defined("being looked down on"))
    work(there, defined("shame"))
    project = open_project(here)
    other = read_other(project.record(), there)
    (line,) = merge_plan(project.study, other).lines
    assert (line.state, line.here, line.there) == (MergeState.BOTH, "being looked down on", "shame")
    assert not merge_plan(project.study, other).change
    for plan in (
        merge_plan(project.study, other, {line.key: Side.THEIRS}),
        merge_plan(project.study, other, preferred=Side.THEIRS),
    ):
        merged = project.study.after(plan.change)
        assert merged.code_named("stigma").definition == "shame"
    project.close()


def test_what_was_deleted_there_stays_unless_it_is_chosen(here: str, there: str) -> None:
    work(there, lambda study: delete_codes(study, [study.code_named("consent").id]))
    project = open_project(here)
    other = read_other(project.record(), there)
    plan = merge_plan(project.study, other)
    gone = [line for line in plan.lines if line.state is MergeState.DELETED_THERE]
    assert [line.name for line in gone if line.noun == "code"] == ["consent"]
    assert not plan.change
    chosen = merge_plan(project.study, other, {line.key: Side.THEIRS for line in gone})
    assert "consent" not in {row.name for row in project.study.after(chosen.change).codes.values()}
    project.close()


def uncoded(code: str) -> Any:
    """The first transcript without its codings by a code."""

    def intent(study: Study) -> ChangeSet:
        transcript = study.transcripts_in_order[0]
        rows = study.codings_of(transcript.id)
        wanted = [row.id for row in rows if row.code_id == study.code_named(code).id]
        return remove_codings(study, transcript.id, wanted)

    return intent


@pytest.mark.parametrize(("number", "rest"), [(1, ""), (3, ""), (5, " and 2 more")])
def test_codings_that_were_removed_are_told_by_code_and_words(
    here: str, tmp_path: Path, number: int, rest: str
) -> None:
    project = open_project(here)
    text = project.study.text(project.study.transcripts_in_order[0].id)
    project.close()
    words = [word for word in text.split() if text.count(word) == 1 and word.isalpha()][:number]
    work(here, coder("CD"), lambda study: add_code(study, "blame")[1])
    work(here, *(coded_by("CD", "blame", word) for word in words))
    there = str(copy_project(here, tmp_path / "copy.qualcode"))
    work(there, uncoded("blame"))
    project = open_project(here)
    plan = merge_plan(project.study, read_other(project.record(), there))
    project.close()
    (line,) = plan.lines
    shown = [f"blame “{word}”" for word in words[:3]]
    told = f"{', '.join(shown)}{rest}" if rest else listed(shown)
    assert (line.number, line.here) == (number, told)
    assert any(said.endswith(f": {told}: kept") for said in in_words(plan))


def test_a_renaming_there_says_what_it_is_called_here(here: str, there: str) -> None:
    work(there, lambda study: rename_code(study, study.code_named("stigma").id, "shame"))
    project = open_project(here)
    plan = merge_plan(project.study, read_other(project.record(), there))
    project.close()
    assert any("shame: name (here “stigma”)" in line for line in in_words(plan))


def test_one_code_of_which_both_changed_two_parts_is_one_code(here: str, there: str) -> None:
    for address, words in ((here, "being looked down on"), (there, "shame")):
        work(
            address,
            lambda study, words=words: edit_code(
                study, study.code_named("stigma").id, definition=words, memo=words
            ),
        )
    project = open_project(here)
    lines = list(merge_plan(project.study, read_other(project.record(), there)).lines)
    project.close()
    assert len(lines) == 2
    assert counts(lines) == "1 code"


def test_what_was_deleted_here_and_used_there_comes_back(here: str, there: str) -> None:
    work(there, coder("CD"), coded_by("CD", "consent", "assume"))
    work(here, lambda study: delete_codes(study, [study.code_named("consent").id]))
    project = open_project(here)
    other = read_other(project.record(), there)
    plan = merge_plan(project.study, other)
    (line,) = (line for line in plan.lines if line.state is MergeState.DELETED_HERE)
    assert (line.noun, line.name, line.side) == ("code", "consent", Side.THEIRS)
    assert project.study.after(plan.change).code_named("consent").name == "consent"
    without = merge_plan(project.study, other, {line.key: Side.OURS})
    lost = [each for each in without.lines if each.state is MergeState.UNPLACED]
    assert [(each.noun, each.number) for each in lost] == [("coding", 1)]
    project.close()


def test_codings_stay_on_their_words_where_a_text_was_corrected(here: str, there: str) -> None:
    def corrected(study: Study) -> ChangeSet:
        transcript = study.transcripts_in_order[0]
        return correct_text(study, transcript.id, "A new beginning.\n" + study.text(transcript.id)).change

    work(here, corrected)
    work(there, coder("CD"), coded_by("CD", "stigma", "assume"))
    project = open_project(here)
    plan = merge_plan(project.study, read_other(project.record(), there))
    merged = project.study.after(plan.change)
    transcript = merged.transcripts_in_order[0]
    (coding,) = (
        each for each in merged.codings_of(transcript.id) if merged.coders[each.coder_id].name == "CD"
    )
    assert merged.quoted(transcript.id, coding.span) == "assume"
    project.close()


def test_a_project_of_its_own_is_matched_by_texts_and_names(here: str, tmp_path: Path) -> None:
    """The same files, imported and coded elsewhere: nothing is doubled but what is new."""
    apart = str(tmp_path / "apart.qualcode")
    _filled(apart).close()
    work(apart, coder("CD"), coded_by("CD", "stigma", "assume"))
    project = open_project(here)
    other = read_other(project.record(), apart)
    assert other.common_step == 0
    plan = merge_plan(project.study, other)
    merged = project.study.after(plan.change)
    assert len(merged.transcripts) == len(project.study.transcripts)
    assert len(merged.codes) == len(project.study.codes)
    assert merged.coding_count == project.study.coding_count + 1
    project.close()


@pytest.mark.parametrize(
    ("noun", "number", "words"),
    [
        ("query", 1, "1 query"),
        ("query", 2, "2 queries"),
        ("part of another program", 13, "13 parts of other programs"),
        ("identifier in another project", 34, "34 identifiers in other projects"),
        ("code in a set", 2, "2 codes in sets"),
        ("summary", 3, "3 summaries"),
        ("turns", 2, "2 transcripts’ turns"),
        ("coding", 1200, "1,200 codings"),
    ],
)
def test_lines_are_counted_in_good_english(noun: str, number: int, words: str) -> None:
    assert counts([MergeLine("k", MergeState.NEW, noun, "", number=number)]) == words


def test_a_plan_that_only_notes_identities_says_why() -> None:
    identity = MergeLine("k", MergeState.NEW, "identifier in another project", "", number=6)
    code = MergeLine("l", MergeState.NEW, "code", "Trust")
    change = ChangeSet("Merge")
    assert only_identities(MergePlan(change, (identity,))).startswith("Both say the same")
    assert not only_identities(MergePlan(change, (identity, code)))
    assert not only_identities(MergePlan(change, ()))


@pytest.mark.parametrize("noun", sorted(ENTITY_NOUNS.values()))
def test_every_noun_has_a_plural(noun: str) -> None:
    said = counts([MergeLine("k", MergeState.NEW, noun, "", number=2)])
    # “2 part of another programs”, “2 querys”: an s at the end would do for none of these.
    if " of " in noun or " in " in noun or noun.endswith(("y", "s")):
        assert said != f"2 {noun}s"


def test_a_key_that_is_taken_here_is_no_difference(here: str, tmp_path: Path) -> None:
    """Keys are everybody's own: a project elsewhere does not bring its own along, time after time."""
    apart = str(tmp_path / "apart.qualcode")
    _filled(apart).close()
    work(apart, lambda study: pin_code(study, study.code_named("consent").id, 2))
    project = open_project(here)
    (line,) = merge_plan(project.study, read_other(project.record(), apart)).lines
    assert line.noun == "identifier in another project"
    project.close()


def test_a_renaming_in_a_project_of_its_own_is_known_by_what_the_first_merge_kept(
    here: str, tmp_path: Path
) -> None:
    apart = str(tmp_path / "apart.qualcode")
    _filled(apart).close()
    project = open_project(here)
    first = merge_plan(project.study, read_other(project.record(), apart))
    project.do(first.change, "AB")
    number = len(project.study.codes)
    work(apart, lambda study: rename_code(study, study.code_named("consent").id, "agreement"))
    plan = merge_plan(project.study, read_other(project.record(), apart))
    assert [(line.state, line.noun, line.there) for line in plan.lines] == [
        (MergeState.BOTH, "code", "agreement")
    ]
    assert len(project.study.after(plan.change).codes) == number
    project.close()


def test_the_open_project_is_not_merged_with_itself(here: str, tmp_path: Path) -> None:
    link = tmp_path / "link.qualcode"
    link.symlink_to(here)
    project = open_project(here)
    for address in (here, str(link)):
        with pytest.raises(QualcodeError, match="That is the project which is open"):
            read_other(project.record(), address)
    project.close()


def test_the_command_merges_tells_and_can_be_undone(run: Run, here: str, there: str, tmp_path: Path) -> None:
    work(there, coder("CD"), coded_by("CD", "stigma", "assume"))
    words = ("exchange", "merge", here, there, "--coder", "AB")
    report = tmp_path / "plan.txt"
    said = run(*words, "--dry-run", "--report", report).stdout
    assert said.endswith("Nothing was changed.\n")
    assert "New: 1 coder, 1 coding" in said
    assert report.read_text("utf-8") in said
    told = json.loads(run(*words, "--dry-run", "--json").stdout)
    assert {line["kind"] for line in told["lines"]} == {"coder", "coding"}
    assert run(*words).stdout.endswith("Merged “Study” from “there.qualcode”, with what CD did.\n")
    assert run(*words).stdout == f"{NOTHING}\n"
    assert "Merge “Study”" in run("undo", here, "--coder", "AB").stdout
    assert "There is no file" in run("exchange", "merge", here, tmp_path / "none.qualcode", code=1).stderr


def test_by_command_a_choice_is_made_for_a_kind_or_for_a_line(run: Run, here: str, there: str) -> None:
    def described(words: str) -> list[Any]:
        return [
            lambda study, name=name: edit_code(
                study, study.code_named(name).id, definition=words, include=f"{words} in"
            )
            for name in ("stigma", "trust")
        ]

    work(here, *described("ours"))
    work(there, *described("theirs"))
    taken = ("--take", "Code", "--keep", "code stigma: include")
    said = run("exchange", "merge", here, there, *taken, "--dry-run").output
    assert said.count("theirs is taken") == 3
    assert said.count("ours is kept") == 1
    run("exchange", "merge", here, there, *taken)
    with_choices = open_project(here, writing=False)
    found = {row.name.casefold(): (row.definition, row.include) for row in with_choices.study.codes.values()}
    with_choices.close()
    assert (found["stigma"], found["trust"]) == (("theirs", "ours in"), ("theirs", "theirs in"))
    refused = run("exchange", "merge", here, there, "--take", "memo", code=1).output
    assert "“memo” is nothing that can be chosen here. There is a choice for: code." in refused
