#include "shape.h"

#include <math.h>

#define PI 3.14159265358979323846

/* A point source half-way between two walls looks, from afar, like a line source whose pressure is that at
 * 2 exp(-Euler's gamma) gaps from it: the sum over its images in the walls. */
static const double IMAGE_RADIUS = 1.1229189671337703;
static const double LOG_OF_BALL = -1.4324119583011811; /* log of 3/(4 pi) */
static const double FLAT_FROM = 0.25, FLAT_TO = 0.75;  /* radius over gap between which a ball flattens */
static const double MOST_FILL = 0.98;                  /* a ring of fluid always stays at the rim */

static Sized blend(Sized flat, Sized ball, Sized disc) {
    double more = disc.is - ball.is;
    return (Sized){
        ball.is + flat.is * more,
        ball.by_l + flat.is * (disc.by_l - ball.by_l) + flat.by_l * more,
        ball.by_h + flat.is * (disc.by_h - ball.by_h) + flat.by_h * more,
    };
}

/* Twice continuously differentiable between a ball and a disc. */
static Sized flattening(double radius, double gap) {
    double width = FLAT_TO - FLAT_FROM, at = (radius / gap - FLAT_FROM) / width;
    if (at <= 0 || at >= 1) {
        return (Sized){at >= 1, 0, 0};
    }
    double rest = 1 - at, slope = 30 * at * at * rest * rest * radius / (gap * width);
    return (Sized){at * at * at * (10 - at * (15 - 6 * at)), slope / 3, -slope / gap};
}

/* Share of the face inside the place that the film flows from, held below 1 by a smooth bound. */
static void fill_face(const Joint *joint, double gap, Shape *shape) {
    double face = joint->radius * joint->radius, disc = shape->disc_radius.is, image = IMAGE_RADIUS * gap;
    double flat = shape->flat.is, of_disc = disc * disc / face, of_ball = image * image / face;
    Sized log_disc = {flat > 0 ? log(of_disc) : 0, 1, -1 / gap};
    Sized log_ball = {flat < 1 ? log(of_ball) : 0, 0, 2 / gap};
    Sized log_raw = blend(shape->flat, log_ball, log_disc);
    double raw = flat == 0 ? of_ball : (flat == 1 ? of_disc : exp(log_raw.is));
    double part = raw / MOST_FILL, fourth = part * part * part * part, bound = 1 / (1 + fourth);
    double log_bound = fourth > 1e-17 ? log1p(fourth) / 4 : 0, fill = raw * sqrt(sqrt(bound));
    shape->log_fill = (Sized){log_raw.is - log_bound, log_raw.by_l * bound, log_raw.by_h * bound};
    shape->fill = (Sized){fill, fill * shape->log_fill.by_l, fill * shape->log_fill.by_h};
}

void bubble_shape(const Joint *joint, double log_volume, double gap, Shape *shape) {
    double radius = exp((log_volume + LOG_OF_BALL) / 3);
    double volume = 4 * PI / 3 * radius * radius * radius, disc = sqrt(volume / (PI * gap));
    Sized flat = flattening(radius, gap);
    shape->volume = volume;
    shape->radius = radius;
    shape->flat = flat;
    shape->disc_radius = (Sized){disc, disc / 2, -disc / (2 * gap)};
    fill_face(joint, gap, shape);
    shape->curvature = blend(flat, (Sized){2 / radius, -2 / (3 * radius), 0},
                             (Sized){2 / gap + 1 / disc, -0.5 / disc, -2 / (gap * gap) + 0.5 / (disc * gap)});
    double ball = 4 * PI * radius * radius, faces = 2 * volume / gap, edge = 2 * PI * disc * gap;
    Sized of_ball = {ball, ball * 2 / 3, 0};
    Sized of_disc = {faces + edge, faces + edge / 2, (edge / 2 - faces) / gap};
    shape->surface = blend(flat, of_ball, of_disc);
    double steady = 4 / (PI * disc);
    shape->spread = blend(flat, (Sized){ball / radius, ball / (3 * radius), 0},
                          (Sized){of_disc.is * steady, steady * (of_disc.by_l - of_disc.is / 2),
                                  steady * (of_disc.by_h + of_disc.is / (2 * gap))});
}
