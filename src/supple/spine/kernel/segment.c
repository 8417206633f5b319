/* One motion segment: disc with rib cage, ligaments, facets, as a function of how the upper body stands. */
#include <string.h>

#include "point.h"
#include "spine.h"
#include "vector.h"

static void add_fibre(const Fibre *fibre, const double place[3], const double axes[9], Relative *out) {
    double arm[3], along[3];
    turn(axes, fibre->upper, arm);
    for (int i = 0; i < 3; i++) along[i] = place[i] + arm[i] - fibre->lower[i];
    double length = sqrt(dot(along, along)), tension = 0, stiffness = 0;
    for (int k = 0; k < KNEES; k++) {
        Ramp at = ramp(length - fibre->slack - fibre->knee[k], fibre->width);
        out->energy += fibre->slope[k] * at.energy;
        tension += fibre->slope[k] * at.force;
        stiffness += fibre->slope[k] * at.stiffness;
    }
    if (stiffness == 0) return;
    double across[9], force[3], sideways = tension / length;
    for (int i = 0; i < 3; i++) along[i] /= length;
    for (int i = 0; i < 3; i++) {
        force[i] = tension * along[i];
        for (int j = 0; j < 3; j++)
            across[3 * i + j] = (stiffness - sideways) * along[i] * along[j] + (i == j ? sideways : 0);
    }
    add_point(arm, force, across, out->slope, out->stiffness);
}

static void add_facet_point(const FacetPoint *facet, const double place[3], const double axes[9],
                            Relative *out) {
    double arm[3], apart[3], force[3], across[9];
    turn(axes, facet->upper, arm);
    for (int i = 0; i < 3; i++) apart[i] = place[i] + arm[i] - facet->lower[i];
    Ramp at = ramp(-dot(facet->normal, apart) - facet->clearance, facet->width);
    if (at.stiffness == 0) return;
    out->energy += facet->stiffness * at.energy;
    for (int i = 0; i < 3; i++) {
        force[i] = -facet->stiffness * at.force * facet->normal[i];
        for (int j = 0; j < 3; j++)
            across[3 * i + j] = facet->stiffness * at.stiffness * facet->normal[i] * facet->normal[j];
    }
    add_point(arm, force, across, out->slope, out->stiffness);
}

/* Shift of the disc's centre: linear springs along the lower body's axes. */
static void add_shift(const Segment *segment, const double place[3], const double axes[9], Relative *out) {
    double arm[3], force[3], across[9] = {0};
    turn(axes, segment->disc_upper, arm);
    for (int i = 0; i < 3; i++) {
        double apart = place[i] + arm[i] - segment->disc_lower[i];
        out->energy += segment->shift[i] * apart * apart / 2;
        force[i] = segment->shift[i] * apart;
        across[4 * i] = segment->shift[i];
    }
    add_point(arm, force, across, out->slope, out->stiffness);
}

/* Energy, moment and stiffness of a turn phi about one axis, added to out. */
static void add_law(const Turning *law, int axis, double phi, Ramp *out) {
    int side = phi > 0;
    double linear = law->linear[axis], cubic = law->cubic[axis][side], end = law->end[axis][side];
    double far = fabs(phi), within = far < end ? far : end, beyond = far - within, square = within * within;
    double moment = within * (linear + cubic * square), stiffness = linear + 3 * cubic * square;
    out->energy += square * (linear / 2 + cubic * square / 4) + beyond * (moment + stiffness * beyond / 2);
    out->force += copysign(moment + stiffness * beyond, phi);
    out->stiffness += stiffness;
}

/* Turn from rest, measured as twice the vector part of its quaternion: 2 sin(angle / 2) about its axis.
 * It differs from the angle by 0.1 % at 9 degrees, and its derivatives are exact in a line each. */
static void add_turn(const Segment *segment, const double axes[9], Relative *out) {
    double from_rest[9], v[3], law[3], law_slope[3];
    multiply_across(axes, segment->rest, from_rest);
    double w = quaternion(from_rest, v), pull = 0;
    for (int i = 0; i < 3; i++) {
        Ramp at = {0, 0, 0};
        for (int k = 0; k < TURNINGS; k++) add_law(&segment->turning[k], i, 2 * v[i], &at);
        out->energy += at.energy;
        law[i] = at.force, law_slope[i] = at.stiffness;
        pull += 2 * v[i] * law[i];
    }
    double grow[9], weighted[9], stiffness[9]; /* d phi = grow . turn */
    double minus[3] = {-v[0], -v[1], -v[2]};
    cross_matrix(minus, grow);
    grow[0] = grow[4] = grow[8] = w;
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++) weighted[3 * i + j] = law_slope[i] * grow[3 * i + j];
    multiply_back(grow, weighted, stiffness);
    double moment[3];
    turn_back(grow, law, moment);
    for (int i = 0; i < 3; i++) {
        out->slope[3 + i] += moment[i];
        for (int j = 0; j < 3; j++)
            out->stiffness[3 + i][3 + j] += stiffness[3 * i + j] - (i == j ? pull / 4 : 0);
    }
}

/* Energy of a segment with the upper body's centre at `place` and its axes `axes`, in the lower's axes. */
void segment_energy(const Segment *segment, const double place[3], const double axes[9], Relative *out) {
    memset(out, 0, sizeof *out);
    add_shift(segment, place, axes, out);
    add_turn(segment, axes, out);
    for (int k = 0; k < FIBRES; k++) add_fibre(&segment->fibre[k], place, axes, out);
    for (int k = 0; k < FACET_POINTS; k++) add_facet_point(&segment->facet[k], place, axes, out);
}
