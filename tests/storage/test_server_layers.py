"""On a server a coder changes the rows of their own layer and no others, asked in plain SQL."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from typing import Final

import psycopg
import pytest
from psycopg import sql

from qualcode.model.entities import Comment, Memo, MemoSubject
from qualcode.model.errors import QualcodeError
from qualcode.model.memos import MemoTarget
from qualcode.model.team import CodingState, TeamRole
from qualcode.model.teamwork.comments import About
from qualcode.model.teamwork.rounds import round_named, second_coding_name
from qualcode.operations.coders import ensure_coder, rename_coder
from qualcode.operations.codings.highlights import add_highlight
from qualcode.operations.comments import add_comment, reply, set_done
from qualcode.operations.memos import add_journal_entry, add_memo, delete_memos
from qualcode.operations.teamwork.rounds import open_round, set_progress
from qualcode.project.checking import problems
from qualcode.project.opening import create_project, open_project
from qualcode.project.project import Project
from qualcode.project.teamwork.team_server import set_up
from qualcode.storage.server_team import ServerUser, set_up_team
from tests.storage.test_server_rights import Team, drop_roles
from tests.support.postgres import Server
from tests.support.teams import PASSAGE, code_as
from tests.ui.material import coded, fill, found

LEAD, CODER, READER = TeamRole
PEOPLE: Final = {"AB": LEAD, "CD": CODER, "GH": CODER, "EF": READER}
ANOTHERS: Final = "QC001"
NO_RIGHT: Final = "42501"
LAYERS: Final = {
    "codings": "coder_id = '{id}'",
    "highlights": "coder_id = '{id}'",
    "coding_progress": "coder_id = '{id}'",
    "memos": "author = '{name}' AND subject <> 'journal'",
    "memo_links": "memo_id IN (SELECT id FROM memos WHERE author = '{name}')",
    "comments": "author = '{name}'",
    "coders": "name = '{name}'",
}
"""Each table of which every row is somebody's, and which rows are a coder's."""


def work(project: Project, name: str, words: str) -> None:
    """Something of each kind that a coder makes."""
    study = project.study
    place, span = found(study, "FG1", words)
    coder = study.coder_named(name).id
    project.do(code_as(study, name, "stigma", words), name)
    project.do(add_highlight(project.study, place, span, coder), name)
    memo = add_memo(
        *(project.study, MemoSubject.TRANSCRIPT, place, f"{name} wonders"),
        author=name,
        links=[MemoTarget(MemoSubject.CODE, study.code_named("stigma").id)],
    )
    project.do(memo[1], name)
    alone = add_memo(project.study, MemoSubject.TRANSCRIPT, place, f"{name} doubts", author=name)
    project.do(alone[1], name)
    project.do(add_comment(project.study, f"{name} asks", name, About(place, None, None)), name)
    project.do(add_journal_entry(project.study, "today", author=name, day=date(2026, 3, 1))[1], name)
    progress = set_progress(
        project.study, round_named(study, "Pilot").id, [(place, coder)], CodingState.FINISHED
    )
    project.do(progress, name)


@pytest.fixture(scope="module")
def team(postgres_server: Server) -> Iterator[Team]:
    name = "layers"
    users = {each: f"{each.lower()}_of_layers" for each in PEOPLE}
    made = Team(postgres_server.url(name), users)
    try:
        set_up(made.address, made.members(PEOPLE), {}, "AB", "Study")
        with closing(open_project(made.of("AB"))) as lead:
            fill(lead)
            place = lead.study.transcript_named("FG1").id
            lead.do(open_round(lead.study, "Pilot", [place], ["CD", "GH"], by="AB")[1], "AB")
        for each, words in (("CD", PASSAGE), ("GH", "Nobody at all.")):
            with closing(open_project(made.of(each))) as project:
                work(project, each, words)
        yield made
    finally:
        made.close()
        with psycopg.connect(postgres_server.url("postgres"), autocommit=True) as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )
        drop_roles(postgres_server, [*users.values(), *(f"{name}_{role}" for role in TeamRole)])


def state(team: Team, name: str, statement: str) -> str | None:
    """The SQLSTATE with which the server refuses what this person says; None where it does it. Taken back."""
    error, rows = team.refused(name, statement)
    assert error is not None or rows > 0 or "WHERE false" in statement, f"{statement}: nothing to be refused"
    return None if error is None else error.sqlstate


def changes(team: Team, table: str, owner: str) -> dict[str, str]:
    """Each way to change the rows of somebody: all of them, moving them to another person, or a new one."""
    where = LAYERS[table].format(id=team.coders[owner], name=owner)
    column = {"coders": "colour", "comments": "text"}.get(table, "id")
    value = f"{column} || ''" if column == "colour" else f"{column} || '!'" if column == "text" else column
    new = "to_jsonb(x) || jsonb_build_object('id', gen_random_uuid())"
    # A memo that has links is not deleted before them.
    alone = " AND id NOT IN (SELECT memo_id FROM memo_links)" if table == "memos" else ""
    return {
        "UPDATE": f"UPDATE {table} SET {column} = {value} WHERE {where}",
        "DELETE": f"DELETE FROM {table} WHERE {where}{alone}",
        "INSERT": f"INSERT INTO {table} SELECT (jsonb_populate_record(NULL::{table}, {new})).* "
        f"FROM {table} x WHERE {where}",
    }


WRITTEN: Final = {"comments": "text = 'Never mind.'"}
"""What is no change of a comment is no harm to anybody."""
USED: Final = {"coders"}
"""What others refer to, so that nobody deletes it."""


@pytest.mark.parametrize("table", LAYERS)
def test_a_coder_changes_their_own_rows_and_nobody_elses(team: Team, table: str) -> None:
    for verb in ("UPDATE", "DELETE", "INSERT"):
        if table in USED and verb != "UPDATE":
            continue
        for me, other in (("CD", "GH"), ("GH", "CD")):
            assert state(team, me, changes(team, table, other)[verb]) == ANOTHERS, verb
            assert state(team, me, changes(team, table, me)[verb]) is None, verb
        assert state(team, "AB", changes(team, table, "CD")[verb]) is None, verb
        assert state(team, "EF", changes(team, table, "CD")[verb]) == NO_RIGHT, verb


def test_nobody_gives_away_or_takes_over_a_row(team: Team) -> None:
    known = team.coders
    for table in ("codings", "highlights", "coding_progress"):
        for owner, to in (("CD", "GH"), ("GH", "CD")):
            moved = f"UPDATE {table} SET coder_id = '{known[to]}' WHERE coder_id = '{known[owner]}'"
            assert state(team, "CD", moved) == ANOTHERS
    for table in ("memos", "comments"):
        for owner, to in (("CD", "GH"), ("GH", "CD"), ("GH", "cd")):
            moved = f"UPDATE {table} SET author = '{to}' WHERE author = '{owner}'"
            assert state(team, "CD", moved) == ANOTHERS


def test_one_row_of_another_among_many_is_enough_to_refuse_all(team: Team) -> None:
    for table in LAYERS:
        assert state(team, "CD", f"UPDATE {table} SET {WRITTEN.get(table, 'id = id')}") == ANOTHERS


def test_no_coder_takes_the_name_of_another(team: Team) -> None:
    for name in ("GH", " gh", second_coding_name("GH")):
        renamed = f"UPDATE coders SET name = '{name}' WHERE name = 'CD'"
        assert (state(team, "CD", renamed) == ANOTHERS) is (name != second_coding_name("GH"))
    assert state(team, "CD", "INSERT INTO coders VALUES (gen_random_uuid(), 'GH', '#123456')") == ANOTHERS
    assert state(team, "CD", "INSERT INTO coders VALUES (gen_random_uuid(), 'Mine', '#123456')") is None


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE codings DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
        "DROP TRIGGER qualcode_delete ON codings",
        (
            "CREATE OR REPLACE FUNCTION qualcode_is_own(whose uuid) RETURNS boolean LANGUAGE sql "
            "AS 'SELECT true'"
        ),
        "INSERT INTO server_people VALUES (gen_random_uuid(), 'cd_of_layers')",
        "UPDATE server_people SET user_name = 'cd_of_layers'",
        "SELECT * FROM server_people",
        "SET ROLE layers_lead",
        "SET SESSION AUTHORIZATION ab_of_layers",
    ],
)
def test_no_coder_gets_round_it(team: Team, statement: str) -> None:
    assert state(team, "CD", statement) == NO_RIGHT


def test_a_lock_is_the_leads(team: Team) -> None:
    where = f"coder_id = '{team.coders['CD']}'"
    lock = f"UPDATE coding_progress SET state = 'locked' WHERE {where}"
    assert state(team, "CD", lock) == ANOTHERS
    with psycopg.connect(team.of("AB")) as connection:
        connection.execute(lock.encode())
    try:
        unlock = f"UPDATE coding_progress SET state = 'finished' WHERE {where}"
        assert state(team, "CD", unlock) == ANOTHERS
        assert state(team, "AB", unlock) is None
    finally:
        with psycopg.connect(team.of("AB")) as connection:
            connection.execute(f"UPDATE coding_progress SET state = 'finished' WHERE {where}".encode())


# -- the program -----------------------------------------------------------------------------------------


def test_the_program_does_all_that_coders_may_do(team: Team) -> None:
    """Undo, threads of others, the journal, a second coding: the server refuses nothing that it allows."""
    with closing(open_project(team.of("AB"))) as lead, closing(open_project(team.of("CD"))) as project:
        made = project.do(code_as(project.study, "CD", "consent", PASSAGE), "CD")
        assert made is not None
        project.undo("CD")
        project.redo("CD")
        project.undo("CD")
        first = next(row for row in project.whole.rows(Comment).values() if row.author == "GH")
        project.do(set_done(project.study, [first.id], done=True), "CD")
        project.do(reply(project.study, first.id, "yes", "CD"), "CD")
        project.do(add_journal_entry(project.study, "more", author="CD", day=date(2026, 3, 2))[1], "CD")
        memos = [
            row.id for row in project.study.rows(Memo).values() if row.author == "CD" and row.title == ""
        ]
        project.do(delete_memos(project.study, memos[:1]), "CD")
        project.undo("CD")
        lead.catch_up()
        place = lead.study.transcript_named("FG1").id
        lead.do(open_round(lead.study, "Again", [place], ["CD"], second=True, by="AB")[1], "AB")
        again = second_coding_name("CD")
        project.catch_up()
        project.do(code_as(project.study, again, "consent", PASSAGE), again)
        project.do(rename_coder(project.study, project.study.coder_named("CD").id, "Carla"), "CD")
        project.undo("CD")
        project.do(ensure_coder(project.study, "Somebody new")[1], "Somebody new")
        project.do(code_as(project.study, "Somebody new", "consent", PASSAGE), "Somebody new")
        assert problems(project) == []
        lead.catch_up()
        assert lead.whole == project.whole


def test_what_the_server_refuses_is_said_in_a_sentence(team: Team) -> None:
    """Under whatever name somebody goes in the program: their user on the server is who they are."""
    with closing(open_project(team.of("CD"))) as project:
        before = coded(project.study, "consent")
        with pytest.raises(
            QualcodeError, match=r"work of another coder.*team init ADDRESS --coder NAME=USER"
        ):
            project.do(code_as(project.study, "GH", "consent", "I hate it."), "GH")
        project.catch_up()
        assert coded(project.study, "consent") == before


# -- teams that were set up before ---------------------------------------------------------------------------


def test_setting_up_again_protects_a_team_that_was_set_up_before(postgres_server: Server) -> None:
    names = {"AB": LEAD, "cd_before": CODER, "GH": CODER}
    users = {"AB": "ab_before", "cd_before": "cd_before", "GH": "gh_before"}
    with postgres_server.database() as url, closing(Team(url, users)) as team:
        with closing(create_project(url, "AB", "Study")) as project:
            fill(project)
            for name in ("cd_before", "GH"):
                project.do(ensure_coder(project.study, name)[1], name)
                project.do(code_as(project.study, name, "stigma", PASSAGE), name)
        # As an earlier version left it.
        set_up_team(url, [ServerUser(users[name], role) for name, role in names.items()])
        with psycopg.connect(url) as connection:
            connection.execute("DROP TABLE server_people CASCADE")
            found = connection.execute("SELECT proname FROM pg_proc WHERE proname LIKE 'qualcode%'")
            for (function,) in found.fetchall():
                connection.execute(f"DROP FUNCTION {function} CASCADE".encode())
        foreign = "DELETE FROM codings WHERE coder_id IN (SELECT id FROM coders WHERE name = '{}')"
        assert state(team, "cd_before", foreign.format("GH")) is None
        team.close()
        done = set_up(url, [], {}, "AB")
        assert done == (
            (
                "of gh_before it is not known which coder they are, so that they can only code under a "
                "new name; say it with “--coder NAME=gh_before”"
            ),
        )
        assert state(team, "cd_before", foreign.format("GH")) == ANOTHERS
        assert state(team, "cd_before", foreign.format("cd_before")) is None
        assert state(team, "GH", foreign.format("GH")) == ANOTHERS
        team.close()
        set_up(url, team.members({"AB": LEAD, "GH": CODER}), {}, "AB")
        assert state(team, "GH", foreign.format("GH")) is None
        assert set_up(url, team.members({"AB": LEAD, "GH": CODER}), {}, "AB") == ()
        with closing(open_project(url)) as project:
            assert problems(project) == []
            with psycopg.connect(url) as connection:
                connection.execute(
                    "CREATE OR REPLACE FUNCTION qualcode_codings() RETURNS trigger LANGUAGE plpgsql "
                    "AS 'BEGIN RETURN NULL; END'"
                )
            assert any("trigger that is not qualcode’s" in each for each in problems(project))
    drop_roles(postgres_server, [*users.values(), *(f"{url.rpartition('/')[2]}_{role}" for role in TeamRole)])
