"""A technique's or the common phases' drawing as data that the player paints and moves."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from supple.body.drawing import Drawn, Kind, Studio
from supple.body.motion import Poses, phase_postures
from supple.body.posture import Postures, joined
from supple.body.scene import Scene, scene_for
from supple.body.skeleton import skeleton
from supple.knowledge.schema.common import Frozen
from supple.knowledge.schema.pose import BodyTable, Pose
from supple.knowledge.schema.technique import Phase, Technique

MARGIN = 24
DEFAULT_LEVEL = "T7"
TOWEL_POSE = "t2"

Points = tuple[int, ...]
Frame = tuple[Points, ...]


class Layer(Frozen):
    """What a layer is; `kind` names its CSS class. Only the floor, the face and creases are unfilled."""

    id: str
    kind: Kind
    closed: bool


class Clip(Frozen):
    """Frames evenly spaced over a phase; one frame means stillness. frame -> layer -> x0, y0, x1, y1, ..."""

    frames: tuple[Frame, ...]


class Figure(Frozen):
    """A drawing in whole millimetres, y downwards, floor at y = 0 where seen from the side."""

    technique: str
    title: str
    view_box: tuple[int, int, int, int]
    layers: tuple[Layer, ...]
    clips: dict[str, Clip]


def build_figure(
    technique: Technique,
    poses: Mapping[str, Pose],
    body_table: BodyTable,
    *,
    level: str = "",
    gentle: bool = False,
) -> Figure:
    """The whole technique, every phase a clip, for the left side. Raises SuppleError for an unknown pose."""
    level = level or technique.default_level or DEFAULT_LEVEL
    book = Poses(poses=poses, table=body_table, level=level)
    gentle_poses = technique.gentle_poses if gentle else {}
    return _figure(
        name=technique.id,
        title=_title(technique, book, gentle_poses),
        phases=technique.phases,
        book=book,
        gentle=gentle_poses,
        scene=placed(scene_for(technique.id, level), book),
    )


def build_common(
    phases: Iterable[Phase], poses: Mapping[str, Pose], body_table: BodyTable, *, name: str = "common"
) -> Figure:
    """Getting down, changing, resting and getting up: phases that belong to no technique."""
    return _figure(
        name=name,
        title="A person seen from the side, moving between sitting, lying on one side and lying on the back.",
        phases=tuple(phases),
        book=Poses(poses=poses, table=body_table, level=DEFAULT_LEVEL),
        gentle={},
        scene=scene_for(name, DEFAULT_LEVEL),
    )


def placed(scene: Scene, book: Poses) -> Scene:
    """The scene with its towel under the level it is for, where it has one."""
    if not scene.towel:
        return scene
    bones = skeleton(book.laid(TOWEL_POSE), book.table)
    return replace(scene, towel_along=float(bones.origins[book.level][0, 1]))


def _title(technique: Technique, book: Poses, gentle: Mapping[str, str]) -> str:
    """What the drawing shows, in words: the technique, and how the body lies at its heart."""
    heart = next((phase for phase in technique.bout if phase.kind in ("hold", "sweep")), technique.bout[0])
    pose = book.pose(gentle.get(heart.pose_to, heart.pose_to))
    seen = "a little from above" if scene_for(technique.id, book.level).from_above else "from the side"
    return f"{technique.name}: a person seen {seen} {pose.words}."


def _figure(
    *,
    name: str,
    title: str,
    phases: tuple[Phase, ...],
    book: Poses,
    gentle: Mapping[str, str],
    scene: Scene,
) -> Figure:
    parts = [phase_postures(phase, book, gentle=gentle) for phase in phases]
    drawn, which = _drawn(joined(parts), Studio(table=book.table, scene=scene))
    moments = np.concatenate(
        [np.rint(layer.points).astype(np.int64).reshape(len(layer.points), -1) for layer in drawn], axis=1
    )
    widths = [layer.points.shape[1] * 2 for layer in drawn]
    frames = _frames(moments, widths)
    clips, start = {}, 0
    for phase, part in zip(phases, parts, strict=True):
        rows = which[start : start + len(part.values)]
        clips[phase.id] = Clip(frames=tuple(frames[row] for row in rows))
        start += len(part.values)
    return Figure(
        technique=name,
        title=title,
        view_box=view_box(drawn),
        layers=tuple(Layer(id=layer.id, kind=layer.kind, closed=layer.closed) for layer in drawn),
        clips=clips,
    )


def _drawn(postures: Postures, studio: Studio) -> tuple[list[Drawn], NDArray[np.intp]]:
    """Every different moment drawn once, and which of them each moment is."""
    _, first, which = np.unique(np.round(postures.values, 6), axis=0, return_index=True, return_inverse=True)
    once = Postures(values=postures.values[first], level=postures.level)
    return studio.layers(once), which.reshape(-1)


def _frames(moments: NDArray[np.int64], widths: list[int]) -> list[Frame]:
    """Rows of numbers cut into layers."""
    ends = np.cumsum(widths).tolist()
    spans = list(zip([0, *ends[:-1]], ends, strict=True))
    return [tuple(tuple(row[a:b]) for a, b in spans) for row in moments.tolist()]


def view_box(drawn: Iterable[Drawn]) -> tuple[int, int, int, int]:
    """x, y, width, height of all layers at all moments with a margin, whole millimetres."""
    points = np.concatenate([layer.points.reshape(-1, 2) for layer in drawn])
    low = np.floor(points.min(axis=0)).astype(int) - MARGIN
    high = np.ceil(points.max(axis=0)).astype(int) + MARGIN
    return (int(low[0]), int(low[1]), int(high[0] - low[0]), int(high[1] - low[1]))
