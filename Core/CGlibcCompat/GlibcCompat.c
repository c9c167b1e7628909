#include "CGlibcCompat.h"

// Lets an executable that was linked against a newer glibc start on glibc 2.34, which provided.al2023 has.
//
// The linker binds a function to the newest version that the glibc of this machine has of it, and the loader refuses to start a program
// that asks for a version that it does not know. What Swift's libraries and libstdc++ take that is newer than 2.34 is defined here, as
// a function of the executable itself. Hidden, so that no shared library gets to see it: in a development build it is merely another way
// to the same functions. scripts/package-gates names what is missing here.

// Also where __GLIBC__ comes from: on musl there is nothing to do.
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>

#if defined(__linux__) && defined(__GLIBC__)

#include <sys/random.h>

// The names that the functions had in the first glibc of the architecture, and have to this day.
#if defined(__x86_64__)
#define POSTROOM_FIRST_GLIBC "GLIBC_2.2.5"
#elif defined(__aarch64__)
#define POSTROOM_FIRST_GLIBC "GLIBC_2.17"
#endif

#ifdef POSTROOM_FIRST_GLIBC

#define POSTROOM_HIDDEN __attribute__((visibility("hidden")))

// hypot and hypotf got a new version in 2.35, which no longer goes through the error handling of SVID. The results are the same.
__asm__(".symver postroom_first_hypot, hypot@" POSTROOM_FIRST_GLIBC);
__asm__(".symver postroom_first_hypotf, hypotf@" POSTROOM_FIRST_GLIBC);
double postroom_first_hypot(double x, double y);
float postroom_first_hypotf(float x, float y);

POSTROOM_HIDDEN double hypot(double x, double y) { return postroom_first_hypot(x, y); }

POSTROOM_HIDDEN float hypotf(float x, float y) { return postroom_first_hypotf(x, y); }

// arc4random came in 2.36; libstdc++ of GCC 12 asks for it. getrandom is what stands behind it.
POSTROOM_HIDDEN uint32_t arc4random(void) {
    uint32_t value;
    // Four bytes come whole or not at all, and only a signal during the first seconds of the machine can interrupt.
    while (getrandom(&value, sizeof value, 0) != (ssize_t)sizeof value) {
        if (errno != EINTR) abort();
    }
    return value;
}

#endif
#endif
