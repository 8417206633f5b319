"""What a start of Supple may choose: the folder, the port, and whether a browser opens."""

from dataclasses import dataclass
from pathlib import Path

FIRST_PORT = 8737
PORTS_TO_TRY = 50


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Set by the command line. None: the platform's data folder, the first free port."""

    data: Path | None = None
    port: int | None = None
    open_browser: bool = True
