"""Why a PostgreSQL server refused or could not be reached, by SQLSTATE and by what the driver says."""

from typing import Any, Final, NamedTuple

from qualcode.model.errors import BusyError, PasswordError, QualcodeError, UnreachableError
from qualcode.model.machine.refusals import Refusal
from qualcode.model.machine.ways import SAY_WHO


class ServerReason(NamedTuple):
    """Why, what to do next, and whether it is a matter of waiting or of a password."""

    why: str
    advice: str
    kind: type[QualcodeError] = QualcodeError

    @property
    def refusal(self) -> Refusal:
        return Refusal(self.why, self.advice)


_LATER: Final = "Try again in a moment."
_ADMINISTRATOR: Final = "Ask the person who looks after the server."
_CHECK_ADDRESS: Final = "Check host and port in the address."

_AWAY: Final = ServerReason(
    "the server is not answering", "Check your connection and try again.", UnreachableError
)
_NOBODY: Final = ServerReason(
    "no PostgreSQL server answers there",
    f"{_CHECK_ADDRESS[:-1]}, or try again when it runs.",
    UnreachableError,
)
_SHUT: Final = ServerReason(
    "the server is being restarted or has ended the connection",
    "Try again in a moment.",
    UnreachableError,
)
_NO_HOST: Final = ServerReason(
    "no computer of that name can be found",
    "Check the host in the address and your connection.",
    UnreachableError,
)
_OTHER_PROGRAM: Final = ServerReason(
    "what answers there is not a PostgreSQL server", "Check host and port in the address."
)
_NO_PASSWORD: Final = ServerReason(
    "the server asks for a password",
    "Open it in a terminal or the window, which ask for it, or keep it in a password file (~/.pgpass).",
    PasswordError,
)
_WRONG_PASSWORD: Final = ServerReason(
    "the server does not accept this user with this password", "Check both and try again.", PasswordError
)
_NOT_ADMITTED: Final = ServerReason("the server does not admit this user from this computer", _ADMINISTRATOR)
_NO_USER: Final = ServerReason("the server does not know this user", "Check the user in the address.")
_NO_DATABASE: Final = ServerReason(
    "the server has no database of that name", "Check the name, or have it created first."
)
_ANOTHERS: Final = ServerReason(
    "it would change work of another coder, which your user on the server may not do",
    "Use the name that the team has for you (Project > Coder’s name…), or ask the person who looks after the "
    f"server {SAY_WHO}.",
)
_NO_RIGHTS: Final = ServerReason("your user does not have the rights it takes on the server", _ADMINISTRATOR)
_CROWDED: Final = ServerReason("the server has no connection left", _LATER, UnreachableError)
_SERVER_FULL: Final = ServerReason("the server’s disk is full", _ADMINISTRATOR)
_SHORT: Final = ServerReason("the server has run out of memory or another resource", _LATER)
_TOO_LONG: Final = ServerReason("a name or text in it is longer than the server can hold", "Shorten it.")
_BUSY: Final = ServerReason(
    "a teammate’s change is being saved and takes longer than usual", _LATER, BusyError
)
_TIMEOUT: Final = ServerReason("the server took too long and stopped it", _LATER)
_OVERTAKEN: Final = ServerReason("a teammate changed the project at the same moment", "Try again.")
_CHARACTER: Final = ServerReason(
    "a text in it contains a character that the server cannot hold (such as NUL)", "Remove it and try again."
)
_ONLY_READING: Final = ServerReason("the server only lets you read it", _ADMINISTRATOR)
_UNABLE: Final = ServerReason(
    "the server cannot do what is needed; it may be too old or another kind of server", _ADMINISTRATOR
)
_NO_TABLES: Final = ServerReason(
    "tables of the project are missing in this database",
    "Check the address, or ask the person who looks after the server.",
)
_SERVER_FAULT: Final = ServerReason("the server reports a fault of its own", _ADMINISTRATOR)
_SERVER_DAMAGE: Final = ServerReason("the server reports that its files are damaged", _ADMINISTRATOR)
_ENCRYPTION: Final = ServerReason(
    "no secure connection that both sides accept could be made",
    "Check sslmode and certificates in the address.",
)
_ADDRESS: Final = ServerReason(
    "the address contains a setting or number that cannot be right",
    "Write it as postgresql://user@host:5432/database.",
)
_BY_RULE: Final = ServerReason("a rule of the server does not allow it", _ADMINISTRATOR)

# From the most particular to the class; SQLSTATE begins with the class.
_BY_STATE: Final = {
    "08": _AWAY,
    "0A": _UNABLE,
    "22021": _CHARACTER,
    "22P05": _CHARACTER,
    "25006": _ONLY_READING,
    "25P03": _SHUT,
    "28": _NOT_ADMITTED,
    "28P01": _WRONG_PASSWORD,
    "3D000": _NO_DATABASE,
    "3F000": _NO_TABLES,
    "40": _OVERTAKEN,
    "42501": _NO_RIGHTS,
    "42P01": _NO_TABLES,
    "42703": _NO_TABLES,
    "53": _SHORT,
    "53100": _SERVER_FULL,
    "53300": _CROWDED,
    "54": _TOO_LONG,
    "55006": _BUSY,
    "55P03": _BUSY,
    "57": _SHUT,
    "57014": _TIMEOUT,
    "58": _SERVER_FAULT,
    "P0001": _BY_RULE,
    "QC001": _ANOTHERS,
    "XX": _SERVER_FAULT,
    "XX001": _SERVER_DAMAGE,
    "XX002": _SERVER_DAMAGE,
}

# Where there is no SQLSTATE: libpq's words about a connection that did not come about.
_BY_WORDS: Final = (
    (("password authentication failed",), _WRONG_PASSWORD),
    (("no pg_hba.conf entry",), _NOT_ADMITTED),
    (("role ", " does not exist"), _NO_USER),
    (("not permitted to log in",), _NOT_ADMITTED),
    (("database ", " does not exist"), _NO_DATABASE),
    (("permission denied",), _NO_RIGHTS),
    (("remaining connection slots",), _CROWDED),
    (("too many c",), _CROWDED),
    (("starting up",), _SHUT),
    (("shutting down",), _SHUT),
    (("recovery",), _SHUT),
    (("invalid response",), _OTHER_PROGRAM),
    (("expected authentication request",), _OTHER_PROGRAM),
    (("unsupported frontend protocol",), _UNABLE),
    (("failed to resolve",), _NO_HOST),
    (("could not translate host name",), _NO_HOST),
    (("Connection refused",), _NOBODY),
    (("invalid port number",), _ADDRESS),
    (("invalid integer value",), _ADDRESS),
    (("invalid URI",), _ADDRESS),
    (("invalid connection option",), _ADDRESS),
    (("invalid sslmode",), _ADDRESS),
    (("certificate",), _ENCRYPTION),
    (("does not support SSL",), _ENCRYPTION),
    (("SSL error",), _ENCRYPTION),
    (("cannot contain NUL",), _CHARACTER),
)


def server_reason(error: Any) -> ServerReason | None:
    """Why the server or its driver refused (a psycopg error); None where a statement of ours is wrong."""
    state: str | None = error.sqlstate
    if state is not None:
        return next((_BY_STATE[key] for key in (state, state[:2]) if key in _BY_STATE), None)
    attempt = getattr(error, "pgconn", None)
    if attempt is not None and attempt.needs_password:
        return _NO_PASSWORD
    words = str(error)
    for parts, reason in _BY_WORDS:
        if all(part in words for part in parts):
            return reason
    if _is_operational(error):
        return _AWAY
    return None


def _is_operational(error: Any) -> bool:
    """Whether it is a matter of the connection (the driver is not imported for files)."""
    return any(kind.__name__ == "OperationalError" for kind in type(error).__mro__)


def without_words(error: Any) -> str:
    """What is wrong with a statement, without any value: those are what participants said."""
    diagnosis = error.diag
    # The primary message of a broken constraint names tables and constraints only.
    message = diagnosis.message_primary if (error.sqlstate or "").startswith("23") else None
    parts = (
        type(error).__name__,
        error.sqlstate,
        message or diagnosis.constraint_name or diagnosis.table_name,
    )
    return " ".join(part for part in parts if part)
