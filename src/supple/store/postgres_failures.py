"""What can go wrong with a PostgreSQL server, said in one sentence with the fix."""

import re

from supple.base.errors import SuppleError
from supple.store.missing import removed_meanwhile

# How a refusal to connect is worded, which comes without a code; and the code it would have had.
_BEFORE_CONNECTED = {
    r"password|pg_hba|authentication|role \".*\" (does not exist|is not permitted)": "28",
    r"database \".*\" does not exist": "3D000",
    r"permission denied for database": "42501",
    r"too many|connection slots": "53300",
    r"the database system is": "57P03",
}
_NOT_YET_CONNECTED = r"connection (failed|is bad|to server|timeout)|attempts failed|failed to resolve"
# An address, a pair of user and password, a setting; and whatever has an @, which may be half a password.
_ADDRESS_PARTS = r"\S*://\S+|\bpassword\s*=\s*('[^']*'|\S+)|\"[^\"]*@[^\"]*\"|\S*@\S*"
_ASIDE = ("DETAIL", "HINT", "CONTEXT", "LINE", "Is the server")
_ELSEWHERE = "or take SUPPLE_DATABASE_URL away: then Supple keeps everything in a file on this machine"
_AGAIN = "Try again: what was kept already is not kept twice"
_LOST = (
    "The connection to {place} was lost ({words}); of what was being written, all was kept or nothing",
    _AGAIN + ". If it stays away, start the server",
)
_HELD = ("{place} is held by another program", "Wait until it has finished its work, then try again")
_FULL = (
    "There is no room left for {place}; nothing was kept of this",
    "Make room on the server, then try again",
)
_DAMAGED = (
    "{place} is damaged ({words}); it was left exactly as it is",
    "Ask whoever looks after the server, or restore an export into a new database",
)
_SAYS: dict[str, tuple[str, str]] = {
    "08": _LOST,
    "25006": (
        "{place} can only be read; nothing was kept of this",
        "Name the main server in SUPPLE_DATABASE_URL, not a copy of it, and a role that may write",
    ),
    "25P03": _LOST,
    "28": (
        "{place} does not let Supple in ({words})",
        f"Correct the user and the password in SUPPLE_DATABASE_URL, {_ELSEWHERE}",
    ),
    "3D000": (
        "{place} does not exist",
        f"Make it with createdb, or correct its name in SUPPLE_DATABASE_URL, {_ELSEWHERE}",
    ),
    "40": ("{place} could not do this now; nothing was kept of it", _AGAIN),
    "42501": (
        "{place} does not allow this ({words})",
        "Let the user in SUPPLE_DATABASE_URL create schemas there, and own those named supple",
    ),
    "53100": _FULL,
    "53200": ("The server of {place} has no memory left; nothing was kept of this", _AGAIN),
    "53300": ("{place} has too many users at once", "Wait a moment, then try again"),
    "53": _FULL,
    "54000": ("This is more than {place} can take at once", "Try again with less"),
    "55P03": _HELD,
    "57014": ("{place} took too long; nothing was kept of this", "Wait a moment, then try again"),
    "57P03": ("The server of {place} is starting or stopping", "Wait a moment, then try again"),
    "57": _LOST,
    "58": ("The server of {place} cannot use its disk ({words}); nothing was kept of this",
           "See whether that disk is full or failing, then try again"),
    "XX001": _DAMAGED,
    "XX002": _DAMAGED,
}  # fmt: skip
# Its tables are looked for in its own schema alone.
_GONE = frozenset({"3F000", "42P01"})
_AWAY = (
    "{place} cannot be reached ({words})",
    f"Start the server, or correct SUPPLE_DATABASE_URL, {_ELSEWHERE}",
)


def explain(error: BaseException, place: str) -> SuppleError | None:
    """The sentence for an error of psycopg, or None where it would be our own mistake."""
    code: str | None = getattr(error, "sqlstate", None)
    if code in _GONE:
        return removed_meanwhile(place)
    said = _of_code(code) if code else _without_code(error)
    if said is None:
        return None
    problem, fix = (part.format(place=place, words=_words(error)) for part in said)
    return SuppleError(problem[0].upper() + problem[1:], fix=fix)


def _of_code(code: str) -> tuple[str, str] | None:
    """An exact code first, then its class."""
    return _SAYS.get(code) or _SAYS.get(code[:2])


def _without_code(error: BaseException) -> tuple[str, str] | None:
    """Libpq's own: no connection came about, or one broke."""
    if not any(one.__name__ == "OperationalError" for one in type(error).__mro__):
        return None
    text = str(error)
    if not re.search(_NOT_YET_CONNECTED, text):
        return _LOST
    codes = (code for words, code in _BEFORE_CONNECTED.items() if re.search(words, text))
    code = next(codes, None)
    return _SAYS[code] if code else _AWAY


def _words(error: BaseException) -> str:
    """What the server or libpq said is the reason; never what was asked of it."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    kept = [line for line in lines if not line.startswith(_ASIDE)]
    first = kept[0] if kept else type(error).__name__
    return re.sub(_ADDRESS_PARTS, "...", re.sub(r"^(.*FATAL:|connection (failed|is bad):) *", "", first))
