"""A team at work on a server: what is opened is whole, nobody waits for ever, and undo never sticks.

Tests: ``project``.
"""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace

import psycopg
import pytest

from qualcode.model.change import ChangeSet, ColumnsChange, added, removed, updated
from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.codings import Coding, Codings
from qualcode.model.entities import Code, TextVersion
from qualcode.model.errors import BusyError, ConflictError, QualcodeError
from qualcode.model.identity import new_id, now
from qualcode.model.span import Span
from qualcode.model.step import Step, StepKind
from qualcode.model.study import Study
from qualcode.model.teamwork.whereabouts import Teammate
from qualcode.operations.codes.codebook import rename_code
from qualcode.operations.codings.coding import remove_codings, weigh_codings
from qualcode.project.checking import problems
from qualcode.project.making import PendingStep
from qualcode.project.opening import create_project, open_project
from qualcode.project.project import Project
from tests.support.examples import free_example
from tests.support.postgres import Server
from tests.support.profiles import of_hundred

UNDO, REDO = StepKind.UNDO, StepKind.REDO


@pytest.fixture
def url(postgres_server: Server) -> Iterator[str]:
    with postgres_server.copy(_example) as url:
        yield url


def _example(address: str) -> Project:
    project = create_project(address, "AB", "Study")
    project.do(free_example(), "AB")
    return project


@pytest.fixture
def team(url: str) -> Iterator[tuple[Project, Project]]:
    """The same project, open for AB and for CD."""
    with closing(open_project(url)) as mine, closing(open_project(url)) as theirs:
        yield mine, theirs


def code_of(study: Study) -> Code:
    return next(row for row in study.codes.values() if row.digit == 3)


def renamed(name: str) -> Callable[[Study], ChangeSet]:
    def work_out(study: Study) -> ChangeSet:
        code = code_of(study)
        return ChangeSet(f"Rename to {name}", (updated(code, replace(code, name=name)),))

    return work_out


def coloured(colour: str) -> Callable[[Study], ChangeSet]:
    def work_out(study: Study) -> ChangeSet:
        code = next(row for row in study.codes.values() if not row.codable)
        return ChangeSet(f"Colour {colour}", (updated(code, replace(code, colour=colour)),))

    return work_out


def does(project: Project, work_out: Callable[[Study], ChangeSet], coder: str) -> Step:
    project.catch_up()
    step = project.make(PendingStep(work_out, coder))
    assert step is not None
    return step


def new_code(name: str) -> tuple[Code, ChangeSet]:
    code = Code(new_id(), name, 9)
    return code, ChangeSet(f"Add {name}", (added(code),))


def coded_with(study: Study, code: Code) -> ChangeSet:
    transcript = study.transcripts_in_order[0]
    coder = next(iter(study.coders.values()))
    coding = Coding(new_id(), code.id, coder.id, Span(0, 3), now())
    new = Codings.from_rows([coding])
    return ChangeSet("Apply", codings=(ColumnsChange(transcript.id, new.empty(), new),))


# -- opening while others write -----------------------------------------------------------------


@contextmanager
def writers(url: str, number: int) -> Iterator[None]:
    """So many teammates who write as fast as they can."""
    stop, failed = threading.Event(), []

    def write(name: str) -> None:
        try:
            with closing(open_project(url)) as project:
                turn = 0
                while not stop.is_set():
                    turn += 1
                    code, change = new_code(f"{name} {turn}")
                    project.make(PendingStep(lambda _study, change=change: change, name))  # type: ignore[misc]
                    does(project, lambda study, code=code: coded_with(study, code), name)  # type: ignore[misc]
                    # Reading takes its time, too.
                    time.sleep(0.01)
        except Exception as error:  # noqa: BLE001 - raised below, where it is seen
            failed.append(error)

    threads = [threading.Thread(target=write, args=(f"W{each}",)) for each in range(number)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert failed == []


def test_what_is_opened_while_teammates_write_is_what_the_journal_says(url: str) -> None:
    opened: dict[int, list[Study]] = {}
    with writers(url, 2):
        for _ in range(of_hundred(40)):
            with closing(open_project(url)) as project:
                opened.setdefault(project.study.step, []).append(project.study)
                assert len(project.history.steps) == project.study.step
                # A study that is torn is overtaken by the news for ever.
                project.catch_up()
    assert len(opened) > 3, "nobody wrote meanwhile"
    with closing(open_project(url)) as project:
        study = Study()
        for step, change in project.database.replay():
            study = study.after(change)
            assert all(study == other for other in opened.get(step.number, []))


def test_a_check_while_teammates_write_finds_nothing_wrong(url: str) -> None:
    with writers(url, 1), closing(open_project(url)) as project:
        for _ in range(10):
            assert problems(project) == []


# -- turns --------------------------------------------------------------------------------------


def test_who_is_slower_than_their_teammates_gets_a_turn_all_the_same(url: str) -> None:
    attempts = 0

    def slowly(study: Study) -> ChangeSet:
        nonlocal attempts
        attempts += 1
        # Longer than the others take for a step.
        time.sleep(0.3)
        return coloured(f"#00000{attempts}")(study)

    with writers(url, 2), closing(open_project(url)) as project:
        does(project, slowly, "AB")
    # Without a turn of its own it would be overtaken for ever.
    assert attempts <= 4


def test_who_waits_for_a_step_that_hangs_is_told_so(team: tuple[Project, Project]) -> None:
    mine, theirs = team
    with theirs.database.turn():
        with pytest.raises(BusyError, match="a teammate’s change is being saved"):
            mine.make(PendingStep(renamed("shame"), "AB"), patience=0.05)
        assert mine.study.step == theirs.study.step
    does(mine, renamed("shame"), "AB")


def test_a_change_that_a_teammate_has_pulled_the_ground_from_is_not_made(
    team: tuple[Project, Project],
) -> None:
    mine, theirs = team
    code, change = new_code("hope")
    mine.do(change, "AB")
    theirs.catch_up()
    coded = coded_with(mine.study, code)
    theirs.do(ChangeSet("Delete hope", (removed(code),)), "CD")
    with pytest.raises(ConflictError, match="a teammate has just changed"):
        mine.do(coded, "AB")
    assert mine.study == theirs.study
    assert broken_invariants(mine.study) == []


def test_a_text_that_a_teammate_deleted_can_still_be_read_by_who_looks_at_it(
    team: tuple[Project, Project],
) -> None:
    mine, theirs = team
    (version,) = mine.study.rows(TextVersion).values()
    study = theirs.study
    theirs.do(
        ChangeSet(
            "Delete all",
            tuple(removed(row) for rows in study.tables.values() for row in rows.values()),
            tuple(ColumnsChange(key, table, table.empty()) for key, table in study.turns.items()),
            tuple(ColumnsChange(key, table, table.empty()) for key, table in study.codings.items()),
        ),
        "CD",
    )
    assert version.text.read().startswith("MOD:")


# -- undo ---------------------------------------------------------------------------------------


def test_what_a_teammate_went_on_from_is_passed_over_and_the_one_before_is_offered(
    team: tuple[Project, Project],
) -> None:
    mine, theirs = team
    does(mine, coloured("#111111"), "AB")
    does(mine, renamed("guilt"), "AB")
    offered = mine.offered(UNDO, "AB")
    assert offered is not None
    assert offered.label == "Rename to guilt"
    does(theirs, renamed("shame"), "CD")
    mine.catch_up()
    offered = mine.offered(UNDO, "AB")
    assert offered is not None
    assert offered.label == "Colour #111111"
    sentence = mine.passed_over(UNDO, "AB", once=True)
    assert sentence == (
        "“Rename to guilt” can no longer be undone, because a teammate has changed the same since. "
        "Undo now takes back “Colour #111111”."
    )
    assert mine.passed_over(UNDO, "AB", once=True) == ""
    assert mine.undo("AB").label == "Colour #111111"
    assert code_of(mine.study).name == "shame"


def test_it_is_offered_again_when_the_teammate_takes_theirs_back(team: tuple[Project, Project]) -> None:
    mine, theirs = team
    does(mine, renamed("guilt"), "AB")
    does(theirs, renamed("shame"), "CD")
    mine.catch_up()
    assert mine.offered(UNDO, "AB") != mine.history.undoable("AB")
    theirs.undo("CD")
    mine.catch_up()
    assert mine.undo("AB").label == "Rename to guilt"
    assert code_of(mine.study).name == "stigma"


def test_undo_leaves_nothing_without_what_it_belongs_to(team: tuple[Project, Project]) -> None:
    mine, theirs = team
    code, change = new_code("hope")
    does(mine, coloured("#111111"), "AB")
    mine.do(change, "AB")
    does(theirs, lambda study: coded_with(study, code), "CD")
    mine.catch_up()
    # Nothing of the code's row has changed, but a segment hangs on it.
    assert "Add hope" in mine.passed_over(UNDO, "AB")
    mine.undo("AB")
    assert problems(mine) == []
    assert code.id in mine.study.codes


def test_redo_makes_no_second_code_of_one_name_and_no_circle(team: tuple[Project, Project]) -> None:
    mine, theirs = team
    _, change = new_code("hope")
    mine.do(change, "AB")
    mine.undo("AB")
    theirs.catch_up()
    theirs.do(new_code("hope")[1], "CD")
    mine.catch_up()
    assert mine.offered(REDO, "AB") is None
    with pytest.raises(QualcodeError, match=r"can no longer be redone.*nothing else to redo"):
        mine.redo("AB")


def test_where_nothing_can_be_undone_that_is_said(team: tuple[Project, Project], url: str) -> None:
    mine, theirs = team
    with closing(open_project(url)) as newcomer:
        does(newcomer, renamed("guilt"), "EF")
        does(theirs, renamed("shame"), "CD")
        newcomer.catch_up()
        with pytest.raises(QualcodeError, match="There is nothing else to undo"):
            newcomer.undo("EF")
    assert mine.history.undoable("CD") is None


def test_a_teammate_who_is_faster_than_an_undo_is_told_likewise(team: tuple[Project, Project]) -> None:
    mine, theirs = team
    does(mine, coloured("#111111"), "AB")
    does(mine, renamed("guilt"), "AB")
    pending = mine.reversal(UNDO, "AB")
    does(theirs, renamed("shame"), "CD")
    with pytest.raises(ConflictError, match=r"can no longer be undone.*takes back “Colour"):
        mine.make(pending)
    assert mine.undo("AB").label == "Colour #111111"


def forget_the_journal(project: Project) -> None:
    """From here on nothing is read from the journal, nor kept at hand."""

    def read(number: int) -> ChangeSet:
        raise AssertionError(f"step {number} was read")

    project._reversing._changes.clear()
    project._reversing._change_of = read


def test_what_can_be_undone_is_found_out_with_the_news(team: tuple[Project, Project]) -> None:
    mine, theirs = team
    does(mine, coloured("#111111"), "AB")
    does(mine, renamed("guilt"), "AB")
    mine.offered(UNDO, "AB")
    does(theirs, renamed("shame"), "CD")
    news = mine.news()
    forget_the_journal(mine)
    for saved in news:
        mine.take_in(saved)
    offered = mine.offered(UNDO, "AB")
    assert offered is not None
    assert offered.label == "Colour #111111"


def test_steps_of_one_alone_need_no_look_at_the_journal(team: tuple[Project, Project]) -> None:
    mine, _ = team
    does(mine, renamed("guilt"), "AB")
    forget_the_journal(mine)
    offered = mine.offered(UNDO, "AB")
    assert offered is not None
    assert offered.label == "Rename to guilt"


# -- an unreachable server ------------------------------------------------------------------------


def test_everything_goes_on_when_the_server_is_back(url: str, team: tuple[Project, Project]) -> None:
    mine, _ = team
    name = url.rsplit("/", 1)[-1]
    does(mine, renamed("guilt"), "AB")
    with psycopg.connect(url.replace(name, "postgres"), autocommit=True) as admin:
        admin.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false".encode())
        admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))
        before = mine.study
        for work in (
            lambda: mine.do(coloured("#222222")(before), "AB"),
            lambda: mine.undo("AB"),
            mine.catch_up,
            lambda: open_project(url),
            lambda: problems(mine),
        ):
            with pytest.raises(QualcodeError):
                work()
        assert mine.study is before
        admin.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true".encode())
    mine.undo("AB")
    assert code_of(mine.study).name == "stigma"
    assert problems(mine) == []


def wait_until(there: Callable[[], object]) -> None:
    """Wait until something is so; fail where it does not come."""
    deadline = time.monotonic() + 30
    while not there():
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.02)


# -- company --------------------------------------------------------------------------------------


def test_teammates_are_seen_where_they_are(team: tuple[Project, Project]) -> None:
    mine, theirs = team
    mine.viewer, theirs.viewer = "AB", "CD"
    transcript_id = mine.study.transcripts_in_order[0].id
    theirs.be_in(transcript_id)
    came = threading.Event()
    for project in team:
        project.listen_to_team(lambda: None, company=came.set)
    wait_until(lambda: mine.company == (Teammate("CD", transcript_id),))
    wait_until(lambda: theirs.company == (Teammate("AB", None),))
    assert came.is_set()
    # By name where they have never coded; oneself in another window is no company.
    theirs.viewer = "Zoë 研"
    wait_until(lambda: mine.company == (Teammate("Zoë 研", transcript_id),))
    theirs.viewer = "ab"
    wait_until(lambda: mine.company == ())
    steps = mine.study.step
    mine.catch_up()
    assert mine.study.step == steps


def test_whose_program_is_killed_is_seen_no_longer(team: tuple[Project, Project], url: str) -> None:
    mine, _ = team
    mine.viewer = "AB"
    mine.listen_to_team(lambda: None)
    program = (
        "import sys, time\n"
        "from qualcode.project.opening import open_project\n"
        "project = open_project(sys.argv[1], reading_will_do=True)\n"
        "project.viewer = 'GH'\n"
        "project.listen_to_team(lambda: None)\n"
        "time.sleep(600)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program, url]) as other:
        try:
            wait_until(lambda: [each.name for each in mine.company] == ["GH"])
        finally:
            other.kill()
    wait_until(lambda: mine.company == ())


@pytest.mark.parametrize("number", range(3))
def test_a_step_that_no_longer_fits_says_which_it_was_and_that_a_teammate_was_faster(
    team: tuple[Project, Project], number: int
) -> None:
    mine, theirs = team
    code = code_of(mine.study)
    (place, table) = next((place, rows) for place, rows in mine.study.codings.items() if len(rows))
    coding = table.row(0)
    change = (
        rename_code(theirs.study, code.id, "quite another name"),
        remove_codings(theirs.study, place, [coding.id]),
        weigh_codings(theirs.study, place, [coding.id], 50),
    )[number]
    mine.do(rename_code(mine.study, code.id, "named by me"), "AB")
    mine.do(weigh_codings(mine.study, place, [coding.id], 70), "AB")
    with pytest.raises(ConflictError) as refused:
        theirs.do(change, "CD")
    assert str(refused.value) == (
        f"“{change.label}” was not done, because a teammate has just changed what it belongs to. "
        "Look, and do it again."
    )
    assert theirs.study == mine.study
    assert problems(mine) == []
