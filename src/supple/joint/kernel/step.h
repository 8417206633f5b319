/* Steps through time that keep their own error within a tolerance. */
#ifndef SUPPLE_STEP_H
#define SUPPLE_STEP_H

#include "joint.h"

enum { STAGES = 4 };
extern const double STAGE_AT[STAGES]; /* shares of a step at which its stages look */

/* A joint on its way: where it is, what it does next, and the step that seems right. */
typedef struct {
    const Joint *joint;
    const Pull *pull;
    double tolerance;
    int states;
    double time, step;
    double state[MOST_STATES];
    Motion motion;
    double next[MOST_STATES], wrong[MOST_STATES], error; /* of the last step tried; error in tolerances */
    double moved[MOST_STATES][STAGES];                   /* at its stages */
    double pressure[STAGES];                             /* there, of the film or the bubble at the middle */
    int iterations;                                      /* that they took */
    double past[MOST_STATES][STAGES], past_step; /* of the last step that was taken; 0: of no use any more */
    double last_error;                           /* of the last step that was taken */
    double most_growth;                          /* of the bubble so far, m3/s */
    int fixed; /* keeps its step, whatever the error: for measuring the order */
    double steps, rejected;
} Traveller;

/* Motion where the traveller is. */
void travel_look(Traveller *traveller);
/* Tries a step; `next` and `error` say what came of it. */
void travel_try(Traveller *traveller, double step);
/* Takes one accepted step, no further than `until`. Returns 0, or an outcome below 0. */
int travel_step(Traveller *traveller, double until);
/* Weight of what each stage moved, at a share of the last step that was taken, by the polynomial through
 * them. */
void travel_inside(double share, double *weight);
/* Goes to where the last step tried led. */
void travel_accept(Traveller *traveller, double step);

#endif
