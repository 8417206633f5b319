"""Still pictures of the body on pages."""

from collections.abc import Callable
from functools import partial

from markupsafe import Markup

from supple.knowledge.anatomy import Anatomy
from supple.web.figures import anatomy
from supple.web.kept import SHAPES, kept

# Our own drawings, by name, for as long as this process lives.
_drawn: dict[str, Markup] = {}


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
    return _picture("today", _draw_today)


def towel_figure() -> Markup:
    """The back with the towel at each level; the page shows the chosen one."""
    return _picture("towel", _draw_towel)


def movement_figure(technique: str, pose: str, *, title: str) -> Markup:
    """A technique in the pose that it is known by."""
    return _picture(
        f"movement-{technique}", partial(_draw_movement, technique=technique, pose=pose, title=title)
    )


def _draw_movement(body: Anatomy, *, technique: str, pose: str, title: str) -> str:
    from supple.body.still import still_svg

    return still_svg(body.poses, body.table, pose=pose, title=title, technique=technique)


def _picture(name: str, draw: Callable[[Anatomy], str]) -> Markup:
    if name not in _drawn:
        _drawn[name] = Markup(kept(f"{name}.svg", lambda: draw(anatomy()), depends_on=SHAPES))  # noqa: S704
    return _drawn[name]
