/* The shape of a bubble of some volume in a gap: a ball until it meets both faces, then a flat disc. */
#ifndef SUPPLE_SHAPE_H
#define SUPPLE_SHAPE_H

#include "real.h"

#define PI 3.14159265358979323846

/* A value that depends on the logarithm of the volume (l) and on the gap (h), with its derivatives. */
typedef struct {
    Real is, by_l, by_h;
} Sized;

typedef struct {
    Real over_gap, over_volume; /* one over them, since divisions are slow */
    Real volume, radius;        /* of the ball of that volume */
    Sized flat;                 /* 0 for a ball, 1 for a disc */
    Sized disc_radius;
    Sized fill, log_fill; /* share of the face inside the place from which the film flows, and its log */
    Sized curvature;      /* twice the mean */
    Sized surface;
    Sized spread; /* surface times what steady diffusion adds to 1/layer: 1/R for a ball, 4/(pi r) */
} Shape;

/* A point source half-way between two walls looks, from afar, like a line source whose pressure is that at
 * 2 exp(-Euler's gamma) gaps from it: the sum over its images in the walls. */
static const double IMAGE_RADIUS = 1.1229189671337703;
static const double LOG_OF_BALL = -1.4324119583011811; /* log of 3/(4 pi) */
static const double FLAT_FROM = 0.25, FLAT_TO = 0.75;  /* radius over gap between which a ball flattens */
static const double MOST_FILL = 0.98;                  /* a ring of fluid always stays at the rim */

INLINE Sized blend(Sized flat, Sized ball, Sized disc) {
    Real more = disc.is - ball.is;
    return (Sized){
        ball.is + flat.is * more,
        ball.by_l + flat.is * (disc.by_l - ball.by_l) + flat.by_l * more,
        ball.by_h + flat.is * (disc.by_h - ball.by_h) + flat.by_h * more,
    };
}

/* Twice continuously differentiable between a ball and a disc. */
INLINE Sized flattening(Real radius, Real over_gap) {
    double over_width = 1 / (FLAT_TO - FLAT_FROM);
    Real past = (radius * over_gap - FLAT_FROM) * over_width,
         at = either(past < 0, wide(0), either(past > 1, wide(1), past));
    Real rest = 1 - at, slope = 30 * at * at * rest * rest * radius * over_gap * over_width;
    return (Sized){at * at * at * (10 - at * (15 - 6 * at)), slope * (1.0 / 3), -slope * over_gap};
}

/* Share of the face inside the place that the film flows from, held below 1 by a smooth bound. */
INLINE void fill_face(const Joint *joint, Real gap, Shape *shape) {
    double over_face = 1 / (joint->radius * joint->radius);
    Real disc = shape->disc_radius.is, image = IMAGE_RADIUS * gap, flat = shape->flat.is;
    Real of_disc = disc * disc * over_face, of_ball = image * image * over_face;
    Sized log_disc = {wide(0), wide(1), -shape->over_gap}, log_ball = {wide(0), wide(0), 2 * shape->over_gap};
    Real raw = either(flat < 0.5, of_ball, of_disc);
    Test between = (flat > 0) & (flat < 1);
    if (some(between)) { /* by the mean of logarithms */
        log_disc.is = logarithm_of(of_disc);
        log_ball.is = logarithm_of(of_ball);
        raw = either(between, exponential_of(log_ball.is + flat * (log_disc.is - log_ball.is)), raw);
    }
    Sized log_raw = blend(shape->flat, log_ball, log_disc);
    Real part = raw * (1 / MOST_FILL), square = part * part, bound = 1 / (1 + square * square);
    Real fill = raw * root_of(root_of(bound));
    shape->log_fill = (Sized){logarithm_of(fill), log_raw.by_l * bound, log_raw.by_h * bound};
    shape->fill = (Sized){fill, fill * shape->log_fill.by_l, fill * shape->log_fill.by_h};
}

INLINE void bubble_shape(const Joint *joint, Real log_volume, Real gap, Shape *shape) {
    Real radius = exponential_of((log_volume + LOG_OF_BALL) * (1.0 / 3)), over_radius = 1 / radius,
         over_gap = 1 / gap;
    Real volume = 4 * PI / 3 * radius * radius * radius, disc = root_of(volume * over_gap * (1 / PI));
    Real over_volume = 3 / (4 * PI) * over_radius * over_radius * over_radius,
         over_disc = PI * disc * gap * over_volume;
    Sized flat = flattening(radius, over_gap);
    shape->over_gap = over_gap;
    shape->over_volume = over_volume;
    shape->volume = volume;
    shape->radius = radius;
    shape->flat = flat;
    shape->disc_radius = (Sized){disc, disc / 2, disc * over_gap * -0.5};
    fill_face(joint, gap, shape);
    shape->curvature = blend(
        flat, (Sized){2 * over_radius, over_radius * (-2.0 / 3), wide(0)},
        (Sized){2 * over_gap + over_disc, -0.5 * over_disc, (0.5 * over_disc - 2 * over_gap) * over_gap});
    Real ball = 4 * PI * radius * radius, faces = 2 * volume * over_gap, edge = 2 * PI * disc * gap;
    Sized of_ball = {ball, ball * (2.0 / 3), wide(0)};
    Sized of_disc = {faces + edge, faces + edge * 0.5, (edge * 0.5 - faces) * over_gap};
    shape->surface = blend(flat, of_ball, of_disc);
    Real steady = 4 / PI * over_disc;
    shape->spread = blend(flat, (Sized){ball * over_radius, ball * over_radius * (1.0 / 3), wide(0)},
                          (Sized){of_disc.is * steady, steady * (of_disc.by_l - of_disc.is * 0.5),
                                  steady * (of_disc.by_h + of_disc.is * over_gap * 0.5)});
}

#endif
