/* Whether this processor has registers for four numbers (AVX2), and the system saves them. Asked of it
 * directly: the compilers' own question brings in a library that also replaces the mathematics of this one.
 */
#ifndef SUPPLE_WIDE_H
#define SUPPLE_WIDE_H

#if defined(__x86_64__)
#include <cpuid.h>

#define FOR_WIDE __attribute__((target("avx2")))

static int ask_processor(void) {
    unsigned a, b, c, d, saved, high;
    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_OSXSAVE)) {
        return 0;
    }
    __asm__("xgetbv" : "=a"(saved), "=d"(high) : "c"(0));
    return (saved & 6) == 6 && __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_AVX2);
}

static int is_wide(void) {
    static _Atomic int known; /* 0: not asked yet */
    if (!known) {
        known = ask_processor() ? 1 : -1;
    }
    return known > 0;
}
#else
#define FOR_WIDE
static int is_wide(void) { return 0; }
#endif

#endif
