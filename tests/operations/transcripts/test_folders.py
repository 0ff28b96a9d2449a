"""Folders of transcripts: made, filled, ordered, moved and deleted, and no transcript lost with one."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.change import ChangeSet
from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.errors import QualcodeError
from qualcode.model.study import Study
from qualcode.operations import project
from qualcode.operations.transcripts import documents, folders
from tests.support.studies import read_transcript


def five() -> Study:
    study = Study().after(project.new_project("Five"))
    files = [read_transcript(f"T{number}", [("A", f"Words of {number}")]) for number in range(1, 6)]
    return study.after(documents.add_transcripts(study, files).change)


def ids(study: Study, *names: str) -> list[UUID]:
    return [study.transcript_named(name).id for name in names]


def shown(study: Study) -> list[str]:
    """The transcripts in their order, each after the path of its folder."""
    paths = study.folders.paths
    return [
        f"{paths[row.folder_id] if row.folder_id else '-'}: {row.name}" for row in study.transcripts_in_order
    ]


def filed() -> tuple[Study, UUID, UUID]:
    """T4 and T2 in Wave 1, T3 in Wave 1 > Women."""
    study = five()
    wave, change = folders.add_folder(study, "Wave 1", None, ids(study, "T2", "T4"))
    study = study.after(change)
    women, change = folders.add_folder(study, "Women", wave.id, ids(study, "T3"))
    return study.after(change), wave.id, women.id


def test_a_folder_is_made_with_transcripts_and_stands_before_those_in_none() -> None:
    study, wave, women = filed()
    assert shown(study) == [
        "Wave 1: T2", "Wave 1: T4", "Wave 1 > Women: T3", "-: T1", "-: T5",
    ]  # fmt: skip
    assert [row.name for row in study.transcripts_in(wave)] == ["T2", "T4", "T3"]
    assert [row.name for row in study.transcripts_in(women)] == ["T3"]


def test_a_path_makes_every_folder_that_is_missing() -> None:
    study, _, _ = filed()
    change = folders.file_under(study, ids(study, "T1"), "wave 1 > Men > Old")
    assert change.label == "Move T1 to the new folder “Wave 1 > Men > Old”"
    after = study.after(change)
    assert [after.folders.paths[row.id] for row in after.folders.in_order] == [
        "Wave 1", "Wave 1 > Women", "Wave 1 > Men", "Wave 1 > Men > Old",
    ]  # fmt: skip
    assert "Wave 1 > Men > Old: T1" in shown(after)
    again = folders.file_under(after, ids(after, "T5"), "Wave 1 > women")
    assert again.label == "Move T5 to “Wave 1 > Women”"
    assert len(after.after(again).folders.in_order) == 4


def test_transcripts_are_put_before_one_that_is_there_and_at_the_end() -> None:
    study, wave, _ = filed()
    before = folders.place_transcripts(study, ids(study, "T5", "T1"), wave, ids(study, "T4")[0])
    assert before.label == "Move 2 transcripts to “Wave 1”"
    assert shown(study.after(before))[:4] == ["Wave 1: T2", "Wave 1: T5", "Wave 1: T1", "Wave 1: T4"]
    after = folders.place_transcripts(study, ids(study, "T2"), wave)
    assert after.label == "Reorder T2"
    assert shown(study.after(after))[:2] == ["Wave 1: T4", "Wave 1: T2"]
    assert len(after.rows) == 1, "who moves to the end moves nobody else"


def test_a_transcript_is_taken_out_of_its_folder() -> None:
    study, _, _ = filed()
    change = folders.place_transcripts(study, ids(study, "T3"), None, ids(study, "T1")[0])
    assert change.label == "Take T3 out of “Women”"
    assert shown(study.after(change))[2:] == ["-: T3", "-: T1", "-: T5"]
    assert not folders.place_transcripts(study, ids(study, "T5"), None)


def test_folders_are_moved_and_ordered_but_never_into_themselves() -> None:
    study, wave, women = filed()
    other, change = folders.add_folder(study, "Wave 2")
    study = study.after(change)
    first = folders.move_folders(study, [other.id], None, 0)
    assert first.label == "Reorder the folder “Wave 2”"
    assert [row.name for row in study.after(first).folders.in_order] == ["Wave 2", "Wave 1", "Women"]
    into = folders.move_folders(study, [women], other.id)
    assert into.label == "Move the folder “Women” into “Wave 2”"
    assert "Wave 2 > Women: T3" in shown(study.after(into))
    with pytest.raises(QualcodeError, match="“Wave 1” cannot be moved into itself"):
        folders.move_folders(study, [wave], women)
    assert folders.move_folders(study, [wave], None, 0) == ChangeSet("Reorder the folder “Wave 1”")


def test_no_two_folders_of_one_name_are_moved_into_one() -> None:
    study, wave, women = filed()
    other, change = folders.add_folder(study, "Wave 2")
    study = study.after(change)
    namesake, change = folders.add_folder(study, "women", other.id)
    study = study.after(change)
    for moved in ([women, namesake.id], [namesake.id]):
        with pytest.raises(QualcodeError, match="already a folder named “women” there"):
            folders.move_folders(study, moved, wave if len(moved) == 1 else None)


def test_deleting_a_folder_keeps_its_transcripts() -> None:
    study, wave, women = filed()
    change = folders.delete_folders(study, [women])
    assert change.label == "Delete the folder “Women”; 1 transcript kept"
    assert shown(study.after(change))[:3] == ["Wave 1: T2", "Wave 1: T4", "Wave 1: T3"]
    both = folders.delete_folders(study, [wave])
    assert both.label == "Delete the folder “Wave 1”; 3 transcripts kept"
    after = study.after(both)
    assert shown(after) == ["-: T1", "-: T5", "-: T2", "-: T4", "-: T3"]
    positions = sorted(row.position for row in study.transcripts.values())
    freed = sorted(after.transcripts[row].position for row in ids(study, "T2", "T4", "T3"))
    assert freed == [positions[-1] + 1 + number for number in range(3)]
    assert not after.folders.in_order
    assert after.after(both.inverse()) == study


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("wave 1", "already a folder named “Wave 1”"),
        ("  ", "A folder needs a name"),
        ("A >", "cannot be a folder’s name|A folder needs a name"),
    ],
)
def test_names_that_cannot_be_are_refused(name: str, told: str) -> None:
    study, _, women = filed()
    with pytest.raises(QualcodeError, match=told):
        folders.add_folder(study, name)
    with pytest.raises(QualcodeError):
        folders.rename_folder(study, women, "A > B")


def test_a_folder_is_renamed() -> None:
    study, wave, _ = filed()
    change = folders.rename_folder(study, wave, " Wave  I ")
    assert change.label == "Rename the folder “Wave 1” to “Wave I”"
    assert broken_invariants(study.after(change)) == []
    assert not folders.rename_folder(study, wave, "Wave 1")


@given(st.data())
def test_moving_gives_few_others_another_position(data: st.DataObject) -> None:
    study, wave, _ = filed()
    for _ in range(data.draw(st.integers(1, 4))):
        rows = study.transcripts_in_order
        moved = data.draw(st.lists(st.sampled_from(rows), min_size=1, max_size=2, unique=True))
        folder = data.draw(st.sampled_from([wave, None]))
        beside = [row.id for row in rows if row.folder_id == folder and row not in moved]
        before = data.draw(st.sampled_from([None, *beside]))
        place = beside.index(before) if before in beside else len(beside)
        change = folders.place_transcripts(study, [row.id for row in moved], folder, before)
        study = study.after(change)
        found = [row.id for row in study.transcripts_in_order if row.folder_id == folder]
        assert found == [*beside[:place], *(row.id for row in moved), *beside[place:]]
        assert len(change.rows) <= len(moved) + max(len(beside) // 2 + 1, len(moved))


@pytest.mark.parametrize(
    ("order", "moved", "wanted"),
    [
        # One that comes to the front goes before the others, one that comes to the end after them.
        ([3, 0, 1, 2], [3], [-1, 0, 1, 2]),
        ([1, 2, 3, 0], [0], [1, 2, 3, 4]),
        # In between, the fewer of those before and behind move on.
        ([0, 3, 1, 2], [3], [-1, 0, 1, 2]),
        ([0, 1, 3, 2], [3], [0, 1, 2, 3]),
        ([1, 0, 2, 3], [0], [0, 1, 2, 3]),
        ([2, 3, 0, 1], [2, 3], [-2, -1, 0, 1]),
        ([0, 1, 2, 3], [], [0, 1, 2, 3]),
    ],
)
def test_few_get_another_position(order: list[int], moved: list[int], wanted: list[int]) -> None:
    """Transcripts at the positions 0 to 3 in a new order."""
    rows = {place: replace(row, position=place) for place, row in enumerate(five().transcripts_in_order)}
    found = folders._positions([rows[place] for place in order], {rows[place].id for place in moved})
    assert found == wanted


def test_where_several_go_is_told_by_where_they_come_from() -> None:
    study, wave, women = filed()
    both = folders.place_transcripts(study, ids(study, "T2", "T1"), wave)
    assert both.label == "Move 2 transcripts to “Wave 1”"
    out = folders.place_transcripts(study, ids(study, "T2", "T3"), None)
    assert out.label == "Take 2 transcripts out of their folders"
    assert (
        folders.place_transcripts(study, ids(study, "T3", "T1"), None).label
        == "Take 2 transcripts out of “Women”"
    )
    assert folders.place_transcripts(study, ids(study, "T1", "T5"), None).label == "Reorder 2 transcripts"
    assert folders.delete_folders(study, [women]).label == "Delete the folder “Women”; 1 transcript kept"
    assert folders.delete_folders(study, [wave, women]).label == "Delete 2 folders; 3 transcripts kept"


def test_several_folders_are_moved_before_the_one_at_a_place() -> None:
    study = five()
    made = []
    for name in ("A", "B", "C", "D"):
        folder, change = folders.add_folder(study, name)
        study = study.after(change)
        made.append(folder.id)
    a, b, c, d = made

    def names_after(change: ChangeSet) -> list[str]:
        return [study.after(change).folders.paths[row.id] for row in study.after(change).folders.in_order]

    assert [(row.name, row.position) for row in study.folders.in_order] == [
        ("A", 0),
        ("B", 1),
        ("C", 2),
        ("D", 3),
    ]
    assert names_after(folders.move_folders(study, [d, a], None, 1)) == ["B", "D", "A", "C"]
    assert names_after(folders.move_folders(study, [a], None, 99)) == ["B", "C", "D", "A"]
    assert names_after(folders.move_folders(study, [d], None, -3)) == ["D", "A", "B", "C"]
    into = folders.move_folders(study, [b, c], a)
    assert into.label == "Move 2 folders into “A”"
    assert names_after(into) == ["A", "A > B", "A > C", "D"]
    assert folders.move_folders(study.after(into), [b], None).label == "Move the folder “B” to the top"
    assert folders.move_folders(study, [a, b], None).label == "Reorder 2 folders"


def test_a_folder_is_added_once_and_below_one_that_is_there() -> None:
    study, wave, _ = filed()
    with pytest.raises(QualcodeError, match="There is already a folder named “Women”"):
        folders.add_folder(study, "women", wave)
    with pytest.raises(QualcodeError, match="no longer in the project"):
        folders.add_folder(study, "Men", UUID(int=5))
    _, change = folders.add_folder(study, "Men", wave, ids(study, "T1"))
    assert change.label == "Add the folder “Wave 1 > Men” with T1"
    assert folders.add_folder(study, "Wave 2")[1].label == "Add the folder “Wave 2”"
    assert folders.rename_folder(study, wave, "WAVE 1").label == "Rename the folder “Wave 1” to “WAVE 1”"


def test_what_was_in_a_deleted_folder_comes_after_what_is_there() -> None:
    study, wave, women = filed()
    after = study.after(folders.delete_folders(study, [women]))
    assert shown(after)[:3] == ["Wave 1: T2", "Wave 1: T4", "Wave 1: T3"]
    after = study.after(folders.delete_folders(study, [wave]))
    assert [row.name for row in after.transcripts_in_order] == ["T1", "T5", "T2", "T4", "T3"]
    positions = [row.position for row in after.transcripts_in_order]
    assert positions == sorted(set(positions))
