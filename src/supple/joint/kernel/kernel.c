/* What Python calls: many joints, one joint in full, and the laws of the model by themselves. */
#include <math.h>
#include <string.h>

#include "course.h"

enum { MOST_AFTER = 2048 };

/* Doubles in a struct: Joint, then Pop; -1 where there is none. */
EXPORTED int joint_sizes(int which) {
    return which == 0   ? (int)(sizeof(Joint) / sizeof(double))
           : which == 1 ? (int)(sizeof(Pop) / sizeof(double))
                        : -1;
}

/* Many joints, each with a pull of `knots` knots of its own. Waves are (joints, samples), m3/s. `ready` is
 * seconds from the pop to when it could pop again, -1 where that was not while it was followed; it is not
 * sought where `ready` is 0. */
EXPORTED void joint_pops(int joints, const Joint *joint, int knots, const double *time, const double *force,
                         const double *slope, const Plan *plan, int samples, double sample_time, double *wave,
                         double *ready, Pop *pop) {
    double after_time[MOST_AFTER];
    double after_state[MOST_AFTER * MOST_STATES];
    for (int j = 0; j < joints; j++) {
        Pull pull = {time + j * knots, force + j * knots, slope + j * knots, knots};
        Record record = {.wave = wave + (long)j * samples,
                         .samples = samples,
                         .sample_time = sample_time,
                         .after_time = after_time,
                         .after_state = after_state,
                         .after_room = ready ? MOST_AFTER : 0};
        course(joint + j, &pull, plan, &record, pop + j);
        if (ready) {
            ready[j] = pop[j].outcome == POPPED ? ready_again(joint + j, &pull, plan, &record) : -1;
        }
    }
}

/* One joint in full: every step of it. Returns how many were kept. */
EXPORTED int joint_course(const Joint *joint, int knots, const double *time, const double *force,
                          const double *slope, const Plan *plan, int room, double *kept, int samples,
                          double sample_time, double *wave, Pop *pop) {
    Pull pull = {time, force, slope, knots};
    Record record = {.time = kept,
                     .gap = kept + room,
                     .pressure = kept + 2 * room,
                     .volume = kept + 3 * room,
                     .growth = kept + 4 * room,
                     .room = room,
                     .wave = wave,
                     .samples = samples,
                     .sample_time = sample_time};
    course(joint, &pull, plan, &record, pop);
    return record.kept;
}

/* Rates of a state, the pressure at the middle and, where asked, the Jacobian by rows. */
EXPORTED void joint_rates(const Joint *joint, double force, int states, const double *state, double *rate,
                          double *pressure, double *jacobian) {
    Motion motion = {.rate = {0}};
    if (jacobian) {
        memset(jacobian, 0, sizeof(double) * (unsigned)(states * states));
    }
    joint_motion(joint, force, state, states, &motion, jacobian);
    memcpy(rate, motion.rate, sizeof(double) * (unsigned)states);
    *pressure = motion.middle_pressure;
}

/* Follows a state by itself until a time, with steps of its own or, where `step` is above 0, of that length.
 * Keeps every time and state, up to `room`, (room, states); `state` ends where it got. Returns how many were
 * kept, or an outcome below 0. */
EXPORTED int joint_follow(const Joint *joint, int knots, const double *time, const double *force,
                          const double *slope, double tolerance, double step, int states, double *state,
                          double until, int room, double *kept_time, double *kept_state) {
    Pull pull = {time, force, slope, knots};
    Traveller traveller = {.joint = joint, .pull = &pull, .tolerance = tolerance, .states = states};
    traveller.step = step > 0 ? step : 1e-9 * until;
    traveller.fixed = step > 0;
    traveller.last_error = 1;
    memcpy(traveller.state, state, sizeof(double) * (unsigned)states);
    travel_look(&traveller);
    int kept = 0;
    while (traveller.time < until) {
        double knot = pull_next(&pull, traveller.time);
        int wrong = travel_step(&traveller, knot > traveller.time && knot < until ? knot : until);
        if (wrong) {
            return wrong;
        }
        if (kept == room) {
            return TOO_MANY_STEPS;
        }
        kept_time[kept] = traveller.time;
        memcpy(kept_state + kept * states, traveller.state, sizeof(double) * (unsigned)states);
        kept++;
    }
    memcpy(state, traveller.state, sizeof(double) * (unsigned)states);
    return kept;
}
