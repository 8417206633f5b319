#include "course.h"

#include <math.h>
#include <string.h>

#define PI 3.14159265358979323846

enum { MOST_STEPS = 20000 };
static const double IN_CONTACT = 3; /* contact lengths of opening beyond which faces no longer touch */
static const double UNHEARD = 1e-4; /* tolerance once all that is heard has been written down */
static const double ENOUGH = 1e-3;  /* tolerance of a trial that only asks whether a threshold is reached */
static const double CLOSER =
    0.2; /* of the tolerance, where a course was not solved: steps may err in a circle */
static const double FIRST_STEP = 1e-5, FIRST_STEP_OF_BUBBLE = 1e-9;

/* Something that happens when a number falls below 0. Nuclei are where the film pulls hardest: at its middle,
 * which is also where a bubble that is left lies. */
typedef double Falling(const Traveller *traveller, double time, const double *state, double since);

static double still_touching(const Traveller *traveller, double time, const double *state, double since) {
    (void)time, (void)since;
    const Joint *joint = traveller->joint;
    return joint->film + IN_CONTACT * joint->contact_length - state[GAP];
}

static double still_holding(const Traveller *traveller, double time, const double *state, double since) {
    Motion motion;
    double slope, critical, force = pull_force(traveller->pull, time, &slope);
    joint_motion(traveller->joint, force, state, traveller->states, &motion, 0);
    double nucleus = nucleus_radius(traveller->joint, since < 0 ? -1 : time - since);
    return motion.middle_pressure - blake_pressure(traveller->joint, nucleus, &critical);
}

/* Goes back from the end of the last step to where the number crosses 0, by steps of its own. */
static void go_to(Traveller *traveller, const Traveller *before, Falling *falling, double since) {
    double from = 0, to = traveller->time - before->time, at_from, at_to;
    at_from = falling(before, before->time, before->state, since);
    at_to = falling(traveller, traveller->time, traveller->state, since);
    for (int i = 0; i < 40 && at_to != 0; i++) {
        double step = from + (to - from) * at_from / (at_from - at_to);
        *traveller = *before;
        travel_try(traveller, step);
        double here = falling(traveller, before->time + step, traveller->next, since);
        double moved = here < 0 ? to - step : step - from;
        if (here < 0) {
            to = step;
            at_to = here;
            at_from /= 2; /* Illinois: no end stays for good */
        } else {
            from = step;
            at_from = here;
            at_to /= 2;
        }
        if (fabs(moved) < 1e-12 * (1e-3 + before->time) || here == 0) {
            break;
        }
    }
    *traveller = *before;
    travel_try(traveller, to);
    travel_accept(traveller, to);
}

/* Gas in a nucleus of some radius at rest, mol. */
static double moles_of(const Joint *joint, double nucleus) {
    double gas = joint->rest_pressure - joint->vapour_pressure + 2 * joint->surface_tension / nucleus;
    return gas * 4 / 3 * PI * nucleus * nucleus * nucleus / joint->gas_constant_kelvin;
}

/* The nucleus that gave way becomes a bubble, at the radius at which nothing holds it any more. */
static void start_bubble(Traveller *traveller, double nucleus) {
    const Joint *joint = traveller->joint;
    double radius, all = 0;
    blake_pressure(joint, nucleus, &radius);
    for (int i = 0; i < GASES; i++) {
        all += joint->dissolved[i] / joint->solubility[i];
    }
    double surface = 4 * PI * radius * radius;
    traveller->states = WITH_BUBBLE;
    traveller->state[LOG_VOLUME] = log(surface * radius / 3);
    traveller->state[VOLUME_SPEED] = 0;
    traveller->state[LOG_LAYER] = 2 * log(surface * radius);
    for (int i = 0; i < GASES; i++) {
        double share = all > 0 ? joint->dissolved[i] / (joint->solubility[i] * all) : 0;
        traveller->state[IN_BUBBLE + i] = share * moles_of(joint, nucleus);
    }
    traveller->step = FIRST_STEP_OF_BUBBLE;
    travel_look(traveller);
}

/* A bubble has gone once it holds half the gas of the largest nucleus that lasts. */
static int gone(const Traveller *traveller) {
    const double *in = traveller->state + IN_BUBBLE;
    return in[0] + in[1] + in[2] < moles_of(traveller->joint, traveller->joint->stable_nucleus) / 2;
}

static void end_bubble(Traveller *traveller) {
    traveller->states = WITHOUT_BUBBLE;
    traveller->state[LOG_VOLUME] = -HUGE_VAL;
    traveller->state[VOLUME_SPEED] = 0;
    travel_look(traveller);
}

static Traveller at_rest(const Joint *joint, const Pull *pull, double tolerance) {
    Traveller traveller = {.joint = joint, .pull = pull, .tolerance = tolerance, .states = WITHOUT_BUBBLE};
    traveller.time = pull->time[0];
    traveller.step = FIRST_STEP;
    traveller.last_error = 1;
    traveller.state[GAP] = joint->film;
    travel_look(&traveller);
    return traveller;
}

/* One step within the pull; returns an outcome below 0 where there is none to be had. */
static int step_in_pull(Traveller *traveller, double end) {
    double until = pull_next(traveller->pull, traveller->time);
    if (traveller->steps >= MOST_STEPS) {
        return TOO_MANY_STEPS;
    }
    return travel_step(traveller, until < end ? until : end);
}

/* Up to the pop or the end of the pull. Returns 0 or an outcome below 0. */
static int until_pop(Traveller *traveller, double end, Record *record, Pop *pop) {
    while (traveller->time < end) {
        Traveller before = *traveller;
        int wrong = step_in_pull(traveller, end);
        if (wrong) {
            return wrong;
        }
        if (pop->break_time < 0 && still_touching(traveller, 0, traveller->state, 0) < 0) {
            go_to(traveller, &before, still_touching, 0);
            pop->break_time = traveller->time;
        }
        if (still_holding(traveller, traveller->time, traveller->state, pop->break_time) < 0) {
            go_to(traveller, &before, still_holding, pop->break_time);
            pop->pop_time = traveller->time;
        }
        note(pop, traveller);
        keep_step(record, traveller);
        if (pop->pop_time >= 0) {
            return 0;
        }
    }
    return 0;
}

static void note_held(Pop *pop, const Traveller *traveller) {
    pop->held_volume = volume_of(traveller);
    memcpy(pop->held_moles, traveller->state + IN_BUBBLE, sizeof pop->held_moles);
}

static int from_pop(Traveller *traveller, double end, const Plan *plan, Record *record, Pop *pop) {
    double let_go = traveller->pull->time[traveller->pull->knots - 2];
    while (traveller->time < end) {
        Traveller before = *traveller;
        int wrong = step_in_pull(traveller, end);
        if (wrong) {
            return wrong;
        }
        note(pop, traveller);
        note_largest(pop, &before, traveller);
        keep_step(record, traveller);
        keep_wave(record, pop->pop_time, &before, traveller);
        if (record->filled >= record->samples) {
            traveller->tolerance = fmax(plan->tolerance, UNHEARD);
        }
        if (traveller->states == WITH_BUBBLE && (before.time < let_go || pop->pop_time > let_go)) {
            note_held(pop, traveller);
        }
        if (traveller->states == WITH_BUBBLE && gone(traveller)) {
            end_bubble(traveller);
        }
    }
    return 0;
}

/* Long after: until the bubble has gone or has been followed long enough. */
static int afterwards(Traveller *traveller, const Plan *plan, Record *record, Pop *pop) {
    const Joint *joint = traveller->joint;
    double look = pop->pop_time + plan->look;
    for (int i = 0; i < GASES; i++) {
        traveller->state[IN_JOINT + i] = joint->dissolved[i] * joint->fluid_volume;
    }
    traveller->states = WITH_BLOOD;
    traveller->tolerance = fmax(plan->tolerance, UNHEARD);
    travel_look(traveller);
    keep_after(record, traveller);
    while (traveller->time < plan->follow && !gone(traveller)) {
        Traveller before = *traveller;
        if (traveller->steps >= MOST_STEPS) {
            return TOO_MANY_STEPS;
        }
        int wrong = travel_step(traveller, before.time < look && look < plan->follow ? look : plan->follow);
        if (wrong) {
            return wrong;
        }
        pop->end_time = traveller->time;
        keep_step(record, traveller);
        keep_wave(record, pop->pop_time, &before, traveller);
        keep_after(record, traveller);
        if (traveller->time == look) {
            pop->looked_volume = volume_of(traveller);
        }
    }
    return 0;
}

static int whole_course(Traveller *traveller, const Plan *plan, Record *record, Pop *pop) {
    const Pull *pull = traveller->pull;
    double end = pull->time[pull->knots - 1];
    note(pop, traveller);
    keep_step(record, traveller);
    int wrong = until_pop(traveller, end, record, pop);
    if (wrong || pop->pop_time < 0) {
        return wrong;
    }
    double since = pop->break_time < 0 ? -1 : pop->pop_time - pop->break_time;
    pop->nucleus = nucleus_radius(traveller->joint, since);
    pop->pop_pressure = traveller->motion.middle_pressure;
    pop->pop_gap = traveller->state[GAP];
    start_bubble(traveller, pop->nucleus);
    wrong = from_pop(traveller, end, plan, record, pop);
    if (!wrong && traveller->states == WITH_BUBBLE) {
        wrong = afterwards(traveller, plan, record, pop);
    }
    pop->left_volume = volume_of(traveller);
    return wrong ? wrong : POPPED;
}

static void attempt(const Joint *joint, const Pull *pull, const Plan *plan, Record *record, Pop *pop) {
    Traveller traveller = at_rest(joint, pull, plan->tolerance);
    memset(pop, 0, sizeof *pop);
    memset(record->wave, 0, sizeof *record->wave * (unsigned)record->samples);
    record->kept = record->filled = record->after_kept = 0;
    pop->lowest_pressure = HUGE_VAL;
    pop->break_time = pop->pop_time = -1;
    pop->outcome = whole_course(&traveller, plan, record, pop);
    pop->steps = traveller.steps;
    pop->rejected = traveller.rejected;
}

void course(const Joint *joint, const Pull *pull, const Plan *plan, Record *record, Pop *pop) {
    attempt(joint, pull, plan, record, pop);
    if (pop->outcome < 0) {
        Plan closer = *plan;
        closer.tolerance *= CLOSER;
        attempt(joint, pull, &closer, record, pop);
    }
}

/* A bubble with more gas than any nucleus gives way before them, and the film never pulls as hard again. */
static int bubble_holds(const Traveller *traveller) {
    const Joint *joint = traveller->joint;
    const double *in = traveller->state + IN_BUBBLE;
    return in[0] + in[1] + in[2] > moles_of(joint, fmax(joint->stable_nucleus, joint->contact_nucleus));
}

/* Whether the same pull brings the film to its threshold, from where a joint is after a pop. */
static int reaches(const Traveller *rest, const double *state) {
    Traveller traveller = *rest;
    const Pull *pull = rest->pull;
    double end = pull->time[pull->knots - 1], since = -1;
    memcpy(traveller.state, state, sizeof traveller.state);
    if (bubble_holds(&traveller)) {
        return 0;
    }
    end_bubble(&traveller);
    int touched = still_touching(&traveller, 0, traveller.state, 0) > 0;
    while (traveller.time < end) {
        if (step_in_pull(&traveller, end)) {
            return 0;
        }
        if (touched && since < 0 && still_touching(&traveller, 0, traveller.state, 0) < 0) {
            since = traveller.time;
        }
        if (still_holding(&traveller, traveller.time, traveller.state, since) < 0) {
            return 1;
        }
    }
    return 0;
}

double ready_again(const Joint *joint, const Pull *pull, const Plan *plan, const Record *record) {
    Traveller rest = at_rest(joint, pull, fmax(plan->tolerance, ENOUGH));
    const double *state = record->after_state;
    int low = 0, high = record->after_kept - 1;
    if (high < 0) {
        return pull->time[pull->knots - 1]; /* the bubble had gone within the pull */
    }
    if (!reaches(&rest, state + high * MOST_STATES)) {
        return -1;
    }
    if (reaches(&rest, state)) {
        return record->after_time[0];
    }
    while (high - low > 1) {
        int middle = (low + high) / 2;
        if (reaches(&rest, state + middle * MOST_STATES)) {
            high = middle;
        } else {
            low = middle;
        }
    }
    return record->after_time[high];
}
