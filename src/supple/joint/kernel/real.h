/* The number that the laws of the joint are written in: one, or four at once where FOUR_AT_ONCE is defined.
 * So that derivatives, which every law gives, are not computed where nobody asked for them, all is inlined.
 */
#ifndef SUPPLE_REAL_H
#define SUPPLE_REAL_H

#include "joint.h"
#include "lanes.h"

#ifdef FOUR_AT_ONCE
typedef Lanes Real;
typedef Bits Test;
INLINE Real wide(double value) { return all(value); }
INLINE Real either(Test test, Real yes, Real no) { return choose(test, yes, no); }
INLINE int some(Test test) { return any(test); }
INLINE Real exponential_of(Real x) { return exponential(x); }
INLINE Real logarithm_of(Real x) { return logarithm(x); }
INLINE Real root_of(Real x) { return root(x); }
#else
typedef double Real;
typedef int Test;
INLINE Real wide(double value) { return value; }
INLINE Real either(Test test, Real yes, Real no) { return test ? yes : no; }
INLINE int some(Test test) { return test; }
INLINE Real exponential_of(Real x) { return exp(x); }
INLINE Real logarithm_of(Real x) { return log(x); }
INLINE Real root_of(Real x) { return sqrt(x); }
#endif
INLINE Real raised_to(double power, Real x) { return exponential_of(power * logarithm_of(x)); }

#endif
