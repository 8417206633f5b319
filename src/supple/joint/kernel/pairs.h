/* Two complex numbers at once, one for each pair of eigenvalues of a step. */
#ifndef SUPPLE_PAIRS_H
#define SUPPLE_PAIRS_H

#include "lanes.h"

typedef double Pair __attribute__((vector_size(2 * sizeof(double))));
typedef struct {
    Pair re, im;
} Complex;

INLINE Complex plus(Complex a, Complex b) { return (Complex){a.re + b.re, a.im + b.im}; }
INLINE Complex minus(Complex a, Complex b) { return (Complex){a.re - b.re, a.im - b.im}; }
INLINE Complex times(Complex a, Complex b) {
    return (Complex){a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
}
INLINE Complex scaled(double by, Complex a) { return (Complex){by * a.re, by * a.im}; }
INLINE Complex less(Complex a, double by) { return (Complex){a.re - by, a.im}; }
INLINE Complex one_over(Complex a) {
    Pair over = 1 / (a.re * a.re + a.im * a.im);
    return (Complex){a.re * over, -a.im * over};
}

#endif
