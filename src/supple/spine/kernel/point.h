/* What a force at a point does to the body that the point belongs to. */
#ifndef SUPPLE_POINT_H
#define SUPPLE_POINT_H

#include "vector.h"

/* Adds a force (the slope of an energy) at `arm` from the body's centre, and its stiffness `across` there, to
 * slope and stiffness of a body that moves by d, w: the point goes by d + w x arm + w x (w x arm) / 2, and
 * the last term gives the last line. */
static inline void add_point(const double arm[3], const double force[3], const double across[9],
                             double slope[6], double stiffness[6][6]) {
    double lever[9], half[9], full[9], moment[3], along = dot(arm, force);
    cross_matrix(arm, lever);
    multiply(across, lever, half);
    multiply_back(lever, half, full);
    cross(arm, force, moment);
    for (int i = 0; i < 3; i++) {
        slope[i] += force[i];
        slope[3 + i] += moment[i];
        for (int j = 0; j < 3; j++) {
            stiffness[i][j] += across[3 * i + j];
            stiffness[i][3 + j] -= half[3 * i + j];
            stiffness[3 + j][i] -= half[3 * i + j];
            stiffness[3 + i][3 + j] +=
                full[3 * i + j] + (arm[i] * force[j] + force[i] * arm[j]) / 2 - (i == j ? along : 0);
        }
    }
}

#endif
