/* Newton's step: Cholesky of the symmetric band in blocks of 6, one for each body. */
#include <math.h>
#include <string.h>

#include "spine.h"

/* Lower triangle of a 6 x 6, in place. Returns 0 where it is not positive definite. */
static int factor(double a[6][6]) {
    for (int j = 0; j < 6; j++) {
        double sum = a[j][j];
        for (int k = 0; k < j; k++) sum -= a[j][k] * a[j][k];
        if (!(sum > 1e-12 * fabs(a[j][j]))) return 0;
        a[j][j] = sqrt(sum);
        double over = 1 / a[j][j];
        for (int i = j + 1; i < 6; i++) {
            double rest = a[i][j];
            for (int k = 0; k < j; k++) rest -= a[i][k] * a[j][k];
            a[i][j] = rest * over;
        }
    }
    return 1;
}

static void forward(const double a[6][6], double x[6]) {
    for (int i = 0; i < 6; i++) {
        for (int k = 0; k < i; k++) x[i] -= a[i][k] * x[k];
        x[i] /= a[i][i];
    }
}

static void backward(const double a[6][6], double x[6]) {
    for (int i = 5; i >= 0; i--) {
        for (int k = i + 1; k < 6; k++) x[i] -= a[k][i] * x[k];
        x[i] /= a[i][i];
    }
}

/* All columns of b at once: b = inverse(a) b. */
static void forward_all(const double a[6][6], double b[6][6]) {
    for (int i = 0; i < 6; i++) {
        for (int k = 0; k < i; k++)
            for (int j = 0; j < 6; j++) b[i][j] -= a[i][k] * b[k][j];
        double over = 1 / a[i][i];
        for (int j = 0; j < 6; j++) b[i][j] *= over;
    }
}

/* a -= transposed(b) b, its lower triangle. */
static void take_away(double a[6][6], const double b[6][6]) {
    for (int k = 0; k < 6; k++)
        for (int i = 0; i < 6; i++)
            for (int j = 0; j <= i; j++) a[i][j] -= b[k][i] * b[k][j];
}

/* The step against the slope. `held` bodies stay. Returns 0 where the stiffness is not positive definite. */
int solve_blocks(const Derivatives *of, const double *held, int bodies, double damping, double step[][6]) {
    double own[MOST_BODIES][6][6], next[MOST_BODIES][6][6];
    for (int b = 0; b < bodies; b++) {
        for (int i = 0; i < 6; i++) step[b][i] = held[b] != 0 ? 0 : -of->slope[b][i];
        if (held[b] != 0) {
            memset(own[b], 0, sizeof own[b]);
            for (int i = 0; i < 6; i++) own[b][i][i] = 1;
        } else {
            memcpy(own[b], of->own[b], sizeof own[b]);
            for (int i = 0; i < 6; i++) own[b][i][i] += damping * fabs(own[b][i][i]);
        }
        int joined = b > 0 && held[b] == 0 && held[b - 1] == 0;
        if (joined) {
            take_away(own[b], next[b - 1]);
            for (int k = 0; k < 6; k++)
                for (int i = 0; i < 6; i++) step[b][i] -= next[b - 1][k][i] * step[b - 1][k];
        }
        if (!factor(own[b])) return 0;
        forward(own[b], step[b]);
        if (b + 1 < bodies && held[b] == 0 && held[b + 1] == 0) {
            memcpy(next[b], of->next[b], sizeof next[b]);
            forward_all(own[b], next[b]);
        }
    }
    for (int b = bodies - 1; b >= 0; b--) {
        if (b + 1 < bodies && held[b] == 0 && held[b + 1] == 0)
            for (int i = 0; i < 6; i++)
                for (int j = 0; j < 6; j++) step[b][i] -= next[b][i][j] * step[b + 1][j];
        backward(own[b], step[b]);
    }
    return 1;
}
