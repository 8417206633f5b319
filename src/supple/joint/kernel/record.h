/* What is kept of a course. */
#ifndef SUPPLE_RECORD_H
#define SUPPLE_RECORD_H

#include "step.h"

/* What is kept of a course, where it is asked for: every step, and the growth of the bubble in even samples
 * from the pop on. */
typedef struct {
    double *time, *gap, *pressure, *volume, *growth; /* one number a step; 0: not kept */
    int room, kept;
    double *wave; /* growth of the bubble, m3/s */
    int samples, filled;
    double sample_time;               /* s */
    double *after_time, *after_state; /* every step after the pull */
    int after_room, after_kept;
} Record;

/* What a step leaves in the record, where it has room. */
void keep_step(Record *record, const Traveller *traveller);
void keep_wave(Record *record, double pop_time, const Traveller *before, const Traveller *now);
void keep_after(Record *record, const Traveller *traveller);

/* What a step changes of what a pull came to, and the largest a bubble is between two of them. */
void note(Pop *pop, const Traveller *traveller);
void note_lowest(Pop *pop, double time, double pressure);
void note_largest(Pop *pop, const Traveller *before, const Traveller *now);

#endif
