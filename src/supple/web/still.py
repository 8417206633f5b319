"""Still pictures of the body on pages."""

from collections.abc import Callable
from functools import cache

from markupsafe import Markup

from supple.knowledge.anatomy import Anatomy
from supple.web.figures import anatomy
from supple.web.kept import SHAPES, kept


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


@cache
def _picture(name: str, draw: Callable[[Anatomy], str]) -> Markup:
    return Markup(kept(f"{name}.svg", lambda: draw(anatomy()), depends_on=SHAPES))  # noqa: S704, our own drawing
