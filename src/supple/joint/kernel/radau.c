/* Radau IIA with four stages: order 7, stiffly accurate and L-stable, with an error estimate of order 4.
 *
 * All stages of a step are looked at together, one in each lane, and Newton's method finds them: the inverse
 * of the method's matrix has two pairs of complex eigenvalues, so that a system for all stages falls into two
 * complex ones for a single state each. After E. Hairer and G. Wanner, "Stiff differential equations solved
 * by Radau methods", Journal of Computational and Applied Mathematics 111 (1999) 93-111.
 */
#define FOUR_AT_ONCE
#include "laws.h"
#include "solve.h"
#include "step.h"
#include "wide.h"

const double STAGE_AT[STAGES] = {0.08858795951270394, 0.4094668644407347, 0.787659461760847, 1};
/* Eigenvalues of the inverse of the method's matrix, one of each pair. */
static const Complex EIGENVALUE = {{3.212806896871534, 4.787193103128466},
                                   {4.773087433276642, 1.5674764168952082}};
/* From stages to eigenvectors, a row for each stage: real parts of the first and second, then imaginary ones;
 * and back, with stages as columns. */
static const Lanes INTO[STAGES] = {
    {0.8901654440610387, -0.8901654440610387, -2.5175910700911075, 8.980653283748198},
    {-1.8311248136665836, 1.8311248136665836, -0.9717723855403827, 2.694543490199013},
    {0.21749564793245046, -0.21749564793245046, 0.9562214413314246, 0.7523711366916993},
    {0.02208658629603846, 0.47791341370396156, -0.306724106592186, -0.272511459809696},
};
static const Lanes BACK[STAGES] = {
    {0.12876243868439669, -0.3900040396905575, 0.5841996412264778, 2.0},
    {-0.023561798546594185, 0.09268895803108942, 0.6736952149183465, 2.0},
    {-0.0904324720022803, 0.05910757339559763, 0.8677562411564274, 0.0},
    {0.07090065985701446, 0.06441461521116829, 0.25213324234950546, 0.0},
};
/* Rate at the end of a step, times its length, by what the stages moved. */
static const double SLOPE[STAGES] = {-6.923488256445454, 6.595237669628144, -12.17174941318269, 8.5};
/* One over what the polynomial that is 0 at all nodes but one, and at the start of the step, is there. */
static const double LAGRANGE[STAGES] = {-55.21381739209686, 34.078680832035786, -22.61486343993893, 8.75};
/* Of the embedded formula: weight of the rate at the start, and of what the stages moved. */
static const double AT_START = 0.1;
static const double ERROR[STAGES] = {-1.7807585234514507, 0.2377913037068107, -0.08203278025535994, 0.025};

enum { MOST_ITERATIONS = 10 };
static const double CONVERGED = 0.01;    /* of the tolerance, that Newton's method leaves */
static const double MOST_FORWARD = 3;    /* steps, over the last one, that are guessed from its stages */
static const double LEAST_ERROR = 1e-2;  /* of a step, in tolerances, that the next one's length heeds */
static const double STILL_INFLOW = 1e-8; /* m3/s, below which an error in it is not counted by its size */
static const double OF_INFLOW = 10;      /* tolerances that count as one in the inflow */
static const double OF_GROWTH = 0.01;    /* of the fastest growth so far that is as good as none: unheard */

/* What counts as an error of 1 in a state, for a tolerance of 1. */
INLINE double scale(const Traveller *traveller, const double *state, double volume, int which) {
    double size = fabs(state[which]);
    switch (which) {
        case APART:
            return size + 1e-6;
        case APART_SPEED:
        case GAP_SPEED:
            return size + 1e-4;
        case LOG_VOLUME:
        case LOG_LAYER:
            return 1;
        case VOLUME_SPEED:
            return size + 100 * volume + OF_GROWTH * traveller->most_growth;
        case GAP:
            return size;
        default:
            return size + 1e-18;
    }
}

/* Error of the inflow from the recess, which is what opening and growth differ by. Thinned fluid resists
 * almost like dry friction: a step that gets the inflow wrong by its own size can go on doing so for ever. */
INLINE double inflow_error(const Traveller *traveller, const int n) {
    const double *next = traveller->next, *error = traveller->wrong;
    double area = traveller->joint->area, bubble = n > WITHOUT_BUBBLE;
    double inflow = area * next[GAP_SPEED] - bubble * next[VOLUME_SPEED];
    double wrong = area * error[GAP_SPEED] - bubble * error[VOLUME_SPEED];
    return wrong / (OF_INFLOW * traveller->tolerance * (fabs(inflow) + STILL_INFLOW));
}

void travel_look(Traveller *traveller) {
    double force = pull_force(traveller->pull, traveller->time);
    joint_motion(traveller->joint, force, traveller->state, traveller->states, &traveller->motion, 0);
}

/* Weight of what each stage of a step moved in the polynomial through them, at shares of that step. */
INLINE void weigh(Lanes share, Lanes *weight) {
    Lanes from[STAGES];
    for (int j = 0; j < STAGES; j++) {
        from[j] = share - STAGE_AT[j];
    }
    weight[0] = LAGRANGE[0] * share * from[1] * (from[2] * from[3]);
    weight[1] = LAGRANGE[1] * share * from[0] * (from[2] * from[3]);
    weight[2] = LAGRANGE[2] * share * from[3] * (from[0] * from[1]);
    weight[3] = LAGRANGE[3] * share * from[2] * (from[0] * from[1]);
}

void travel_inside(double share, double *weight) {
    Lanes found[STAGES];
    weigh(all(share), found);
    for (int j = 0; j < STAGES; j++) {
        weight[j] = found[j][0];
    }
}

/* Where the stages may be, from the polynomial through those of the last step. */
INLINE void guess(const Traveller *traveller, double step, const int n, Lanes *moved) {
    double over = traveller->past_step > 0 ? step / traveller->past_step : HUGE_VAL;
    if (!(over < MOST_FORWARD)) {
        for (int i = 0; i < n; i++) {
            moved[i] = all(0);
        }
        return;
    }
    Lanes weight[STAGES];
    weigh(1 + over * load(STAGE_AT), weight);
    weight[STAGES - 1] -= 1; /* from the end of that step, not from its start */
    for (int i = 0; i < n; i++) {
        const double *past = traveller->past[i];
        moved[i] = weight[0] * past[0] + weight[1] * past[1] + (weight[2] * past[2] + weight[3] * past[3]);
    }
}

INLINE Lanes mixed(const Lanes *by, Lanes of) {
    return (by[0] * of[0] + by[1] * of[1]) + (by[2] * of[2] + by[3] * of[3]);
}

INLINE Complex into(Lanes stages) {
    Lanes found = mixed(INTO, stages);
    return (Complex){{found[0], found[1]}, {found[2], found[3]}};
}

INLINE Lanes back(Complex of) { return mixed(BACK, (Lanes){of.re[0], of.re[1], of.im[0], of.im[1]}); }

INLINE double sum(Lanes of) { return (of[0] + of[1]) + (of[2] + of[3]); }

/* Error of the embedded formula, with what is stiff taken out of it. */
INLINE void estimate(Traveller *traveller, const System *system, const Lanes *moved, Complex shift,
                     double step, const int n) {
    Complex error[MOST_STATES];
    for (int i = 0; i < n; i++) {
        double raw =
            AT_START * step * traveller->motion.rate[i] + ((ERROR[0] * moved[i][0] + ERROR[1] * moved[i][1]) +
                                                           (ERROR[2] * moved[i][2] + ERROR[3] * moved[i][3]));
        error[i] = scaled(raw, shift);
    }
    solve(system, error, n);
    for (int i = 0; i < n; i++) {
        traveller->wrong[i] = error[i].re[1];
        traveller->next[i] = traveller->state[i] + moved[i][STAGES - 1];
    }
}

/* What Newton's method will still be off by, some iterations on, at the rate at which it goes. */
INLINE double after(double now, double rate, int iterations) {
    for (int k = 0; k < iterations; k++) {
        now *= rate;
    }
    return now / (1 - rate);
}

/* Newton's method for the stages; 0 where it does not get there. */
INLINE int find_stages(Traveller *traveller, System *system, Complex shift, double step, const int n,
                       Lanes *moved) {
    double weight[MOST_STATES], last = 0;
    Complex held[MOST_STATES], change[MOST_STATES];
    Lanes at[MOST_STATES];
    Rates rates;
    /* A step lies within one piece of the pull: steps end at knots. */
    Cubic pull = pull_piece(traveller->pull, traveller->time);
    Lanes since = (traveller->time - pull.from) + step * load(STAGE_AT);
    Lanes force = pull.force[0] + since * (pull.force[1] + since * (pull.force[2] + since * pull.force[3]));
    for (int i = 0; i < n; i++) {
        weight[i] =
            1 / (traveller->tolerance * scale(traveller, traveller->state, traveller->motion.volume, i));
        held[i] = into(moved[i]);
    }
    for (int k = 0; k < MOST_ITERATIONS; k++) {
        for (int i = 0; i < n; i++) {
            at[i] = traveller->state[i] + moved[i];
        }
        if (k == 0) {
            Lanes jacobian[MOST_STATES * MOST_STATES];
            motion_of(traveller->joint, force, at, n, &rates, jacobian);
            prepare(system, jacobian, n, shift);
        } else {
            motion_of(traveller->joint, force, at, n, &rates, 0);
        }
        for (int i = 0; i < n; i++) {
            change[i] = minus(into(rates.rate[i]), times(shift, held[i]));
        }
        solve(system, change, n);
        Lanes size = all(0);
        for (int i = 0; i < n; i++) {
            held[i] = plus(held[i], change[i]);
            Lanes by = back(change[i]), part = by * weight[i];
            moved[i] += by;
            size += part * part;
        }
        double now = sqrt(sum(size) / (STAGES * n)), rate = k ? now / last : 0;
        traveller->iterations = k + 1;
        if (k ? rate < 1 && rate / (1 - rate) * now <= CONVERGED : now <= CONVERGED / 10) {
            store(traveller->pressure, rates.middle_pressure);
            return 1;
        }
        if (!isfinite(now) || rate >= 1 ||
            (k && after(now, rate, MOST_ITERATIONS - 1 - k) > 10 * CONVERGED)) {
            return 0;
        }
        last = now;
    }
    return 0;
}

INLINE double error_of(const Traveller *traveller, const int n) {
    double inflow = inflow_error(traveller, n), sum = inflow * inflow;
    double volume = n > WITHOUT_BUBBLE ? exp(traveller->next[LOG_VOLUME]) : 0;
    for (int i = 0; i < n; i++) {
        double from = scale(traveller, traveller->state, traveller->motion.volume, i);
        double to = scale(traveller, traveller->next, volume, i);
        double part = traveller->wrong[i] / (traveller->tolerance * (from > to ? from : to));
        sum += part * part;
    }
    return sqrt(sum / n);
}

/* Inlined for each number of states, so that loops over them are unrolled. */
INLINE void try_with(Traveller *traveller, double step, const int n) {
    Lanes moved[MOST_STATES];
    System system;
    Complex shift = scaled(1 / step, EIGENVALUE);
    guess(traveller, step, n, moved);
    traveller->error = HUGE_VAL;
    if (!find_stages(traveller, &system, shift, step, n, moved)) {
        return;
    }
    estimate(traveller, &system, moved, shift, step, n);
    for (int i = 0; i < n; i++) {
        store(traveller->moved[i], moved[i]);
    }
    traveller->error = error_of(traveller, n);
}

INLINE void try_any(Traveller *traveller, double step) {
    switch (traveller->states) {
        case WITHOUT_BUBBLE:
            try_with(traveller, step, WITHOUT_BUBBLE);
            break;
        case WITH_BUBBLE:
            try_with(traveller, step, WITH_BUBBLE);
            break;
        default:
            try_with(traveller, step, WITH_BLOOD);
    }
}

/* The same sums in the same order, in the registers there are. */
static void try_narrow(Traveller *traveller, double step) { try_any(traveller, step); }
FOR_WIDE static void try_wide(Traveller *traveller, double step) { try_any(traveller, step); }
FOR_MANY_WIDE static void try_many_wide(Traveller *traveller, double step) { try_any(traveller, step); }

static _Atomic int most_registers = MANY_WIDE;

EXPORTED int joint_registers(int most) {
    most_registers = most;
    return registers();
}

void travel_try(Traveller *traveller, double step) {
    int most = most_registers, there = registers();
    switch (there < most ? there : most) {
        case MANY_WIDE:
            try_many_wide(traveller, step);
            break;
        case WIDE:
            try_wide(traveller, step);
            break;
        default:
            try_narrow(traveller, step);
    }
}

/* Motion where a step ends, by the polynomial through its stages, which has the right slope there. */
static void look_back(Traveller *traveller) {
    double over = 1 / traveller->past_step;
    for (int i = 0; i < traveller->states; i++) {
        const double *moved = traveller->moved[i];
        double slope =
            (SLOPE[0] * moved[0] + SLOPE[1] * moved[1]) + (SLOPE[2] * moved[2] + SLOPE[3] * moved[3]);
        traveller->motion.rate[i] = over * slope;
    }
    traveller->motion.middle_pressure = traveller->pressure[STAGES - 1];
    traveller->motion.volume = traveller->states > WITHOUT_BUBBLE ? exp(traveller->state[LOG_VOLUME]) : 0;
}

void travel_accept(Traveller *traveller, double step) {
    memcpy(traveller->state, traveller->next, sizeof(double) * (unsigned)traveller->states);
    memcpy(traveller->past, traveller->moved, sizeof traveller->past);
    traveller->past_step = step;
    traveller->time += step;
    traveller->steps += 1;
    if (traveller->states > WITHOUT_BUBBLE) {
        traveller->most_growth = fmax(traveller->most_growth, fabs(traveller->state[VOLUME_SPEED]));
    }
    look_back(traveller);
}

/* What the next step should be over this one: by this step's error, and by how errors changed with the last
 * step (Gustafsson); less where Newton's method had a long way. */
static double change_of(const Traveller *traveller, double step) {
    double error = traveller->error, last = traveller->last_error, before = traveller->past_step;
    if (!isfinite(error)) {
        return 0.5;
    }
    double safe = 0.85 * (2 * MOST_ITERATIONS + 1) / (2 * MOST_ITERATIONS + traveller->iterations);
    double gain = 1 / (error + 1e-12);
    if (error <= 1 && before > 0) {
        double ratio = step / before, square = ratio * ratio;
        gain = fmin(gain, square * square * ratio * last * gain * gain);
    }
    double change = safe * exp(0.2 * log(gain));
    return change < 0.2 ? 0.2 : (change > 4 ? 4 : change);
}

int travel_step(Traveller *traveller, double until) {
    for (;;) {
        double step = traveller->step, left = until - traveller->time;
        int last = step >= left * (1 - 1e-9);
        if (last) {
            step = left;
        }
        travel_try(traveller, step);
        double error = traveller->error;
        int fits = error <= 1 || (traveller->fixed && isfinite(error));
        double change = change_of(traveller, step);
        if (!traveller->fixed && !(fits && last && step * change < traveller->step)) {
            traveller->step = step * change;
        }
        if (fits) {
            traveller->last_error = fmax(error, LEAST_ERROR);
            travel_accept(traveller, step);
            if (last) {
                traveller->time = until;
            }
            return 0;
        }
        traveller->rejected += 1;
        if (step < 1e-15 * (1 + traveller->time) || traveller->fixed) {
            return STEP_TOO_SMALL;
        }
    }
}
