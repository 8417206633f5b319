/* Rodas5P: a Rosenbrock method of order 5 with an error estimate of order 4, stiffly accurate and L-stable.
 *
 * Coefficients: G. Steinebach, "Construction of Rosenbrock-Wanner method Rodas5P and numerical benchmarks
 * within the Julia Differential Equations package", BIT Numerical Mathematics 63 (2023).
 */
#include <math.h>
#include <string.h>

#include "step.h"

#define INLINE static inline __attribute__((always_inline))

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
enum { LAST_FROM = 6 }; /* stages from here on start where the one before ended */
static const double FROM[LAST_FROM][LAST_FROM - 1] = {
    {0},
    {3.0},
    {2.849394379747939, 0.45842242204463923},
    {-6.954028509809101, 2.489845061869568, -10.358996098473584},
    {2.8029986275628964, 0.5072464736228206, -0.3988312541770524, -0.04721187230404641},
    {-7.502846399306121, 2.561846144803919, -11.627539656261098, -0.18268767659942256, 0.030198172008377946},
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

static const double LEAST_ERROR = 1e-4;  /* of a step, in tolerances, that the next one's length heeds */
static const double STILL_INFLOW = 1e-8; /* m3/s, below which an error in it is not counted by its size */
static const double OF_INFLOW = 10;      /* tolerances that count as one in the inflow */
static const double OF_GROWTH = 0.01;    /* of the fastest growth so far that is as good as none: unheard */

/* The inverse of a matrix that lies by columns, in its place (Gauss and Jordan). From the last state to the
 * first, since gas hangs on few others and leaves most columns alone. Without pivots: the diagonal holds one
 * over the step, and a bad pivot shows as an error past all bounds. Eight right sides need the same matrix: a
 * product for each is quicker than two substitutions, of which every row waits for the one before. */
INLINE void invert(double *matrix, const int n) {
    for (int k = n - 1; k >= 0; k--) {
        double *pivot = matrix + k * n, over = 1 / pivot[k];
        pivot[k] = 0;
        for (int j = 0; j < n; j++) {
            double *column = matrix + j * n, part = column[k] * over;
            if (j == k || part == 0) {
                continue;
            }
            for (int i = 0; i < n; i++) {
                column[i] -= pivot[i] * part;
            }
            column[k] = part;
        }
        for (int i = 0; i < n; i++) {
            pivot[i] *= -over;
        }
        pivot[k] = over;
    }
}

INLINE void multiply(const double *matrix, const int n, const double *vector, double *product) {
    double even[MOST_STATES] = {0}, odd[MOST_STATES] = {0};
    for (int j = 0; j + 1 < n; j += 2) {
        for (int i = 0; i < n; i++) {
            even[i] += matrix[j * n + i] * vector[j];
            odd[i] += matrix[(j + 1) * n + i] * vector[j + 1];
        }
    }
    for (int i = 0; i < n; i++) {
        product[i] = even[i] + odd[i] + (n % 2 ? matrix[(n - 1) * n + i] * vector[n - 1] : 0);
    }
}

/* What counts as an error of 1 in a state, for a tolerance of 1. */
static double scale(const Traveller *traveller, const double *state, int which) {
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
            return size + 100 * exp(state[LOG_VOLUME]) + OF_GROWTH * traveller->most_growth;
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
    return wrong / (OF_INFLOW * traveller->tolerance * (fabs(inflow) + STILL_INFLOW));
}

static double error_of(const Traveller *traveller) {
    double inflow = inflow_error(traveller), sum = inflow * inflow;
    for (int i = 0; i < traveller->states; i++) {
        double from = scale(traveller, traveller->state, i), to = scale(traveller, traveller->next, i);
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

/* State at which a stage looks, from the stages before it. */
INLINE void start_stage(const Traveller *traveller, int s, const int n, double *at) {
    if (s >= LAST_FROM) {
        for (int i = 0; i < n; i++) {
            at[i] += traveller->stage[s - 1][i];
        }
        return;
    }
    memcpy(at, traveller->state, sizeof(double) * (unsigned)n);
    for (int r = 0; r < s; r++) {
        for (int i = 0; i < n; i++) {
            at[i] += FROM[s][r] * traveller->stage[r][i];
        }
    }
}

/* Inlined for each number of states, so that loops over them are unrolled. */
INLINE void try_with(Traveller *traveller, double step, const int n) {
    double matrix[MOST_STATES * MOST_STATES], at[MOST_STATES], slope;
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            matrix[j * n + i] = -traveller->jacobian[i * n + j];
        }
    }
    for (int i = 0; i < n; i++) {
        matrix[i * n + i] += 1 / (step * GAMMA);
    }
    invert(matrix, n);
    pull_force(traveller->pull, traveller->time, &slope);
    for (int s = 0; s < STAGES; s++) {
        double right[MOST_STATES], side[MOST_STATES] = {0};
        for (int r = 0; r < s; r++) {
            for (int i = 0; i < n; i++) {
                side[i] += BESIDE[s][r] * traveller->stage[r][i];
            }
        }
        Motion motion;
        const Motion *here = &traveller->motion;
        if (s > 0) {
            start_stage(traveller, s, n, at);
            double unused, force = pull_force(traveller->pull, traveller->time + AT[s] * step, &unused);
            joint_motion(traveller->joint, force, at, n, &motion, 0);
            here = &motion;
        }
        for (int i = 0; i < n; i++) {
            right[i] = here->rate[i] + side[i] / step;
        }
        right[APART_SPEED] += IN_TIME[s] * step * slope / traveller->joint->mass;
        multiply(matrix, n, right, traveller->stage[s]);
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
    if (traveller->states > WITHOUT_BUBBLE) {
        traveller->most_growth = fmax(traveller->most_growth, fabs(traveller->state[VOLUME_SPEED]));
    }
    travel_look(traveller);
}

/* What the next step should be over this one, by this step's error and the last one's (Gustafsson). */
static double change_of(const Traveller *traveller) {
    double error = traveller->error;
    if (!isfinite(error)) {
        return 0.1;
    }
    double change = 0.9 * pow(error + 1e-12, -0.2) * pow(traveller->last_error, 0.1);
    return change < 0.1 ? 0.1 : (change > 6 ? 6 : change);
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
        double change = change_of(traveller);
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
