"""Points to SVG elements; looks come from CSS classes alone."""

from collections.abc import Iterable
from html import escape

import numpy as np

from supple.base.rotation import Array
from supple.body.drawing import Kind

CLASSES: dict[Kind, str] = {
    "far": "fig-far", "body": "fig-body", "crease": "fig-crease", "near": "fig-near", "bone": "fig-bone",
    "bone_active": "fig-bone-active", "neck": "fig-neck", "skull_hair": "fig-hair", "face": "fig-face",
    "towel": "fig-towel", "floor": "fig-floor",
}  # fmt: skip


def path(points: Array, *, css: str, closed: bool = True) -> str:
    """A path element through points (count, 2), rounded to whole millimetres."""
    whole = np.rint(points).astype(int).tolist()
    line = "L".join(f"{x} {y}" for x, y in whole)
    return f'<path class="{css}" d="M{line}{"Z" if closed else ""}"/>'


def group(parts: Iterable[str], *, css: str) -> str:
    """A group of elements under one class."""
    return f'<g class="{css}">{"".join(parts)}</g>'


def picture(parts: Iterable[str], *, view_box: tuple[int, int, int, int], title: str, css: str) -> str:
    """A whole inline SVG, named for those who cannot see it."""
    box = " ".join(str(number) for number in view_box)
    named = escape(title, quote=True)
    inside = "".join(parts)
    return f'<svg class="{css}" viewBox="{box}" role="img" aria-label="{named}">{inside}</svg>'
