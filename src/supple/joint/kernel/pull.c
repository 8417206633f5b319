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

Cubic pull_piece(const Pull *pull, double time) {
    int last = pull->knots - 1;
    if (time >= pull->time[last] || time < pull->time[0]) {
        double force = pull->force[time < pull->time[0] ? 0 : last];
        return (Cubic){.from = time, .force = {force}};
    }
    int k = piece(pull, time);
    double over = 1 / (pull->time[k + 1] - pull->time[k]),
           rise = (pull->force[k + 1] - pull->force[k]) * over;
    double first = pull->slope[k], second = pull->slope[k + 1];
    return (Cubic){pull->time[k],
                   {pull->force[k], first, (3 * rise - 2 * first - second) * over,
                    (first + second - 2 * rise) * over * over}};
}

double pull_force(const Pull *pull, double time) {
    Cubic cubic = pull_piece(pull, time);
    const double *a = cubic.force;
    double s = time - cubic.from;
    return a[0] + s * (a[1] + s * (a[2] + s * a[3]));
}

double pull_next(const Pull *pull, double time) {
    for (int k = 0; k < pull->knots; k++) {
        if (pull->time[k] > time) {
            return pull->time[k];
        }
    }
    return time;
}
