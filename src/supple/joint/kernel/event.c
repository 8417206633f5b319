#include "event.h"

#include <math.h>

enum { LOOKS = 16 }; /* within a step, for a dip */
enum { MOST_TRIES = 40 };
static const double CLOSE = 1e-8;   /* of a step, within which something is said to happen */
static const double IN_CONTACT = 3; /* contact lengths of opening beyond which faces no longer touch */

double still_touching(const Traveller *traveller, double time, const double *state, double since) {
    (void)time, (void)since;
    const Joint *joint = traveller->joint;
    return joint->film + IN_CONTACT * joint->contact_length - state[GAP];
}

/* By how much a pressure is above what the largest nucleus stands. Nuclei are where the film pulls hardest:
 * at its middle, which is also where a bubble that is left lies. */
static double above_threshold(const Joint *joint, double pressure, double time, double since) {
    double critical, nucleus = nucleus_radius(joint, since < 0 ? -1 : time - since);
    return pressure - blake_pressure(joint, nucleus, &critical);
}

double still_holding(const Traveller *traveller, double time, const double *state, double since) {
    Motion motion;
    double force = pull_force(traveller->pull, time);
    joint_motion(traveller->joint, force, state, traveller->states, &motion, 0);
    return above_threshold(traveller->joint, motion.middle_pressure, time, since);
}

Look dip(const Traveller *traveller, double start) {
    const double *pressure = traveller->pressure;
    double weight[STAGES], state[MOST_STATES], lowest = start, share = 0;
    for (int j = 0; j < STAGES; j++) {
        lowest = fmin(lowest, pressure[j]);
    }
    for (int k = 1; k < LOOKS; k++) {
        double found = start;
        travel_inside((double)k / LOOKS, weight);
        for (int j = 0; j < STAGES; j++) {
            found += weight[j] * (pressure[j] - start);
        }
        if (found < lowest) {
            lowest = found;
            share = (double)k / LOOKS;
        }
    }
    if (share == 0) {
        return (Look){0, HUGE_VAL};
    }
    travel_inside(share, weight);
    for (int i = 0; i < traveller->states; i++) {
        const double *moved = traveller->past[i];
        state[i] = traveller->state[i] - moved[STAGES - 1];
        for (int j = 0; j < STAGES; j++) {
            state[i] += weight[j] * moved[j];
        }
    }
    Motion motion;
    double after = share * traveller->past_step;
    double force = pull_force(traveller->pull, traveller->time - traveller->past_step + after);
    joint_motion(traveller->joint, force, state, traveller->states, &motion, 0);
    return (Look){after, motion.middle_pressure};
}

double gives_way(const Traveller *traveller, Look dip, double since) {
    double step = traveller->past_step, start = traveller->time - step;
    double first =
        above_threshold(traveller->joint, dip.pressure, start + dip.after, since) < 0 ? dip.after : 0;
    for (int j = 0; j < STAGES; j++) {
        double after = STAGE_AT[j] * step;
        if ((first == 0 || after < first) &&
            above_threshold(traveller->joint, traveller->pressure[j], start + after, since) < 0) {
            return after;
        }
    }
    return first;
}

/* One step of some length, from where `before` is. Returns 0 or an outcome below 0. */
static int step_from(Traveller *traveller, const Traveller *before, double step) {
    *traveller = *before;
    travel_try(traveller, step);
    if (!isfinite(traveller->error)) {
        traveller->past_step = 0; /* its stages were a bad guess */
        travel_try(traveller, step);
    }
    return isfinite(traveller->error) ? 0 : STEP_TOO_SMALL;
}

int go_to(Traveller *traveller, const Traveller *before, double to, Falling *falling, double since) {
    double from = 0, at_from = falling(before, before->time, before->state, since);
    double step = to, at_to = 0, close = CLOSE * to;
    for (int i = 0, side = 0; i < MOST_TRIES; i++) {
        int wrong = step_from(traveller, before, step);
        if (wrong) {
            return wrong;
        }
        double here = falling(traveller, before->time + step, traveller->next, since);
        if (here <= 0) { /* often 0 itself: the gap has few digits left to move in */
            int there = i > 0 && (here == 0 || to - step < close);
            to = step;
            at_to = here;
            at_from /= side < 0 ? 2 : 1; /* Illinois: no end stays for good */
            side = i > 0 ? -1 : 0;
            if (there) {
                break;
            }
        } else if (i == 0) {
            break;
        } else {
            from = step;
            at_from = here;
            at_to /= side > 0 ? 2 : 1;
            side = 1;
        }
        step = from + (to - from) * at_from / (at_from - at_to);
    }
    int wrong = step_from(traveller, before, to);
    if (!wrong) {
        travel_accept(traveller, to);
    }
    return wrong;
}
