"""Random damage to a project file: bytes, pages, values, rows, the tables themselves, and forged journals."""

import hashlib
import json
import math
import random
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

PAGE = 4096

TEXTS = (
    "",
    "x",
    "abc\x00def",
    "NaN",
    '{"outputs": [',
    "[" * 3000,
    "#zzzzzz",
    "code:#nobody",
    "é" * 5000,
    "9" * 400,
)
NUMBERS = (0, -1, 2, 7, 2**15, 2**31, 2**40, 2**63 - 1, -(2**63), 1.5, -0.25, math.inf, 1e300)
BYTES = (b"", b"\xff\xfe", b"\x00" * 16, b"\x01" * 15, b"\x01" * 17, b"x\x9c\x03\x00\x00\x00\x00\x01")


def mutate(path: Path, earlier: Path, seed: int) -> str:
    """Damage the file in the way that ``seed`` says; returns what was done."""
    chance = random.Random(seed)
    kind = _chosen(chance)
    try:
        detail = kind(path, earlier, chance)
    except sqlite3.Error as error:
        # SQLite itself refused; the file is as it was, or as far as it came.
        detail = f"refused: {error}"
    return f"{kind.__name__.strip('_')}: {detail}"


def kind_of(seed: int) -> "Mutation":
    """The kind of damage that ``seed`` does."""
    return _chosen(random.Random(seed))


def _chosen(chance: random.Random) -> "Mutation":
    return chance.choice(KINDS)


# -- bytes and pages --------------------------------------------------------------------------


def _flip_bytes(path: Path, _: Path, chance: random.Random) -> str:
    content = bytearray(path.read_bytes())
    places = [chance.randrange(len(content)) for _ in range(chance.choice((1, 1, 3, 50)))]
    for place in places:
        content[place] ^= 1 << chance.randrange(8)
    path.write_bytes(content)
    return f"{places[:3]}"


def _flip_in_header(path: Path, _: Path, chance: random.Random) -> str:
    content = bytearray(path.read_bytes())
    place = chance.randrange(100)
    content[place] = chance.randrange(256)
    path.write_bytes(content)
    return f"{place}"


def _alter_words(path: Path, _: Path, chance: random.Random) -> str:
    """Where letters are stored, other letters: what no check of the pages can see."""
    content = bytearray(path.read_bytes())
    letters = [place for place in range(0, len(content), 7) if 97 <= content[place] <= 122]
    for place in chance.sample(letters, 3):
        content[place] = chance.randrange(97, 123)
    path.write_bytes(content)
    return "letters"


def _cut(path: Path, _: Path, chance: random.Random) -> str:
    size = chance.choice((0, 50, 100, chance.randrange(path.stat().st_size), path.stat().st_size - PAGE))
    path.write_bytes(path.read_bytes()[:size])
    return f"to {size}"


def _append(path: Path, _: Path, chance: random.Random) -> str:
    with path.open("ab") as file:
        file.write(chance.randbytes(chance.choice((1, 100, PAGE, 3 * PAGE))))
    return "junk"


def _blank_page(path: Path, _: Path, chance: random.Random) -> str:
    content = bytearray(path.read_bytes())
    page = chance.randrange(len(content) // PAGE)
    content[page * PAGE : (page + 1) * PAGE] = (
        bytes(PAGE) if chance.random() < 0.5 else chance.randbytes(PAGE)
    )
    path.write_bytes(content)
    return f"{page}"


def _swap_pages(path: Path, _: Path, chance: random.Random) -> str:
    content = bytearray(path.read_bytes())
    one, other = (chance.randrange(1, len(content) // PAGE) * PAGE for _ in range(2))
    first, second = bytes(content[one : one + PAGE]), bytes(content[other : other + PAGE])
    content[one : one + PAGE] = second
    if chance.random() < 0.5:
        content[other : other + PAGE] = first
    path.write_bytes(content)
    return f"{one // PAGE} {other // PAGE}"


def _older_pages(path: Path, earlier: Path, chance: random.Random) -> str:
    """Pages as they were some steps before: what a disk that lost writes leaves behind."""
    content, old = bytearray(path.read_bytes()), earlier.read_bytes()
    pages = chance.sample(range(len(old) // PAGE), chance.choice((1, 1, 2, 5)))
    for page in pages:
        content[page * PAGE : (page + 1) * PAGE] = old[page * PAGE : (page + 1) * PAGE]
    path.write_bytes(content)
    return f"{sorted(pages)}"


# -- values and rows --------------------------------------------------------------------------


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = OFF")
    return connection


def _tables(connection: sqlite3.Connection) -> list[str]:
    return [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]


def _filled(connection: sqlite3.Connection, chance: random.Random) -> str:
    tables = [t for t in _tables(connection) if connection.execute(f"SELECT 1 FROM {t} LIMIT 1").fetchone()]
    return chance.choice(tables)


def _at_random(table: str) -> str:
    return f"rowid = (SELECT rowid FROM {table} ORDER BY random() LIMIT 1)"


def _last(table: str) -> str:
    return f"rowid = (SELECT max(rowid) FROM {table})"


def _junk(chance: random.Random) -> Any:
    return chance.choice(chance.choice((TEXTS, NUMBERS, BYTES, (None,))))


def _value(path: Path, _: Path, chance: random.Random) -> str:
    with closing(_connect(path)) as connection:
        table = _filled(connection, chance)
        column = chance.choice(_columns(connection, table))
        where = chance.choice(("", " WHERE rowid = (SELECT rowid FROM {} ORDER BY random() LIMIT 1)")).format(
            table
        )
        junk = _junk(chance)
        connection.execute(f'UPDATE {table} SET "{column}" = ?{where}', (junk,))
        return f"{table}.{column} = {str(junk)[:20]!r}{' (all)' if not where else ''}"


def _null_or_other_type(path: Path, _: Path, chance: random.Random) -> str:
    """Past NOT NULL and past the column's affinity: the schema is loosened, and put back afterwards."""
    with closing(_connect(path)) as connection:
        table = _filled(connection, chance)
        column = chance.choice(_columns(connection, table))
        (sql,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    loose = (
        sql.replace("NOT NULL", "")
        .replace("INTEGER", "BLOB")
        .replace("BIGINT", "BLOB")
        .replace("TEXT", "BLOB")
    )
    _declare(path, table, loose)
    junk = chance.choice((None, _junk(chance)))
    with closing(_connect(path)) as connection:
        connection.execute(
            f'UPDATE {table} SET "{column}" = ? WHERE rowid = (SELECT min(rowid) FROM {table})', (junk,)
        )
    _declare(path, table, sql)
    return f"{table}.{column} = {str(junk)[:20]!r}"


def _declare(path: Path, table: str, sql: str) -> None:
    with closing(_connect(path)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (sql, table))


def _not_utf8(path: Path, _: Path, chance: random.Random) -> str:
    with closing(_connect(path)) as connection:
        table = _filled(connection, chance)
        column = chance.choice(_columns(connection, table))
        junk = chance.choice(("'ff'", "'c3'", "'eda080'", "'61ff62'"))
        connection.execute(f'UPDATE {table} SET "{column}" = CAST(x{junk} AS TEXT)')
        return f"{table}.{column}"


def _other_row(path: Path, _: Path, chance: random.Random) -> str:
    """A value that is right for another row: references to other things, places in other texts."""
    with closing(_connect(path)) as connection:
        table = _filled(connection, chance)
        column = chance.choice(_columns(connection, table))
        connection.execute(
            f'UPDATE {table} SET "{column}" = (SELECT "{column}" FROM {table} ORDER BY random() LIMIT 1) '
            f"WHERE {_at_random(table)}"
        )
        return f"{table}.{column}"


def _circle(path: Path, _: Path, chance: random.Random) -> str:
    with closing(_connect(path)) as connection:
        connection.execute("UPDATE codes SET parent_id = (SELECT id FROM codes ORDER BY random() LIMIT 1)")
    return "codes"


def _moved_place(path: Path, _: Path, chance: random.Random) -> str:
    with closing(_connect(path)) as connection:
        table = chance.choice(("codings", "turns", "highlights", "typical_quotes"))
        column, by = chance.choice(("start", "end")), chance.choice((-100000, -1, 1, 100000))
        connection.execute(
            f'UPDATE {table} SET "{column}" = "{column}" + ? WHERE rowid = (SELECT max(rowid) FROM {table})',
            (by,),
        )
        return f"{table}.{column} {by:+}"


def _delete(path: Path, _: Path, chance: random.Random) -> str:
    with closing(_connect(path)) as connection:
        table = _filled(connection, chance)
        where = chance.choice(("1", "rowid % 2", _last(table)))
        connection.execute(f"DELETE FROM {table} WHERE {where}")
        return f"{table} where {where}"


def _empty_many(path: Path, _: Path, chance: random.Random) -> str:
    with closing(_connect(path)) as connection:
        tables = _tables(connection)
        chosen = chance.choice((tables, ["journal", "seal"], chance.sample(tables, 4)))
        for table in chosen:
            connection.execute(f"DELETE FROM {table}")
        return ", ".join(chosen)


def _one_more(path: Path, _: Path, chance: random.Random) -> str:
    with closing(_connect(path)) as connection:
        table = _filled(connection, chance)
        columns = _columns(connection, table)
        values = list(connection.execute(f"SELECT * FROM {table} ORDER BY random() LIMIT 1").fetchone())
        values[0] = chance.randbytes(16) if isinstance(values[0], bytes) else chance.randrange(1000)
        marks = ", ".join("?" for _ in columns)
        connection.execute(f"INSERT INTO {table} VALUES ({marks})", values)
        return table


# -- the tables themselves --------------------------------------------------------------------

SCHEMA = (
    "ALTER TABLE codes ADD COLUMN extra TEXT",
    "ALTER TABLE codings ADD COLUMN extra TEXT DEFAULT 'x'",
    "ALTER TABLE codes DROP COLUMN memo",
    "ALTER TABLE codes RENAME COLUMN memo TO memos",
    "ALTER TABLE highlights RENAME TO marks",
    "CREATE TABLE extra (id INTEGER)",
    "CREATE VIEW extra AS SELECT * FROM codes",
    "CREATE TRIGGER t AFTER INSERT ON codings BEGIN DELETE FROM codings; END",
    "CREATE TRIGGER t AFTER INSERT ON journal BEGIN UPDATE codes SET name = 'x'; END",
    "CREATE INDEX extra ON codes (memo)",
    "CREATE UNIQUE INDEX extra ON codings (code_id, start)",
    "CREATE VIRTUAL TABLE extra USING fts5(x)",
    "DROP INDEX ix_codings_code_id",
    "DROP TABLE highlights",
    "DROP TABLE seal",
    "DROP TABLE journal",
    "DROP TABLE alembic_version",
    "UPDATE alembic_version SET version_num = '9999'",
    "UPDATE alembic_version SET version_num = '0001'",
    "UPDATE alembic_version SET version_num = '0003'",
    "UPDATE alembic_version SET version_num = ''",
    "INSERT INTO alembic_version VALUES ('0001')",
    "DELETE FROM alembic_version",
    "PRAGMA application_id = 7",
    "PRAGMA journal_mode = WAL",
    "ANALYZE",
    "VACUUM",
)


def _schema(path: Path, _: Path, chance: random.Random) -> str:
    statement = chance.choice(SCHEMA)
    with closing(_connect(path)) as connection:
        connection.execute(statement)
    return statement


def _declaration(path: Path, _: Path, chance: random.Random) -> str:
    """The words of a table's declaration altered by hand."""
    with closing(_connect(path)) as connection:
        table = chance.choice(_tables(connection))
        (sql,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    old, new = chance.choice(
        (
            ("NOT NULL", ""), ("TEXT", "INTEGER"), ("TEXT", "TEXT COLLATE NOCASE"), ("INTEGER", "TEXT"),
            ("NOT NULL", "NOT NULL DEFAULT 7"), ("PRIMARY KEY", "UNIQUE"), (")", ", CHECK (1))"),
            ("CREATE", "BROKEN"), (sql, ""), ("id", "di"),
        )
    )  # fmt: skip
    _declare(path, table, sql.replace(old, new, 1) if old != ")" else f"{sql.rstrip()[:-1]}, CHECK (1))")
    return f"{table}: {old[:20]} -> {new}"


def _roots(path: Path, _: Path, chance: random.Random) -> str:
    """A table that reads another one's pages."""
    with closing(_connect(path)) as connection:
        one, other = chance.sample(_tables(connection), 2)
        connection.execute("PRAGMA writable_schema = ON")
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (one,)).fetchone()
        connection.execute("UPDATE sqlite_master SET rootpage = ? WHERE name = ?", (root, other))
        return f"{other} reads {one}"


# -- forged journals --------------------------------------------------------------------------


def _forge(path: Path, _: Path, chance: random.Random) -> str:
    """A step altered by somebody who hashes the whole chain again and seals it."""
    with closing(_connect(path)) as connection:
        last = connection.execute("SELECT max(step) FROM journal").fetchone()[0]
        step = chance.randint(1, last)
        column, value = chance.choice(
            (
                ("payload", chance.randbytes(40)),
                ("payload", b"x\x9c\x03\x00\x00\x00\x00\x01"),
                ("payload", _packed(b'{"label":"x","rows":[["Code",null,null]],"turns":{},"codings":{}}')),
                ("payload", _packed(b'{"label":"x","rows":[["Nothing",1,2]],"turns":{},"codings":{}}')),
                ("payload", _packed(b"[" * 100000)),
                (
                    "payload",
                    connection.execute("SELECT payload FROM journal ORDER BY random() LIMIT 1").fetchone()[0],
                ),
                ("label", "another"),
                ("kind", "undo"),
                ("kind", "nothing"),
                ("target", chance.choice((0, 1, step, 10**6))),
                ("at", chance.choice((-1, 2**62))),
            )
        )
        connection.execute(f"UPDATE journal SET {column} = ? WHERE step = ?", (value, step))
        if chance.random() < 0.3:
            connection.execute("DELETE FROM journal WHERE step > ?", (step,))
        previous, number = "0" * 64, 0
        rows = connection.execute(
            "SELECT step, at, coder, label, kind, target, payload FROM journal ORDER BY step"
        )
        for number, *head, payload in rows.fetchall():
            words = json.dumps(
                [previous, [number, *head], hashlib.sha256(payload).hexdigest()], separators=(",", ":")
            )
            previous = hashlib.sha256(words.encode()).hexdigest()
            connection.execute("UPDATE journal SET hash = ? WHERE step = ?", (previous, number))
        connection.execute("UPDATE seal SET steps = ?, hash = ?", (number, previous))
        return f"step {step} {column} = {str(value)[:20]!r}"


def _any_payload(connection: sqlite3.Connection) -> Any:
    return connection.execute("SELECT payload FROM journal ORDER BY random() LIMIT 1").fetchone()[0]


def _packed(head: bytes) -> bytes:
    return zlib.compress(len(head).to_bytes(8, "big") + head)


Mutation = Callable[[Path, Path, random.Random], str]
KINDS: tuple[Mutation, ...] = (
    _flip_bytes, _flip_bytes, _flip_in_header, _alter_words, _alter_words, _cut, _append, _blank_page,
    _swap_pages, _older_pages, _older_pages, _value, _value, _value, _null_or_other_type, _null_or_other_type,
    _not_utf8, _other_row, _other_row, _circle, _moved_place, _delete, _empty_many, _one_more, _schema,
    _schema, _declaration, _roots, _forge,
)  # fmt: skip
"""Every kind of damage; what happens more often, or in more ways, several times."""
