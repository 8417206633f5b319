/* Four numbers at once, one for each stage of a step, and what mathematics they need. */
#ifndef SUPPLE_LANES_H
#define SUPPLE_LANES_H

#include <math.h>
#include <string.h>

#define INLINE static inline __attribute__((always_inline))

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wpsabi" /* nothing that is four wide leaves its file */
#endif

enum { LANES = 4 };
typedef double Lanes __attribute__((vector_size(LANES * sizeof(double))));
typedef long long Bits __attribute__((vector_size(LANES * sizeof(double))));
typedef unsigned long long Unsigned __attribute__((vector_size(LANES * sizeof(double))));

INLINE Lanes load(const double *from) {
    Lanes to;
    memcpy(&to, from, sizeof to);
    return to;
}

INLINE void store(double *to, Lanes from) { memcpy(to, &from, sizeof from); }

INLINE Lanes all(double value) { return (Lanes){value, value, value, value}; }

/* `mask` holds all bits or none in a lane, as comparisons do. */
INLINE Lanes choose(Bits mask, Lanes yes, Lanes no) {
    return (Lanes)((mask & (Bits)yes) | (~mask & (Bits)no));
}

INLINE int any(Bits mask) { return (mask[0] | mask[1] | mask[2] | mask[3]) != 0; }

INLINE Lanes root(Lanes of) { return (Lanes){sqrt(of[0]), sqrt(of[1]), sqrt(of[2]), sqrt(of[3])}; }

/* 1.5 x 2^52: a sum with it has the nearest whole number in its low bits. */
static const double WHOLE = 6755399441055744.0;
static const double OVER_LOG_2 = 1.4426950408889634, LOG_2_HIGH = 6.93147180369123816490e-01,
                    LOG_2_LOW = 1.90821492927058770002e-10;

/* e^r for r within half a log 2, by Taylor's series to r^13: its error is below that of rounding. */
INLINE Lanes small_exponential(Lanes r) {
    Lanes r2 = r * r, r4 = r2 * r2;
    Lanes low = (1 + r) + r2 * (0.5 + r * (1.0 / 6));
    Lanes middle = (1.0 / 24 + r * (1.0 / 120)) + r2 * (1.0 / 720 + r * (1.0 / 5040));
    Lanes high = (1.0 / 40320 + r * (1.0 / 362880)) + r2 * (1.0 / 3628800 + r * (1.0 / 39916800));
    Lanes top = 1.0 / 479001600 + r * (1.0 / 6227020800);
    return (low + r4 * middle) + (r4 * r4) * (high + r4 * top);
}

/* 2^n for the whole number in the low bits of what WHOLE was added to. */
INLINE Lanes power_of_two(Lanes shifted) { return (Lanes)(((Unsigned)shifted + 1023) << 52); }

INLINE Lanes exponential(Lanes x) {
    Lanes shifted = x * OVER_LOG_2 + WHOLE, n = shifted - WHOLE;
    Lanes found = small_exponential((x - n * LOG_2_HIGH) - n * LOG_2_LOW) * power_of_two(shifted);
    return choose(x > 709.0, all(HUGE_VAL), choose(x < -708.0, all(0), found));
}

/* x = 2^n m, with m between the roots of 1/2 and 2. */
INLINE Lanes split(Lanes x, Lanes *m) {
    Unsigned bits = (Unsigned)x, biased = (bits + (0x3ff0000000000000 - 0x3fe6a09e667f3bcd)) >> 52;
    *m = (Lanes)(bits - ((biased - 1023) << 52));
    return (Lanes)(biased + (Unsigned)all(WHOLE)) - (WHOLE + 1023);
}

/* log m over 2 s where m = (1 + s) / (1 - s): the series of the inverse hyperbolic tangent, less its 1. */
INLINE Lanes beyond_twice(Lanes s) {
    Lanes q = s * s, q2 = q * q, q4 = q2 * q2;
    Lanes low = (1.0 / 3 + q * (1.0 / 5)) + q2 * (1.0 / 7 + q * (1.0 / 9));
    Lanes high = (1.0 / 11 + q * (1.0 / 13)) + q2 * (1.0 / 15 + q * (1.0 / 17));
    return q * (low + q4 * (high + q4 * (1.0 / 19 + q * (1.0 / 21))));
}

/* Natural logarithm of a number above 0. */
INLINE Lanes logarithm(Lanes x) {
    Lanes m, n = split(x, &m), twice = 2 * ((m - 1) / (m + 1));
    return n * LOG_2_HIGH + (twice + (twice * beyond_twice(twice * 0.5) + n * LOG_2_LOW));
}

#endif
