"""Drawings on disk: drawn once, then kept in the platform's cache folder until what they show changes.

Drawing needs numpy and a second of work; what is found in the cache is there long before that. What cannot be
read there, or is not a drawing, is drawn anew; in a folder that others may write to nothing is believed.
"""

import os
import stat
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from xml.parsers import expat

import platformdirs
from pydantic_core import from_json

STATE_LENGTH = 16
SHAPES = ("body", "knowledge/data/poses", "knowledge/data/tables")
MOVEMENTS = (*SHAPES, "knowledge/data/techniques", "knowledge/data/words")
FOLDER_MODE = 0o700
OTHERS_MAY_WRITE = 0o022
# Of body.figure.Figure, which needs numpy to be loaded.
FIGURE_KEYS = {"technique", "title", "view_box", "layers", "clips"}


def kept(name: str, draw: Callable[[], str], *, depends_on: tuple[str, ...]) -> str:
    """The text of a drawing, from the cache if it was drawn before. `name` ends in .svg or .json."""
    stem, suffix = Path(name).stem, Path(name).suffix
    folder = _folder()
    if not _is_ours(folder):
        return draw()
    path = folder / f"{stem}-{_state_of(depends_on)}{suffix}"
    before = _read(path)
    if before is not None:
        return before
    drawn = draw()
    _keep(path, drawn, older=f"{stem}-{'?' * STATE_LENGTH}{suffix}")
    return drawn


def _folder() -> Path:
    return Path(platformdirs.user_cache_dir("supple", appauthor=False))


def _is_ours(folder: Path) -> bool:
    """Whether nobody else can put something into it; made where there is none."""
    try:
        folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        now = folder.stat()
    except OSError:
        return False
    return os.name != "posix" or (now.st_uid == os.geteuid() and not now.st_mode & OTHERS_MAY_WRITE)


def _read(path: Path) -> str | None:
    """A whole drawing, or None."""
    with suppress(OSError, ValueError):
        if stat.S_ISREG(path.stat().st_mode):
            text = path.read_text(encoding="utf-8")
            return text if IS_WHOLE[path.suffix](text) else None
    return None


def _is_svg(text: str) -> bool:
    """Whether it is XML from end to end, and a picture."""
    roots: list[str] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, _attributes: roots.append(name) if not roots else None
    try:
        parser.Parse(text, True)  # noqa: FBT003 - expat takes it by place
    except expat.ExpatError:
        return False
    return roots == ["svg"]


def _is_figure(text: str) -> bool:
    """Whether it is JSON with something in it. Raises ValueError where it is none."""
    read = from_json(text)
    return isinstance(read, dict) and read.keys() == FIGURE_KEYS and bool(read["layers"] and read["clips"])


IS_WHOLE: Mapping[str, Callable[[str], bool]] = {".svg": _is_svg, ".json": _is_figure}


def _keep(path: Path, drawn: str, *, older: str) -> None:
    """Write whole or not at all, and drop older ones. A folder that cannot be written costs time only."""
    half = path.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        path.rmdir()  # an empty folder in its place
    with suppress(OSError):
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
