"""Drawings on disk: drawn once, then kept in the platform's cache folder until what they show changes.

Drawing needs numpy and a second of work; what is found in the cache is there long before that.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import platformdirs

STATE_LENGTH = 16
SHAPES = ("body", "knowledge/data/poses", "knowledge/data/tables")
MOVEMENTS = (*SHAPES, "knowledge/data/techniques", "knowledge/data/words")


def kept(name: str, draw: Callable[[], str], *, depends_on: tuple[str, ...]) -> str:
    """The text of a drawing, from the cache if it was drawn before. `name` ends in its suffix."""
    stem, suffix = Path(name).stem, Path(name).suffix
    path = _folder() / f"{stem}-{_state_of(depends_on)}{suffix}"
    if path.is_file():
        return path.read_text(encoding="utf-8")
    drawn = draw()
    _keep(path, drawn, older=f"{stem}-{'?' * STATE_LENGTH}{suffix}")
    return drawn


def _folder() -> Path:
    return Path(platformdirs.user_cache_dir("supple", appauthor=False))


def _keep(path: Path, drawn: str, *, older: str) -> None:
    """Write whole or not at all, and drop older ones. A folder that cannot be written costs time only."""
    half = path.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        half.write_text(drawn, encoding="utf-8")
        half.replace(path)
        for old in path.parent.glob(older):
            if old != path:
                old.unlink(missing_ok=True)
    with suppress(OSError):
        half.unlink(missing_ok=True)


@cache
def _state_of(folders: tuple[str, ...]) -> str:
    """Changes with every file of these folders of the package."""
    digest = sha256()
    for folder in folders:
        for one in sorted(files("supple").joinpath(folder).iterdir(), key=lambda entry: entry.name):
            if one.is_file():
                digest.update(one.read_bytes())
    return digest.hexdigest()[:STATE_LENGTH]
