"""Moments of a body to layers of points, every layer with the same number of points at each moment."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from supple.base.rotation import Array
from supple.body.bones import sacrum_outline, vertebra_outline
from supple.body.face import LINES, face_line
from supple.body.ground import floor_line, mat, towel
from supple.body.outline import above_floor, filled_in, opened, resampled, united, without
from supple.body.posture import Postures, Side
from supple.body.scene import Crossing, Scene
from supple.body.skeleton import Skeleton, skeleton
from supple.body.skin import (
    Part,
    arm_part,
    combined,
    face_part,
    hair_part,
    head_part,
    leg_part,
    shank_part,
    silhouettes,
    trunk_part,
)
from supple.knowledge.schema.pose import BodyTable

Kind = Literal[
    "far", "body", "crease", "near", "bone", "bone_active", "neck", "skull_hair", "face", "towel", "floor"
]
Place = tuple[str, tuple[float, float, float]]

ARM_POINTS, LEG_POINTS, SHANK_POINTS = (24, 24), (28, 28), (22, 22)
BODY_POINTS, HAIR_POINTS = (78, 64), (14, 10)
FILLET, LIMB_FILLET = 24.0, 14.0  # millimetres
LIMB_DETAIL, BODY_DETAIL = 90.0, 95.0
ROOT = {"leg": 115.0, "arm": 60.0}  # round a limb's root its outline is left away
LIFTED = 0.2  # metres: a foot this high is clear of the other leg
FACING = 0.5  # share of the chest's front that looks to the side
TOWEL_AWAY = 1.08  # metres headward of the hips, beyond the head
TOES: dict[Side, Place] = {
    "left": ("foot_left", (0.2, -0.06, 0.0)),
    "right": ("foot_right", (0.2, -0.06, 0.0)),
}


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """One layer: points (moments, count, 2) in millimetres."""

    id: str
    kind: Kind
    closed: bool
    points: Array


def _spaced(
    paths: list[Array], *, counts: tuple[int, int], marks: Array, details: Array, reach: float
) -> Array:
    """Every moment's path as the same number of points, (moments, sum(counts), 2)."""
    return np.stack(
        [
            resampled(path, counts=counts, landmarks=mark, details=detail, detail_reach=reach)
            for path, mark, detail in zip(paths, marks, details, strict=True)
        ]
    )


class Studio:
    """Draws moments of one body for one scene."""

    def __init__(self, *, table: BodyTable, scene: Scene) -> None:
        self._table = table
        self._scene = scene

    def layers(self, postures: Postures) -> list[Drawn]:
        """All layers in the order in which they are painted."""
        bones = skeleton(postures, self._table)
        body, bodies = self._body(bones)
        found = [
            self._arm(bones, "left", name="far_arm", kind="far"),
            self._far_leg(bones),
            body,
            self._hair(bones),
            *self._face(bones),
            *[self._crossing(which, bones, bodies) for which in self._scene.crossing],
        ]
        if self._scene.towel:
            found += self._towel(postures)
        found += [self._arm(bones, "right", name="near_arm", kind="near"), *self._spine(bones)]
        return self._on_the_floor(found)

    def _seen(self, part: Part, bones: Skeleton) -> list[list[Array]]:
        return silhouettes(part, bones, self._scene.camera)

    def _marks(self, bones: Skeleton, *places: Place) -> Array:
        """Landmarks on the screen, (moments, places, 2)."""
        seen = [self._scene.camera.seen(bones.point(segment, local)) for segment, local in places]
        return np.stack(seen, axis=1)

    def _cut(self, paths: list[Array]) -> list[Array]:
        """Flat at the floor, where the floor is a line."""
        return paths if self._scene.from_above else [above_floor(path) for path in paths]

    def _limb(self, part: Part, bones: Skeleton) -> list[Array]:
        return [filled_in(united(moment), LIMB_FILLET) for moment in self._seen(part, bones)]

    def _arm(self, bones: Skeleton, side: Side, *, name: str, kind: Kind) -> Drawn:
        marks = self._marks(bones, (f"upper_arm_{side}", (0, 0.05, 0)), (f"hand_{side}", (0, -0.175, 0)))
        paths = self._cut(self._limb(arm_part(self._table, side), bones))
        points = _spaced(paths, counts=ARM_POINTS, marks=marks, details=marks[:, 1:], reach=LIMB_DETAIL)
        return Drawn(id=name, kind=kind, closed=True, points=points)

    def _far_leg(self, bones: Skeleton) -> Drawn:
        marks = self._marks(bones, ("thigh_left", (0, 0.06, 0)), TOES["left"])
        paths = self._cut(self._limb(leg_part(self._table, "left"), bones))
        points = _spaced(paths, counts=LEG_POINTS, marks=marks, details=marks[:, 1:], reach=LIMB_DETAIL)
        return Drawn(id="far_leg", kind="far", closed=True, points=points)

    def _body(self, bones: Skeleton) -> tuple[Drawn, list[Array]]:
        """Trunk, head and near leg as one outline; corners rounded everywhere but on the face."""
        trunk = self._seen(combined(trunk_part(self._table), leg_part(self._table, "right")), bones)
        heads = self._seen(head_part(self._table), bones)
        paths = [
            united([filled_in(united(pieces), FILLET), *head])
            for pieces, head in zip(trunk, heads, strict=True)
        ]
        paths = self._cut(paths)
        marks = self._marks(bones, ("head", (0, 0.122, 0)), TOES["right"])
        details = self._marks(bones, ("head", (0.08, -0.05, 0)), ("foot_right", (0.1, -0.04, 0)))
        points = _spaced(paths, counts=BODY_POINTS, marks=marks, details=details, reach=BODY_DETAIL)
        return Drawn(id="body", kind="body", closed=True, points=points), paths

    def _hair(self, bones: Skeleton) -> Drawn:
        """The cap of hair, less the face where the face looks towards us."""
        hair = [united(moment) for moment in self._seen(hair_part(self._table), bones)]
        face = [united(moment) for moment in self._seen(face_part(self._table), bones)]
        looks = bones.turns["head"][..., 0] @ self._scene.camera.towards
        paths = [without(a, b) if look > 0 else a for a, b, look in zip(hair, face, looks, strict=True)]
        marks = self._marks(bones, ("head", (0.03, 0.122, 0)), ("head", (-0.07, -0.08, 0)))
        points = _spaced(self._cut(paths), counts=HAIR_POINTS, marks=marks, details=marks[:, :0], reach=0.0)
        return Drawn(id="hair", kind="skull_hair", closed=True, points=points)

    def _face(self, bones: Skeleton) -> list[Drawn]:
        """Both eyes and the near ear; those that are hidden shrink away."""
        return [
            Drawn(
                id=f"{name}_{side}",
                kind="face",
                closed=LINES[name][1],
                points=face_line(name, bones, self._scene.camera, left=side == "left"),
            )
            for name, side in (("eye", "right"), ("eye", "left"), ("ear", "right"))
        ]

    def _crossing(self, which: Crossing, bones: Skeleton, bodies: list[Array]) -> Drawn:
        """A far limb where it is in front; where it is behind, the piece that the body leaves free."""
        part = {"shank": shank_part, "leg": leg_part, "arm": arm_part}[which](self._table, "left")
        in_front = self._chest_faces_us(bones) if which == "arm" else self._leg_in_front(bones)
        paths = self._cut(
            [
                path if front else without(path, body)
                for path, body, front in zip(self._limb(part, bones), bodies, in_front, strict=True)
            ]
        )
        if which == "shank":
            marks = self._marks(bones, ("shank_left", (0.05, 0.0, 0)), TOES["left"])
            points = _spaced(paths, counts=SHANK_POINTS, marks=marks, details=marks[:, 1:], reach=LIMB_DETAIL)
            return Drawn(id="crossing_shank", kind="far", closed=True, points=points)
        root = {"leg": "thigh_left", "arm": "upper_arm_left"}[which]
        count = sum({"leg": LEG_POINTS, "arm": ARM_POINTS}[which])
        centres = self._marks(bones, (root, (0, 0, 0)))[:, 0]
        points = np.stack(
            [
                opened(path, root=centre, radius=ROOT[which], count=count)
                for path, centre in zip(paths, centres, strict=True)
            ]
        )
        return Drawn(id=f"crossing_{which}", kind="far", closed=False, points=points)

    def _leg_in_front(self, bones: Skeleton) -> Array:
        """Whether the left shank is nearer to us than the right thigh or lifted clear of it, (moments,)."""
        middle = (bones.point("shank_left", (0, -0.2, 0)) + bones.origins["foot_left"]) / 2
        nearer = (middle - bones.point("thigh_right", (0, -0.2, 0))) @ self._scene.camera.towards > 0
        return np.asarray(nearer | (bones.origins["foot_left"][:, 0] > LIFTED))

    def _chest_faces_us(self, bones: Skeleton) -> Array:
        """Whether the body is rolled so far that the left arm lies in front of it, (moments,)."""
        return np.asarray(bones.turns["thorax"][:, 2, 0] > FACING)

    def _towel(self, postures: Postures) -> list[Drawn]:
        """The roll under its level, or on its way there from beyond the head."""
        laid = postures.of("towel_laid")
        along = TOWEL_AWAY * (1 - laid) + self._scene.towel_along * laid
        outline, spiral = towel(self._table, self._scene.camera, along=along)
        return [
            Drawn(id="towel", kind="towel", closed=True, points=outline),
            Drawn(id="towel_roll", kind="towel", closed=False, points=spiral),
        ]

    def _spine(self, bones: Skeleton) -> Iterator[Drawn]:
        """Sacrum, then the vertebrae from below, then the neck, painted over everything else."""
        camera = self._scene.camera
        yield Drawn(id="sacrum", kind="bone", closed=True, points=sacrum_outline(bones, self._table, camera))
        for row in self._table.vertebra:
            kind: Kind = "bone_active" if row.level in self._scene.active else "bone"
            if row.level[0] == "C":
                kind = "neck"
            points = vertebra_outline(row, bones, camera)
            yield Drawn(id=row.level, kind=kind, closed=True, points=points)

    def _on_the_floor(self, found: list[Drawn]) -> list[Drawn]:
        """A mat under everything where seen from above, else a line in front of everything."""
        moments = len(found[0].points)
        if self._scene.from_above:
            under = mat(self._scene.camera, moments)
            return [Drawn(id="floor", kind="floor", closed=True, points=under), *found]
        reach = np.concatenate([layer.points.reshape(-1, 2) for layer in found])
        return [*found, Drawn(id="floor", kind="floor", closed=False, points=floor_line(reach, moments))]
