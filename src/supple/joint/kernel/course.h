/* The course of one joint: out of contact, to the pop or past it, and long after. */
#ifndef SUPPLE_COURSE_H
#define SUPPLE_COURSE_H

#include "record.h"

/* How a course is followed: how closely, for how long, and when after a pop its volume is noted. */
typedef struct {
    double tolerance, follow, look;
} Plan;

/* Follows a joint through its pull, and after it until the bubble has gone or `follow` seconds are over. */
void course(const Joint *joint, const Pull *pull, const Plan *plan, Record *record, Pop *pop);

/* Time at which the same pull would bring the film to its threshold again; -1: not while it was followed.
 * `record` holds what the course left. */
double ready_again(const Joint *joint, const Pull *pull, const Plan *plan, const Record *record);

#endif
