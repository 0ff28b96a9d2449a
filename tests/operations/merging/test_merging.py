"""Merging: with itself or an older self nothing, forward all of it, and nothing lost without a line."""

from dataclasses import dataclass, field, fields, replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qualcode.analysis.memo_list import listed_memos
from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.entities import (
    KINDS,
    Folder,
    Highlight,
    ProjectInfo,
    TextVersion,
    Transcript,
    TypicalQuote,
)
from qualcode.model.entity_nouns import ENTITY_NOUNS
from qualcode.model.exchange.foreign import ForeignPart
from qualcode.model.identity import id_array, new_id
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.teamwork.merge_plan import MergeState, Side
from qualcode.model.transcript import TranscriptStatus
from qualcode.operations.codes.codebook import pin_code, recolour_codes
from qualcode.operations.codings.coding import recode_codings, resize_coding, set_coding_memo, weigh_codings
from qualcode.operations.merging.counterparts import counterparts, in_our_identities
from qualcode.operations.merging.merging import merge
from qualcode.operations.people.attributes import set_value
from qualcode.operations.people.participants import delete_participants
from qualcode.operations.people.speakers import assign_label
from qualcode.operations.project import new_project, set_project_memo, set_stop_list
from qualcode.operations.text.text_correction import correct_text
from qualcode.operations.text.turns import set_speaker, split_turn
from qualcode.operations.transcripts import documents, folders
from tests.support.noted import noted_study
from tests.support.studies import (
    FG1,
    INT01,
    History,
    example_study,
    histories,
    read_transcript,
    span_of,
    studies,
)


class Always(dict[str, Side]):
    """One choice for every line."""

    def __init__(self, side: Side) -> None:
        super().__init__()
        self.side = side

    def get(self, key: object, default: object = None) -> Side:
        return self.side


@dataclass(frozen=True)
class Branches:
    """A study, and where two people who both began with it arrived."""

    start: Study = field(repr=False)
    ours: Study = field(repr=False)
    theirs: Study = field(repr=False)


@st.composite
def branches(draw: st.DrawFn) -> Branches:
    start = draw(studies())
    one, other = (draw(histories(max_steps=6, start=start)).end for _ in range(2))
    return Branches(start, one, other)


@given(histories())
def test_merging_a_study_with_itself_changes_nothing(history: History) -> None:
    plan = merge(history.end, history.end, history.end)
    assert (plan.change.extent, plan.lines) == (0, ())
    assert not merge(history.end, history.end).change


@given(branches())
def test_merging_an_older_self_changes_nothing(both: Branches) -> None:
    plan = merge(both.ours, both.start, both.start)
    assert (plan.change.extent, plan.lines) == (0, ())


@given(branches())
def test_what_only_the_other_side_changed_is_all_taken_over(both: Branches) -> None:
    plan = merge(both.start, both.theirs, both.start, chosen=Always(Side.THEIRS))
    assert seen(both.start.after(plan.change)) == seen(both.theirs)


def seen(study: Study) -> dict[str, object]:
    """What a study says, without which wordings a text had before, and which number each has."""
    found: dict[str, object] = {}
    for kind in KINDS:
        if kind is not TextVersion:
            found[kind.__name__] = {
                identity: replace(row, version=0) if isinstance(row, Transcript) else row
                for identity, row in study.rows(kind).items()
            }
    found["texts"] = {identity: study.text(identity) for identity in study.transcripts}
    found["turns"] = {
        owner: tuple(replace(turn, id=owner) for turn in table) for owner, table in study.turns.items()
    }
    found["codings"] = {
        owner: sorted(
            (c.code_id, c.coder_id, c.span.start, c.span.end, c.memo, c.weight or -1) for c in table
        )
        for owner, table in study.codings.items()
    }
    return found


@given(branches())
def test_what_two_sides_did_apart_comes_together_in_either_order(both: Branches) -> None:
    """Where nobody has to choose and nothing has to give way, it makes no difference who merges whom."""
    ours, theirs, start = both.ours, both.theirs, both.start
    plans = merge(ours, theirs, start), merge(theirs, ours, start)
    told = {line.state for plan in plans for line in plan.lines}
    is_apart = all(one == other for one, other in counterparts(ours, theirs, start).items())
    assume(is_apart and told <= {MergeState.NEW, MergeState.CHANGED_THERE})
    one, other = ours.after(plans[0].change), theirs.after(plans[1].change)
    assert said_by(one) == said_by(other)


def said_by(study: Study) -> dict[str, object]:
    """What a study says but for places in lists, keys and moments, which are each side's own."""
    found = seen(study)
    own = dict.fromkeys(("position", "digit", "changed_at", "author"), 0)
    for kind in KINDS:
        rows = found.get(kind.__name__)
        if isinstance(rows, dict):
            names = {each.name for each in fields(kind)}
            kept = {name: value for name, value in own.items() if name in names}
            found[kind.__name__] = {identity: replace(row, **kept) for identity, row in rows.items()}
    return found


@given(branches(), st.sampled_from(Side))
def test_a_merged_study_is_sound(both: Branches, preferred: Side) -> None:
    for base in (both.start, None):
        plan = merge(both.ours, both.theirs, base, preferred=preferred)
        assert broken_invariants(both.ours.after(plan.change)) == []


@given(branches())
def test_merging_again_changes_nothing_more(both: Branches) -> None:
    merged = both.ours.after(merge(both.ours, both.theirs, both.start).change)
    assert not merge(merged, both.theirs, both.theirs).change


@given(branches())
def test_nothing_that_the_other_side_made_is_lost_without_a_line(both: Branches) -> None:
    start, theirs = both.start, both.theirs
    plan = merge(both.ours, theirs, start)
    merged = both.ours.after(plan.change)
    told = {line.noun for line in plan.lines if line.state is MergeState.UNPLACED}
    # What is here under another identity: a code of the same path, a set of the same name.
    same = counterparts(merged, theirs)
    for kind in KINDS:
        if kind is not TextVersion:
            new = theirs.rows(kind).keys() - start.rows(kind).keys()
            assert new <= same.keys() or ENTITY_NOUNS[kind] in told, kind
    for owner, table in theirs.codings.items():
        known, here = start.codings_of(owner), merged.codings_of(same.get(owner, owner))
        for coding in table.take(known.positions(table.id) < 0):
            there = here.positions(id_array([coding.id]))[0] >= 0
            assert there or "coding" in told or any(each.span == coding.span for each in here)


WITH_THEIR_WORDS = (TextVersion, Highlight, TypicalQuote)
"""What goes with the words that it was about, where the other side has taken those out of a text."""


@given(branches())
def test_nothing_of_ours_goes_unless_it_is_chosen(both: Branches) -> None:
    plan = merge(both.ours, both.theirs, both.start)
    merged = both.ours.after(plan.change)
    reworded = any(line.noun == "text" for line in plan.lines)
    for kind in KINDS:
        if kind is not TextVersion and not (reworded and kind in WITH_THEIR_WORDS):
            assert both.ours.rows(kind).keys() <= merged.rows(kind).keys(), kind


def _filed() -> tuple[Study, Folder]:
    study = example_study()
    folder, change = folders.add_folder(study, "Wave 1", None, [study.transcript_named(FG1.name).id])
    return study.after(change), folder


def test_a_folder_that_was_renamed_here_takes_what_the_other_side_put_into_it() -> None:
    study, folder = _filed()
    interview = study.transcript_named(INT01.name).id
    ours = study.after(folders.rename_folder(study, folder.id, "Wave I"))
    theirs = study.after(folders.place_transcripts(study, [interview], folder.id))
    theirs = theirs.after(documents.set_transcript_status(theirs, [interview], TranscriptStatus.DONE))
    merged = ours.after(merge(ours, theirs, study).change)
    assert merged.folders.paths[folder.id] == "Wave I"
    assert {row.name for row in merged.transcripts_in(folder.id)} == {FG1.name, INT01.name}
    assert merged.transcripts[interview].status is TranscriptStatus.DONE


def test_two_statuses_of_one_transcript_are_left_to_a_person() -> None:
    study, _ = _filed()
    interview = study.transcript_named(INT01.name).id
    ours = study.after(documents.set_transcript_status(study, [interview], TranscriptStatus.DONE))
    theirs = study.after(documents.set_transcript_status(study, [interview], TranscriptStatus.IN_PROGRESS))
    plan = merge(ours, theirs, study)
    assert [(line.name, line.here, line.there) for line in plan.lines] == [
        (f"{INT01.name}: status", "done", "in-progress")
    ]
    assert ours.after(plan.change) == ours


def test_what_both_changed_of_a_coding_is_told_in_words() -> None:
    study = example_study()
    fg1, row = (
        study.transcript_named(FG1.name).id,
        next(row for table in study.codings.values() for row in table if row.memo == "assumption"),
    )

    def changed(memo: str, weight: int, until: str, name: str) -> Study:
        span = Span(row.span.start, span_of(study, until).end)
        found = study.after(set_coding_memo(study, fg1, row.id, memo))
        found = found.after(weigh_codings(found, fg1, [row.id], weight))
        found = found.after(resize_coding(found, fg1, row.id, span))
        return found.after(recode_codings(found, fg1, [row.id], study.code_named(name).id))

    ours, theirs = (
        changed("mine", 40, "just assume that", "privacy"),
        changed("theirs", 60, "have nothing", "firms"),
    )
    about = f"Trust > firms in {FG1.name}"
    assert [(line.name, line.here, line.there) for line in merge(ours, theirs, study).lines] == [
        (f"{about}: code", "privacy", "Trust > firms"),
        (f"{about}: words", "They just assume that", "They just assume that you have nothing"),
        (f"{about}: weight", "40", "60"),
        (f"{about}: memo", "mine", "theirs"),
    ]
    for side, expected in ((Side.OURS, ours), (Side.THEIRS, theirs)):
        merged = ours.after(merge(ours, theirs, study, chosen=Always(side)).change)
        assert seen(merged)["codings"] == seen(expected)["codings"]
    # What only the other side has changed is taken over.
    assert seen(study.after(merge(study, theirs, study).change))["codings"] == seen(theirs)["codings"]
    without = study.after(weigh_codings(study, fg1, [row.id], 50))
    ours = without.after(weigh_codings(without, fg1, [row.id], None))
    theirs = without.after(weigh_codings(without, fg1, [row.id], 60))
    (line,) = merge(ours, theirs, without).lines
    assert (line.here, line.there) == ("", "60")


def test_two_values_of_one_attribute_are_told_with_what_they_are_about() -> None:
    study = example_study()
    fg1, row = study.transcript_named(FG1.name), study.attribute_named("Date")
    ours, theirs = (study.after(set_value(study, row.id, fg1.id, words)) for words in ("May", "June"))
    (line,) = merge(ours, theirs, study).lines
    assert (line.name, line.here, line.there) == (f"Date of {FG1.name}: value", "May", "June")


@pytest.mark.parametrize(
    ("number", "shared", "same"), [(5, 0, False), (5, 2, False), (5, 3, True), (4, 1, False), (4, 2, True)]
)
def test_transcripts_of_one_name_are_one_where_half_of_the_shorter_ones_lines_are_the_same(
    number: int, shared: int, same: bool
) -> None:
    ours, theirs = (
        study.after(documents.add_transcripts(study, [read_transcript(name, lines)]).change)
        for study, name, lines in (
            (Study().after(new_project("Ours")), "Talk", [("A", f"line {line}") for line in range(9)]),
            (
                Study().after(new_project("Theirs")),
                "talk",
                [("A", f"line {line if line < shared else line + 20}") for line in range(number)],
            ),
        )
    )
    (mine,), (other,) = ours.transcripts, theirs.transcripts
    assert (counterparts(ours, theirs).get(other) == mine) is same


@pytest.mark.parametrize("name", ["Talk", "Another name"])
@pytest.mark.parametrize("ending", ["\n", " \n\n"])
def test_texts_that_differ_only_in_what_ends_them_are_one(name: str, ending: str) -> None:
    ours, theirs = (
        study.after(
            documents.add_transcripts(study, [read_transcript(each, [("A", "one"), ("B", "two")])]).change
        )
        for study, each in (
            (Study().after(new_project("Ours")), "Talk"),
            (Study().after(new_project("Theirs")), name),
        )
    )
    (other,) = theirs.transcripts
    theirs = theirs.after(correct_text(theirs, other, theirs.text(other) + ending).change)
    for one, two in ((ours, theirs), (theirs, ours)):
        plan = merge(one, two)
        assert not [line for line in plan.lines if line.noun == "text"]
        merged = one.after(plan.change)
        assert len(merged.transcripts) == 1
        assert broken_invariants(merged) == []


def test_a_line_end_that_came_to_the_end_of_a_text_elsewhere_is_no_change() -> None:
    study = example_study()
    fg1 = study.transcript_named(FG1.name).id
    theirs = study.after(correct_text(study, fg1, study.text(fg1).rstrip() + "\n\n").change)
    plan = merge(study, theirs, study)
    assert (plan.lines, study.after(plan.change).text(fg1)) == ((), study.text(fg1))


def test_two_folders_of_one_transcript_are_named() -> None:
    study, one = _filed()
    other, change = folders.add_folder(study, "Wave 2")
    study = study.after(change)
    interview = study.transcript_named(INT01.name).id
    ours, theirs = (
        study.after(folders.place_transcripts(study, [interview], folder.id)) for folder in (one, other)
    )
    told = [(line.name, line.here, line.there) for line in merge(ours, theirs, study).lines]
    assert (f"{INT01.name}: folder", "Wave 1", "Wave 2") in told


def test_folders_of_one_path_are_one_and_statuses_survive_without_a_common_past() -> None:
    ours, folder = _filed()
    others = {row: new_id() for kind in KINDS for row in ours.rows(kind) if kind is not ProjectInfo}
    theirs = in_our_identities(ours, others)
    merged = ours.after(merge(ours, theirs).change)
    # What the other project calls the same things is kept, and that is all.
    assert replace(merged, tables={**merged.tables, ForeignPart: ours.rows(ForeignPart)}) == ours
    assert folder.id in ours.folders.paths


def test_a_folder_deleted_there_leaves_what_we_put_into_it() -> None:
    study, folder = _filed()
    interview = study.transcript_named(INT01.name).id
    ours = study.after(folders.place_transcripts(study, [interview], folder.id))
    theirs = study.after(folders.delete_folders(study, [folder.id]))
    for side in Side:
        merged = ours.after(merge(ours, theirs, study, chosen=Always(side)).change)
        assert set(merged.transcripts) == set(study.transcripts)
        assert broken_invariants(merged) == []
        assert (folder.id in merged.folders.paths) == (side is Side.OURS)


def test_two_folders_moved_into_one_another_come_apart() -> None:
    study, one = _filed()
    other, change = folders.add_folder(study, "Wave 2")
    study = study.after(change)
    ours = study.after(folders.move_folders(study, [one.id], other.id))
    theirs = study.after(folders.move_folders(study, [other.id], one.id))
    plan = merge(ours, theirs, study)
    merged = ours.after(plan.change)
    assert broken_invariants(merged) == []
    assert len(merged.folders.in_order) == 2
    assert any(line.there == "moved out of itself" for line in plan.lines)


def test_turns_that_both_changed_are_those_of_the_chosen_side() -> None:
    study = example_study()
    fg1 = study.transcript_named(FG1.name).id
    ours = study.after(split_turn(study, fg1, [span_of(study, "Really").start]))
    theirs = study.after(set_speaker(study, fg1, [2], "P2"))
    (line,) = merge(ours, theirs, study).lines
    assert (line.name, line.here, line.there) == (
        FG1.name,
        "6 turns of FG1-P1, FG1-P2 and MOD",
        "5 turns of FG1-P1, FG1-P2 and MOD",
    )
    for side, expected in ((Side.OURS, ours), (Side.THEIRS, theirs)):
        merged = ours.after(merge(ours, theirs, study, chosen={line.key: side}).change)
        assert seen(merged)["turns"] == seen(expected)["turns"]


def test_turns_given_there_to_somebody_who_went_here_are_nobodys() -> None:
    study = example_study()
    person = next(row.id for row in study.participants.values() if row.name == "FG1-P1")
    interview = study.transcript_named(INT01.name).id
    ours = study.after(delete_participants(study, [person]))
    theirs = study.after(assign_label(study, [interview], "R", person))
    merged = ours.after(merge(ours, theirs, study, preferred=Side.THEIRS).change)
    assert person not in merged.participants
    assert {turn.participant_id for turn in merged.turns_of(interview) if turn.label == "R"} == {None}
    assert broken_invariants(merged) == []


def test_a_key_that_both_gave_away_stays_where_we_put_it() -> None:
    start = example_study()
    codes = [row.id for row in start.codes_in_order if row.codable][:2]
    for mine, other in (codes, codes[::-1]):
        ours, theirs = (start.after(pin_code(start, code_id, 7)) for code_id in (mine, other))
        plan = merge(ours, theirs, start)
        merged = ours.after(plan.change)
        assert (merged.codes[mine].digit, merged.codes[other].digit) == (7, None)
        assert [line.there for line in plan.lines if line.state is MergeState.REPAIRED] == [
            "no longer on the key 7"
        ]


def test_memos_come_along_with_title_tags_day_and_links() -> None:
    theirs, ours = noted_study(), example_study()
    # The same words in another project: every row has an identity of its own.
    merged = ours.after(merge(ours, theirs).change)
    assert broken_invariants(merged) == []

    def told(study: Study) -> list[tuple[object, ...]]:
        return sorted(
            (str(memo.kind), memo.title, memo.tags, str(memo.day), memo.text, *(x.name for x in memo.links))
            for memo in listed_memos(study)
            if memo.own
        )

    assert told(merged) == told(theirs)
    assert merged.info.memo == "about the study"
    again = merge(merged, theirs)
    assert not again.change


def test_what_both_wrote_about_the_project_is_to_be_chosen() -> None:
    ours, theirs = (
        study.after(set_project_memo(study, words))
        for study, words in ((example_study(), "ours"), (example_study(), "theirs"))
    )
    plan = merge(ours, theirs)
    (line,) = [line for line in plan.lines if line.noun == "project"]
    assert (line.state, line.here, line.there) == (MergeState.BOTH, "ours", "theirs")
    assert ours.after(plan.change).info.memo == "ours"
    taken = merge(ours, theirs, chosen={line.key: Side.THEIRS})
    assert ours.after(taken.change).info.memo == "theirs"
    assert ours.after(taken.change).info.name == ours.info.name


def test_stop_lists_of_both_sides_have_room_in_one() -> None:
    start = example_study()
    start = start.after(set_stop_list(start, ["yeah", "okay"], ["not"]))
    ours = start.after(set_stop_list(start, ["yeah", "mhm"], ["not", "no"]))
    theirs = start.after(set_stop_list(start, ["okay", "erm"], ["not"]))
    plan = merge(ours, theirs, start)
    merged = ours.after(plan.change).info
    assert (merged.unlisted_words, merged.listed_words) == (("mhm", "erm"), ("not", "no"))
    assert [(line.state, line.there) for line in plan.lines] == [(MergeState.CHANGED_THERE, "stop list")]


def test_the_stop_list_of_another_project_is_taken_over() -> None:
    ours = example_study()
    ours = ours.after(set_stop_list(ours, ["yeah"], ()))
    theirs = example_study()
    theirs = theirs.after(set_stop_list(theirs, ["okay"], ()))
    merged = ours.after(merge(ours, theirs).change)
    assert merged.info.unlisted_words == ("yeah", "okay")


def test_colours_that_both_sides_changed_are_named_in_words() -> None:
    start = example_study()
    code = next(code for code in start.codes_in_order if code.codable)
    ours = start.after(recolour_codes(start, [code.id], "#f5346d"))
    theirs = start.after(recolour_codes(start, [code.id], "#2f6fe4"))
    (line,) = merge(ours, theirs, start).lines
    assert (line.here, line.there) == ("rose", "blue")


def test_progress_tells_that_projects_are_compared_before_the_first_transcript_is() -> None:
    start = example_study()
    told: list[tuple[int, int, str]] = []
    merge(start, start, start, progress=lambda *said: told.append(said))
    assert told[0] == (0, 0, "both projects")
    assert [said for said in told if said[2] == "both projects"] == [
        *(2 * [(0, 0, "both projects")]),
        *((place, 2, "both projects") for place in range(2)),
    ]
