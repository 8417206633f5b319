/* Rodas5P: a Rosenbrock method of order 5 with an error estimate of order 4, stiffly accurate and L-stable.
 *
 * Coefficients: G. Steinebach, "Construction of Rosenbrock-Wanner method Rodas5P and numerical benchmarks
 * within the Julia Differential Equations package", BIT Numerical Mathematics 63 (2023).
 */
#include <math.h>
#include <string.h>

#include "step.h"

static const double GAMMA = 0.21193756319429014;
static const double AT[STAGES] = {
    0, 0.6358126895828704, 0.4095798393397535, 0.9769306725060716, 0.4288403609558664, 1, 1, 1};
static const double IN_TIME[STAGES] = {0.21193756319429014,
                                       -0.42387512638858027,
                                       -0.3384627126235924,
                                       1.8046452872882734,
                                       2.325825639765069,
                                       0,
                                       0,
                                       0};
static const double FROM[STAGES][STAGES - 1] = {
    {0},
    {3.0},
    {2.849394379747939, 0.45842242204463923},
    {-6.954028509809101, 2.489845061869568, -10.358996098473584},
    {2.8029986275628964, 0.5072464736228206, -0.3988312541770524, -0.04721187230404641},
    {-7.502846399306121, 2.561846144803919, -11.627539656261098, -0.18268767659942256, 0.030198172008377946},
    {-7.502846399306121, 2.561846144803919, -11.627539656261098, -0.18268767659942256, 0.030198172008377946,
     1},
    {-7.502846399306121, 2.561846144803919, -11.627539656261098, -0.18268767659942256, 0.030198172008377946,
     1, 1},
};
static const double BESIDE[STAGES][STAGES - 1] = {
    {0},
    {-14.155112264123755},
    {-17.97296035885952, -2.859693295451294},
    {147.12150275711716, -1.41221402718213, 71.68940251302358},
    {165.43517024871676, -0.4592823456491126, 42.90938336958603, -5.961986721573306},
    {24.854864614690072, -3.0009227002832186, 47.4931110020768, 5.5814197821558125, -0.6610691825249471},
    {30.91273214028599, -3.1208243349937974, 77.79954646070892, 34.28646028294783, -19.097331116725623,
     -28.087943162872662},
    {37.80277123390563, -3.2571969029072276, 112.26918849496327, 66.9347231244047, -40.06618937091002,
     -54.66780262877968, -9.48861652309627},
};

static const double STILL_INFLOW = 1e-8; /* m3/s, below which an error in it is not counted by its size */

/* Eliminates from the last state to the first, since gas hangs on few others and leaves most rows alone.
 * Without pivots: the diagonal holds one over the step, and a bad pivot shows as an error past all bounds. */
static inline void factorise(double *matrix, const int n) {
    for (int k = n - 1; k >= 0; k--) {
        double over = 1 / matrix[k * n + k];
        matrix[k * n + k] = over;
        for (int i = 0; i < k; i++) {
            double part = matrix[i * n + k];
            if (part == 0) {
                continue;
            }
            part *= over;
            matrix[i * n + k] = part;
            for (int j = 0; j < k; j++) {
                matrix[i * n + j] -= part * matrix[k * n + j];
            }
        }
    }
}

static inline void solve(const double *factors, const int n, double *right) {
    for (int i = n - 2; i >= 0; i--) {
        for (int j = i + 1; j < n; j++) {
            right[i] -= factors[i * n + j] * right[j];
        }
    }
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < i; j++) {
            right[i] -= factors[i * n + j] * right[j];
        }
        right[i] *= factors[i * n + i];
    }
}

/* What counts as an error of 1 in a state, for a tolerance of 1. */
static double scale(const double *state, int which) {
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
            return size + 100 * exp(state[LOG_VOLUME]);
        case GAP:
            return size;
        default:
            return size + 1e-18;
    }
}

/* Error of the inflow from the recess, which is what opening and growth differ by. Thinned fluid resists
 * almost like dry friction: a step that gets the inflow wrong by its own size can go on doing so for ever. */
static double inflow_error(const Traveller *traveller) {
    const double *next = traveller->next, *error = traveller->stage[STAGES - 1];
    double area = traveller->joint->area, bubble = traveller->states > WITHOUT_BUBBLE;
    double inflow = area * next[GAP_SPEED] - bubble * next[VOLUME_SPEED];
    double wrong = area * error[GAP_SPEED] - bubble * error[VOLUME_SPEED];
    return wrong / (traveller->tolerance * (fabs(inflow) + STILL_INFLOW));
}

static double error_of(const Traveller *traveller) {
    double inflow = inflow_error(traveller), sum = inflow * inflow;
    for (int i = 0; i < traveller->states; i++) {
        double from = scale(traveller->state, i), to = scale(traveller->next, i);
        double part = traveller->stage[STAGES - 1][i] / (traveller->tolerance * (from > to ? from : to));
        sum += part * part;
    }
    return sqrt(sum / traveller->states);
}

void travel_look(Traveller *traveller) {
    double slope, force = pull_force(traveller->pull, traveller->time, &slope);
    joint_motion(traveller->joint, force, traveller->state, traveller->states, &traveller->motion,
                 traveller->jacobian);
}

/* Inlined for each number of states, so that loops over them are unrolled. */
static inline __attribute__((always_inline)) void try_with(Traveller *traveller, double step, const int n) {
    double matrix[MOST_STATES * MOST_STATES], at[MOST_STATES], slope;
    for (int i = 0; i < n * n; i++) {
        matrix[i] = -traveller->jacobian[i];
    }
    for (int i = 0; i < n; i++) {
        matrix[i * n + i] += 1 / (step * GAMMA);
    }
    factorise(matrix, n);
    pull_force(traveller->pull, traveller->time, &slope);
    for (int s = 0; s < STAGES; s++) {
        double *right = traveller->stage[s], side[MOST_STATES] = {0};
        memcpy(at, traveller->state, sizeof at);
        for (int r = 0; r < s; r++) {
            double from = FROM[s][r], beside = BESIDE[s][r] / step;
            for (int i = 0; i < n; i++) {
                at[i] += from * traveller->stage[r][i];
                side[i] += beside * traveller->stage[r][i];
            }
        }
        Motion motion;
        const Motion *here = &traveller->motion;
        if (s > 0) {
            double unused, force = pull_force(traveller->pull, traveller->time + AT[s] * step, &unused);
            joint_motion(traveller->joint, force, at, n, &motion, 0);
            here = &motion;
        }
        for (int i = 0; i < n; i++) {
            right[i] = here->rate[i] + side[i];
        }
        right[APART_SPEED] += IN_TIME[s] * step * slope / traveller->joint->mass;
        solve(matrix, n, right);
    }
    for (int i = 0; i < n; i++) {
        traveller->next[i] = at[i] + traveller->stage[STAGES - 1][i];
    }
    traveller->error = error_of(traveller);
}

void travel_try(Traveller *traveller, double step) {
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

void travel_accept(Traveller *traveller, double step) {
    memcpy(traveller->state, traveller->next, sizeof(double) * (unsigned)traveller->states);
    traveller->time += step;
    traveller->steps += 1;
    travel_look(traveller);
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
        double change = isfinite(error) ? 0.9 * pow(error + 1e-12, -0.2) : 0.1;
        change = change < 0.1 ? 0.1 : (change > 6 ? 6 : change);
        if (!traveller->fixed && !(fits && last && step * change < traveller->step)) {
            traveller->step = step * change;
        }
        if (fits) {
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
