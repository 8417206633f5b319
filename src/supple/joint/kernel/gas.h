/* Gas between the bubble, the joint's fluid and the blood. */
#ifndef SUPPLE_GAS_H
#define SUPPLE_GAS_H

#include "bubble.h"

/* Gas crosses the wall by Epstein and Plesset's steady and thin-layer parts; growth of the wall stretches the
 * layer and makes it thinner, so that layer x surface only grows by diffusion. */
INLINE void gases(const Joint *joint, const Real *state, int states, const Real *in_joint, const Shape *shape,
                  Rates *motion, Real *jacobian) {
    double slowest = joint->diffusivity[0], over_fluid = 1 / joint->fluid_volume;
    Real surface = shape->surface.is;
    Real thin = exponential_of(-0.5 * state[LOG_LAYER]),
         layer = PI * slowest * surface * surface * thin * thin;
    motion->rate[LOG_LAYER] = layer;
    if (jacobian) {
        Real *of_layer = row(jacobian, states, LOG_LAYER);
        of_layer[LOG_LAYER] = -layer;
        of_layer[LOG_VOLUME] = 2 * layer * shape->surface.by_l / surface;
        of_layer[GAP] = 2 * layer * shape->surface.by_h / surface;
    }
    for (int i = 0; i < GASES; i++) {
        double free = joint->diffusivity[i];
        Real moles = state[IN_BUBBLE + i], quick = sqrt(slowest * free) * thin * surface;
        Real ease = free * shape->spread.is + quick * surface;
        Real pressure_per_mole = joint->gas_constant_kelvin * shape->over_volume;
        Real held = joint->solubility[i] * pressure_per_mole;
        Real excess = (in_joint[i] - moles) * over_fluid - held * moles;
        motion->rate[IN_BUBBLE + i] = ease * excess;
        if (!jacobian) {
            continue;
        }
        Real *of_gas = row(jacobian, states, IN_BUBBLE + i);
        of_gas[IN_BUBBLE + i] = -ease * (over_fluid + held);
        of_gas[LOG_LAYER] = -quick * surface * excess * 0.5;
        of_gas[LOG_VOLUME] =
            (free * shape->spread.by_l + 2 * quick * shape->surface.by_l) * excess + ease * held * moles;
        of_gas[GAP] = (free * shape->spread.by_h + 2 * quick * shape->surface.by_h) * excess;
        if (states == WITH_BLOOD) {
            of_gas[IN_JOINT + i] = ease * over_fluid;
        }
    }
}

INLINE void blood(const Joint *joint, const Real *state, int states, Rates *motion, Real *jacobian) {
    double often = joint->blood_exchange > 0 ? 1 / joint->blood_exchange : 0;
    for (int i = 0; i < GASES; i++) {
        Real dissolved = state[IN_JOINT + i] - state[IN_BUBBLE + i];
        motion->rate[IN_JOINT + i] = often * (joint->dissolved[i] * joint->fluid_volume - dissolved);
        if (jacobian) {
            row(jacobian, states, IN_JOINT + i)[IN_JOINT + i] = wide(-often);
            row(jacobian, states, IN_JOINT + i)[IN_BUBBLE + i] = wide(often);
        }
    }
}

#endif
