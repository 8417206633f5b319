"""Poses fit the techniques that name them, and the sources that they cite."""

from dataclasses import replace

import pytest
from pydantic import ValidationError

from supple.knowledge.anatomy import anatomy_faults, read_anatomy
from supple.knowledge.collection import Knowledge
from supple.knowledge.schema.pose import BodyTable


def test_every_pose_that_is_named_was_written(knowledge: Knowledge) -> None:
    """The packed files have no fault."""
    assert list(anatomy_faults(read_anatomy(), knowledge)) == []


@pytest.mark.parametrize(("gone", "named_in"), [("k3", "knee-twist"), ("sit", "session.toml")])
def test_a_pose_that_is_missing_is_named(knowledge: Knowledge, gone: str, named_in: str) -> None:
    """With the phase that wants it."""
    anatomy = read_anatomy()
    fewer = replace(anatomy, poses={key: pose for key, pose in anatomy.poses.items() if key != gone})
    found = list(anatomy_faults(fewer, knowledge))
    assert found
    assert any(named_in in place and repr(gone) in problem for place, problem, _ in found)


def test_a_source_that_is_missing_is_named(knowledge: Knowledge) -> None:
    """Poses and measures cite sources like everything else."""
    without = replace(knowledge, sources={})
    places = {place for place, _, _ in anatomy_faults(read_anatomy(), without)}
    assert "tables/body.toml" in places
    assert "poses/flat.toml" in places


def test_a_spine_with_a_level_missing_or_out_of_order_is_refused() -> None:
    """All vertebrae from L5 to C1, or none can be drawn."""
    table = read_anatomy().table.model_dump()
    with pytest.raises(ValidationError, match="L5 to C1"):
        BodyTable.model_validate({**table, "vertebra": table["vertebra"][::-1]})
