"""What the database itself lets a lead, a coder and a reader do, asked in plain SQL.

Tests as well: ``server_team``, ``project.teamwork.team_server``.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import psycopg
import pytest
from psycopg import errors, sql

from qualcode.model.errors import QualcodeError
from qualcode.model.team import TeamRole
from qualcode.operations.codes.codebook import add_code, rename_code
from qualcode.operations.project import rename_project
from qualcode.operations.teamwork.roles import set_roles
from qualcode.project.checking import problems
from qualcode.project.opening import create_project, migrate_project, open_project
from qualcode.project.teamwork.team_server import Member, set_up, users_without_password
from qualcode.storage import server_opening
from qualcode.storage.schema import REVISION, metadata
from qualcode.storage.server_team import ServerUser, set_up_team
from qualcode.storage.shape import REVISIONS
from tests.support.postgres import SUPERUSER, Server

LEAD, CODER, READER = TeamRole
TABLES: Final = (*metadata.tables, REVISIONS)
PEOPLE: Final = {"AB": LEAD, "CD": CODER, "EF": READER}


@dataclass
class Team:
    """A team on a server: the address of its administrator, and how its people are called there."""

    address: str
    users: dict[str, str]
    sessions: "dict[str, psycopg.Connection[tuple[object, ...]]]" = field(default_factory=dict)
    """One for each person: to begin one takes the server longer than what is said in it."""

    def of(self, name: str) -> str:
        return self.address.replace(f"://{SUPERUSER}@", f"://{self.users[name]}@")

    def members(self, people: dict[str, TeamRole] = PEOPLE) -> list[Member]:
        return [Member(name, self.users[name], role) for name, role in people.items()]

    def trying(self, name: str, statement: str) -> type[Exception] | None:
        """What the server raises where this person says this; all is taken back."""
        error = self.refused(name, statement)[0]
        return None if error is None else type(error)

    def refused(self, name: str, statement: str) -> tuple[psycopg.Error | None, int]:
        """What the server raises where this person says this, and how many rows it is about."""
        if name not in self.sessions:
            self.sessions[name] = psycopg.connect(self.of(name))
        session = self.sessions[name]
        try:
            return None, session.execute(statement.encode()).rowcount
        except psycopg.Error as error:
            return error, 0
        finally:
            session.rollback()

    def close(self) -> None:
        """End all sessions."""
        while self.sessions:
            self.sessions.popitem()[1].close()

    @cached_property
    def coders(self) -> dict[str, str]:
        """The identity of everybody who is in the project from its beginning."""
        with closing(open_project(self.address, writing=False)) as project:
            return {row.name: str(row.id) for row in project.study.coders_in_order}


@pytest.fixture(scope="module")
def team(postgres_server: Server) -> Iterator[Team]:
    name = "rights of “a” team"
    address = postgres_server.url("rights%20of%20%E2%80%9Ca%E2%80%9D%20team")
    made = Team(address, {each: f"{each.lower()} of the team" for each in (*PEOPLE, "GH")})
    made.users = {each: f"{each.lower()}_of_the_team" for each in (*PEOPLE, "GH")}
    try:
        done = set_up(address, made.members(), {}, "AB", "Study")
        assert done[:2] == ("made the database", "made the project")
        yield made
    finally:
        made.close()
        with psycopg.connect(postgres_server.url("postgres"), autocommit=True) as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )
        drop_roles(postgres_server, [*made.users.values(), *(f"{name}_{role}" for role in TeamRole)])


def drop_roles(server: Server, names: list[str]) -> None:
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        for name in names:
            connection.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(name)))


def changing(table: str) -> dict[str, str]:
    column = "step" if table == "journal" else "steps" if table == "seal" else "id"
    column = "version_num" if table == REVISIONS else column
    return {
        "INSERT": f"INSERT INTO {table} SELECT * FROM {table} WHERE false",
        "UPDATE": f"UPDATE {table} SET {column} = {column} WHERE false",
        "DELETE": f"DELETE FROM {table} WHERE false",
        "TRUNCATE": f"TRUNCATE {table}",
        "DROP": f"DROP TABLE {table} CASCADE",
        "ALTER": f"ALTER TABLE {table} ADD COLUMN extra integer",
        "TRIGGER": f"CREATE TRIGGER t BEFORE UPDATE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    }


REFUSED = errors.InsufficientPrivilege
WRITTEN_BY_CODERS: Final = frozenset(
    (
        *("coders", "codings", "highlights", "memos", "memo_links", "comments", "coding_progress", "codes"),
        *("revisits",),
        *("code_sets", "code_set_members", "typical_quotes", "summaries", "reports", "saved_queries"),
    )
)


def test_a_reader_reads_all_and_changes_nothing(team: Team) -> None:
    for table in TABLES:
        assert team.trying("EF", f"SELECT * FROM {table}") is None
        assert {
            verb for verb, said in changing(table).items() if team.trying("EF", said) is not REFUSED
        } == set()


def test_a_coder_writes_what_coders_make_and_nothing_else(team: Team) -> None:
    for table in TABLES:
        may = {verb for verb, said in changing(table).items() if team.trying("CD", said) is None}
        if table in WRITTEN_BY_CODERS:
            assert may == {"INSERT", "UPDATE", "DELETE"}
        else:
            assert may == {"journal": {"INSERT"}, "seal": {"UPDATE"}}.get(table, set())
    assert team.trying("CD", "UPDATE transcripts SET memo = '' WHERE false") is None
    assert team.trying("CD", "UPDATE transcripts SET name = '' WHERE false") is REFUSED


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE memberships SET role = 'lead'",
        "CREATE TABLE mine (id integer)",
        "CREATE SCHEMA mine",
        "GRANT {group} TO {user}",
        "ALTER ROLE {lead} PASSWORD 'x'",
        "SET ROLE {group}",
        "ALTER TABLE codings OWNER TO {user}",
    ],
)
@pytest.mark.parametrize("name", ["CD", "EF"])
def test_nobody_but_a_lead_gets_at_roles_and_tables(team: Team, name: str, statement: str) -> None:
    said = statement.format(group='"rights of “a” team_lead"', user=team.users[name], lead=team.users["AB"])
    assert team.trying(name, said) is REFUSED


def test_a_lead_owns_the_tables(team: Team) -> None:
    # A table that others refer to cannot be emptied by anybody.
    for verb, said in changing("comments").items():
        assert team.trying("AB", said) is None, verb
    assert team.trying("AB", "UPDATE memberships SET role = 'coder' WHERE false") is None


def test_strangers_are_not_let_in(team: Team, postgres_server: Server) -> None:
    with postgres_server.user() as stranger:
        address = team.address.replace(f"://{SUPERUSER}@", f"://{stranger}@")
        with pytest.raises(QualcodeError, match="could not be opened: your user does not have the rights"):
            open_project(address)


# -- the program ------------------------------------------------------------------------------


def test_the_program_works_for_everybody_as_far_as_their_role_goes(team: Team) -> None:
    with closing(open_project(team.of("AB"))) as lead, closing(open_project(team.of("CD"))) as coder:
        assert lead.do(add_code(lead.study, "stigma")[1], "AB") is not None
        coder.catch_up()
        code = coder.study.code_named("stigma")
        coder.do(rename_code(coder.study, code.id, "shame"), "CD")
        coder.undo("CD")
        # Whatever name they go by: their user on the server is a coder's.
        assert [coder.role_of(name) for name in ("AB", "CD", "EF")] == [CODER, CODER, READER]
        with pytest.raises(QualcodeError, match="is for leads: it changes the project’s settings; ask AB"):
            coder.do(rename_project(coder.study, "Another"), "AB")
        with closing(open_project(team.of("EF"), reading_will_do=True)) as reader:
            assert reader.study == coder.study
            assert problems(reader) == []
            with pytest.raises(QualcodeError, match="You are a reader of this project"):
                reader.do(add_code(reader.study, "hope")[1], "AB")
        with pytest.raises(QualcodeError, match="may only read this project"):
            open_project(team.of("EF"))
        lead.catch_up()
        assert lead.study == coder.study
        assert problems(lead) == []


def test_an_older_project_is_brought_up_to_date_by_a_lead_alone(postgres_server: Server) -> None:
    users = {name: f"{name.lower()}_of_an_older_team" for name in PEOPLE}
    with ExitStack() as after:
        url = after.enter_context(postgres_server.database())
        team = after.enter_context(closing(Team(url, users)))
        create_project(url, "AB", "Study").close()
        set_up_team(url, [ServerUser(users[name], role) for name, role in PEOPLE.items()])
        with psycopg.connect(url) as connection:
            connection.execute("DROP TABLE memberships")
            connection.execute("ALTER TABLE rounds DROP COLUMN opened_by, DROP COLUMN closing")
            connection.execute(f"UPDATE {REVISIONS} SET version_num = '0018'".encode())
        for name in ("CD", "EF"):
            with pytest.raises(QualcodeError, match="Ask a lead to run “qualcode migrate”"):
                open_project(team.of(name), reading_will_do=True)
            with pytest.raises(QualcodeError, match="Only a lead"):
                migrate_project(team.of(name))
        with pytest.raises(QualcodeError, match="Run “qualcode migrate” on it once"):
            open_project(team.of("AB"))
        assert migrate_project(team.of("AB"))[:2] == ("0018", REVISION)
        # New tables belong to all leads, and everybody has their rights in them.
        assert team.trying("AB", "ALTER TABLE memberships ADD COLUMN extra integer") is None
        assert team.trying("CD", "SELECT * FROM memberships") is None
        assert team.trying("CD", "DELETE FROM memberships") is REFUSED
        with closing(open_project(team.of("AB"))) as project:
            project.do(set_roles(project.study, PEOPLE, "AB"), "AB")
            assert problems(project) == []
    drop_roles(postgres_server, [*users.values(), *(f"{url.rpartition('/')[2]}_{role}" for role in TeamRole)])


# -- setting up -------------------------------------------------------------------------------


def test_setting_up_again_changes_nothing(team: Team) -> None:
    assert users_without_password(team.address, [*team.members(), Member("GH", "nobody", CODER)]) == [
        "nobody"
    ]
    set_up(team.address, team.members(), {}, "AB")
    assert set_up(team.address, team.members(), {}, "AB") == ()


def test_somebody_comes_later_and_takes_another_role(team: Team, postgres_server: Server) -> None:
    done = set_up(team.address, team.members({"GH": CODER}), {team.users["GH"]: "s3@cr et'; --"}, "AB")
    assert done == (
        f"{team.users['GH']}: now a coder, new on the server",
        "noted in the project: Make GH coder",
    )
    with psycopg.connect(postgres_server.url("postgres")) as connection:
        kept = connection.execute(
            "SELECT rolpassword FROM pg_authid WHERE rolname = %s", (team.users["GH"],)
        ).fetchone()
    assert kept is not None
    assert str(kept[0]).startswith("SCRAM-SHA-256$")
    assert team.trying("GH", "DELETE FROM codings WHERE false") is None
    team.close()
    set_up(team.address, team.members({"GH": READER}), {}, "AB")
    assert team.trying("GH", "DELETE FROM codings WHERE false") is REFUSED
    with closing(open_project(team.of("AB"))) as project:
        assert project.role_of("GH") is READER


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda team: set_up(team.address, team.members({"CD": LEAD}), {}, "CD"), "is for leads"),
        (lambda team: set_up(team.address, [*team.members()] * 2, {}, "AB"), "is there twice"),
        (
            lambda team: set_up(
                team.address.rsplit("/", 1)[0] + "/another", team.members({"CD": CODER}), {}, "AB"
            ),
            "needs somebody who leads it",
        ),
        (lambda team: set_up(f"{team.address}{'x' * 60}", team.members(), {}, "AB"), "name .* is too long"),
        (lambda team: set_up(team.address.rsplit("/", 1)[0], team.members(), {}, "AB"), "names no database"),
        (
            lambda team: set_up(team.address, [Member("IJ", "rights of “a” team_coder", CODER)], {}, "AB"),
            "is the name of a group",
        ),
        (
            lambda team: set_up(team.of("CD"), team.members({"CD": CODER}), {}, "AB"),
            "do not have|does not have",
        ),
    ],
)
def test_what_cannot_be_set_up_is_said_in_a_sentence(
    team: Team, make: Callable[[Team], object], why: str
) -> None:
    with pytest.raises(QualcodeError, match=why):
        make(team)


def test_an_empty_database_holds_no_project(team: Team, postgres_url: str) -> None:
    assert server_opening.holds_project(team.address)
    assert not server_opening.holds_project(postgres_url)
