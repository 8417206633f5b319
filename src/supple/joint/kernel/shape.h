/* The shape of a bubble of some volume in a gap: a ball until it meets both faces, then a flat disc. */
#ifndef SUPPLE_SHAPE_H
#define SUPPLE_SHAPE_H

#include "joint.h"

/* A value that depends on the logarithm of the volume (l) and on the gap (h), with its derivatives. */
typedef struct {
    double is, by_l, by_h;
} Sized;

typedef struct {
    double volume, radius; /* of the ball of that volume */
    Sized flat;            /* 0 for a ball, 1 for a disc */
    Sized disc_radius;
    Sized fill, log_fill; /* share of the face inside the place from which the film flows, and its log */
    Sized curvature;      /* twice the mean */
    Sized surface;
    Sized spread; /* surface times what steady diffusion adds to 1/layer: 1/R for a ball, 4/(pi r) */
} Shape;

void bubble_shape(const Joint *joint, double log_volume, double gap, Shape *shape);

#endif
