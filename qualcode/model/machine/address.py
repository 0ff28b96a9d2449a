"""The address of a project on a server: read in every form that people write, shown without secrets."""

import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote, unquote

from qualcode.model.errors import QualcodeError

HOW: Final = "write it as postgresql://user@host/database"

_SCHEME: Final = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://", re.ASCII)
_SERVER: Final = re.compile(r"(?i)postgres(ql)?(\+[a-z0-9_]+)?", re.ASCII)
_PARTS: Final = re.compile(
    r"(?:(?P<user>[^:/?@]*)(?::(?P<password>[^/?@]*))?@)?"
    r"(?P<host>(?:\[[^\]/?@]*\]|[^:/?@\[\]]*)(?::[0-9]*)?(?:,(?:\[[^\]/?@]*\]|[^:/?@\[\]]*)(?::[0-9]*)?)*)"
    r"(?:/(?P<database>[^/?@]*))?"
    r"(?:\?(?P<settings>.*))?",
    re.DOTALL,
)
_PLACES: Final = ("user", "host", "port", "dbname")
_SECRET: Final = frozenset(
    {"password", "sslpassword", "oauth_client_secret", "scram_client_key", "scram_server_key"}
)
# What libpq knows besides: a name that it does not know is a part of a password, or a slip.
_KNOWN: Final = frozenset(
    re.findall(
        r"\w+",
        """
        service passfile hostaddr channel_binding connect_timeout client_encoding options application_name
        fallback_application_name keepalives keepalives_idle keepalives_interval keepalives_count
        tcp_user_timeout sslmode sslnegotiation sslcompression sslcert sslkey sslcertmode sslrootcert sslcrl
        sslcrldir sslsni requirepeer require_auth min_protocol_version max_protocol_version
        ssl_min_protocol_version ssl_max_protocol_version gssencmode krbsrvname gsslib gssdelegation
        target_session_attrs load_balance_hosts oauth_issuer oauth_client_id oauth_scope
        """,
    )
).union(_PLACES, _SECRET)
# What a file or a message may show of an address that is none: nothing that could be a password.
_LISTED: Final = re.compile(r"(?:^|(?<=\s))([a-z_]+)\s*=")
_USER_INFO: Final = re.compile(r"(?P<before>[A-Za-z][A-Za-z0-9+.-]*:/{1,2}[^\s/:@?]*):.*@", re.DOTALL)
_WITHOUT_SLASHES: Final = re.compile(
    r"(?i)(?P<before>\bpostgres(?:ql)?(?:\+[a-z0-9_]+)?:[^\s/:@?]+):.*@", re.ASCII | re.DOTALL
)
_WITHOUT_SCHEME: Final = re.compile(
    r"(?i)(?<![^\s/“\"'])(?!postgres)(?P<before>[^\s/:@”\"']+):(?!/)[^\s@]*(?:@[^\s/@]*)*@(?=[^\s/@]+/)"
)
_NAMED: Final = re.compile(
    r"(?i)(?P<name>\b(?:[a-z_]*password|passwd|pwd|[a-z_]*secret)\s*=\s*)(?:'(?:\\.|[^'\\])*'?|[^&\s”\"']+)"
)


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Where a database is on a PostgreSQL server, and the secrets to reach it, which are never shown."""

    user: str = ""
    host: str = ""
    port: str = ""
    database: str = ""
    settings: tuple[tuple[str, str], ...] = ()
    secrets: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    @property
    def password(self) -> str | None:
        return dict(self.secrets).get("password")

    @property
    def shown(self) -> str:
        """The address without secrets, by which the project is found again."""
        user = f"{quote(self.user, safe='')}@" if self.user else ""
        hosts, ports = self.host.split(","), self.port.split(",")
        if len(ports) != len(hosts):
            ports = [ports[0]] * len(hosts)
        places = ",".join(_place(host, port) for host, port in zip(hosts, ports, strict=True))
        settings = "&".join(f"{name}={quote(value, safe='/,:')}" for name, value in self.settings)
        return f"postgresql://{user}{places}/{quote(self.database, safe='')}{'?' * bool(settings)}{settings}"

    @property
    def whole(self) -> str:
        """The address with its secrets, to connect by; not to be kept or shown."""
        extra = "&".join(f"{name}={quote(value, safe='')}" for name, value in self.secrets)
        return f"{self.shown}{'&' if self.settings else '?'}{extra}" if extra else self.shown

    def with_password(self, password: str) -> "ServerAddress":
        """The same place, reached by this password."""
        others = tuple(pair for pair in self.secrets if pair[0] != "password")
        return ServerAddress(
            self.user, self.host, self.port, self.database, self.settings, (*others, ("password", password))
        )

    def parameters(self) -> dict[str, str]:
        """Everything as libpq names it."""
        places = {"user": self.user, "host": self.host, "port": self.port, "dbname": self.database}
        return {
            **{name: value for name, value in places.items() if value},
            **dict(self.settings),
            **dict(self.secrets),
        }


def _place(host: str, port: str) -> str:
    shown = f"[{host}]" if ":" in host else quote(host, safe="")
    return f"{shown}:{port}" if port else shown


def is_address(text: str) -> bool:
    """Whether this is an address of some kind, rather than the name of a file."""
    return _SCHEME.match(text) is not None or _is_list(text)


def _is_list(text: str) -> bool:
    """Whether this is how libpq lists what it needs: ``host=… dbname=…``."""
    names = _LISTED.findall(text)
    return len(names) > 1 and text.lstrip().startswith(names[0]) and _KNOWN.issuperset(names)


def check_kind(text: str) -> None:
    """Raise QualcodeError for an address of another kind than ours."""
    if is_address(text) and not is_server(text):
        raise QualcodeError(f"{shown(text)} is not an address that can be opened; {HOW}.")


def is_server(text: str) -> bool:
    """Whether this is the address of a PostgreSQL database, rather than the name of a file."""
    found = _SCHEME.match(text)
    return found is not None and _SERVER.fullmatch(found["scheme"]) is not None


def server_address(text: str) -> ServerAddress:
    """The parts of an address. Raises QualcodeError, which quotes nothing, where it cannot be read.

    A password may hold ``@``, ``/``, ``?`` and ``:`` as they are.
    """
    if not is_server(text):
        raise QualcodeError(f"This kind of address cannot be opened; {HOW}.")
    rest = text.split("://", 1)[1]
    found = _read(rest)
    if found is None and "@" in rest:
        # Not as the standard has it: everything up to the last @ belongs to user and password.
        login, _, place = rest.rpartition("@")
        user, _, password = login.partition(":")
        found = _read(place)
        if found is not None:
            found.update(user=user, password=password)
    if found is None:
        raise QualcodeError(f"The server address cannot be read; {HOW}.")
    address = _address(found)
    _check_hosts(address.host)
    return address


def _check_hosts(hosts: str) -> None:
    """Raise QualcodeError where no server can have such a name: to look for it, the system would fail."""
    # What begins with a slash is the folder of a server on this machine.
    for host in (each for each in hosts.split(",") if not each.startswith("/")):
        try:
            host.encode("idna")
        except UnicodeError as error:
            raise QualcodeError(
                "No server can have the name in this address; check it for two dots in a row and for odd "
                "characters."
            ) from error


def _read(rest: str) -> dict[str, str] | None:
    found = _PARTS.fullmatch(rest)
    if found is None or not _KNOWN.issuperset(_named(found["settings"] or "")):
        return None
    return {name: value or "" for name, value in found.groupdict().items()}


def _named(settings: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in settings.split("&") if part)
    return {name: unquote(value) for name, _, value in pairs}


def _address(found: dict[str, str]) -> ServerAddress:
    hosts, ports = [], []
    for place in found["host"].split(","):
        host, port = _host_and_port(place)
        hosts.append(unquote(host))
        ports.append(port)
    named = _named(found["settings"])
    parts = {
        "user": unquote(found["user"]),
        "host": ",".join(hosts),
        "port": ",".join(ports) if any(ports) else "",
        "dbname": unquote(found["database"]),
        # What is named takes precedence, as libpq has it.
        **{name: value for name, value in named.items() if name in _PLACES},
    }
    secrets = {name: value for name, value in named.items() if name in _SECRET}
    if found["password"]:
        secrets.setdefault("password", unquote(found["password"]))
    settings = tuple((name, value) for name, value in named.items() if name not in {*_PLACES, *_SECRET})
    return ServerAddress(
        parts["user"], parts["host"], parts["port"], parts["dbname"], settings, tuple(secrets.items())
    )


def _host_and_port(place: str) -> tuple[str, str]:
    if place.startswith("["):
        host, _, port = place[1:].partition("]")
        return host, port.removeprefix(":")
    host, _, port = place.partition(":")
    return host, port


def shown(text: str) -> str:
    """What may be shown and kept of a file name or an address: everything but secrets."""
    if not is_address(text):
        return text
    if _SCHEME.match(text) is None:
        return without_secrets(text)
    try:
        return server_address(text).shown
    except QualcodeError:
        return f"{text.split('://', 1)[0]}://…"


def with_password(text: str, password: str) -> str:
    """An address with this password in it; not to be kept or shown."""
    return server_address(text).with_password(password).whole


def without_secrets(words: str) -> str:
    """A line in which whatever may be a password is cut; for words that others have put together."""
    cut = words
    for form in (_USER_INFO, _WITHOUT_SLASHES, _WITHOUT_SCHEME):
        cut = form.sub(r"\g<before>:…@", cut)
    return _NAMED.sub(r"\g<name>…", cut)
