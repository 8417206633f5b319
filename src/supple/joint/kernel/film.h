/* The film between the faces: what it is asked to carry, how it resists, and the pressures at its ends. */
#ifndef SUPPLE_FILM_H
#define SUPPLE_FILM_H

#include "shape.h"

/* The states on which forces depend, in the order of the columns of derivatives below. */
enum { X, H, GS, XS, L, U, COLUMNS };

typedef struct {
    Real is, by[COLUMNS];
} Term;

/* Speed at the rim, m/s, below which fluid neither enters nor leaves for sure. */
static const double STILL = 0.1;

INLINE Term of_size(Sized size) { return (Term){size.is, {[H] = size.by_h, [L] = size.by_l}}; }

typedef struct {
    Real opening, growth; /* G and U, m3/s */
    Real over_gap;
    Term m11, m12, m22, viscous; /* inertances; resistance over inertance */
    Term rim, mean, turn;        /* pressures at the rim and over the face; the convective fall c */
} Film;

INLINE void rim_pressure(const Joint *joint, const Real *state, Real volume, Film *film) {
    double area = joint->area;
    Real gap = state[GAP], inflow = film->opening - film->growth;
    double over_recess = 1 / joint->recess_volume, over_mouth = 1 / (2 * PI * joint->radius);
    Real over_gap = film->over_gap, drawn = (area * (gap - joint->film) - volume) * over_recess;
    double hard = joint->recess_hardening, scale = joint->recess_elastance / hard;
    Real up = exponential_of(hard * drawn), down = 1 / up;
    Real slope = joint->recess_elastance * (up + down) * (over_recess / 2);
    Real speed = inflow * over_gap * over_mouth;
    Real size = root_of(speed * speed + STILL * STILL), in = (speed + size) * 0.5; /* 0 where fluid leaves */
    Real entry = joint->density / 2 * in * in, by_flow = 2 * entry * over_gap * over_mouth / size;
    film->rim = (Term){joint->rest_pressure - scale / 2 * (up - down) - entry,
                       {[H] = -slope * area + by_flow * inflow * over_gap,
                        [GS] = -by_flow * area,
                        [L] = slope * volume,
                        [U] = by_flow}};
    double across = joint->radius / area;
    Real flow = across * inflow * over_gap, c = 0.45 * joint->density * flow * flow;
    Real c_by_flow = 0.9 * joint->density * flow * across * over_gap;
    film->turn = (Term){c, {[H] = -2 * c * over_gap, [GS] = c_by_flow * area, [U] = -c_by_flow}};
}

/* Cartilage is a spring with a dashpot beside it. */
INLINE Real tension(const Joint *joint, const Real *state) {
    Real stretch = joint->film + state[APART] - state[GAP], speed = state[APART_SPEED] - state[GAP_SPEED];
    return joint->cartilage_stiffness * (stretch + joint->cartilage_lag * speed) - joint->rest_load;
}

INLINE void face_pressure(const Joint *joint, const Real *state, Film *film) {
    Real contact =
        joint->rest_load * exponential_of((joint->film - state[GAP]) * (1 / joint->contact_length));
    double over_area = 1 / joint->area, k = joint->cartilage_stiffness * over_area,
           lag = k * joint->cartilage_lag;
    film->mean = (Term){joint->rest_pressure - (tension(joint, state) + contact) * over_area,
                        {[X] = wide(-k),
                         [H] = k + contact * (over_area / joint->contact_length),
                         [GS] = wide(lag),
                         [XS] = wide(-lag)}};
}

INLINE void inertance(const Joint *joint, const Shape *shape, Film *film) {
    Real unit = joint->density / (8 * PI) * film->over_gap;
    Term f = of_size(shape->fill), log_f = of_size(shape->log_fill);
    film->m11 = (Term){.is = unit * (1 - f.is * f.is)};
    film->m12 = (Term){.is = -2 * unit * (1 - f.is)};
    film->m22 = (Term){.is = -2 * unit * log_f.is};
    for (int q = 0; q < COLUMNS; q++) {
        film->m11.by[q] = -2 * unit * f.is * f.by[q];
        film->m12.by[q] = 2 * unit * f.by[q];
        film->m22.by[q] = -2 * unit * log_f.by[q];
    }
    film->m11.by[H] -= film->m11.is * film->over_gap;
    film->m12.by[H] -= film->m12.is * film->over_gap;
    film->m22.by[H] -= film->m22.is * film->over_gap;
}

/* Viscosity by Carreau at a mean square rate of shear, and its derivative by that square. What shear has torn
 * apart takes seconds to join again: fluid that turns round for a millisecond stays thin. */
INLINE Real thinned(const Joint *joint, Real square, Real *by_square) {
    double lag = joint->thinning_time * joint->thinning_time, power = joint->thinning_exponent / 2;
    square += joint->lasting_shear * joint->lasting_shear;
    Real above = (joint->viscosity_at_rest - joint->viscosity_at_speed) * raised_to(-power, 1 + lag * square);
    *by_square = -power * lag * above / (1 + lag * square);
    return joint->viscosity_at_speed + above;
}

/* Resistance over inertance. The square of the rate of shear is the mean over the film's volume, which is
 * what its own dissipation tells: so resistance never falls as flow grows. */
INLINE void resistance(const Joint *joint, Film *film) {
    Real g = film->opening, u = film->growth, by_square;
    Real flow1 = film->m11.is * g + film->m12.is * u, flow2 = film->m12.is * g + film->m22.is * u;
    Real unit = 12 / joint->density * film->over_gap * film->over_gap;
    Real shear = 1 / joint->area * unit * film->over_gap;
    Real square = shear * (flow1 * g + flow2 * u);
    Real viscosity = thinned(joint, square, &by_square);
    film->viscous.is = unit * viscosity;
    for (int q = 0; q < COLUMNS; q++) {
        Real by = film->m11.by[q] * g * g + 2 * film->m12.by[q] * g * u + film->m22.by[q] * u * u;
        film->viscous.by[q] = unit * by_square * shear * by;
    }
    film->viscous.by[H] -= unit * (2 * viscosity + 3 * square * by_square) * film->over_gap;
    film->viscous.by[GS] += unit * by_square * shear * 2 * flow1 * joint->area;
    film->viscous.by[U] += unit * by_square * shear * 2 * flow2;
}

/* What the way from the recess to the rim takes of the pressure there, besides its inertance. */
INLINE void through_passage(const Joint *joint, Film *film) {
    double unit = joint->passage_shear * joint->passage_shear;
    Real inflow = film->opening - film->growth, by_square;
    Real viscosity = thinned(joint, unit * inflow * inflow, &by_square);
    Real by = joint->passage_resistance * (viscosity + 2 * by_square * unit * inflow * inflow);
    film->rim.is -= joint->passage_resistance * viscosity * inflow;
    film->rim.by[GS] -= by * joint->area;
    film->rim.by[U] += by;
}

#endif
