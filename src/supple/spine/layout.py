"""The kernel's structs as NumPy types. kernel/spine.h says what each field means; all are SI."""

import numpy as np

F8 = np.float64
FIBRES, FACET_POINTS = 10, 8
TURNINGS = ("disc", "cage")

POSE = np.dtype([("centre", F8, 3), ("axes", F8, (3, 3))])
FIBRE = np.dtype(
    [("upper", F8, 3), ("lower", F8, 3), ("slack", F8), ("knee", F8, 3), ("slope", F8, 3), ("width", F8)]
)
FACET_POINT = np.dtype(
    [
        ("upper", F8, 3),
        ("lower", F8, 3),
        ("normal", F8, 3),
        ("clearance", F8),
        ("stiffness", F8),
        ("width", F8),
    ]
)
TURNING = np.dtype([("linear", F8, 3), ("cubic", F8, (3, 2)), ("end", F8, (3, 2))])
SEGMENT = np.dtype(
    [
        ("disc_upper", F8, 3),
        ("disc_lower", F8, 3),
        ("rest", F8, (3, 3)),
        ("shift", F8, 3),
        ("turning", TURNING, len(TURNINGS)),
        ("fibre", FIBRE, FIBRES),
        ("facet", FACET_POINT, FACET_POINTS),
        ("middle_upper", F8, (2, 3)),
        ("middle_lower", F8, (2, 3)),
    ]
)
PUSH = np.dtype([("body", F8), ("point", F8, 3), ("force", F8, 3)])
DRIVE = np.dtype(
    [("body", F8), ("from", F8, (3, 3)), ("moment", F8, 3), ("stiffness", F8, 3), ("aimed", F8, 3)]
)
SUPPORT = np.dtype(
    [
        ("body", F8),
        ("point", F8, 3),
        ("normal", F8, 3),
        ("height", F8),
        ("across", F8, 3),
        ("middle", F8),
        ("bend", F8),
        ("stiffness", F8),
        ("width", F8),
    ]
)
GRIP = np.dtype(
    [("body", F8), ("point", F8, 3), ("anchor", F8, 3), ("normal", F8, 3), ("stiffness", F8), ("most", F8)]
)
REPORT = np.dtype([("outcome", F8), ("iterations", F8), ("load_steps", F8), ("residual", F8), ("energy", F8)])
MEASURED = np.dtype(
    [
        ("turn", F8, 3),
        ("apart", F8, (2, 3)),
        ("strain", F8, FIBRES),
        ("tension", F8, FIBRES),
        ("facet_force", F8, 2),
    ]
)
IN_ORDER = (POSE, SEGMENT, PUSH, DRIVE, SUPPORT, GRIP, REPORT, MEASURED)  # of spine_sizes

# Fibres of a segment, in order.
FIBRE_NAMES = (
    "all", "pll", "lf", "lf", "isl", "ssl", "capsule_left", "capsule_left", "capsule_right", "capsule_right",
)  # fmt: skip
