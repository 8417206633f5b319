import numpy as np
import pytest

from supple.body.posture import (
    NAMES,
    SIDES,
    Postures,
    blend,
    joined,
    limits_of,
    minimum_jerk,
    mirror,
    posture,
)
from supple.body.settle import settled
from supple.body.skeleton import skeleton
from supple.knowledge.schema.pose import BodyTable, Pose


def test_minimum_jerk_is_its_closed_form() -> None:
    s = np.array([0.0, 0.25, 0.5, 0.75, 1.0])
    assert minimum_jerk(s) == pytest.approx([0.0, 0.103515625, 0.5, 0.896484375, 1.0])
    assert minimum_jerk(np.array([-1.0, 2.0])) == pytest.approx([0.0, 1.0])
    assert minimum_jerk(s) + minimum_jerk(1 - s) == pytest.approx(np.ones(5))


def test_minimum_jerk_starts_and_ends_at_rest() -> None:
    step = 1e-4
    assert minimum_jerk(np.array([step, 1 - step])) == pytest.approx([0.0, 1.0], abs=1e-10)


def test_mirroring_twice_changes_nothing(poses: dict[str, Pose], table: BodyTable) -> None:
    for pose in poses.values():
        once = posture(pose, table)
        assert np.array_equal(mirror(mirror(once)).values, once.values)


def test_the_mirror_image_stands_mirrored_in_space(poses: dict[str, Pose], table: BodyTable) -> None:
    flip = np.array([1.0, 1.0, -1.0])
    for pose in poses.values():
        laid = settled(pose, table)
        bones, image = skeleton(laid, table), skeleton(mirror(laid), table)
        for name, origin in bones.origins.items():
            side = next((side for side in SIDES if name.endswith(side)), None)
            other = {"left": "right", "right": "left"}.get(side or "", "")
            twin = name.removesuffix(side) + other if side else name
            assert image.origins[twin] == pytest.approx(origin * flip, abs=1e-9), (pose.id, name)


def test_angles_beyond_a_joint_are_cut(poses: dict[str, Pose], table: BodyTable) -> None:
    limits = limits_of(table)
    wild = poses["bent"].model_copy(
        update={
            "left": poses["bent"].left.model_copy(update={"knee": 170, "hip": (150, 80, 90), "elbow": -20})
        }
    )
    cut = posture(wild, table)
    assert np.degrees(cut.of("knee", "left")) == pytest.approx([limits["knee"][1]])
    assert np.degrees(cut.of("hip_flexion", "left")) == pytest.approx([limits["hip_flexion"][1]])
    assert np.degrees(cut.of("hip_abduction", "left")) == pytest.approx([limits["hip_abduction"][1]])
    assert np.degrees(cut.of("hip_rotation", "left")) == pytest.approx([limits["hip_rotation"][1]])
    assert cut.of("elbow", "left") == pytest.approx([0.0])


def test_no_written_pose_needs_cutting(poses: dict[str, Pose], table: BodyTable) -> None:
    limits = limits_of(table)
    for pose in poses.values():
        for one in (pose.left, pose.right):
            values = {
                "hip_flexion": one.hip[0], "hip_abduction": one.hip[1], "hip_rotation": one.hip[2],
                "knee": one.knee, "ankle": one.ankle, "elbow": one.elbow,
                "shoulder_elevation": one.shoulder[1],
            }  # fmt: skip
            for joint, value in values.items():
                assert limits[joint][0] <= value <= limits[joint][1], (pose.id, joint)


def test_a_blend_ends_where_its_poses_are(poses: dict[str, Pose], table: BodyTable) -> None:
    first, last = settled(poses["k1"], table), settled(poses["k2"], table)
    way = blend(first, last, np.array([0.0, 0.5, 1.0]))
    assert way.values[[0, -1]] == pytest.approx(np.concatenate([first.values, last.values]))
    assert way.of("knee", "left")[1] == pytest.approx(
        (first.of("knee", "left") + last.of("knee", "left")) / 2
    )


def test_stretches_for_different_levels_do_not_join() -> None:
    nothing = np.zeros((1, len(NAMES)))
    with pytest.raises(ValueError, match="different levels"):
        joined([Postures(values=nothing, level="T4"), Postures(values=nothing, level="T7")])


@pytest.mark.parametrize(
    ("level", "elevation"), [("T4", 143), ("T5", 143 + 1 / 3), ("T7", 144), ("T10", 143)]
)
def test_a_towel_pose_changes_with_its_level(
    level: str, elevation: float, poses: dict[str, Pose], table: BodyTable
) -> None:
    found = posture(poses["t2"], table, level=level).of("elevation", "left")
    assert np.degrees(found) == pytest.approx([elevation])
