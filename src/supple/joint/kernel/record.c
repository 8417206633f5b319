/* What is noted of a course at every step, and what its bubble does between two of them. */
#include "record.h"

#include <math.h>
#include <string.h>

double volume_of(const Traveller *traveller) {
    return traveller->states > WITHOUT_BUBBLE ? exp(traveller->state[LOG_VOLUME]) : 0;
}

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
    record->volume[k] = volume_of(traveller);
    record->growth[k] = growth_of(traveller);
}

/* Growth inside a step, by the quintic that has volume, growth and its rate at either end. */
static double growth_within(double step, double s, const Traveller *from, const Traveller *to) {
    double rest = 1 - s, square = s * s;
    double mean = (volume_of(to) - volume_of(from)) / step;
    double first = from->motion.rate[VOLUME_SPEED] * step, second = to->motion.rate[VOLUME_SPEED] * step;
    return mean * 30 * square * rest * rest + growth_of(from) * rest * rest * (1 + 2 * s - 15 * square) +
           growth_of(to) * square * (s * (28 - 15 * s) - 12) +
           first * s * (1 + s * (s * (6 - 2.5 * s) - 4.5)) + second * square * (1.5 + s * (2.5 * s - 4));
}

/* Volume inside a step, by the same quintic. */
static double volume_within(double step, double s, const Traveller *from, const Traveller *to) {
    double cube = s * s * s, end = cube * (10 - s * (15 - 6 * s));
    double first = from->motion.rate[VOLUME_SPEED] * step, second = to->motion.rate[VOLUME_SPEED] * step;
    double bend = s * s * (0.5 - s * (1.5 - s * (1.5 - 0.5 * s)));
    return volume_of(from) + (volume_of(to) - volume_of(from)) * end +
           step * (growth_of(from) * (s - cube * (6 - s * (8 - 3 * s))) +
                   growth_of(to) * cube * (s * (7 - 3 * s) - 4) + first * bend +
                   second * cube * (0.5 - s * (1 - 0.5 * s)));
}

/* The largest a bubble is inside a step in which it stops to grow. */
void note_largest(Pop *pop, const Traveller *before, const Traveller *now) {
    double step = now->time - before->time, low = 0, high = 1;
    if (!(growth_of(before) > 0 && growth_of(now) <= 0)) {
        return;
    }
    for (int i = 0; i < 40; i++) {
        double middle = (low + high) / 2;
        if (growth_within(step, middle, before, now) > 0) {
            low = middle;
        } else {
            high = middle;
        }
    }
    double volume = volume_within(step, low, before, now);
    if (volume > pop->largest_volume) {
        pop->largest_volume = volume;
        pop->largest_time = before->time + low * step;
    }
}

void keep_wave(Record *record, double pop_time, const Traveller *before, const Traveller *now) {
    double step = now->time - before->time;
    while (record->filled < record->samples) {
        double time = pop_time + record->filled * record->sample_time;
        if (time > now->time) {
            return;
        }
        record->wave[record->filled++] = growth_within(step, (time - before->time) / step, before, now);
    }
}

void keep_after(Record *record, const Traveller *traveller) {
    if (record->after_kept < record->after_room) {
        record->after_time[record->after_kept] = traveller->time;
        memcpy(record->after_state + record->after_kept * MOST_STATES, traveller->state,
               sizeof traveller->state);
        record->after_kept++;
    }
}

void note(Pop *pop, const Traveller *traveller) {
    double gap = traveller->state[GAP], volume = volume_of(traveller);
    if (traveller->states == WITHOUT_BUBBLE && traveller->motion.middle_pressure < pop->lowest_pressure) {
        pop->lowest_pressure = traveller->motion.middle_pressure;
        pop->lowest_time = traveller->time;
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
