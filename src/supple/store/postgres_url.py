"""Reads SUPPLE_DATABASE_URL; what comes out is for libpq, and never shows a password."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from supple.base.errors import SuppleError

if TYPE_CHECKING:
    import psycopg

VARIABLE = "SUPPLE_DATABASE_URL"
_SCHEMES = frozenset({"postgresql", "postgres"})
_OTHER_KINDS = frozenset({"mysql", "mariadb", "sqlite", "oracle", "mssql", "mongodb"})
_FORM = "postgresql://user:password@host:5432/name"
# A shorter one would be taken out of the middle of words.
_SHORTEST_SCRUBBED = 3
_OUR_OPTIONS = {
    "application_name": "supple",
    "client_encoding": "utf8",
}
# What an address may say otherwise. A server that went away is noticed within the time of a page.
_DEFAULTS = {
    "connect_timeout": "5",
    "keepalives_idle": "30",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "20000",
}


@dataclass(frozen=True, kw_only=True)
class PostgresAddress:
    """Where a PostgreSQL database is."""

    parameters: dict[str, str] = field(repr=False)

    @property
    def place(self) -> str:
        """The database as people are told it: without user or password."""
        name = self.parameters.get("dbname") or self.parameters.get("user") or "of the user's name"
        host = self.parameters.get("host") or self.parameters.get("hostaddr") or "this machine"
        port = self.parameters.get("port")
        return f"the PostgreSQL database {name} at {host}{f', port {port}' if port else ''}"

    def connect(self) -> "psycopg.Connection[tuple[object, ...]]":
        """A new connection. Raises psycopg.Error."""
        import psycopg

        try:
            return psycopg.connect("", **{**_DEFAULTS, **self.parameters, **_OUR_OPTIONS})  # type: ignore[arg-type]
        except psycopg.Error as error:
            error.args = tuple(self._without_password(str(part)) for part in error.args)
            raise

    def _without_password(self, words: str) -> str:
        password = self.parameters.get("password", "")
        return words.replace(password, "...") if len(password) >= _SHORTEST_SCRUBBED else words


def postgres_address(url: str) -> PostgresAddress:
    """Understand an address in any of libpq's or SQLAlchemy's forms; the driver is always psycopg 3.

    Raises SuppleError for another kind of database, for a form that cannot be read, and where psycopg is
    not installed. None of them shows the address: a password may be in it.
    """
    scheme, separator, rest = url.strip().partition("://")
    kind = scheme.partition("+")[0].lower()
    if not separator or kind not in _SCHEMES:
        named = f" but {kind!r}" if kind in _OTHER_KINDS else ""
        raise SuppleError(
            f"{VARIABLE} does not name a PostgreSQL database{named}",
            fix=f"Write it as {_FORM}, or take it away: then Supple keeps all in a file of this machine",
        )
    _require_psycopg()
    from psycopg import Error
    from psycopg.conninfo import conninfo_to_dict, timeout_from_conninfo

    try:
        given = conninfo_to_dict(f"postgresql://{rest}")
        timeout_from_conninfo(given)  # psycopg waits by itself, so libpq never looks at it
    except (Error, ValueError):
        # The driver's own words quote parts of the address.
        raise _unreadable() from None
    if _has_part_of_a_password(given, rest):
        raise _unreadable()
    return PostgresAddress(parameters={key: str(value) for key, value in given.items() if value is not None})


def _has_part_of_a_password(given: Mapping[str, object], rest: str) -> bool:
    """Whether a password had an @ or a / as it is: then what followed stands elsewhere, and would be said."""
    hosts = f"{given.get('host') or ''},{given.get('hostaddr') or ''}".split(",")
    return (
        any("@" in host and not host.startswith("@/") for host in hosts)
        or bool(re.search(r"[^0-9,]", str(given.get("port") or "")))
        or "@" in rest.partition("?")[0].partition("/")[2]
    )


def _unreadable() -> SuppleError:
    return SuppleError(
        f"{VARIABLE} cannot be read as an address",
        fix=f"Write it as {_FORM}, with %40 for @, %2F for / and %25 for % inside a password",
    )


def _require_psycopg() -> None:
    """Raises SuppleError where the driver is not installed."""
    try:
        import psycopg  # noqa: F401 - whether it is there is the question
    except ImportError as error:
        raise SuppleError(
            f"{VARIABLE} is set, but the driver for PostgreSQL is not installed",
            fix='Run pip install "supple[postgres]", or start with python3 run.py while the variable is set',
        ) from error
