"""An orthographic camera on the person's right: head left, screen x right and y down, millimetres."""

from dataclasses import dataclass

import numpy as np

from supple.base.rotation import Array


@dataclass(frozen=True, kw_only=True)
class Camera:
    """round_deg + = moved round towards the feet; raised_deg + = moved up, looking down.

    from_behind looks at the back of somebody upright instead, their head at the top.
    """

    round_deg: float = 0.0
    raised_deg: float = 0.0
    from_behind: bool = False

    @property
    def towards(self) -> Array:
        """Direction from the body to the camera in the world, (3,)."""
        if self.from_behind:
            return np.array([-1.0, 0.0, 0.0])
        turn, rise = np.radians(self.round_deg), np.radians(self.raised_deg)
        return np.array([np.sin(rise), -np.sin(turn) * np.cos(rise), np.cos(turn) * np.cos(rise)])

    @property
    def axes(self) -> Array:
        """Screen right and screen down in the world, (2, 3)."""
        if self.from_behind:
            return np.array([[0.0, 0.0, 1.0], [0.0, -1.0, 0.0]])
        turn = np.radians(self.round_deg)
        right = np.array([0.0, -np.cos(turn), -np.sin(turn)])
        return np.stack([right, -np.cross(self.towards, right)])

    def seen(self, world: Array) -> Array:
        """World points (..., 3) in metres to screen points (..., 2) in millimetres."""
        return np.asarray(world @ self.axes.T * 1000)
