/* What happens within a step: faces come out of contact, the film falls below what nuclei stand. */
#ifndef SUPPLE_EVENT_H
#define SUPPLE_EVENT_H

#include "step.h"

/* Something that happens when a number falls to 0. */
typedef double Falling(const Traveller *traveller, double time, const double *state, double since);

double still_touching(const Traveller *traveller, double time, const double *state, double since);
double still_holding(const Traveller *traveller, double time, const double *state, double since);

/* A look at the film: how long after the start of the last step, and its pressure. */
typedef struct {
    double after, pressure;
} Look;

/* The film's lowest pressure between two stages of the last step, where it is lower than at both: sought on
 * the polynomial through their pressures, and looked at there. */
Look dip(const Traveller *traveller, double start);
/* How long after the start of the last step the film was first found below its threshold; 0: it was not. A
 * film can dip and recover within a step. */
double gives_way(const Traveller *traveller, Look dip, double since);

/* Goes from the start of the last step to where the number crosses 0, or to `to` after it if it does not
 * before: by steps of its own. Returns 0 or an outcome below 0. */
int go_to(Traveller *traveller, const Traveller *before, double to, Falling *falling, double since);

#endif
