/* What every segment is like in a pose: how it has turned, what is strained and what is pressed. */
#include "spine.h"
#include "vector.h"

static void measure_fibre(const Fibre *fibre, const double place[3], const double axes[9], double *strain,
                          double *tension) {
    double along[3];
    turn(axes, fibre->upper, along);
    for (int i = 0; i < 3; i++) along[i] += place[i] - fibre->lower[i];
    double longer = sqrt(dot(along, along)) - fibre->slack;
    *strain = longer / fibre->slack, *tension = 0;
    for (int k = 0; k < KNEES; k++)
        *tension += fibre->slope[k] * ramp(longer - fibre->knee[k], fibre->width).force;
}

static double facet_force(const FacetPoint *facet, const double place[3], const double axes[9]) {
    double apart[3];
    turn(axes, facet->upper, apart);
    for (int i = 0; i < 3; i++) apart[i] += place[i] - facet->lower[i];
    return facet->stiffness * ramp(-dot(facet->normal, apart) - facet->clearance, facet->width).force;
}

static void measure(const Segment *segment, const Pose *lower, const Pose *upper, const double *began,
                    Measured *out) {
    double apart[3], place[3], axes[9], turned[9];
    for (int i = 0; i < 3; i++) apart[i] = upper->centre[i] - lower->centre[i];
    turn_back(lower->axes, apart, place);
    multiply_back(lower->axes, upper->axes, axes);
    multiply_across(axes, began, turned);
    rotation_vector(turned, out->turn);
    for (int side = 0; side < 2; side++) {
        turn(axes, segment->middle_upper[side], out->apart[side]);
        for (int i = 0; i < 3; i++) out->apart[side][i] += place[i] - segment->middle_lower[side][i];
        out->facet_force[side] = 0;
        for (int k = 0; k < FACET_POINTS / 2; k++)
            out->facet_force[side] += facet_force(&segment->facet[side * FACET_POINTS / 2 + k], place, axes);
    }
    for (int k = 0; k < FIBRES; k++)
        measure_fibre(&segment->fibre[k], place, axes, &out->strain[k], &out->tension[k]);
}

/* Arrays are by person, frame and body or segment; began (people, segments, 9) are the upper bodies' axes in
 * the lower ones' from which turns are counted. */
EXPORTED void spine_measures(int people, int frames, int bodies, const Segment *segment, const Pose *pose,
                             const double *began, Measured *out) {
    int segments = bodies - 1;
    for (int n = 0; n < people * frames; n++, pose += bodies) {
        int first = n / frames * segments;
        for (int k = 0; k < segments; k++)
            measure(&segment[first + k], &pose[k], &pose[k + 1], &began[9 * (first + k)], out++);
    }
}
