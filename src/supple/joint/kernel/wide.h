/* What registers this processor has for four numbers, and the system saves. Asked of it directly: the
 * compilers' own question brings in a library that also replaces the mathematics of this one. */
#ifndef SUPPLE_WIDE_H
#define SUPPLE_WIDE_H

enum { NARROW, WIDE, MANY_WIDE }; /* two numbers each; four (AVX2); four, and twice as many (AVX-512VL) */

#if defined(__x86_64__)
#include <cpuid.h>

#define FOR_WIDE __attribute__((target("avx2")))
#define FOR_MANY_WIDE __attribute__((target("avx512vl,avx512dq")))

static int ask_processor(void) {
    enum {
        OSXSAVE = 1 << 27,
        AVX2 = 1 << 5,
        AVX512F = 1 << 16,
        AVX512DQ = 1 << 17,
        SAVED = 6,
        MORE_SAVED = 0xe6
    };
    const unsigned avx512vl = 1u << 31;
    unsigned a, b, c, d, saved, high;
    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & OSXSAVE)) {
        return NARROW;
    }
    __asm__("xgetbv" : "=a"(saved), "=d"(high) : "c"(0));
    if (!__get_cpuid_count(7, 0, &a, &b, &c, &d) || !(b & AVX2) || (saved & SAVED) != SAVED) {
        return NARROW;
    }
    int many = (b & avx512vl) && (b & AVX512F) && (b & AVX512DQ) && (saved & MORE_SAVED) == MORE_SAVED;
    return many ? MANY_WIDE : WIDE;
}
#else
#define FOR_WIDE
#define FOR_MANY_WIDE

static int ask_processor(void) { return NARROW; }
#endif

/* Asks once. */
static int registers(void) {
    static _Atomic int known; /* one more than what they are; 0: not asked yet */
    if (!known) {
        known = ask_processor() + 1;
    }
    return known - 1;
}

#endif
