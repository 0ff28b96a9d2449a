"""Shared folders: what copies leave, what the lead takes home, and what happens to files on their way.

Tests as well: ``model.teamwork.shared_folder``, ``storage.snapshots``.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shutil import copyfile

import pytest

from qualcode.analysis.differences import differences
from qualcode.model.change import ChangeSet
from qualcode.model.entities import Memo
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import new_id
from qualcode.model.study import Study
from qualcode.model.team import Decision, GivenCopy, Outcome, Round
from qualcode.model.teamwork.readings import AGREED
from qualcode.model.teamwork.rounds import round_named
from qualcode.model.teamwork.shared_folder import folder_here, kept_folder, may_be_snapshot, snapshot_name
from qualcode.operations.codings.coding import remove_codings
from qualcode.operations.teamwork.rounds import close_round
from qualcode.operations.teamwork.settling import Settlement, settle
from qualcode.operations.teamwork.taking_in import set_folder
from qualcode.project.checking import problems
from qualcode.project.opening import open_project
from qualcode.project.project import Project
from qualcode.project.teamwork.returning import brought_home
from qualcode.project.teamwork.shared_folder import leave, news, sharing, taking_in
from qualcode.storage import snapshots
from tests.project.teamwork.test_returning import Intent, codes, give
from tests.support.ready import ReadyProjects
from tests.support.teams import MARK, PASSAGE, team_project
from tests.ui.material import coded, found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "shared"
    made.mkdir()
    return made


@pytest.fixture
def project(ready_projects: ReadyProjects, tmp_path: Path, folder: Path) -> Iterator[Project]:
    with closing(open_project(ready_projects.copy(team_project, tmp_path / "team.qualcode"))) as made:
        pilot = round_named(made.study, "Pilot").id
        made.do(set_folder(made.study, pilot, kept_folder(folder)), "Lead")
        yield made


def work(address: str, name: str, *intents: Intent) -> list[Path]:
    """Somebody works in their copy and stops; gives what is left in the folder."""
    with closing(open_project(address)) as copy:
        copy.viewer = name
        for intent in intents:
            copy.do(intent(copy.study), name)
        return leave(copy)


def bring(project: Project) -> list[str]:
    """Take home all that is new; the names of the files that are not read."""
    fresh = news(project.record(whole=True))
    for copy in fresh.copies:
        project.do(brought_home(project.whole, copy), "Lead", whole=True)
    return [file.name for file in fresh.unread]


# -- leaving and taking home --------------------------------------------------------------------------------


def test_what_a_coder_leaves_comes_home_and_is_no_news_then(
    project: Project, folder: Path, tmp_path: Path
) -> None:
    path = give(project, "CD", tmp_path / "cd")
    assert work(path, "CD") == []
    (left,) = work(path, "CD", codes("CD", "consent", "Nobody at all."))
    assert left.name.startswith("CD, Pilot (")
    assert list(folder.iterdir()) == [left]
    assert bring(project) == []
    assert coded(project.whole, "consent").count("Nobody at all.") == 1
    assert not news(project.record(whole=True)).is_news
    # Nothing was done: what is there stays.
    before = left.stat().st_mtime_ns
    assert work(path, "CD") == []
    assert left.stat().st_mtime_ns == before
    work(path, "CD", codes("CD", "consent", "I hate it."))
    assert list(folder.iterdir()) == [left]
    assert bring(project) == []
    assert "I hate it." in coded(project.whole, "consent")
    assert problems(project) == []


@pytest.mark.parametrize(
    "name",
    [
        "{} (CD's conflicted copy 2026-03-11).qualcode",
        "{} (conflicted copy 2026-03-11 140532).qualcode",
        "{}-LAPTOP-7.qualcode",
        "{}.sync-conflict-20260311-140532-ABCDEFG.qualcode",
        "{} 2.qualcode",
        "{} (1).qualcode",
        "{}.qualcode (1)",
        "{}_NAS_Mar-11-140532-2026_Conflict.qualcode",
    ],
)
def test_conflicted_copies_are_merged_as_any_other(
    project: Project, folder: Path, tmp_path: Path, name: str
) -> None:
    path = give(project, "CD", tmp_path / "cd")
    other = str(copyfile(path, tmp_path / "other.qualcode"))
    (left,) = work(path, "CD", codes("CD", "consent", "Nobody at all."), codes("CD", "consent", "I hate it."))
    left.rename(folder / name.format(left.stem))
    (left,) = work(other, "CD", codes("CD", "stigma", "Nobody at all."))
    assert bring(project) == []
    assert coded(project.whole, "consent").count("Nobody at all.") == 1
    assert coded(project.whole, "stigma").count("Nobody at all.") == 1
    assert not news(project.record(whole=True)).is_news

    def less(study: Study) -> ChangeSet:
        place, span = found(study, "FG1", "Nobody at all.")
        rows = [row for row in study.codings_of(place) if row.span == span]
        return remove_codings(study, place, [row.id for row in rows])

    # What the other one holds is home: it does not come back when it was removed since.
    work(path, "CD", less)
    bring(project)
    assert coded(project.whole, "consent").count("Nobody at all.") == 0
    assert not news(project.record(whole=True)).is_news


def test_of_two_states_of_one_copy_the_later_one_comes(
    project: Project, folder: Path, tmp_path: Path
) -> None:
    path = give(project, "CD", tmp_path / "cd")
    (left,) = work(path, "CD", codes("CD", "consent", "Nobody at all."))
    left.rename(folder / "CD, as it was.qualcode")
    work(path, "CD", codes("CD", "consent", "I hate it."))
    fresh = news(project.record(whole=True))
    assert [copy.other.name for copy in fresh.copies] == [left.name]


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("CD, Pilot.qualcode", True),
        (".CD, Pilot.qualcode.0123456789ab.part", False),
        (".syncthing.CD, Pilot.qualcode.tmp", False),
        ("~syncthing~CD.qualcode.tmp", False),
        (".CD, Pilot.qualcode.icloud", False),
        ("CD, Pilot.qualcode-journal", False),
        ("CD, Pilot.QUALCODE", True),
        ("notes.txt", False),
    ],
)
def test_names_tell_what_may_be_a_snapshot(name: str, counts: bool) -> None:
    assert may_be_snapshot(name) is counts


def test_names_are_fit_for_every_system() -> None:
    assert snapshot_name("A/B: “x”?", "Round <1>", "ff3fa2c1") == "A B “x”, Round 1 (3fa2c1).qualcode"
    # Two copies of one coder that are given in one go leave files of their own.
    assert len({snapshot_name("CD", "Pilot", new_id().hex) for _ in range(20)}) == 20
    assert snapshot_name("..", "x" * 200, "ab") == f"coder, {'x' * 60} (ab).qualcode"


def test_a_folder_at_home_is_kept_from_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert kept_folder(tmp_path / "Dropbox" / "Study") == "~/Dropbox/Study"
    assert folder_here("~/Dropbox/Study") == tmp_path / "Dropbox" / "Study"
    elsewhere = tmp_path.parent / "drive"
    assert folder_here(kept_folder(elsewhere)) == elsewhere


# -- files that are on their way ----------------------------------------------------------------------------


@pytest.mark.parametrize("share", [0.0, 0.05, 0.5, 0.97])
def test_a_file_that_is_cut_short_is_named_and_read_later(
    project: Project, folder: Path, tmp_path: Path, share: float
) -> None:
    (left,) = work(give(project, "CD", tmp_path / "cd"), "CD", codes("CD", "consent", "Nobody at all."))
    whole = left.read_bytes()
    left.write_bytes(whole[: int(len(whole) * share)])
    before = project.whole
    fresh = news(project.record(whole=True))
    (unread,) = fresh.unread
    assert unread.name == left.name
    assert "is not whole yet" in unread.why
    assert project.whole is before
    assert left.stat().st_size == int(len(whole) * share)
    left.write_bytes(whole)
    assert bring(project) == []
    assert coded(project.whole, "consent").count("Nobody at all.") == 1


@pytest.mark.parametrize("share", [0.0, 0.3, 0.8])
def test_a_file_with_holes_is_never_merged(
    project: Project, folder: Path, tmp_path: Path, share: float
) -> None:
    """Room for the whole file is there, and what comes is still missing."""
    (left,) = work(give(project, "CD", tmp_path / "cd"), "CD", codes("CD", "consent", "Nobody at all."))
    whole = left.read_bytes()
    cut = int(len(whole) * share)
    left.write_bytes(whole[:cut] + bytes(len(whole) - cut))
    before = project.whole
    assert bring(project) == [left.name]
    assert project.whole is before


def test_what_is_no_copy_of_this_project_is_left_alone(
    project: Project, folder: Path, tmp_path: Path, ready_projects: ReadyProjects
) -> None:
    (folder / "notes.qualcode").write_bytes(b"my own words" * 100)
    ready_projects.copy(team_project, folder / "another.qualcode")
    (folder / "folder.qualcode").mkdir()
    fresh = news(project.record(whole=True))
    assert not fresh.copies
    assert [file.why for file in fresh.unread] == ["notes.qualcode is not a qualcode project."]


def test_a_project_that_is_open_must_not_lie_in_the_folder(project: Project, folder: Path) -> None:
    assert project.path is not None
    pilot = round_named(project.study, "Pilot").id
    with pytest.raises(QualcodeError, match=r"team.qualcode itself is in"):
        sharing(project, pilot, project.path.parent)
    with pytest.raises(QualcodeError, match="There is no folder"):
        sharing(project, pilot, folder / "none")
    project.do(set_folder(project.study, pilot, kept_folder(project.path.parent)), "Lead")
    (unread,) = news(project.record(whole=True)).unread
    assert unread.why.startswith("team.qualcode is open here. Close it and move it out")


def test_a_folder_that_is_not_there_costs_nothing(project: Project, folder: Path, tmp_path: Path) -> None:
    path = give(project, "CD", tmp_path / "cd")
    folder.rename(tmp_path / "away")
    with pytest.raises(QualcodeError, match=r"shared is not there, so nothing was left in it; connect"):
        work(path, "CD", codes("CD", "consent", "Nobody at all."))
    (sentence,) = news(project.record(whole=True)).missing
    assert sentence.startswith(f"The folder {folder} of round “Pilot” is not there")
    (tmp_path / "away").rename(folder)
    # The copy has it, and leaves it the next time.
    assert len(work(path, "CD")) == 1
    bring(project)
    assert "Nobody at all." in coded(project.whole, "consent")


def test_a_full_or_closed_folder_is_said_and_nothing_is_torn(
    project: Project, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = give(project, "CD", tmp_path / "cd")
    (left,) = work(path, "CD", codes("CD", "consent", "Nobody at all."))
    before = left.read_bytes()
    for error, words in (
        (OSError(28, "No space left on device"), "the disk is full"),
        (PermissionError(13, "Permission denied"), "you do not have permission"),
        (OSError(30, "Read-only file system"), "the disk can only be read"),
    ):

        def fails(source: Path, target: Path, error: OSError = error) -> None:
            target.write_bytes(Path(source).read_bytes()[:1000])
            raise error

        with monkeypatch.context() as patch:
            patch.setattr("qualcode.storage.snapshots.shutil.copyfile", fails)
            with pytest.raises(QualcodeError, match=f"Nothing could be left in .*: {words}"):
                work(path, "CD", codes("CD", "consent", "I hate it."))
        assert left.read_bytes() == before
        assert list(folder.iterdir()) == [left]
    assert work(path, "CD") == [left]


_LEAVING = """
import sys
from qualcode.project.opening import open_project
from qualcode.project.teamwork.shared_folder import leave
from tests.support.teams import code_as
print("ready", flush=True)
project = open_project(sys.argv[1])
words = ["Nobody at all.", "I hate it."]
while True:
    for code in ("consent", "stigma"):
        project.do(code_as(project.study, "CD", code, words[0]), "CD")
        leave(project)
        project.undo("CD")
        leave(project)
"""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")
def test_kills_leave_nothing_torn(project: Project, folder: Path, tmp_path: Path) -> None:
    path = give(project, "CD", tmp_path / "cd")
    known: set[tuple[str, ...]] = set()
    for part in range(4):
        process = subprocess.Popen([sys.executable, "-c", _LEAVING, path], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        started = len(known)
        for _ in range(400):
            if len([item for item in folder.iterdir() if may_be_snapshot(item.name)]) > 0 and part + 1:
                break
            time.sleep(0.01)
        time.sleep(0.05 + 0.031 * part)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        (left,) = [item for item in folder.iterdir() if may_be_snapshot(item.name)]
        with snapshots.taken(left) as copy:
            known.add(snapshots.look(copy).hashes)
        assert len(known) >= started
        assert bring(project) == []
        assert problems(project) == []
    # What the last kill took from the folder is left at the next stop.
    work(path, "CD", codes("CD", "stigma", "I hate it."))
    bring(project)
    assert "I hate it." in coded(project.whole, "stigma")


# -- what coders get to see ---------------------------------------------------------------------------------


def take(path: str, name: str) -> tuple[int, Study]:
    with closing(open_project(path)) as copy:
        copy.viewer = name
        fresh = news(copy.record(whole=True))
        for theirs in fresh.others:
            copy.do(taking_in(copy.whole, theirs).change, name, whole=True)
        leave(copy)
        assert problems(copy) == []
        return len(fresh.others), copy.study


def test_others_stay_unseen_until_the_lead_closes_the_round(
    project: Project, folder: Path, tmp_path: Path
) -> None:
    paths = {name: give(project, name, tmp_path / name) for name in ("AB", "CD")}
    for name, path in paths.items():
        work(path, name, codes(name, "consent", "Nobody at all."))
    assert [take(path, name)[0] for name, path in paths.items()] == [0, 0]
    assert leave(project) == []
    bring(project)
    study = project.whole
    pair = study.coder_named("AB").id, study.coder_named("CD").id
    first = differences(study, pair)[0]
    project.do(settle(study, Settlement(first, Outcome.BOTH, "slip"), "Lead"), "Lead", whole=True)
    project.do(close_round(project.whole, round_named(project.whole, "Pilot").id), "Lead")
    (result,) = leave(project)
    assert result.name == "Pilot, everybody’s work.qualcode"
    assert leave(project) == []
    # The lead's own file is nothing to bring home.
    assert not news(project.record(whole=True)).is_news
    for name, path in paths.items():
        number, seen = take(path, name)
        assert number == 1
        assert {row.name for row in seen.coders.values()} == {"AB", "CD", AGREED}
        assert not seen.rows(Round)[round_named(seen, "Pilot").id].is_open
        assert coded(seen, "consent").count("Nobody at all.") == 2
        assert len(seen.rows(Decision)) == 1
        assert take(path, name)[0] == 0
    # Taking in changes nothing of one's own: what comes home from it is nothing new.
    before = coded(project.whole, "consent"), project.whole.coding_count
    bring(project)
    assert (coded(project.whole, "consent"), project.whole.coding_count) == before
    assert problems(project) == []


def test_memos_of_others_are_not_in_what_is_left(project: Project, folder: Path, tmp_path: Path) -> None:
    project.do(close_round(project.whole, round_named(project.whole, "Pilot").id), "Lead")
    (result,) = leave(project)
    with closing(open_project(str(result), writing=False)) as copy:
        assert PASSAGE in coded(copy.whole, "stigma")
        assert not copy.whole.rows(GivenCopy)
        assert not any(MARK in row.text for row in copy.whole.rows(Memo).values())


def test_in_an_open_round_each_copy_takes_in_the_others(
    ready_projects: ReadyProjects, folder: Path, tmp_path: Path
) -> None:
    with closing(open_project(ready_projects.copy(_open_team, tmp_path / "team.qualcode"))) as project:
        pilot = round_named(project.study, "Pilot").id
        project.do(set_folder(project.study, pilot, kept_folder(folder)), "Lead")
        paths = {name: give(project, name, tmp_path / name) for name in ("AB", "CD")}
    work(paths["CD"], "CD", codes("CD", "consent", "Nobody at all."))
    number, seen = take(paths["AB"], "AB")
    assert number == 1
    assert coded(seen, "consent").count("Nobody at all.") == 1
    assert PASSAGE in coded(seen, "stigma")

    def less(study: Study) -> ChangeSet:
        place, span = found(study, "FG1", "Nobody at all.")
        return remove_codings(study, place, [row.id for row in study.codings_of(place) if row.span == span])

    work(paths["CD"], "CD", less)
    number, seen = take(paths["AB"], "AB")
    assert number == 1
    assert coded(seen, "consent").count("Nobody at all.") == 0


def _open_team(address: str) -> Project:
    return team_project(address, blind=False)


@pytest.mark.parametrize("code", ["stigma", "consent"])
def test_ones_own_work_stays_as_it_is(project: Project, tmp_path: Path, code: str) -> None:
    path = give(project, "AB", tmp_path / "ab")
    work(path, "AB", codes("AB", code, "I hate it."))
    project.do(close_round(project.whole, round_named(project.whole, "Pilot").id), "Lead")
    leave(project)
    number, seen = take(path, "AB")
    assert number == 1
    assert coded(seen, code).count("I hate it.") == 1


def test_only_a_copy_takes_in_and_only_what_is_not_blind(project: Project, tmp_path: Path) -> None:
    with pytest.raises(QualcodeError, match="bring copies back into it instead"):
        taking_in(project.whole, project.whole)
    path = give(project, "AB", tmp_path / "ab")
    with (
        closing(open_project(path)) as copy,
        pytest.raises(QualcodeError, match="the others’ work stays unseen"),
    ):
        taking_in(copy.whole, project.whole)
