/* What a joint does next: bones on cartilage and capsule, the film's flow, the bubble's growth and its gas.
 *
 * Film: Reynolds flow with unsteady and convective inertia by the momentum integral over the gap, between a
 * rim that draws on the recess and a bubble (or none) at the middle. With the flow G = area x gap speed that
 * opening asks for and the growth U of the bubble,
 *     rim - mean   = r11 G + r12 U + m11 G' + m12 U' - c (1 - f^2) / 2
 *     bubble - rim = r12 G + r22 U + m12 G' + m22 U' + c (1 - f) + what a ball adds
 * where m = density/(8 pi gap) times (1 - f^2, -2 (1 - f), -2 ln f), r = m 12 viscosity/(density gap^2), f is
 * the share of the face inside the bubble's edge and c the convective fall of pressure. The way from the
 * recess to the rim adds to both by the inflow G - U. What a ball adds is the Keller-Miksis equation's, with
 * the film's pressure there as its pressure far away.
 */
#ifndef SUPPLE_LAWS_H
#define SUPPLE_LAWS_H

#include "gas.h"

INLINE void bones(const Joint *joint, Real force, const Real *state, int states, Rates *motion,
                  Real *jacobian) {
    double over_mass = 1 / joint->mass;
    Real apart = state[APART], part = apart * (1 / joint->capsule_reach);
    Real capsule = joint->capsule_stiffness * apart * (1 + part * part);
    Real across = tension(joint, state) + joint->rest_load;
    motion->rate[APART] = state[APART_SPEED];
    motion->rate[APART_SPEED] = (force - across - capsule - joint->damping * state[APART_SPEED]) * over_mass;
    motion->rate[GAP] = state[GAP_SPEED];
    if (jacobian) {
        double k = joint->cartilage_stiffness, lag = k * joint->cartilage_lag;
        row(jacobian, states, APART)[APART_SPEED] = wide(1);
        row(jacobian, states, GAP)[GAP_SPEED] = wide(1);
        Real *speed = row(jacobian, states, APART_SPEED);
        speed[APART] = -(k + joint->capsule_stiffness * (1 + 3 * part * part)) * over_mass;
        speed[APART_SPEED] = wide(-(joint->damping + lag) * over_mass);
        speed[GAP] = wide(k * over_mass);
        speed[GAP_SPEED] = wide(lag * over_mass);
    }
}

/* The film with nothing in it: its mean pressure alone opens or closes the gap. */
INLINE void film_alone(const Joint *joint, const Real *state, int states, Rates *motion, Real *jacobian) {
    Real over_gap = 1 / state[GAP], unit = joint->density / (8 * PI) * over_gap;
    Film film = {.opening = joint->area * state[GAP_SPEED], .over_gap = over_gap};
    film.m11 = (Term){unit, {[H] = -unit * over_gap}};
    rim_pressure(joint, state, wide(0), &film);
    face_pressure(joint, state, &film);
    resistance(joint, &film);
    through_passage(joint, &film);
    Real drop = film.viscous.is * unit * film.opening;
    double passage = joint->passage_inertance;
    Real over_inertia = 1 / (joint->area * (unit + passage));
    Real rate = (film.rim.is - film.mean.is + film.turn.is * 0.5 - drop) * over_inertia;
    Real rim = film.rim.is - passage * joint->area * rate;
    motion->rate[GAP_SPEED] = rate;
    motion->middle_pressure = 2 * film.mean.is - rim;
    motion->volume = wide(0);
    if (jacobian) {
        Real *speed = row(jacobian, states, GAP_SPEED);
        for (int q = 0; q < L; q++) {
            Real drop_by = film.viscous.by[q] * unit * film.opening;
            if (q == H) {
                drop_by -= drop * over_gap;
            } else if (q == GS) {
                drop_by += film.viscous.is * unit * joint->area;
            }
            speed[STATE_OF[q]] =
                (film.rim.by[q] - film.mean.by[q] + film.turn.by[q] * 0.5 - drop_by) * over_inertia;
        }
        speed[GAP] += rate * joint->area * unit * over_gap * over_inertia;
    }
}

INLINE void motion_of(const Joint *joint, Real force, const Real *state, int states, Rates *motion,
                      Real *jacobian) {
    bones(joint, force, state, states, motion, jacobian);
    if (states == WITHOUT_BUBBLE) {
        film_alone(joint, state, states, motion, jacobian);
        return;
    }
    Shape shape;
    bubble_shape(joint, state[LOG_VOLUME], state[GAP], &shape);
    film_and_bubble(joint, state, states, &shape, motion, jacobian);
    Real whole[GASES];
    for (int i = 0; i < GASES; i++) {
        whole[i] = wide(joint->dissolved[i] * joint->fluid_volume);
    }
    gases(joint, state, states, states == WITH_BLOOD ? state + IN_JOINT : whole, &shape, motion, jacobian);
    if (states == WITH_BLOOD) {
        blood(joint, state, states, motion, jacobian);
    }
}

#endif
