#include "course.h"

#include <math.h>
#include <string.h>

#include "event.h"

#define PI 3.14159265358979323846

enum { MOST_STEPS = 20000 };
static const double UNHEARD = 1e-4; /* tolerance once all that is heard has been written down */
static const double ENOUGH = 1e-3;  /* tolerance of a trial that only asks whether a threshold is reached */
static const double CLOSER =
    0.2; /* of the tolerance, where a course was not solved: steps may err in a circle */
static const double FIRST_STEP = 1e-5, FIRST_STEP_OF_BUBBLE = 1e-9;

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
    traveller->past_step = 0;
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
    traveller->past_step = 0;
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
            wrong = go_to(traveller, &before, traveller->time - before.time, still_touching, 0);
            if (wrong) {
                return wrong;
            }
            pop->break_time = traveller->time;
        }
        Look low = dip(traveller, before.motion.middle_pressure);
        double after = gives_way(traveller, low, pop->break_time);
        if (after > 0) {
            wrong = go_to(traveller, &before, after, still_holding, pop->break_time);
            if (wrong) {
                return wrong;
            }
            int gave = still_holding(traveller, traveller->time, traveller->state, pop->break_time) <= 0;
            pop->pop_time = gave ? traveller->time : -1;
        }
        if (pop->pop_time < 0) {
            note_lowest(pop, traveller->time - traveller->past_step + low.after, low.pressure);
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
    pop->held_volume = traveller->motion.volume;
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
    traveller->past_step = 0;
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
            pop->looked_volume = traveller->motion.volume;
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
    pop->left_volume = traveller->motion.volume;
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
        double start = traveller.motion.middle_pressure;
        if (step_in_pull(&traveller, end)) {
            return 0;
        }
        if (touched && since < 0 && still_touching(&traveller, 0, traveller.state, 0) < 0) {
            since = traveller.time;
        }
        if (gives_way(&traveller, dip(&traveller, start), since) > 0) {
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
