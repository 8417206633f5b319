/* The pull on a joint: cubic Hermite pieces between knots, the last force ever after. */
#include "joint.h"

static int piece(const Pull *pull, double time) {
    int low = 0, high = pull->knots - 1;
    while (high - low > 1) {
        int middle = (low + high) / 2;
        if (pull->time[middle] <= time) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

double pull_force(const Pull *pull, double time, double *slope) {
    int last = pull->knots - 1;
    *slope = 0;
    if (time >= pull->time[last]) {
        return pull->force[last];
    }
    if (time <= pull->time[0]) {
        return pull->force[0];
    }
    int k = piece(pull, time);
    double width = pull->time[k + 1] - pull->time[k], s = (time - pull->time[k]) / width;
    double rise = pull->force[k + 1] - pull->force[k];
    double first = width * pull->slope[k], second = width * pull->slope[k + 1];
    double square = 3 * rise - 2 * first - second, cube = first + second - 2 * rise;
    *slope = (first + s * (2 * square + 3 * s * cube)) / width;
    return pull->force[k] + s * (first + s * (square + s * cube));
}

double pull_next(const Pull *pull, double time) {
    for (int k = 0; k < pull->knots; k++) {
        if (pull->time[k] > time) {
            return pull->time[k];
        }
    }
    return time;
}
