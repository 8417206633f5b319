"""Moments of a body to layers of points, every layer with the same number of points at each moment."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from supple.body.bones import sacrum_outline, vertebra_outline
from supple.body.face import LINES, face_line
from supple.body.ground import floor_line, mat, towel
from supple.body.outline import above_floor, filled_in, opened, resampled, united, without
from supple.body.posture import Postures
from supple.body.rotation import Array
from supple.body.scene import Scene
from supple.body.skeleton import Skeleton, skeleton
from supple.body.skin import (
    Part, arm_part, combined, face_part, hair_part, head_part, leg_part, shank_part, silhouettes, trunk_part,
)  # fmt: skip
from supple.knowledge.schema.pose import BodyTable

Kind = Literal["far", "body", "crease", "near", "bone", "bone_active", "neck", "skull_hair", "face", "towel", "floor"]
ARM_POINTS, LEG_POINTS, BODY_POINTS, HAIR_POINTS = (26, 26), (30, 30), (82, 68), (16, 12)
FILLET, LIMB_FILLET = 24.0, 14.0
Polygons = list[list[Array]]


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """One layer: points (moments, count, 2) in millimetres."""

    id: str
    kind: Kind
    closed: bool
    points: Array


def _marks(bones: Skeleton, scene: Scene, *places: tuple[str, tuple[float, float, float]]) -> Array:
    """Landmarks on the screen, (moments, places, 2)."""
    return np.stack([scene.camera.seen(bones.point(segment, local)) for segment, local in places], axis=1)


def _limb(
    name: str, kind: Kind, polygons: Polygons, marks: Array, scene: Scene, counts: tuple[int, int]
) -> tuple[Drawn, list[Array]]:
    """A limb's closed outline, from its root round its tip, and the outlines before resampling."""
    paths = [filled_in(united(moment), LIMB_FILLET) for moment in polygons]
    if not scene.from_above:
        paths = [above_floor(path) for path in paths]
    points = [
        resampled(path, counts=counts, landmarks=mark, details=mark[1:], detail_reach=90.0)
        for path, mark in zip(paths, marks, strict=True)
    ]
    return Drawn(id=name, kind=kind, closed=True, points=np.stack(points)), paths


class Studio:
    """Draws moments of one body for one scene."""

    def __init__(self, *, table: BodyTable, scene: Scene) -> None:
        self._table = table
        self._scene = scene

    def layers(self, postures: Postures) -> list[Drawn]:
        """All layers in the order in which they are painted."""
        bones = skeleton(postures, self._table)
        far: Kind = "near" if self._scene.pale_far_side else "far"
        far_arm, _ = self._arm(bones, "left", "far_arm", far)
        far_leg, far_leg_paths = self._leg(bones, "left", "far_leg", far)
        body, body_paths = self._body(bones)
        near_arm, _ = self._arm(bones, "right", "near_arm", "near")
        found = [far_arm, far_leg, body, self._hair(bones), *self._face(bones)]
        if self._scene.crossing != "none":
            found.append(self._crossing(bones, body_paths, far_leg_paths, far))
        if self._scene.towel:
            found += self._towel(len(postures.values))
        found += [near_arm, *self._spine(bones)]
        return self._on_the_floor(found)

    def _on_the_floor(self, found: list[Drawn]) -> list[Drawn]:
        """A mat under everything where seen from above, else a line in front of everything."""
        moments = len(found[0].points)
        if self._scene.from_above:
            under = mat(self._scene.camera, moments)
            return [Drawn(id="floor", kind="floor", closed=True, points=under), *found]
        reach = np.concatenate([layer.points.reshape(-1, 2) for layer in found])
        return [*found, Drawn(id="floor", kind="floor", closed=False, points=floor_line(reach, moments))]

    def _towel(self, moments: int) -> list[Drawn]:
        outline, spiral = towel(
            self._table, self._scene.camera, along=self._scene.towel_along, moments=moments
        )
        return [
            Drawn(id="towel", kind="towel", closed=True, points=outline),
            Drawn(id="towel_roll", kind="towel", closed=False, points=spiral),
        ]

    def _seen(self, part: Part, bones: Skeleton) -> Polygons:
        return silhouettes(part, bones, self._scene.camera)

    def _arm(self, bones: Skeleton, side: Literal["left", "right"], name: str, kind: Kind) -> tuple[Drawn, list[Array]]:
        polygons = self._seen(arm_part(self._table, side), bones)
        marks = _marks(
            bones, self._scene, (f"upper_arm_{side}", (0, 0.05, 0)), (f"hand_{side}", (0, -0.175, 0))
        )
        return _limb(name, kind, polygons, marks, self._scene, ARM_POINTS)

    def _leg(self, bones: Skeleton, side: Literal["left", "right"], name: str, kind: Kind) -> tuple[Drawn, list[Array]]:
        polygons = self._seen(leg_part(self._table, side), bones)
        marks = _marks(
            bones, self._scene, (f"thigh_{side}", (0, 0.06, 0)), (f"foot_{side}", (0.2, -0.06, 0))
        )
        return _limb(name, kind, polygons, marks, self._scene, LEG_POINTS)

    def _body(self, bones: Skeleton) -> tuple[Drawn, list[Array]]:
        """Trunk, head and near leg as one outline; corners rounded everywhere but on the face."""
        trunk = self._seen(combined(trunk_part(self._table), leg_part(self._table, "right")), bones)
        heads = self._seen(head_part(self._table), bones)
        paths = []
        for pieces, head in zip(trunk, heads, strict=True):
            smooth = filled_in(united(pieces), FILLET)
            paths.append(united([smooth, *head]))
        if not self._scene.from_above:
            paths = [above_floor(path) for path in paths]
        marks = _marks(bones, self._scene, ("head", (0, 0.122, 0)), ("foot_right", (0.2, -0.06, 0)))
        details = _marks(bones, self._scene, ("head", (0.08, -0.05, 0)), ("foot_right", (0.1, -0.04, 0)))
        points = [
            resampled(path, counts=BODY_POINTS, landmarks=mark, details=detail, detail_reach=95.0)
            for path, mark, detail in zip(paths, marks, details, strict=True)
        ]
        return Drawn(id="body", kind="body", closed=True, points=np.stack(points)), paths

    def _hair(self, bones: Skeleton) -> Drawn:
        """The cap of hair, less the face where the face looks towards us."""
        hair = [united(moment) for moment in self._seen(hair_part(self._table), bones)]
        face = [united(moment) for moment in self._seen(face_part(self._table), bones)]
        looks = bones.turns["head"][..., 0] @ self._scene.camera.towards
        paths = [without(a, b) if look > 0 else a for a, b, look in zip(hair, face, looks, strict=True)]
        if not self._scene.from_above:
            paths = [above_floor(path) for path in paths]
        marks = _marks(bones, self._scene, ("head", (0.03, 0.122, 0)), ("head", (-0.07, -0.08, 0)))
        nothing = np.zeros((0, 2))
        points = [
            resampled(path, counts=HAIR_POINTS, landmarks=mark, details=nothing, detail_reach=1.0)
            for path, mark in zip(paths, marks, strict=True)
        ]
        return Drawn(id="hair", kind="skull_hair", closed=True, points=np.stack(points))

    def _face(self, bones: Skeleton) -> list[Drawn]:
        return [
            Drawn(id=name, kind="face", closed=closed, points=face_line(name, bones, self._scene.camera))
            for name, (_, closed) in LINES.items()
        ]

    def _crossing(self, bones: Skeleton, bodies: list[Array], legs: list[Array], kind: Kind) -> Drawn:
        """The far leg where it is in front; where it is behind, the piece of it that the body leaves free."""
        part = shank_part(self._table, "left")
        if self._scene.crossing == "leg":
            part = leg_part(self._table, "left")
        paths = [filled_in(united(moment), LIMB_FILLET) for moment in self._seen(part, bones)]
        in_front = self._in_front(bones)
        shown = []
        for path, body, front in zip(paths, bodies, in_front, strict=True):
            shown.append(path if front else without(path, body))
        if not self._scene.from_above:
            shown = [above_floor(path) for path in shown]
        if self._scene.crossing == "leg":
            root = _marks(bones, self._scene, ("thigh_left", (0, 0, 0)))[:, 0]
            points = [
                opened(path, root=centre, radius=115.0, count=sum(LEG_POINTS))
                for path, centre in zip(shown, root, strict=True)
            ]
            return Drawn(id="crossing_leg", kind=kind, closed=False, points=np.stack(points))
        marks = _marks(bones, self._scene, ("shank_left", (0.05, 0.0, 0)), ("foot_left", (0.2, -0.06, 0)))
        outlines = [
            resampled(path, counts=(22, 22), landmarks=mark, details=mark[1:], detail_reach=90.0)
            for path, mark in zip(shown, marks, strict=True)
        ]
        return Drawn(id="crossing_shank", kind=kind, closed=True, points=np.stack(outlines))

    def _in_front(self, bones: Skeleton) -> Array:
        """Whether the left shank is nearer to the camera than the right thigh, or is lifted clear, (moments,)."""
        towards = self._scene.camera.towards
        middle = (bones.point("shank_left", (0, -0.2, 0)) + bones.point("foot_left", (0, 0, 0))) / 2
        other = bones.point("thigh_right", (0, -0.2, 0))
        lifted = bones.point("foot_left", (0, 0, 0))[:, 0] > 0.2
        return np.asarray(((middle - other) @ towards > 0) | lifted)

    def _spine(self, bones: Skeleton) -> list[Drawn]:
        """Sacrum, then the vertebrae from below, then the neck, painted over everything else."""
        camera = self._scene.camera
        found = [
            Drawn(id="sacrum", kind="bone", closed=True, points=sacrum_outline(bones, self._table, camera))
        ]
        for row in self._table.vertebra:
            kind: Kind = "bone_active" if row.level in self._scene.active else "bone"
            if row.level[0] == "C":
                kind = "neck"
            points = vertebra_outline(row, bones, camera)
            found.append(Drawn(id=row.level, kind=kind, closed=True, points=points))
        return found
