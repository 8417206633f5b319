"""The names of Supple's own files in a data folder."""

import re

_DATABASE = r"supple(?:-[0-9a-f]{16}|-[0-9a-f]{32})?\.sqlite3"
_BESIDE = (
    r"(?:-wal|-shm|-journal|-mirror(?:\.unreadable)?|-removed|-making|-wal-held-\d+"
    r"|\.damaged-\d{8}T\d{6}Z(?:-\d+)?(?:-wal|-mirror)?)?"
)
_OTHERS = r"secret|port|removed-journals|running-\d+\.json|open-supple\.html|\.supple-[a-z]+"
_WHOLE = rf"(?:{_DATABASE}{_BESIDE}|{_OTHERS})"
# Some disks do not tell large letters from small ones.
JOURNAL_FILE = re.compile(_DATABASE + _BESIDE, re.IGNORECASE)
_OWN = re.compile(rf"{_WHOLE}|\.{_WHOLE}\.[^.]+\.part", re.IGNORECASE)
BESIDE_JOURNAL = re.compile(_BESIDE, re.IGNORECASE)


def is_own(name: str) -> bool:
    """Whether a file in a data folder has the name of one of Supple's own, or of one half written."""
    return _OWN.fullmatch(name) is not None
