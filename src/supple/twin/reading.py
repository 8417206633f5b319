"""What an experiment would read off a spine under a bare load: turns, moments, tensions, strains."""

from dataclasses import dataclass

import numpy as np

from supple.base import rotation
from supple.base.arrays import Array
from supple.base.errors import SuppleError
from supple.knowledge.spine import SpineFacts
from supple.spine.equilibrium import Equilibria
from supple.spine.measure import STRAINED, levels
from supple.spine.names import BODIES, body_number, joint_number
from supple.spine.parts import FACETS, PARTS, parts
from supple.twin.bare import ABOUT, Bare, Plane

CAPSULES = [STRAINED.index(name) for name in ("capsule_left", "capsule_right")]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """The equilibrium that one spine finds under a bare load, and the facts that the spine was built from."""

    bare: Bare
    found: Equilibria
    facts: SpineFacts

    def joint(self, segment: str) -> int:
        """Place of a segment among the joints that took part."""
        number = joint_number(segment) - self.found.load.lowest
        if not 0 <= number < self.found.load.highest - self.found.load.lowest:
            raise SuppleError(
                f"{segment} lies outside {self.bare.upper} to {self.bare.lower}",
                fix="Measure a segment between the load's from and to",
            )
        return number

    def turn(self, plane: Plane, *, upper: str, lower: str) -> float:
        """Of one vertebra against another from rest, about the lower one's axis, radians."""
        axis, sign = ABOUT[plane]
        low, high = (body_number(name) for name in (lower, upper))
        first = self.found.load.lowest
        now, rest = self.found.pose["axes"][0, 0], self.found.spines.rest["axes"][0]
        turned = (now[low - first].T @ now[high - first]) @ (rest[low].T @ rest[high]).T
        return sign * float(rotation.rotation_vectors(turned)[axis])

    def applied(self, plane: Plane, upper: str) -> float:
        """The moment that acts on a vertebra and those above it, N m."""
        given = [
            value
            for turn in self.bare.moments_nm
            for given_plane, value in turn.given()
            if given_plane == plane and body_number(turn.at) >= body_number(upper)
        ]
        if not given:
            raise SuppleError(
                f"No moment in {plane} acts at {upper} or above", fix="Give the load one in moments_nm"
            )
        return float(sum(given))

    def borne(self, segment: str, *names: str) -> Array:
        """The moment that parts of a segment bear, in the lower vertebra's axes, N m, (3,)."""
        return np.asarray(parts(self.found, self.facts).moment_of(*names)[0, 0, self.joint(segment)])

    def against(self, plane: Plane, segment: str, *names: str) -> float:
        """The same about one axis, positive where it resists the turn, N m."""
        axis, sign = ABOUT[plane]
        number = joint_number(segment)
        way = np.sign(self.turn(plane, upper=BODIES[number + 1], lower=BODIES[number]))
        return float(way * sign * self.borne(segment, *names)[axis])

    def tension(self, segment: str, *names: str) -> float:
        """Of some ligaments of a segment together, N."""
        which = [STRAINED.index(name) for name in names]
        return float(levels(self.found).tension[0, 0, self.joint(segment), which].sum())

    def capsule_strain(self, segment: str) -> float:
        """The larger of the two capsules', nil where both are loose."""
        return max(0.0, float(levels(self.found).strain[0, 0, self.joint(segment), CAPSULES].max()))

    def facet_torque_share(self, segment: str) -> float:
        """The part of the axial torque through a segment that its two facets carry.

        Facets push with a force, so their torque depends on the axis that it is taken about. Here that is
        the axis about which the segment balances it: under a pure torque the disc answers the facets' push
        with a shear at its centre, and the two together are the facets' couple. So both torques are about
        the disc's centre, along the lower vertebra's long axis.
        """
        axis, _ = ABOUT["axial"]
        through = float(self.borne(segment, *PARTS)[axis])
        if through == 0:
            raise SuppleError(f"No torque passes through {segment}", fix="Give the load an axial moment")
        return float(self.borne(segment, *FACETS)[axis]) / through
