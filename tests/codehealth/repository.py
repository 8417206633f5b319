"""The project's own files, as git sees them."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILT_PLAYER = ROOT / "src" / "supple" / "web" / "static" / "player"


@cache
def own_files() -> tuple[Path, ...]:
    """Every file that is tracked, or would be if it were added."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return tuple(file for name in sorted(set(names.split("\0"))) if name and (file := ROOT / name).is_file())


def written_in(*suffixes: str, below: str = ".") -> list[Path]:
    """Own files below a folder with one of these endings."""
    folder = (ROOT / below).resolve()
    return [file for file in own_files() if file.suffix in suffixes and file.is_relative_to(folder)]


def text(file: Path) -> str:
    """The file's text, or nothing where it is a picture or a sound."""
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def name(file: Path) -> str:
    """The file's path from the project's folder, for messages."""
    return file.relative_to(ROOT).as_posix()
