/* A bubble in the film: its pressure, what a ball adds to the film's inertia, and how both move. */
#ifndef SUPPLE_BUBBLE_H
#define SUPPLE_BUBBLE_H

#include "film.h"

static const int STATE_OF[COLUMNS] = {APART, GAP, GAP_SPEED, APART_SPEED, LOG_VOLUME, VOLUME_SPEED};

INLINE Real *row(Real *jacobian, int states, int state) { return jacobian + state * states; }

/* What a joint does next: the rates of its state, and what they stand on. */
typedef struct {
    Real rate[MOST_STATES];
    Real middle_pressure; /* of the film at the middle, or of the bubble there */
    Real volume;          /* of the bubble; 0 without one */
} Rates;

/* Pressure of a bubble's gas and vapour, less that of its curved wall. */
typedef struct {
    Term gas, total;
    Real by_mole;
} Inside;

INLINE Real moles_in(const Real *state) {
    return state[IN_BUBBLE] + state[IN_BUBBLE + 1] + state[IN_BUBBLE + 2];
}

INLINE void inside_pressure(const Joint *joint, const Real *state, const Shape *shape, Inside *inside) {
    inside->by_mole = joint->gas_constant_kelvin * shape->over_volume;
    if (joint->polytropic != 1) {
        inside->by_mole *= raised_to(joint->polytropic - 1, joint->polytropic_volume * shape->over_volume);
    }
    double tension = joint->surface_tension;
    Real gas = inside->by_mole * moles_in(state);
    inside->gas = (Term){gas, {[L] = -joint->polytropic * gas}};
    Term curved = of_size(shape->curvature);
    inside->total.is = gas + joint->vapour_pressure - tension * curved.is;
    for (int q = 0; q < COLUMNS; q++) {
        inside->total.by[q] = inside->gas.by[q] - tension * curved.by[q];
    }
}

/* What a ball adds to the bubble's side of the film: inertance and pressure by Keller and Miksis. */
INLINE void ball(const Joint *joint, const Shape *shape, const Inside *inside, Real growth, Term *heavy,
                 Term *held, Real *held_by_mole) {
    Real radius = shape->radius, share = 1 - shape->flat.is;
    Real over_radius = 4 * PI / 3 * radius * radius * shape->over_volume;
    Real over_face = 1 / (4 * PI) * over_radius * over_radius, speed = growth * over_face;
    double rho = joint->density, sigma = joint->surface_tension, mu = joint->stretch_viscosity;
    double slow = 1 / joint->sound_speed;
    Real mach = speed * slow, past = 1 / (1 + mach);
    Real speed_by[2] = {speed * (-2.0 / 3), over_face}; /* by the volume's log, by its speed */
    Real elastic = 3 * joint->polytropic * inside->gas.is - 2 * sigma * over_radius;
    Real inertia = ((1 - mach) * rho * radius + 4 * mu * slow) * over_face;
    Real pressure = -0.5 * rho * speed * speed * (1 - 3 * mach) +
                    slow * speed * (elastic - 12 * mu * speed * over_radius);
    Real wall = 4 * mu * speed * over_radius;
    *heavy = (Term){.is = share * inertia * past};
    *held = (Term){.is = share * (pressure * past + wall)};
    *held_by_mole = share * past * slow * speed * 3 * joint->polytropic * inside->by_mole;
    Real elastic_by_l =
        -3 * joint->polytropic * joint->polytropic * inside->gas.is + 2.0 / 3 * sigma * over_radius;
    for (int i = 0; i < 2; i++) {
        double l = i == 0;
        Real by = speed_by[i];
        Real inertia_by = -rho * radius * by * slow * over_face -
                          l / 3 * ((1 - mach) * rho * radius + 8 * mu * slow) * over_face;
        Real pressure_by = -rho * speed * by * (1 - 3 * mach) + 1.5 * rho * speed * speed * by * slow +
                           slow * by * (elastic - 24 * mu * speed * over_radius) +
                           l * slow * speed * (elastic_by_l + 4 * mu * speed * over_radius);
        Real past_by = -past * past * by * slow;
        int q = i == 0 ? L : U;
        heavy->by[q] = share * (inertia_by * past + inertia * past_by);
        held->by[q] =
            share * (pressure_by * past + pressure * past_by + 4 * mu * by * over_radius - l / 3 * wall);
    }
    Real flat_by[2] = {shape->flat.by_h, shape->flat.by_l};
    for (int i = 0; i < 2; i++) {
        int q = i == 0 ? H : L;
        heavy->by[q] -= flat_by[i] * inertia * past;
        held->by[q] -= flat_by[i] * (pressure * past + wall);
    }
}

INLINE void film_and_bubble(const Joint *joint, const Real *state, int states, const Shape *shape,
                            Rates *motion, Real *jacobian) {
    Film film = {.opening = joint->area * state[GAP_SPEED],
                 .growth = state[VOLUME_SPEED],
                 .over_gap = shape->over_gap};
    double over_area = 1 / joint->area;
    Inside inside;
    rim_pressure(joint, state, shape->volume, &film);
    face_pressure(joint, state, &film);
    inertance(joint, shape, &film);
    resistance(joint, &film);
    through_passage(joint, &film);
    inside_pressure(joint, state, shape, &inside);
    Term heavy = {.is = wide(0)}, held = heavy;
    Real held_by_mole = wide(0);
    if (some(shape->flat.is < 1)) {
        ball(joint, shape, &inside, film.growth, &heavy, &held, &held_by_mole);
    }
    Real f = shape->fill.is, g = film.opening, u = film.growth, v = film.viscous.is;
    Real flow1 = film.m11.is * g + film.m12.is * u, flow2 = film.m12.is * g + film.m22.is * u;
    double passage = joint->passage_inertance;
    Real m11 = film.m11.is + passage, m12 = film.m12.is - passage, m22 = film.m22.is + heavy.is + passage;
    Real b1 = film.rim.is - film.mean.is + film.turn.is * (0.5 - 0.5 * f * f) - v * flow1;
    Real b2 = inside.total.is - film.rim.is - film.turn.is * (1 - f) - held.is - v * flow2;
    Real over = 1 / (m11 * m22 - m12 * m12);
    Real opening = over * (m22 * b1 - m12 * b2), growth = over * (m11 * b2 - m12 * b1);
    motion->rate[GAP_SPEED] = opening * over_area;
    motion->rate[LOG_VOLUME] = u * shape->over_volume;
    motion->rate[VOLUME_SPEED] = growth;
    motion->middle_pressure = inside.total.is;
    motion->volume = shape->volume;
    if (!jacobian) {
        return;
    }
    Real *of_gap = row(jacobian, states, GAP_SPEED), *of_volume = row(jacobian, states, VOLUME_SPEED);
    row(jacobian, states, LOG_VOLUME)[LOG_VOLUME] = -u * shape->over_volume;
    row(jacobian, states, LOG_VOLUME)[VOLUME_SPEED] = shape->over_volume;
    Term fill = of_size(shape->fill);
    for (int q = 0; q < COLUMNS; q++) {
        double g_by = q == GS ? joint->area : 0, u_by = q == U;
        Real flow1_by = film.m11.by[q] * g + film.m12.by[q] * u + film.m11.is * g_by + film.m12.is * u_by;
        Real flow2_by = film.m12.by[q] * g + film.m22.by[q] * u + film.m12.is * g_by + film.m22.is * u_by;
        Real r1 = film.rim.by[q] - film.mean.by[q] + film.turn.by[q] * (0.5 - 0.5 * f * f) -
                  film.turn.is * f * fill.by[q] - film.viscous.by[q] * flow1 - v * flow1_by;
        Real r2 = inside.total.by[q] - film.rim.by[q] - film.turn.by[q] * (1 - f) +
                  film.turn.is * fill.by[q] - held.by[q] - film.viscous.by[q] * flow2 - v * flow2_by;
        r1 -= film.m11.by[q] * opening + film.m12.by[q] * growth;
        r2 -= film.m12.by[q] * opening + (film.m22.by[q] + heavy.by[q]) * growth;
        of_gap[STATE_OF[q]] = over * (m22 * r1 - m12 * r2) * over_area;
        of_volume[STATE_OF[q]] = over * (m11 * r2 - m12 * r1);
    }
    Real by_mole = inside.by_mole - held_by_mole;
    for (int i = 0; i < GASES; i++) {
        of_gap[IN_BUBBLE + i] = -over * m12 * by_mole * over_area;
        of_volume[IN_BUBBLE + i] = over * m11 * by_mole;
    }
}

#endif
