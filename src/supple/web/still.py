"""Still pictures of the body on pages: drawn once, then kept in the platform's cache folder.

Drawing needs numpy; a page that finds its picture in the cache is there long before that.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import platformdirs
from markupsafe import Markup

from supple.web.figures import Anatomy, anatomy


def _draw_today(body: Anatomy) -> str:
    from supple.body.still import still_svg

    return still_svg(
        body.poses, body.table, title="A body lying on its back with bent knees, seen from the side"
    )


def _draw_towel(body: Anatomy) -> str:
    from supple.body.towel_picture import towel_picture_svg

    title = "A back seen from behind, with a rolled towel across it at the chosen level"
    return towel_picture_svg(body.poses, body.table, title=title)


def today_figure() -> Markup:
    """The body on the first page. Class names show which vertebrae belong to which region."""
    return _kept("today", _draw_today)


def towel_figure() -> Markup:
    """The back with the towel at each level; the page shows the chosen one."""
    return _kept("towel", _draw_towel)


@cache
def _kept(name: str, draw: Callable[[Anatomy], str]) -> Markup:
    path = Path(platformdirs.user_cache_dir("supple", appauthor=False)) / f"{name}-{_state_of_the_art()}.svg"
    if path.is_file():
        return Markup(path.read_text(encoding="utf-8"))  # noqa: S704, our own drawing
    drawn = draw(anatomy())
    _keep(path, drawn)
    return Markup(drawn)  # noqa: S704, our own drawing


def _keep(path: Path, drawn: str) -> None:
    """Write whole or not at all, and drop older ones. A folder that cannot be written costs time only."""
    half = path.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        half.write_text(drawn, encoding="utf-8")
        half.replace(path)
        for old in path.parent.glob(f"{path.stem.split('-')[0]}-*.svg"):
            if old != path:
                old.unlink(missing_ok=True)
    with suppress(OSError):
        half.unlink(missing_ok=True)


@cache
def _state_of_the_art() -> str:
    """Changes with everything that a drawing depends on."""
    digest = sha256()
    packed = files("supple")
    for folder in (
        packed / "body",
        packed / "knowledge" / "data" / "poses",
        packed / "knowledge" / "data" / "tables",
    ):
        for one in sorted(folder.iterdir(), key=lambda entry: entry.name):
            if one.is_file():
                digest.update(one.read_bytes())
    return digest.hexdigest()[:16]
