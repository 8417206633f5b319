"""What a load says of itself, before anything is solved."""

import numpy as np
import pytest

from supple.spine import layout
from supple.spine.load import Load, drives
from supple.spine.names import BODIES, body_number
from tests.laws.random_spines import drawn


def test_a_load_is_on_the_whole_spine_with_the_lowest_body_held() -> None:
    load = Load()
    assert load.held_bodies == {0}
    assert (load.bodies, load.joints) == (slice(0, 18), slice(0, 17))
    for kind in ("push", "drive", "support", "grip"):
        assert getattr(load, kind).shape == (1, 1, 0)


def test_a_piece_has_one_joint_less_than_bodies() -> None:
    load = Load(lowest=body_number("T12"), highest=body_number("T8"))
    assert BODIES[load.bodies] == ("T12", "T11", "T10", "T9", "T8")
    assert load.joints == slice(6, 10)
    assert load.held_bodies == {6}
    assert Load(held=frozenset({3, 5})).held_bodies == {3, 5}


def test_a_part_has_some_frames_and_all_that_they_share() -> None:
    push, support = np.zeros((2, 4, 1), dtype=layout.PUSH), np.zeros((2, 1, 3), dtype=layout.SUPPORT)
    push["force"][..., 0] = np.arange(4)[:, None]
    base = np.zeros((2, 4), dtype=layout.POSE)
    base["centre"][..., 0] = np.arange(4)
    part = Load(frames=4, push=push, support=support, base=base).part(slice(1, 3))
    assert part.frames == 2
    assert part.push["force"][0, :, 0, 0].tolist() == [1, 2]
    assert part.support.shape == (2, 1, 3)
    assert part.led["centre"][0, :, 0].tolist() == [1, 2]
    assert Load(frames=4).part(slice(1, 2)).base is None


def test_a_base_that_is_not_led_leads_nowhere() -> None:
    with pytest.raises(ValueError, match="not led"):
        _ = Load().led


def test_a_drive_begins_where_the_body_rests_and_asks_for_nothing() -> None:
    spines = drawn(np.random.default_rng(0), 3)
    drive = drives(spines, body_number("T5"), frames=2)
    assert drive.shape == (3, 2, 1)
    assert (drive["body"] == body_number("T5")).all()
    assert np.array_equal(drive["from"][:, 1, 0], spines.rest["axes"][:, body_number("T5")])
    for name in ("moment", "stiffness", "aimed"):
        assert not drive[name].any()
