from itertools import pairwise

import numpy as np
import pytest

from supple.body.motion import Poses
from supple.body.posture import SIDES, Side, blend
from supple.body.reach import contact_points, palm
from supple.body.skeleton import Skeleton, skeleton
from supple.body.skin import arm_part, heights, leg_part, trunk_part
from supple.knowledge.schema.pose import BodyTable, Pose

LYING = ("flat", "bent", "k1", "k2", "k3", "k3_gentle", "f0", "f1", "f2", "t1", "t2", "t3", "a1", "a2", "a3")


@pytest.fixture(scope="module")
def book(poses: dict[str, Pose], table: BodyTable) -> Poses:
    return Poses(poses=poses, table=table)


def _bones(book: Poses, name: str) -> Skeleton:
    return skeleton(book.laid(name), book.table)


def _palm(bones: Skeleton, side: Side) -> np.ndarray:
    return np.asarray(palm(bones.turns[f"hand_{side}"], bones.origins[f"hand_{side}"])[0])


def _contact(bones: Skeleton, table: BodyTable, side: Side, hold: str) -> np.ndarray:
    segments = {name: (bones.turns[name], bones.origins[name]) for name in bones.turns}
    return np.asarray(contact_points(side, segments=segments, table=table)[hold][0][0])


def test_bones_keep_their_length_in_every_pose(book: Poses, poses: dict[str, Pose]) -> None:
    lengths = book.table.lengths
    for name in poses:
        bones = _bones(book, name)
        for side in SIDES:
            for upper, lower, length in (
                ("thigh", "shank", "thigh"), ("shank", "foot", "shank"),
                ("upper_arm", "forearm", "upper_arm"), ("forearm", "hand", "forearm"),
            ):  # fmt: skip
                apart = bones.origins[f"{lower}_{side}"] - bones.origins[f"{upper}_{side}"]
                assert np.linalg.norm(apart) == pytest.approx(lengths[length].value, abs=1e-9), (name, upper)


def test_the_spine_keeps_its_length_in_every_pose(book: Poses, poses: dict[str, Pose]) -> None:
    rows = book.table.vertebra
    for name in poses:
        bones = _bones(book, name)
        for below, above in pairwise(rows):
            first, second = bones.turns[below.level][0][:, 1], bones.turns[above.level][0][:, 1]
            start = bones.origins[below.level][0] + first * below.height / 2
            end = bones.origins[above.level][0] - second * above.height / 2
            assert np.linalg.norm(end - start) == pytest.approx(above.disc, abs=1e-9), (name, above.level)


def test_every_axis_system_stays_right_angled(book: Poses, poses: dict[str, Pose]) -> None:
    for name in poses:
        for segment, turn in _bones(book, name).turns.items():
            assert turn[0].T @ turn[0] == pytest.approx(np.eye(3), abs=1e-9), (name, segment)
            assert np.linalg.det(turn[0]) == pytest.approx(1.0), (name, segment)


def test_the_bent_leg_closes_as_two_sides_of_a_triangle(book: Poses) -> None:
    bones = _bones(book, "bent")
    thigh, shank = book.table.lengths["thigh"].value, book.table.lengths["shank"].value
    hip, knee, spread = np.radians(51), np.radians(108), np.radians(3)
    along = thigh * np.cos(spread) + shank * np.cos(spread) * np.cos(knee)
    across = shank * np.sin(knee)
    ankle = bones.origins["foot_left"][0]
    assert ankle[0] == pytest.approx(0.100 + along * np.sin(hip) - across * np.cos(hip), abs=0.001)
    assert ankle[1] == pytest.approx(-along * np.cos(hip) - across * np.sin(hip), abs=0.001)
    assert ankle[1] == pytest.approx(-0.50, abs=0.01)


@pytest.mark.parametrize(
    ("name", "knee"),
    [
        ("k2", (0.51, 0.12, -0.07)), ("k3_gentle", (0.48, 0.18, 0.12)), ("k3", (0.41, 0.21, 0.23)),
    ],
)  # fmt: skip
def test_the_carried_knee_is_where_the_movement_says(book: Poses, name: str, knee: tuple[float, ...]) -> None:
    found = _bones(book, name).origins["shank_left"][0]
    assert np.linalg.norm(found - np.array(knee)) < 0.012


@pytest.mark.parametrize(("level", "along"), [("T10", 0.33), ("T7", 0.40), ("T4", 0.465)])
def test_the_towel_levels_lie_as_far_from_the_hips_as_measured(book: Poses, level: str, along: float) -> None:
    assert _bones(book, "bent").origins[level][0, 1] == pytest.approx(along, abs=0.012)


@pytest.mark.parametrize(
    ("name", "side", "hold"),
    [
        ("k2", "right", "outer_thigh"), ("k3_gentle", "right", "outer_thigh"),
        ("k3", "right", "outer_thigh"), ("f2", "left", "clasp_across"), ("f2", "right", "clasp_own"),
        ("t1", "left", "head"), ("t1", "right", "head"), ("t2", "left", "head"), ("t2", "right", "head"),
        ("t3", "right", "head"),
    ],
)  # fmt: skip
def test_a_hand_that_holds_is_on_its_contact(book: Poses, name: str, side: Side, hold: str) -> None:
    bones = _bones(book, name)
    assert np.linalg.norm(_palm(bones, side) - _contact(bones, book.table, side, hold)) < 0.024


def test_the_hand_stays_on_the_knee_while_it_is_carried_over(book: Poses) -> None:
    way = blend(book.laid("k2"), book.laid("k3"), np.linspace(0, 1, 11))
    bones = skeleton(way, book.table)
    segments = {name: (bones.turns[name], bones.origins[name]) for name in bones.turns}
    wanted = contact_points("right", segments=segments, table=book.table)["outer_thigh"][0]
    found = palm(bones.turns["hand_right"], bones.origins["hand_right"])
    assert np.max(np.linalg.norm(found - wanted, axis=1)) < 0.024


def test_the_ankle_lies_on_the_other_thigh(book: Poses) -> None:
    for name in ("f1", "f2"):
        bones = _bones(book, name)
        turn, hip = bones.turns["thigh_right"][0], bones.origins["thigh_right"][0]
        local = turn.T @ (bones.origins["foot_left"][0] - hip)
        wanted = np.array([0.081, -(book.table.lengths["thigh"].value - 0.055), 0.050])
        assert np.linalg.norm(local - wanted) < 0.012, name


def test_the_left_hand_goes_through_the_gap(book: Poses) -> None:
    way = blend(book.laid("f1"), book.laid("f2"), np.ones(3), arms=np.array([0.0, 0.5, 1.0]))
    bones = skeleton(way, book.table)
    wrist = bones.origins["hand_left"][1]
    assert np.linalg.norm(wrist - np.array([0.30, 0.20, -0.05])) < 0.05


@pytest.mark.parametrize("name", LYING)
def test_nothing_sinks_into_the_floor(book: Poses, name: str) -> None:
    parts = [trunk_part(book.table), *[leg_part(book.table, side) for side in SIDES]]
    parts += [arm_part(book.table, side) for side in SIDES]
    low = float(heights(parts, _bones(book, name))[0])
    assert low > -0.0121, f"{name} reaches {low:.4f} m"


@pytest.mark.parametrize("name", LYING)
def test_somebody_lying_touches_the_floor(book: Poses, name: str) -> None:
    parts = [trunk_part(book.table), *[leg_part(book.table, side) for side in SIDES]]
    assert float(heights(parts, _bones(book, name))[0]) < 0.004


@pytest.mark.parametrize("level", ["T4", "T7", "T10"])
def test_the_towel_carries_the_back_at_its_level(
    poses: dict[str, Pose], table: BodyTable, level: str
) -> None:
    bones = skeleton(Poses(poses=poses, table=table, level=level).laid("t2"), table)
    row = next(row for row in table.vertebra if row.level == level)
    lowest = np.min(bones.origins[level][0, 0] + bones.turns[level][0][0, 0] * row.behind * np.array([-1.0]))
    assert lowest == pytest.approx(table.lengths["towel_height"].value, abs=0.002)


def test_wrists_slide_along_the_floor_in_the_sweep(book: Poses) -> None:
    for first, last in (("a1", "a2"), ("a2", "a3")):
        bones = skeleton(blend(book.laid(first), book.laid(last), np.linspace(0, 1, 9)), book.table)
        for side in SIDES:
            assert bones.origins[f"hand_{side}"][:, 0] == pytest.approx(np.full(9, 0.03), abs=0.002)
