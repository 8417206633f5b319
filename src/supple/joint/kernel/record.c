/* What is noted of a course at every step, and what its bubble does between two of them. */
#include "record.h"

#include <string.h>

static double growth_of(const Traveller *traveller) {
    return traveller->states > WITHOUT_BUBBLE ? traveller->state[VOLUME_SPEED] : 0;
}

void keep_step(Record *record, const Traveller *traveller) {
    if (!record->time || record->kept >= record->room) {
        return;
    }
    int k = record->kept++;
    record->time[k] = traveller->time;
    record->gap[k] = traveller->state[GAP];
    record->pressure[k] = traveller->motion.middle_pressure;
    record->volume[k] = traveller->motion.volume;
    record->growth[k] = growth_of(traveller);
}

/* Growth of the bubble inside a step, by powers of the share of the step that is over: what has the volume,
 * the growth and its rate at either end. */
typedef struct {
    double power[5], step, volume;
} Within;

static Within within(const Traveller *from, const Traveller *to) {
    double step = to->time - from->time, volume = from->motion.volume,
           mean = (to->motion.volume - volume) / step;
    double start = growth_of(from), end = growth_of(to);
    double first = from->motion.rate[VOLUME_SPEED] * step, second = to->motion.rate[VOLUME_SPEED] * step;
    return (Within){{start, first, 30 * mean - 18 * start - 12 * end - 4.5 * first + 1.5 * second,
                     -60 * mean + 32 * start + 28 * end + 6 * first - 4 * second,
                     30 * mean - 15 * start - 15 * end - 2.5 * first + 2.5 * second},
                    step,
                    volume};
}

static double growth_at(const Within *within, double s) {
    const double *a = within->power;
    return a[0] + s * (a[1] + s * (a[2] + s * (a[3] + s * a[4])));
}

static double volume_at(const Within *within, double s) {
    const double *a = within->power;
    return within->volume +
           within->step * s * (a[0] + s * (a[1] / 2 + s * (a[2] / 3 + s * (a[3] / 4 + s * a[4] / 5))));
}

/* The largest a bubble is inside a step in which it stops to grow. A step in which growth would double and
 * end is longer than any that is taken: what cannot be the largest is not looked at. */
void note_largest(Pop *pop, const Traveller *before, const Traveller *now) {
    double might = before->motion.volume + 2 * (now->time - before->time) * growth_of(before);
    if (!(growth_of(before) > 0 && growth_of(now) <= 0 && might > pop->largest_volume)) {
        return;
    }
    Within step = within(before, now);
    double low = 0, high = 1;
    for (int i = 0; i < 40; i++) {
        double middle = (low + high) / 2;
        if (growth_at(&step, middle) > 0) {
            low = middle;
        } else {
            high = middle;
        }
    }
    double volume = volume_at(&step, low);
    if (volume > pop->largest_volume) {
        pop->largest_volume = volume;
        pop->largest_time = before->time + low * step.step;
    }
}

void keep_wave(Record *record, double pop_time, const Traveller *before, const Traveller *now) {
    double past = (now->time - pop_time) / record->sample_time;
    int first = record->filled, end = past < record->samples - 1 ? (int)past + 1 : record->samples;
    if (first >= end) {
        return;
    }
    Within step = within(before, now);
    double start = (pop_time - before->time) / step.step, pace = record->sample_time / step.step;
    for (int k = first; k < end; k++) {
        record->wave[k] = growth_at(&step, start + k * pace);
    }
    record->filled = end;
}

void keep_after(Record *record, const Traveller *traveller) {
    if (record->after_kept < record->after_room) {
        record->after_time[record->after_kept] = traveller->time;
        memcpy(record->after_state + record->after_kept * MOST_STATES, traveller->state,
               sizeof traveller->state);
        record->after_kept++;
    }
}

void note_lowest(Pop *pop, double time, double pressure) {
    if (pressure < pop->lowest_pressure) {
        pop->lowest_pressure = pressure;
        pop->lowest_time = time;
    }
}

void note(Pop *pop, const Traveller *traveller) {
    double gap = traveller->state[GAP], volume = traveller->motion.volume;
    for (int j = 0; j < STAGES && traveller->states == WITHOUT_BUBBLE && traveller->past_step > 0; j++) {
        note_lowest(pop, traveller->time - (1 - STAGE_AT[j]) * traveller->past_step, traveller->pressure[j]);
    }
    if (gap > pop->widest_gap) {
        pop->widest_gap = gap;
    }
    if (volume > pop->largest_volume) {
        pop->largest_volume = volume;
        pop->largest_time = traveller->time;
    }
    pop->end_time = traveller->time;
}
