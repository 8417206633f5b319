/* From segments to the whole: a segment's relative energy as a function of both its bodies in the world. */
#include <string.h>

#include "spine.h"
#include "vector.h"

/* Adds sign * axes block transposed(axes) to a corner of a 6 x 6. */
static void add_corner(const double axes[9], const double block[9], double out[6][6], int row, int column) {
    double half[9], full[9];
    multiply(axes, block, half);
    multiply_across(half, axes, full);
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++) out[row + i][column + j] += full[3 * i + j];
}

static void flip(const double block[9], double out[9]) {
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++) out[3 * j + i] = block[3 * i + j];
}

static void minus(const double block[9], double out[9]) {
    for (int i = 0; i < 9; i++) out[i] = -block[i];
}

/* With d, w of lower (l) and upper (u) in the lower's axes, and y the upper's place there, the relative
 * move is, to second order,
 *     shift = (d_u - d_l) - w_l x y - w_l x (d_u - d_l) + w_l x (w_l x y) / 2
 *     turn  = w_u - w_l - w_l x w_u / 2
 * from which the blocks below follow. */
static void add_stiffness(const Relative *of, const double y[3], const double axes[9], int index,
                          Derivatives *out) {
    double a[9], b[9], c[9], yx[9], fx[9], mx[9], ay[9], low[9], block[9], flipped[9], ty[9];
    const double *force = of->slope;
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++) {
            a[3 * i + j] = of->stiffness[i][j];
            b[3 * i + j] = of->stiffness[i][3 + j];
            c[3 * i + j] = of->stiffness[3 + i][3 + j];
        }
    cross_matrix(y, yx), cross_matrix(force, fx), cross_matrix(of->slope + 3, mx);
    multiply(a, yx, ay);
    double (*lower)[6] = out->own[index], (*upper)[6] = out->own[index + 1], (*next)[6] = out->next[index];

    add_corner(axes, a, upper, 0, 0), add_corner(axes, b, upper, 0, 3), add_corner(axes, c, upper, 3, 3);
    flip(b, flipped), add_corner(axes, flipped, upper, 3, 0);
    add_corner(axes, a, lower, 0, 0);
    minus(a, block), add_corner(axes, block, next, 0, 0);
    minus(b, block), add_corner(axes, block, next, 0, 3);

    for (int i = 0; i < 9; i++) low[i] = b[i] - ay[i] + fx[i]; /* d_l with w_l */
    add_corner(axes, low, lower, 0, 3);
    flip(low, flipped), add_corner(axes, flipped, lower, 3, 0);
    minus(flipped, block), add_corner(axes, block, next, 3, 0); /* w_l with d_u */

    multiply_back(yx, b, ty);
    for (int i = 0; i < 9; i++) block[i] = ty[i] - c[i] + mx[i] / 2;
    add_corner(axes, block, next, 3, 3);
    multiply_back(yx, ay, block);
    flip(ty, flipped);
    double along = dot(y, force);
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++)
            block[3 * i + j] += c[3 * i + j] - ty[3 * i + j] - flipped[3 * i + j] +
                                (y[i] * force[j] + force[i] * y[j]) / 2 - (i == j ? along : 0);
    add_corner(axes, block, lower, 3, 3);
}

/* Adds the segment between bodies `index` and `index + 1`. */
void add_segment(const Segment *segment, const Pose *lower, const Pose *upper, int index, Derivatives *out) {
    double apart[3], y[3], axes[9], lever[3], force[3], moment[3];
    Relative of;
    for (int i = 0; i < 3; i++) apart[i] = upper->centre[i] - lower->centre[i];
    turn_back(lower->axes, apart, y);
    multiply_back(lower->axes, upper->axes, axes);
    segment_energy(segment, y, axes, &of);
    out->energy += of.energy;
    turn(lower->axes, of.slope, force);
    turn(lower->axes, of.slope + 3, moment);
    cross(apart, force, lever);
    for (int i = 0; i < 3; i++) {
        out->slope[index][i] -= force[i];
        out->slope[index][3 + i] -= moment[i] + lever[i];
        out->slope[index + 1][i] += force[i];
        out->slope[index + 1][3 + i] += moment[i];
    }
    add_stiffness(&of, y, lower->axes, index, out);
}

/* Everything at once: energy, forces and stiffness of the chain under a load. */
EXPORTED void spine_derivatives(const Segment *segment, int bodies, const Pose *pose, const Load *load,
                                Derivatives *out) {
    out->energy = 0;
    memset(out->slope, 0, sizeof out->slope[0] * (size_t)bodies);
    memset(out->own, 0, sizeof out->own[0] * (size_t)bodies);
    memset(out->next, 0, sizeof out->next[0] * (size_t)(bodies - 1));
    for (int k = 0; k < bodies - 1; k++) add_segment(&segment[k], &pose[k], &pose[k + 1], k, out);
    add_load(load, pose, out);
}
