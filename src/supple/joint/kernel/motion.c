#include "laws.h"

void joint_motion(const Joint *joint, double force, const double *state, int states, Motion *motion,
                  double *jacobian) {
    Rates rates;
    if (jacobian) {
        motion_of(joint, force, state, states, &rates, jacobian);
    } else {
        motion_of(joint, force, state, states, &rates, 0);
    }
    memcpy(motion->rate, rates.rate, sizeof(double) * (unsigned)states);
    motion->middle_pressure = rates.middle_pressure;
    motion->volume = rates.volume;
}
