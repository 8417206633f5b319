"""One key pose as a still picture for a page."""

from collections.abc import Iterable, Mapping
from typing import Literal

from supple.body.drawing import Drawn, Studio
from supple.body.figure import view_box
from supple.body.motion import Poses
from supple.body.scene import LUMBAR, THORACIC, Scene, scene_for
from supple.body.svg import CLASSES, path, picture
from supple.knowledge.schema.pose import BodyTable, Pose

Region = Literal["lower", "upper", "all"]
RESTING = "belly"
_SHOWN: dict[Region | None, tuple[str, ...]] = {
    "lower": LUMBAR,
    "upper": THORACIC,
    "all": LUMBAR + THORACIC,
    None: (),
}


def still_svg(
    poses: Mapping[str, Pose],
    body_table: BodyTable,
    *,
    pose: str = RESTING,
    highlight: Region | None = None,
    title: str,
    technique: str = "still",
    level: str = "T7",
) -> str:
    """Inline SVG of one pose, its region filled. Vertebrae carry region-lower or region-upper for CSS.

    `technique` picks that technique's camera. Raises SuppleError for a pose that has no file.
    """
    book = Poses(poses=poses, table=body_table, level=level)
    base = scene_for(technique, level)
    scene = Scene(
        camera=base.camera,
        crossing=base.crossing,
        active=_SHOWN[highlight],
    )
    drawn = Studio(table=body_table, scene=scene).layers(book.laid(pose))
    return picture(_paths(drawn), view_box=view_box(drawn), title=title, css="figure figure-still")


def _paths(drawn: Iterable[Drawn]) -> Iterable[str]:
    for layer in drawn:
        css = CLASSES[layer.kind]
        if layer.id in LUMBAR:
            css += " region-lower"
        elif layer.id in THORACIC:
            css += " region-upper"
        yield path(layer.points[0], css=css, closed=layer.closed)
