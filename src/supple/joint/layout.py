"""The kernel's structs as NumPy types. kernel/joint.h says what each field means; all are SI."""

import numpy as np

F8 = np.float64
GASES = ("co2", "n2", "o2")

JOINT = np.dtype(
    [
        ("area", F8),
        ("radius", F8),
        ("film", F8),
        ("rest_load", F8),
        ("contact_length", F8),
        ("cartilage_stiffness", F8),
        ("cartilage_lag", F8),
        ("capsule_stiffness", F8),
        ("capsule_reach", F8),
        ("mass", F8),
        ("damping", F8),
        ("viscosity_at_rest", F8),
        ("viscosity_at_speed", F8),
        ("thinning_time", F8),
        ("thinning_exponent", F8),
        ("lasting_shear", F8),
        ("stretch_viscosity", F8),
        ("density", F8),
        ("sound_speed", F8),
        ("surface_tension", F8),
        ("vapour_pressure", F8),
        ("rest_pressure", F8),
        ("recess_volume", F8),
        ("recess_elastance", F8),
        ("recess_hardening", F8),
        ("passage_inertance", F8),
        ("passage_resistance", F8),
        ("passage_shear", F8),
        ("fluid_volume", F8),
        ("gas_constant_kelvin", F8),
        ("polytropic", F8),
        ("polytropic_volume", F8),
        ("solubility", F8, len(GASES)),
        ("diffusivity", F8, len(GASES)),
        ("dissolved", F8, len(GASES)),
        ("blood_exchange", F8),
        ("stable_nucleus", F8),
        ("contact_nucleus", F8),
    ]
)
POP = np.dtype(
    [
        ("outcome", F8),
        ("steps", F8),
        ("rejected", F8),
        ("lowest_pressure", F8),
        ("lowest_time", F8),
        ("widest_gap", F8),
        ("break_time", F8),
        ("pop_time", F8),
        ("pop_pressure", F8),
        ("pop_gap", F8),
        ("nucleus", F8),
        ("largest_volume", F8),
        ("largest_time", F8),
        ("held_volume", F8),
        ("held_moles", F8, len(GASES)),
        ("looked_volume", F8),
        ("left_volume", F8),
        ("end_time", F8),
    ]
)
IN_ORDER = (JOINT, POP)  # of joint_sizes

# Outcomes of the kernel.
QUIET, POPPED, TOO_MANY_STEPS, STEP_TOO_SMALL = 0, 1, -1, -2
