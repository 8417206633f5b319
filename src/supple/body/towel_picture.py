"""The back seen from behind, with the towel across it at each level it may lie at."""

from collections.abc import Mapping

import numpy as np

from supple.base.rotation import Array
from supple.body.camera import Camera
from supple.body.motion import Poses
from supple.body.outline import filled_in, resampled, united, without
from supple.body.skeleton import Skeleton, skeleton
from supple.body.skin import arm_part, combined, hair_part, head_part, silhouettes, trunk_part
from supple.body.svg import group, path, picture
from supple.knowledge.schema.pose import BodyTable, Pose, Vertebra

LEVELS = tuple(f"T{number}" for number in range(4, 11))
POSE = "upright"
CUT_BELOW = 0.075  # metres headward of the hip line, at the waist
HALF_TOWEL, ROUND = 210, 34
_PROCESS = {  # half span of the transverse processes, metres
    "T1": 0.0375, "T2": 0.035, "T3": 0.033, "T4": 0.032, "T5": 0.0315, "T6": 0.031, "T7": 0.0305,
    "T8": 0.030, "T9": 0.029, "T10": 0.028, "T11": 0.026, "T12": 0.0245, "L1": 0.0355, "L2": 0.038,
    "L3": 0.043, "L4": 0.040, "L5": 0.044,
}  # fmt: skip
_BLADE = (  # sideways from the midline (m) and the level, from the inner border to the outer one
    ((0.058, "T2"), (0.062, "T4"), (0.070, "T6"), (0.084, "T7")),
    ((0.140, "T3"), (0.126, "T5"), (0.104, "T6")),
)
NO_DETAILS = np.zeros((0, 2))


def towel_picture_svg(poses: Mapping[str, Pose], body_table: BodyTable, *, title: str) -> str:
    """Inline SVG. Each towel is a group `towel-at towel-at-T7`; CSS shows the chosen one."""
    camera = Camera(from_behind=True)
    bones = skeleton(Poses(poses=poses, table=body_table).laid(POSE), body_table)
    body = _body(bones, body_table, camera)
    heights = {level: float(camera.seen(bones.origins[level])[0, 1]) for level in _PROCESS}
    parts = [
        path(body, css="fig-body"),
        path(_hair(bones, body_table, camera), css="fig-hair"),
        *_blades(heights),
        *[
            path(_from_behind(row, heights[row.level]), css="fig-bone")
            for row in body_table.vertebra
            if row.level in _PROCESS
        ],
        *[_towel(level, heights[level]) for level in LEVELS],
        *_bracket(heights, _edge(body, heights)),
    ]
    low, high = body.min(axis=0), body.max(axis=0)
    box = (int(low[0]) - 20, int(low[1]) - 24, int(high[0] - low[0]) + 80, int(high[1] - low[1]) + 24)
    return picture(parts, view_box=box, title=title, css="figure figure-towel")


def _body(bones: Skeleton, table: BodyTable, camera: Camera) -> Array:
    """Head, trunk and arms as one outline, cut at the waist."""
    arms = combined(arm_part(table, "left"), arm_part(table, "right"))
    smooth = filled_in(united(silhouettes(combined(trunk_part(table), arms), bones, camera)[0]), 16.0)
    whole = united([smooth, *silhouettes(head_part(table), bones, camera)[0]])
    low = -CUT_BELOW * 1000
    far = 10_000.0
    cut = without(whole, np.array([[-far, low], [far, low], [far, far], [-far, far]]))
    marks = np.array([[0.0, cut[:, 1].min()], [0.0, low]])
    return resampled(cut, counts=(150, 150), landmarks=marks, details=NO_DETAILS, detail_reach=1.0)


def _hair(bones: Skeleton, table: BodyTable, camera: Camera) -> Array:
    outline = united(silhouettes(hair_part(table), bones, camera)[0])
    return filled_in(outline, 4.0)


def _from_behind(row: Vertebra, height: float) -> Array:
    """A waisted block with its transverse processes, (14, 2) millimetres round its own height."""
    half, tall, reach = row.width * 410, row.height * 500, _PROCESS[row.level] * 1000
    lumbar = row.level[0] == "L"
    thin, up = (4.0, 0.0) if lumbar else (3.2, -1.5)
    right = [
        (half, -tall), (half * 0.84, -tall * 0.45), (half * 0.84, up - thin * 0.6), (reach, up - thin * 1.1),
        (reach, up + thin), (half * 0.84, up + thin), (half, tall),
    ]  # fmt: skip
    left = [(-x, y) for x, y in reversed(right)]
    return np.asarray(np.array(right + left) + np.array([0.0, height]))


def _blades(heights: Mapping[str, float]) -> list[str]:
    """Hints of the shoulder blades: inner border and tip, outer border, on both sides."""
    lines = []
    for sign in (-1, 1):
        for border in _BLADE:
            points = np.array([[sign * aside * 1000, heights[level]] for aside, level in border])
            lines.append(path(points, css="fig-crease", closed=False))
    return lines


def _towel(level: str, height: float) -> str:
    top = round(height) - ROUND
    box = f'x="{-HALF_TOWEL}" y="{top}" width="{2 * HALF_TOWEL}" height="{2 * ROUND}" rx="{ROUND}"'
    folds = [
        path(
            np.array([[-HALF_TOWEL + 30, height + shift], [HALF_TOWEL - 30, height + shift]]),
            css="fig-towel-fold",
            closed=False,
        )
        for shift in (-ROUND / 3, ROUND / 3)
    ]
    return group([f'<rect class="fig-towel" {box}/>', *folds], css=f"towel-at towel-at-{level}")


def _edge(body: Array, heights: Mapping[str, float]) -> float:
    """How far the body reaches to the right where the bracket stands."""
    beside = (body[:, 1] > heights[LEVELS[0]] - 30) & (body[:, 1] < heights[LEVELS[-1]] + 30)
    return float(body[beside, 0].max())


def _bracket(heights: Mapping[str, float], edge: float) -> list[str]:
    """T4 to T10 marked beside the body, with their names."""
    x, first, last = edge + 20, heights[LEVELS[0]], heights[LEVELS[-1]]
    line = np.array([[x - 10, first], [x, first], [x, last], [x - 10, last]])
    names = [
        f'<text class="fig-label" x="{round(x + 8)}" y="{round(heights[level]) + 8}">{level}</text>'
        for level in (LEVELS[0], LEVELS[-1])
    ]
    return [path(line, css="fig-bracket", closed=False), *names]
