"""Tests of address."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qualcode.model.errors import QualcodeError
from qualcode.model.machine.address import (
    ServerAddress,
    is_address,
    is_server,
    server_address,
    shown,
    with_password,
    without_secrets,
)

PLAIN = "postgresql://anna@host:5433/study"
SECRETS = (
    "pw",
    "p@ss",
    "p/w",
    "12/w",
    "a?b",
    "1?a=b",
    "x:y",
    "@",
    "/",
    "p@s/s@",
    "%40",
    "a b",
    "#1",
    "é",
    "[x]",
    "&=",
)


@pytest.mark.parametrize(
    "scheme", ["postgresql", "postgres", "POSTGRESQL", "PostgreSQL+psycopg", "postgresql+asyncpg"]
)
@pytest.mark.parametrize("secret", SECRETS)
def test_a_password_is_read_as_it_is_written_and_shown_nowhere(scheme: str, secret: str) -> None:
    address = server_address(f"{scheme}://anna:{secret}@host:5433/study?sslmode=require")
    assert address.password == {"%40": "@"}.get(secret, secret)
    assert address.shown == f"{PLAIN}?sslmode=require"
    assert server_address(address.whole) == address
    assert "pass" not in repr(address).replace("password", "")
    assert shown(f"{scheme}://anna:{secret}@host:5433/study") == PLAIN


@pytest.mark.parametrize(
    ("text", "place", "secrets"),
    [
        ("postgresql://anna@host:5433/study?password=p@s/s", PLAIN, {"password": "p@s/s"}),
        (
            "postgresql://host/?user=anna&port=5433&dbname=study&password=x&sslpassword=y",
            PLAIN,
            {"password": "x", "sslpassword": "y"},
        ),
        ("postgresql:///study", "postgresql:///study", {}),
        ("postgresql:///study?host=/tmp", "postgresql://%2Ftmp/study", {}),
        ("postgresql://%2Frun%2Fpg/study", "postgresql://%2Frun%2Fpg/study", {}),
        ("postgresql://[::1]:5432/study", "postgresql://[::1]:5432/study", {}),
        ("postgresql://a:1,b:2/study", "postgresql://a:1,b:2/study", {}),
        ("postgresql://h/study?passfile=/data/a/.pw", "postgresql://h/study?passfile=/data/a/.pw", {}),
        ("postgresql://an%20na@h/stu%2Fdy", "postgresql://an%20na@h/stu%2Fdy", {}),
        ("postgresql://anna:@h/study", "postgresql://anna@h/study", {}),
    ],
)
def test_every_form_is_read(text: str, place: str, secrets: dict[str, str]) -> None:
    address = server_address(text)
    assert address.shown == place
    assert dict(address.secrets) == secrets
    assert server_address(address.whole) == address


def test_libpq_gets_every_part_by_its_name() -> None:
    address = server_address("postgresql://anna:x@a:1,b:2/study?sslmode=require&passfile=/f")
    assert address.parameters() == {
        "user": "anna",
        "host": "a,b",
        "port": "1,2",
        "dbname": "study",
        "sslmode": "require",
        "passfile": "/f",
        "password": "x",
    }


@pytest.mark.parametrize(
    "text",
    [
        "mysql://anna:secret@host/study",
        "sqlite:///secret",
        "postgresql://anna:secret@host:port/study",
        "postgresql://anna:secret@ho[st/study",
        "postgresql://anna:secret@host/a/b",
        "postgresql://anna:secret@host/study?sslmod=x",
        "https://anna:secret@host/",
        "postgresql://anna:secret@.a..b/study",
        "postgresql://anna:secret@a,b../study",
        "postgresql://anna:secret@a\u202eb/study",
        f"postgresql://anna:secret@{'x' * 300}/study",
        "postgresql:///study?host=a..b&password=secret",
    ],
)
def test_what_cannot_be_read_is_refused_and_not_quoted(text: str) -> None:
    with pytest.raises(QualcodeError) as told:
        server_address(text)
    for said in (str(told.value), shown(text), without_secrets(f"cannot open “{text}”")):
        assert "secret" not in said or text.startswith("sqlite")


_NAMES = st.text(st.characters(codec="utf-8"), min_size=1)


@given(_NAMES, _NAMES, _NAMES)
@example("an:na", "p@ss/word?", "stu/dy")
def test_any_names_go_in_and_come_out(user: str, password: str, database: str) -> None:
    address = ServerAddress(user, "host", "5432", database).with_password(password)
    assert server_address(address.whole) == address
    again = server_address(address.shown)
    assert (again.user, again.database, again.password) == (user, database, None)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=3))
def test_a_password_typed_as_it_is_never_shows(password: str) -> None:
    text = f"postgresql://u:{password}@h/d"
    try:
        found = server_address(text)
    except QualcodeError:
        assert shown(text) == "postgresql://…"
    else:
        assert found.shown == "postgresql://u@h/d"
        assert found.host == "h"


def test_names_of_files_are_no_addresses() -> None:
    for name in (
        "thesis.qualcode",
        "/data/a/b",
        "C:\\data\\b",
        "C:/data",
        "postgresql:x",
        "a/postgresql://b",
    ):
        assert not is_address(name)
        assert shown(name) == name
    assert is_address("mysql://x")
    assert is_address("host=a dbname=b")
    assert shown("host=a password=b dbname=d") == "host=a password=… dbname=d"
    assert not is_server("mysql://x")
    assert not is_server("postgresqlx://x")


def test_a_password_is_put_into_an_address() -> None:
    for secret in SECRETS:
        assert server_address(with_password(PLAIN, secret)).password == secret
    assert shown(with_password(f"{PLAIN}?sslmode=require", "x")) == f"{PLAIN}?sslmode=require"


@pytest.mark.parametrize(
    ("words", "cut"),
    [
        ("no “postgresql://anna:p@ss w@host/db”", "no “postgresql://anna:…@host/db”"),
        ("MYSQL+x://u:secret@h", "MYSQL+x://u:…@h"),
        ("postgresql:u:sec@ret@h/d", "postgresql:u:…@h/d"),
        ("no file POSTGRES:/u:secret@h/d; look", "no file POSTGRES:/u:…@h/d; look"),
        ("postgresql+psycopg:u:secret@h/d", "postgresql+psycopg:u:…@h/d"),
        ("postgresql:u@h/d", "postgresql:u@h/d"),
        ("host=h password=secret dbname=d", "host=h password=… dbname=d"),
        ("postgresql://h/d?PASSWORD=secret&sslmode=x", "postgresql://h/d?PASSWORD=…&sslmode=x"),
        ("postgresql://anna@host/db could not be opened", "postgresql://anna@host/db could not be opened"),
        ("nothing of the kind: see a@b.org", "nothing of the kind: see a@b.org"),
        ("There is no file u:pw@host:5432/db; check", "There is no file u:…@host:5432/db; check"),
        ("There is no file u:p@w:x@host/db; check", "There is no file u:…@host/db; check"),
        ("postgresql//u:pw@host/db", "postgresql//u:…@host/db"),
        ("password='p w' host=h", "password=… host=h"),
        ("password = 'p\\'w' host=h", "password = … host=h"),
        ("password='p w", "password=…"),
        ("/srv/anna/notes: a@b.txt", "/srv/anna/notes: a@b.txt"),
    ],
)
def test_passwords_in_any_line_are_cut(words: str, cut: str) -> None:
    assert without_secrets(words) == cut


@pytest.mark.parametrize("host", ["[::1]", "ü.example", "a.", "%2Ftmp%2F" + "x" * 80, ""])
def test_names_that_a_server_can_have_are_taken(host: str) -> None:
    assert server_address(f"postgresql://{host}/study").database == "study"
