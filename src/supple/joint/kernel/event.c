#include "event.h"

#include <math.h>

enum { LOOKS = 16 };                /* within a step, for a dip */
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
    double slope, force = pull_force(traveller->pull, time, &slope);
    joint_motion(traveller->joint, force, state, traveller->states, &motion, 0);
    return above_threshold(traveller->joint, motion.middle_pressure, time, since);
}

Look dip(const Traveller *traveller, double start) {
    const double *pressure = traveller->pressure;
    double weight[STAGES], state[MOST_STATES], slope, lowest = start, share = 0;
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
    double force = pull_force(traveller->pull, traveller->time - traveller->past_step + after, &slope);
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
    double step = to, at_to = -HUGE_VAL;
    for (int i = 0; i < 40; i++) {
        int wrong = step_from(traveller, before, step);
        if (wrong) {
            return wrong;
        }
        double here = falling(traveller, before->time + step, traveller->next, since);
        double moved = here < 0 ? to - step : step - from;
        if (here < 0) {
            to = step;
            at_to = here;
            at_from /= i > 0 ? 2 : 1; /* Illinois: no end stays for good */
        } else if (i > 0) {
            from = step;
            at_from = here;
            at_to /= 2;
        }
        if (at_to == -HUGE_VAL || here == 0 || (i > 0 && fabs(moved) < 1e-12 * (1e-3 + before->time))) {
            break;
        }
        step = from + (to - from) * at_from / (at_from - at_to);
    }
    int wrong = step_from(traveller, before, to);
    if (!wrong) {
        travel_accept(traveller, to);
    }
    return wrong;
}
