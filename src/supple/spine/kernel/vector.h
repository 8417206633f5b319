/* Vectors of 3 and matrices of 3 x 3 (rows first), inlined. */
#ifndef SUPPLE_VECTOR_H
#define SUPPLE_VECTOR_H

#include <math.h>

static inline double dot(const double a[3], const double b[3]) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

static inline void cross(const double a[3], const double b[3], double out[3]) {
    double x = a[1] * b[2] - a[2] * b[1], y = a[2] * b[0] - a[0] * b[2], z = a[0] * b[1] - a[1] * b[0];
    out[0] = x, out[1] = y, out[2] = z;
}

/* out = m v */
static inline void turn(const double m[9], const double v[3], double out[3]) {
    double x = dot(m, v), y = dot(m + 3, v), z = dot(m + 6, v);
    out[0] = x, out[1] = y, out[2] = z;
}

/* out = transposed(m) v */
static inline void turn_back(const double m[9], const double v[3], double out[3]) {
    double x = m[0] * v[0] + m[3] * v[1] + m[6] * v[2];
    double y = m[1] * v[0] + m[4] * v[1] + m[7] * v[2];
    double z = m[2] * v[0] + m[5] * v[1] + m[8] * v[2];
    out[0] = x, out[1] = y, out[2] = z;
}

/* out = a b; out must be neither of them */
static inline void multiply(const double a[9], const double b[9], double out[9]) {
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++)
            out[3 * i + j] = a[3 * i] * b[j] + a[3 * i + 1] * b[3 + j] + a[3 * i + 2] * b[6 + j];
}

/* out = transposed(a) b */
static inline void multiply_back(const double a[9], const double b[9], double out[9]) {
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++) out[3 * i + j] = a[i] * b[j] + a[3 + i] * b[3 + j] + a[6 + i] * b[6 + j];
}

/* out = a transposed(b) */
static inline void multiply_across(const double a[9], const double b[9], double out[9]) {
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++) out[3 * i + j] = dot(a + 3 * i, b + 3 * j);
}

/* The matrix of v x ... */
static inline void cross_matrix(const double v[3], double out[9]) {
    out[0] = 0, out[1] = -v[2], out[2] = v[1];
    out[3] = v[2], out[4] = 0, out[5] = -v[0];
    out[6] = -v[1], out[7] = v[0], out[8] = 0;
}

/* out = exp([w]x) m, rotation by the vector w, radians */
static inline void rotate(const double w[3], const double m[9], double out[9]) {
    double angle2 = dot(w, w), angle = sqrt(angle2);
    double a = angle > 1e-4 ? sin(angle) / angle : 1 - angle2 / 6;
    double b = angle > 1e-4 ? (1 - cos(angle)) / angle2 : 0.5 - angle2 / 24;
    double e[9];
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++) e[3 * i + j] = b * w[i] * w[j] + (i == j ? 1 - b * angle2 : 0);
    e[1] -= a * w[2], e[2] += a * w[1], e[3] += a * w[2];
    e[5] -= a * w[0], e[6] -= a * w[1], e[7] += a * w[0];
    multiply(e, m, out);
}

/* Unit quaternion of a rotation: returns its scalar part (>= 0), its vector part in v. */
static inline double quaternion(const double m[9], double v[3]) {
    double s[4] = {m[0] + m[4] + m[8], m[0] - m[4] - m[8], m[4] - m[0] - m[8], m[8] - m[0] - m[4]};
    int best = 0;
    for (int i = 1; i < 4; i++)
        if (s[i] > s[best]) best = i;
    double w, half = 0.5 * sqrt(1 + s[best]), quarter = 0.25 / half;
    if (best == 0) {
        w = half;
        v[0] = (m[7] - m[5]) * quarter, v[1] = (m[2] - m[6]) * quarter, v[2] = (m[3] - m[1]) * quarter;
    } else {
        int i = best - 1, j = (i + 1) % 3, k = (i + 2) % 3;
        w = (m[3 * k + j] - m[3 * j + k]) * quarter;
        v[i] = half;
        v[j] = (m[3 * j + i] + m[3 * i + j]) * quarter;
        v[k] = (m[3 * k + i] + m[3 * i + k]) * quarter;
    }
    if (w >= 0) return w;
    v[0] = -v[0], v[1] = -v[1], v[2] = -v[2];
    return -w;
}

/* Rotation vector of m, shorter than pi. */
static inline void rotation_vector(const double m[9], double out[3]) {
    double v[3], w = quaternion(m, v), sine = sqrt(dot(v, v));
    double scale = sine > 1e-7 ? 2 * atan2(sine, w) / sine : 2;
    for (int i = 0; i < 3; i++) out[i] = scale * v[i];
}

/* A one-sided spring of unit stiffness that sets in smoothly between -width and +width. */
typedef struct {
    double energy, force, stiffness;
} Ramp;

static inline Ramp ramp(double x, double width) {
    if (x <= -width) return (Ramp){0, 0, 0};
    if (x >= width) return (Ramp){x * x / 2 + width * width / 6, x, 1};
    double in = x + width;
    return (Ramp){in * in * in / (12 * width), in * in / (4 * width), in / (2 * width)};
}

#endif
