"""What a start of Supple may choose: the folder, the port, and whether a browser opens."""

import os
from dataclasses import dataclass, field
from pathlib import Path

FIRST_PORT = 8737
PORTS_TO_TRY = 50
DATABASE_URL = "SUPPLE_DATABASE_URL"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Set by the command line. None: the platform's data folder, the first free port.

    `database_url` names a PostgreSQL database instead of files in the folder; the environment sets it.
    """

    data: Path | None = None
    port: int | None = None
    open_browser: bool = True
    database_url: str | None = field(default_factory=lambda: os.environ.get(DATABASE_URL) or None, repr=False)
