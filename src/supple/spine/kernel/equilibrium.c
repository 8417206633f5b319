/* The pose of least energy: Newton's method with a line search, and load steps where that fails. */
#include <math.h>
#include <string.h>

#include "spine.h"
#include "vector.h"

static const double BALANCED = 1e-8;    /* N and N m: aimed at */
static const double GOOD_ENOUGH = 1e-6; /* N and N m: still an equilibrium, where rounding stops us */
static const double MOST_TURN = 0.25;   /* rad, of one step */
static const double MOST_SHIFT = 0.03;  /* m, of one step */
static const double LEAST_SHARE = 1 / 64.0;
static const double NUDGE = 1e-3; /* rad, off a pose that is in balance but would not stay there */
static const double MOST_DAMPING = 1e6;
enum { MOST_STEPS = 80, MOST_HALVINGS = 12, MOST_DAMPINGS = 12, ROUNDS = 4 };

typedef struct {
    const Segment *segment;
    const double *held;
    int bodies;
    Load load;
} Problem;

static double residual(const Problem *problem, const Derivatives *at) {
    double most = 0;
    for (int b = 0; b < problem->bodies; b++)
        for (int i = 0; i < 6 && problem->held[b] == 0; i++) {
            double one = fabs(at->slope[b][i]);
            if (!(one <= 1e300)) return INFINITY;
            if (one > most) most = one;
        }
    return most;
}

/* Newton's direction, damped until the stiffness is positive definite; returns its slope, 0 for none. `room`
 * is how many times the step may be gone: once, but a damped step says little of how far down leads. */
static double direction(const Problem *problem, const Derivatives *at, double step[][6], double *room) {
    double damping = 0, most = 0, slope = 0;
    for (int n = 0; !solve_blocks(at, problem->held, problem->bodies, damping, step); n++) {
        if (n == MOST_DAMPINGS) return 0;
        damping = damping == 0 ? 1e-4 : damping * 5;
    }
    for (int b = 0; b < problem->bodies; b++) {
        double shift = sqrt(dot(step[b], step[b])), turned = sqrt(dot(step[b] + 3, step[b] + 3));
        most = fmax(most, fmax(shift / MOST_SHIFT, turned / MOST_TURN));
    }
    *room = damping > 0 && most < 1 ? 1 / most : 1;
    most = fmax(most, 1);
    for (int b = 0; b < problem->bodies; b++)
        for (int i = 0; i < 6; i++) {
            step[b][i] /= most;
            if (problem->held[b] == 0) slope += step[b][i] * at->slope[b][i];
        }
    return slope;
}

static void move(const Pose *from, double step[][6], double share, int bodies, Pose *to) {
    for (int b = 0; b < bodies; b++) {
        double by[3];
        for (int i = 0; i < 3; i++) {
            to[b].centre[i] = from[b].centre[i] + share * step[b][i];
            by[i] = share * step[b][3 + i];
        }
        rotate(by, from[b].axes, to[b].axes);
    }
}

/* A pose may be in balance as a pencil on its tip is. Returns 0 where no way leads down from it; else puts
 * the softest way into `step`, by inverse iteration from what is the same at every call. */
static int on_its_tip(const Problem *problem, const Derivatives *at, double step[][6]) {
    if (solve_blocks(at, problem->held, problem->bodies, 0, step)) return 0;
    Derivatives tipped;
    double damping = 1e-6;
    memcpy(&tipped, at, sizeof tipped);
    for (int b = 0; b < problem->bodies; b++)
        for (int i = 0; i < 6; i++) tipped.slope[b][i] = i < 3 ? 0 : sin(1 + 6 * b + i);
    for (int round = 0; round < ROUNDS; round++) {
        for (; !solve_blocks(&tipped, problem->held, problem->bodies, damping, step); damping *= 2)
            if (!(damping < MOST_DAMPING)) return 0;
        double length = 0;
        for (int b = 0; b < problem->bodies; b++) length = fmax(length, dot(step[b] + 3, step[b] + 3));
        for (int b = 0; b < problem->bodies; b++)
            for (int i = 0; i < 6; i++) step[b][i] *= NUDGE / sqrt(length), tipped.slope[b][i] = -step[b][i];
    }
    return 1;
}

typedef struct {
    Pose pose[MOST_BODIES];
    Derivatives at;
} Place;

static void look(const Problem *problem, const Pose *from, double step[][6], double share, Place *to) {
    move(from, step, share, problem->bodies, to->pose);
    spine_derivatives(problem->segment, problem->bodies, to->pose, &problem->load, &to->at);
}

/* Goes along the step as far as leads down enough, and where there is room as long as it leads further down.
 * Returns 0 where it does not lead down. */
static int search(const Problem *problem, const Pose *pose, const Derivatives *at, double step[][6],
                  double slope, double room, Place *found) {
    double share = 1, rounding = 1e-13 * (1 + fabs(at->energy));
    int halvings = 0;
    for (; halvings < MOST_HALVINGS; halvings++, share /= 2) {
        look(problem, pose, step, share, found);
        if (found->at.energy <= at->energy + 1e-4 * share * slope + rounding) break;
    }
    if (halvings == MOST_HALVINGS) return 0;
    for (; halvings == 0 && 2 * share <= room; share *= 2) {
        Place further;
        look(problem, pose, step, 2 * share, &further);
        if (!(further.at.energy < found->at.energy)) break;
        *found = further;
    }
    return 1;
}

/* Goes down in energy until all is in balance and stays there. Leaves where it got to in `pose`. */
static int descend(const Problem *problem, Pose *pose, Derivatives *at, Report *report) {
    Place next;
    double step[MOST_BODIES][6], room;
    size_t size = sizeof *pose * (size_t)problem->bodies;
    spine_derivatives(problem->segment, problem->bodies, pose, &problem->load, at);
    for (int n = 0; n < MOST_STEPS; n++) {
        report->residual = residual(problem, at), report->energy = at->energy;
        if (!isfinite(report->residual)) return NOT_A_NUMBER;
        if (report->residual < BALANCED) {
            if (!on_its_tip(problem, at, step)) return CONVERGED;
            if (!search(problem, pose, at, step, 0, MOST_TURN / NUDGE, &next)) return CONVERGED;
        } else {
            double slope = direction(problem, at, step, &room);
            if (!(slope < 0) || !search(problem, pose, at, step, slope, room, &next))
                return report->residual < GOOD_ENOUGH ? CONVERGED : NO_WAY_DOWN;
        }
        memcpy(pose, next.pose, size);
        memcpy(at, &next.at, sizeof *at);
        report->iterations++;
    }
    report->residual = residual(problem, at);
    return report->residual < GOOD_ENOUGH ? CONVERGED : TOO_MANY_STEPS;
}

/* All at once; where that fails, from the start again in load steps. */
static void find(Problem *problem, Pose *pose, double *reaction, Report *report) {
    static const Report nothing;
    Pose start[MOST_BODIES];
    Derivatives at;
    size_t size = sizeof *pose * (size_t)problem->bodies;
    memcpy(start, pose, size);
    *report = nothing;
    problem->load.share = 1;
    int outcome = descend(problem, pose, &at, report);
    if (outcome != CONVERGED) {
        double share = 0, further = 0.25;
        memcpy(pose, start, size);
        while (share < 1 && further >= LEAST_SHARE) {
            Pose before[MOST_BODIES];
            memcpy(before, pose, size);
            problem->load.share = fmin(share + further, 1);
            report->load_steps++;
            outcome = descend(problem, pose, &at, report);
            if (outcome == CONVERGED) {
                share = problem->load.share, further *= 2;
            } else {
                memcpy(pose, before, size), further /= 2;
            }
        }
        problem->load.share = 1;
    }
    report->outcome = outcome;
    for (int b = 0; b < problem->bodies; b++)
        for (int i = 0; i < 6; i++) reaction[6 * b + i] = problem->held[b] != 0 ? at.slope[b][i] : 0;
}

/* One equilibrium after the other, each from the one before, for one person after the other. Arrays, those in
 * `loads` too, are by person, then by frame, and the counts in `loads` are those of one frame. `pose` has the
 * pose to start from in each person's first frame and is filled. */
EXPORTED void spine_sequences(int people, int frames, int bodies, const Segment *segment, const double *held,
                              const Pose *lowest, const Load *loads, Pose *pose, double *reaction,
                              Report *report) {
    Problem problem = {segment, held, bodies, *loads};
    for (int n = 0; n < people * frames; n++) {
        if (n % frames != 0) memcpy(pose, pose - bodies, sizeof *pose * (size_t)bodies);
        pose[0] = lowest[n];
        find(&problem, pose, reaction, report + n);
        pose += bodies, reaction += 6 * bodies;
        problem.load.push += loads->pushes, problem.load.drive += loads->drives;
        problem.load.support += loads->supports, problem.load.grip += loads->grips;
        if ((n + 1) % frames == 0) problem.segment += bodies - 1;
    }
}

/* Doubles in each struct, for whoever fills them from outside to check. */
EXPORTED int spine_sizes(int which) {
    static const int sizes[] = {
        (int)(sizeof(Pose) / 8),   (int)(sizeof(Segment) / 8),  (int)(sizeof(Push) / 8),
        (int)(sizeof(Drive) / 8),  (int)(sizeof(Support) / 8),  (int)(sizeof(Grip) / 8),
        (int)(sizeof(Report) / 8), (int)(sizeof(Measured) / 8), MOST_BODIES};
    return which >= 0 && which < (int)(sizeof sizes / sizeof *sizes) ? sizes[which] : -1;
}
