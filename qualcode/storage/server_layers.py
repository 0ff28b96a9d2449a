"""Whose rows a coder may change on a server: triggers that hold whatever program asks.

What a coder made is theirs alone: codings, highlights, memos, comments, progress, and what they looked at
again. The triggers ask who signed in, and which coder of the project that user is: the table
``server_people``, which is theirs alone to read. Leads own the tables, and are not asked. Row-level security
would be the plainer means, but the bulk loading by which codings are written does not go with it.
"""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection, text

_TABLE: Final = (
    "CREATE TABLE IF NOT EXISTS server_people (coder_id uuid PRIMARY KEY, user_name text NOT NULL)"
)

_FUNCTIONS: Final[Mapping[str, tuple[str, str, str]]] = {
    # Two spellings of a name that are one, as far as a server can tell.
    "qualcode_key": (
        "(name text)",
        "text LANGUAGE plpgsql IMMUTABLE",
        "BEGIN RETURN lower(btrim(normalize(name, NFC))); END",
    ),
    "qualcode_is_lead": (
        "(owned oid)",
        "boolean LANGUAGE plpgsql STABLE",
        """BEGIN
RETURN pg_has_role(session_user, (SELECT relowner FROM pg_class WHERE oid = owned), 'MEMBER');
END""",
    ),
    # A user is the coder they were named as, whom they have added themselves, and the second coding of both.
    "qualcode_is_own": (
        "(whose uuid)",
        "boolean LANGUAGE plpgsql STABLE",
        """BEGIN
RETURN EXISTS (SELECT FROM server_people p WHERE p.coder_id = whose AND p.user_name = session_user)
OR EXISTS (
SELECT FROM server_people p JOIN coders one ON one.id = p.coder_id JOIN coders again ON again.id = whose
WHERE p.user_name = session_user AND again.name = one.name || ' (second coding)'
AND NOT EXISTS (SELECT FROM server_people taken WHERE taken.coder_id = whose)
);
END""",
    ),
    "qualcode_is_anothers": (
        "(author text)",
        "boolean LANGUAGE plpgsql STABLE",
        """BEGIN
RETURN EXISTS (
SELECT FROM coders c WHERE qualcode_key(c.name) = qualcode_key(author) AND NOT qualcode_is_own(c.id)
);
END""",
    ),
    # Once for each statement, over all rows that it touches: there may be a million.
    "qualcode_codings": (
        "()",
        "trigger LANGUAGE plpgsql",
        """BEGIN
IF qualcode_is_lead(TG_RELID) THEN RETURN NULL; END IF;
IF TG_OP <> 'INSERT' THEN
IF EXISTS (SELECT FROM (SELECT DISTINCT coder_id FROM gone) g WHERE NOT qualcode_is_own(g.coder_id)) THEN
RAISE 'codings of another coder' USING ERRCODE = 'QC001';
END IF; END IF;
IF TG_OP <> 'DELETE' THEN
IF EXISTS (SELECT FROM (SELECT DISTINCT coder_id FROM come) c WHERE NOT qualcode_is_own(c.coder_id)) THEN
RAISE 'codings of another coder' USING ERRCODE = 'QC001';
END IF; END IF;
RETURN NULL;
END""",
    ),
    # The research journal is everybody's, and anybody may say that a thread of comments is done.
    "qualcode_rows": (
        "()",
        "trigger LANGUAGE plpgsql",
        """DECLARE
old_row jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
new_row jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
image jsonb;
writer text;
BEGIN
IF qualcode_is_lead(TG_RELID) THEN RETURN coalesce(NEW, OLD); END IF;
IF TG_TABLE_NAME = 'comments' AND old_row - 'done' = new_row - 'done' THEN RETURN NEW; END IF;
FOREACH image IN ARRAY ARRAY[old_row, new_row] LOOP
CONTINUE WHEN image IS NULL;
writer := image ->> 'author';
IF TG_TABLE_NAME = 'memo_links' THEN
SELECT CASE WHEN subject <> 'journal' THEN author END INTO writer FROM memos
WHERE id = (image ->> 'memo_id')::uuid;
ELSIF TG_TABLE_NAME = 'memos' AND image ->> 'subject' = 'journal' THEN writer := NULL;
END IF;
IF qualcode_is_anothers(writer)
OR (image ? 'coder_id' AND NOT qualcode_is_own((image ->> 'coder_id')::uuid))
OR image ->> 'state' = 'locked'
THEN RAISE 'a row of another coder' USING ERRCODE = 'QC001';
END IF;
END LOOP;
RETURN coalesce(NEW, OLD);
END""",
    ),
    "qualcode_coders": (
        "()",
        "trigger LANGUAGE plpgsql",
        """BEGIN
IF qualcode_is_lead(TG_RELID) THEN RETURN coalesce(NEW, OLD); END IF;
IF TG_OP = 'INSERT' THEN
INSERT INTO server_people VALUES (NEW.id, session_user) ON CONFLICT DO NOTHING;
ELSIF NOT qualcode_is_own(OLD.id) THEN
RAISE 'another coder' USING ERRCODE = 'QC001';
END IF;
IF TG_OP <> 'DELETE' THEN
IF NOT qualcode_is_own(NEW.id) OR qualcode_is_anothers(NEW.name) THEN
RAISE 'another coder' USING ERRCODE = 'QC001';
END IF; END IF;
RETURN coalesce(NEW, OLD);
END""",
    ),
}
"""By name: what a function takes, what it gives and how, and what it does."""

_EACH: Final = "BEFORE INSERT OR UPDATE OR DELETE ON {} FOR EACH ROW"
_ALL: Final = "AFTER {} ON {{}} REFERENCING {} FOR EACH STATEMENT"
_BOTH: Final = ("highlights", "memos", "memo_links", "comments", "coding_progress", "revisits")
_TRIGGERS: Final[Mapping[str, tuple[str, str, str]]] = {
    "qualcode_coders": ("coders", _EACH, "qualcode_coders"),
    **{f"qualcode_{table}": (table, _EACH, "qualcode_rows") for table in _BOTH},
    "qualcode_insert": ("codings", _ALL.format("INSERT", "NEW TABLE AS come"), "qualcode_codings"),
    "qualcode_delete": ("codings", _ALL.format("DELETE", "OLD TABLE AS gone"), "qualcode_codings"),
    "qualcode_update": (
        *("codings", _ALL.format("UPDATE", "OLD TABLE AS gone NEW TABLE AS come")),
        "qualcode_codings",
    ),
}
"""By name: the table of a trigger, when it is fired, and the function that it calls."""

_FORGET: Final = text(
    "DELETE FROM server_people "
    "WHERE coder_id IN (SELECT id FROM coders WHERE qualcode_key(name) = qualcode_key(:name))"
)
_NAME: Final = text(
    "INSERT INTO server_people SELECT id, :user FROM coders "
    "WHERE qualcode_key(name) = qualcode_key(:name) AND id NOT IN (SELECT coder_id FROM server_people)"
)
_NAMELESS: Final = text(
    "SELECT u.rolname FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid "
    "JOIN pg_roles u ON u.oid = m.member WHERE g.rolname = :group "
    "AND NOT EXISTS (SELECT FROM server_people p WHERE p.user_name = u.rolname) ORDER BY u.rolname"
)


def protect(connection: Connection, owner: str, schema: str) -> None:
    """Make the functions and triggers, or make them again; all are ``owner``'s. Both names are quoted."""
    connection.execute(text(_TABLE))
    connection.execute(text(f"ALTER TABLE server_people OWNER TO {owner}"))
    connection.execute(text("REVOKE ALL ON TABLE server_people FROM PUBLIC"))
    path = f"SECURITY DEFINER SET search_path = {schema}, pg_temp"
    for name, (takes, gives, body) in _FUNCTIONS.items():
        # Not as text(), which would take what follows a colon for a parameter.
        made = f"CREATE OR REPLACE FUNCTION {name}{takes} RETURNS {gives} {path} AS $body${body}$body$"
        connection.exec_driver_sql(made)
        connection.execute(text(f"ALTER FUNCTION {name} OWNER TO {owner}"))
    for name, (table, when, function) in _TRIGGERS.items():
        connection.execute(text(f"DROP TRIGGER IF EXISTS {name} ON {table}"))
        connection.execute(text(f"CREATE TRIGGER {name} {when.format(table)} EXECUTE FUNCTION {function}()"))


def is_ours(table: str, trigger: str, body: str) -> bool:
    """Whether a trigger is one of these, on its own table, and does what it does here."""
    known = _TRIGGERS.get(trigger)
    return known is not None and known[0] == table and _FUNCTIONS[known[2]][2] == body


def name_people(connection: Connection, names: Mapping[str, str]) -> None:
    """Keep which coder each user is: names of coders by user. A coder is one user's alone."""
    for user, name in names.items():
        connection.execute(_FORGET, {"name": name})
        connection.execute(_NAME, {"name": name, "user": user})


def name_by_user(connection: Connection, group: str) -> list[str]:
    """Take members of a group for the coders who have their names; gives those who are still no coder."""
    for user in connection.execute(_NAMELESS, {"group": group}).scalars().all():
        connection.execute(_NAME, {"name": user, "user": user})
    return list(connection.execute(_NAMELESS, {"group": group}).scalars())
