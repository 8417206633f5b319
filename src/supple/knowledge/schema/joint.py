"""tables/joint_*.toml: what a joint that may pop is made of, with sources, spread and grades.

A number's value is the median of many joints; low and high are the 10th and the 90th percentile.
"""

from pydantic import Field, model_validator

from supple.knowledge.schema.common import Dated, Key, Quantity, Words

OF_A_KIND = frozenset(
    {
        "face_area_m2",
        "rest_film_m",
        "rest_load_n",
        "cartilage_thickness_m",
        "capsule_stiffness_n_m",
        "capsule_reach_m",
        "moving_mass_kg",
        "damping_ratio",
        "joint_volume_m3",
        "depth_m",
        "pull_peak_n",
        "pull_rise_s",
        "pull_hold_s",
    }
)


class Prior(Quantity):
    """A number that is above 0 in everybody."""

    @model_validator(mode="after")
    def _above_nothing(self) -> "Prior":
        if self.low <= 0:
            raise ValueError(f"low {self.low} is not above 0")
        return self


class JointTable(Dated):
    """The numbers of one kind of joint, or of what all joints share."""

    number: dict[Key, Prior] = Field(min_length=1)


class KindTable(JointTable):
    """The numbers of one kind of joint: all of them, and no others; and what a pop leaves of its range."""

    range_after: Words
    added_range: Quantity = Field(description="degrees; never computed, only found in people or not")

    @model_validator(mode="after")
    def _complete(self) -> "KindTable":
        if odd := sorted(self.number.keys() ^ OF_A_KIND):
            raise ValueError(f"numbers missing or unknown: {', '.join(odd)}")
        return self
